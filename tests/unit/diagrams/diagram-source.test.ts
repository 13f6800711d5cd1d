/** What a diagram says of itself, before anybody draws it. */
import { describe, expect, it } from 'vitest';
import { diagramAddress, diagramIn, diagramText } from '../../../src/diagrams/diagram-source.ts';
import { describeDiagram } from '../../../src/locale/diagram-strings.ts';

describe('the address of a diagram', () => {
  it('carries its source and language there and back', () => {
    const diagram = { source: 'graph TD\n  甲 --> "𠮷"', language: 'zh-Hant-TW' };
    expect(diagramIn(diagramAddress(diagram))).toEqual(diagram);
  });

  it('says of a language what its letters depend on', () => {
    const language = 'de-CH-1996-x-private';
    expect(diagramIn(diagramAddress({ source: 'a', language }))?.language).toBe('de-CH');
  });

  it.each([
    'a.png',
    'data:image/png;base64,AAAA',
    'data:text/vnd.mermaid;base64,QQ==',
    'data:text/vnd.mermaid;lang="><script>;base64,QQ==',
    'data:text/vnd.mermaid;lang=;base64,QQ==',
  ])('is none of %s', (address) => {
    expect(diagramIn(address)).toBeNull();
  });
});

describe('the text of a diagram', () => {
  it.each([
    ['flowchart LR\n  A --> B', { kind: 'flowchart', title: null, description: null }],
    ['---\ntitle: "订票"\n---\nflowchart LR', { kind: 'flowchart', title: '订票' }],
    ['%% said\n%%{init: {}}%%\nsequenceDiagram\n  title: 对话\n  a->>b: x', { kind: 'sequence', title: '对话' }],
    ['pie showData title 来源\n  "a": 1', { kind: 'pie', title: '来源' }],
    ['pie title 来源\n  "a": 1', { kind: 'pie', title: '来源' }],
    ['xychart-beta\n  title "每月销量"', { kind: 'chart', title: '每月销量' }],
    ['gantt\n  title 计划\n  accTitle: 更好的标题', { kind: 'gantt', title: '更好的标题' }],
    ['graph TD\n  title --> b', { kind: 'flowchart', title: null }],
    ['stateDiagram-v2\n  accDescr: 一句', { kind: 'state', description: '一句' }],
    ['erDiagram\n  accDescr {\n    两句，\n    换行。\n  }\n', { kind: 'er', description: '两句， 换行。' }],
    ['treemap-beta', { kind: 'other' }],
    ['', { kind: 'other', title: null, description: null }],
  ])('are found in %j', (source, expected) => {
    expect(diagramText(source)).toMatchObject(expected);
  });

  it('are said in the language of the chapter', () => {
    const words = { kind: 'pie', title: null, description: null } as const;
    expect(['zh-CN', 'zh-TW', 'ja', 'ko', 'en', 'fr'].map((language) => describeDiagram(language, words, []))).toEqual([
      '饼图',
      '圓餅圖',
      '円グラフ',
      '원그래프',
      'pie chart',
      'pie chart',
    ]);
  });

  it('name the kind, the title and the labels, but no numbers of an axis', () => {
    const words = { kind: 'gantt', title: '计划', description: null } as const;
    expect(describeDiagram('zh-CN', words, ['计划', '01-07', '初稿', '修改'])).toBe('计划（甘特图）：初稿、修改');
    expect(describeDiagram('en', { ...words, title: 'Plan' }, ['Draft', '2'])).toBe('Plan (Gantt chart): Draft');
    expect(describeDiagram('zh-CN', { kind: 'timeline', title: null, description: null }, ['1040', '活字'])).toBe(
      '时间线：1040、活字',
    );
  });

  it('are the author’s alone where there is a description', () => {
    expect(describeDiagram('en', { kind: 'pie', title: 'Readers', description: 'Half of them.' }, ['A'])).toBe(
      'Readers: Half of them.',
    );
  });

  it('end with a mark where there are too many', () => {
    const labels = Array.from({ length: 100 }, (_, index) => `label ${index}`);
    const alt = describeDiagram('en', { kind: 'mindmap', title: null, description: null }, labels);
    expect(alt.length).toBeLessThan(270);
    expect(alt).toMatch(/label \d+…$/);
    expect(describeDiagram('en', { kind: 'other', title: null, description: null }, ['x'.repeat(1000)]).length).toBe(
      'diagram: …'.length + 240,
    );
  });
});

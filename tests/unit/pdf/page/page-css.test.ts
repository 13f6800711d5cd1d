import { describe, expect, it } from 'vitest';
import { marginsFor } from '../../../../src/pdf/geometry/text-block.ts';
import { pageNameOf, pageRules } from '../../../../src/pdf/page/page-css.ts';
import { assemble } from '../../assemble/fixtures.ts';

/** The strings of the sheet, read by the rules of CSS: escapes undone. */
function stringsIn(css: string): string[] {
  return [...css.matchAll(/content: "((?:\\[0-9a-f]{1,6} |[^"\\])*)";/g)].map((match) =>
    match[1]!.replace(/\\([0-9a-f]{1,6}) /g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
  );
}

describe('the rules of pages', () => {
  it.each([
    'a "quoted" title',
    "l'été",
    'back\\slash',
    '</style><script>alert(1)</script>',
    'two } @page { margin: 0',
    '<!-- -->',
    '题 “目”',
  ])('hold the title %j as it is', (title) => {
    const { book } = assemble({ 'a.md': `---\ntitle: ${JSON.stringify(title)}\n---\nx\n` });
    const css = pageRules(book);
    expect(stringsIn(css)).toContain(title);
    expect(css).not.toMatch(/[<>]/);
  });

  it('keep a control character from ending a string', () => {
    const { book } = assemble({ 'a.md': 'x' }, { meta: { title: 'a\nb\fc' } });
    expect(stringsIn(pageRules(book))).toContain('a\nb\fc');
  });

  it('name a page for each chapter, with its part or the book on the left and the chapter on the right', () => {
    const { book } = assemble(
      { 'a.md': '# 甲\n', 'b.md': '# 乙\n' },
      { meta: { title: '书' }, parts: { '': ['b.md'], P: ['a.md'] } },
    );
    const css = pageRules(book);
    expect(book.sections.map((section) => pageNameOf(section, book))).toEqual(['section-1', 'part', 'section-3']);
    expect(/@page section-1:left \{[^\n]*/.exec(css)?.[0]).toContain('"书"');
    expect(/@page section-1:right \{[^\n]*/.exec(css)?.[0]).toContain('"乙"');
    expect(/@page section-3:left \{[^\n]*/.exec(css)?.[0]).toContain('"P"');
    expect(/@page section-3:right \{[^\n]*/.exec(css)?.[0]).toContain('"甲"');
  });

  it('cut a head that is longer than the line', () => {
    const { book } = assemble({ 'a.md': `# ${'很长的题目'.repeat(20)}\n` });
    const longest = Math.max(...stringsIn(pageRules(book)).map((head) => [...head].length));
    expect(longest).toBeLessThanOrEqual(33);
    expect(stringsIn(pageRules(book)).some((head) => head.endsWith('…'))).toBe(true);
  });

  it('have braces in pairs', () => {
    const { book } = assemble({ 'a.md': '# }{\n' });
    const css = pageRules(book).replace(/"[^"]*"/g, '""');
    expect(css.match(/\{/g)?.length).toBe(css.match(/\}/g)?.length);
  });
});

describe('margins', () => {
  it('grow at the bound edge with the book, and leave the text block its size', () => {
    const setting = { page: { width: 105, height: 148 }, writing: 'horizontal', pdf: { preset: 'kdp' } } as const;
    const [thin, thick] = [0, 22.2].map((gutter) => marginsFor(setting, gutter));
    expect(thick!.inside).toBeGreaterThanOrEqual(22.2);
    expect(thick!.outside).toBeGreaterThanOrEqual(9.5);
    expect(thick!.inside + thick!.outside).toBeCloseTo(thin!.inside + thin!.outside, 2);
  });

  it.each([
    [148, 210],
    [210, 297],
    [152.4, 228.6],
    [50, 50],
  ])('of a page of %d by %d leave room for text, the foot larger than the head', (width, height) => {
    const { top, bottom, inside, outside } = marginsFor({
      page: { width, height },
      writing: 'horizontal',
      pdf: { preset: null },
    });
    expect(bottom).toBeGreaterThanOrEqual(top);
    expect(width - inside - outside).toBeGreaterThan(width * 0.6);
    expect(height - top - bottom).toBeGreaterThan(height * 0.6);
  });
});

/**
 * What the style sheets of an EPUB may say: the reader's font, size and colours stay theirs, and no old engine loses a sheet
 * for a rule it cannot read.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { splitStyles } from '../../../src/epub/split-css.ts';
import { buildInMemory } from '../../support/build-memory.ts';
import { textOf } from '../../support/epub.ts';

interface Rule {
  selectors: string[];
  declarations: [property: string, value: string][];
}

const sheets = new Map<string, string>();

beforeAll(async () => {
  const book = 'title: 书\nlanguage: zh-CN\nwriting: vertical\narticles: [a.md]\n';
  const { epub } = await buildInMemory({ 'book.yaml': book, 'a.md': '# 题\n\n正文\n' });
  for (const name of epub.keys()) if (name.endsWith('.css')) sheets.set(name, textOf(epub, name));
});

function rulesOf(name: string): Rule[] {
  const text = sheets.get(`OEBPS/${name}`)!.replace(/\/\*[\s\S]*?\*\//g, '');
  const rules = [...text.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector, body]) => ({
    selectors: selector!.split(',').map((each) => each.trim()),
    declarations: body!
      .split(';')
      .filter((each) => each.trim() !== '')
      .map((each): [string, string] => {
        const [property, ...value] = each.split(':');
        return [property!.trim(), value.join(':').trim()];
      }),
  }));
  expect(rules.length, name).toBeGreaterThan(4);
  return rules;
}

function declarationsOf(name: string): { selector: string; property: string; value: string }[] {
  return rulesOf(name).flatMap(({ selectors, declarations }) =>
    declarations.map(([property, value]) => ({ selector: selectors.join(', '), property, value })),
  );
}

const old = ['style.css', 'vertical.css'];
const all = [...old, 'style-modern.css', 'vertical-modern.css'];

it('are these', () => {
  expect([...sheets.keys()].sort()).toEqual(all.map((name) => `OEBPS/${name}`).sort());
});

describe.each(old)('%s, which every engine reads', (name) => {
  it('has no block in a block, no rule that begins with @, no property of its own', () => {
    const text = sheets.get(`OEBPS/${name}`)!.replace(/\/\*[\s\S]*?\*\//g, '');
    expect(text.match(/@|\{[^}]*\{|--[\w-]+\s*:|var\(|&/g)).toBeNull();
  });

  it('has selectors of CSS 2.1 alone', () => {
    const plain =
      /^(?:[\w.*>+\s-]|\[[\w-]+(?:[~|]?="[\w-]*")?\]|:(?:first-child|before|after|lang\([\w-]+\))(?![\w-]))+$/;
    const others = rulesOf(name).flatMap(({ selectors }) => selectors.filter((each) => !plain.test(each)));
    expect(others).toEqual([]);
  });

  it('has no function in a value but attr(), and no unit that depends on a window', () => {
    const strange = declarationsOf(name).filter(({ value }) =>
      /(?<!attr)\(|\d(?:v[wh]|vmin|vmax|rem|ch|lh|pt|mm|cm|in)\b/.test(value.replace(/"[^"]*"/g, '""')),
    );
    expect(strange).toEqual([]);
  });

  it('counts in pixels nothing but lines', () => {
    const pixels = declarationsOf(name).filter(
      ({ property, value }) => /\dpx/.test(value) && !/^border/.test(property),
    );
    expect(pixels).toEqual([]);
  });
});

describe.each(all)('%s', (name) => {
  it('leaves the text of the body to the reader', () => {
    const body = /^(?:html|body|p|div|span|section|li|\.han|\.latin|\.chapter|\.han p|\.latin p)$/;
    const own =
      /^(?:color|background.*|font|font-family|font-size|font-weight|line-height|letter-spacing|width|height)$/;
    const forced = rulesOf(name).flatMap(({ selectors, declarations }) =>
      selectors.some((each) => body.test(each)) ? declarations.filter(([property]) => own.test(property)) : [],
    );
    expect(forced).toEqual([]);
  });

  it('gives no colour to words but to those of code, and no ground but one that lets letters through', () => {
    const coloured = declarationsOf(name).filter(
      ({ selector, property, value }) =>
        /^(?:color|background(?:-color)?)$/.test(property) &&
        !/^pre |:before$/.test(selector) &&
        !/^(?:inherit|currentColor|none|transparent|linear-gradient\(.*\bcurrentColor\b.*\)|rgba\(.*, 0\.\d+\))$/.test(
          value,
        ),
    );
    expect(coloured).toEqual([]);
  });

  it('places nothing, lets nothing scroll and nothing win by force', () => {
    const placed = declarationsOf(name).filter(
      ({ property, value }) =>
        /^(?:position|float|top|overflow|overflow-[xy]|transform|z-index|direction|unicode-bidi)$/.test(property) ||
        value.includes('!important'),
    );
    expect(placed).toEqual([]);
  });

  it('styles no div and no span as such, which Kobo puts in', () => {
    const bare = rulesOf(name).flatMap(({ selectors }) =>
      selectors.filter((each) => /(?:^|[\s>+])(?:div|span)$/.test(each)),
    );
    expect(bare).toEqual([]);
  });

  it('has the old property next to the new one where boxes are kept together', () => {
    for (const { selectors, declarations } of rulesOf(name)) {
      const names = declarations.map(([property]) => property);
      for (const each of names.filter((property) => property.startsWith('break-')))
        expect(names, selectors.join()).toContain(`page-${each}`);
    }
  });
});

it('code wraps, images fit the screen, headings have an explicit alignment', () => {
  const said = (name: string, element: string) =>
    Object.fromEntries(
      rulesOf(name).flatMap(({ selectors, declarations }) => (selectors.includes(element) ? declarations : [])),
    );
  expect(said('style.css', 'pre')).toMatchObject({ 'white-space': 'pre-wrap', 'overflow-wrap': 'anywhere' });
  expect(said('style.css', 'img')).toMatchObject({ 'max-width': '100%', height: 'auto' });
  expect(said('style-modern.css', 'img')).toEqual({ 'max-height': '90vh', 'object-fit': 'contain' });
  for (const heading of ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
    expect(said('style.css', heading)).toMatchObject({ 'text-align': 'left', '-webkit-hyphens': 'none' });
});

describe('a sheet is parted', () => {
  it.each([
    'p { width: calc(1em + 2px) }',
    'p { width: min(1em, 2em) }',
    'p { color: var(--x) }',
    'p { max-height: 90vh }',
    'p { color: rgba(0, 0, 0, 0.5) }',
    'p:not(.a) { margin: 0 }',
    'p::before { margin: 0 }',
    'p, li:last-child { margin: 0 }',
    'p ~ p { margin: 0 }',
    'a[href^="http"] { margin: 0 }',
    '@media (min-width: 20em) { p { margin: 0 } }',
    '@supports (display: grid) {\n  p { margin: 0 }\n  p:is(.a) { margin: 0 }\n}',
  ])('%s is for new engines', (rule) => {
    expect(splitStyles(`a { margin: 0 }\n${rule}\nb { margin: 0 }`)).toEqual({
      plain: 'a { margin: 0 }\nb { margin: 0 }',
      modern: rule,
    });
  });

  it.each([
    'p + p, li > p, p:first-child, a[title], a[rel~="x"] { margin: 0 }',
    'p:before { content: attr(data-x) "calc(1) :not(" }',
    '/* calc() and :is() */ p { margin: 0 }',
    'p:lang(en) { hyphens: auto }',
    '@font-face { font-family: "X"; src: url(x.ttf) format("truetype") }',
    '@import url(other.css);',
  ])('%s is for all', (rule) => {
    expect(splitStyles(rule)).toEqual({ plain: rule, modern: '' });
  });
});

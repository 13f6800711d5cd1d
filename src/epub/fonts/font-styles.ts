/**
 * The fonts of an EPUB that embeds its own, the same as in the PDF, and the CSS rules that say so. Selectors are plain
 * elements and classes.
 */
import { lastFamilies } from '../../fonts/load-fonts.ts';

export type Role = 'text' | 'heading' | 'code' | 'formula';

export interface TextStyle {
  role: Role;
  /** As in the class of a chapter. */
  setting: 'han' | 'latin';
  bold: boolean;
  italic: boolean;
}

export const plainStyle: TextStyle = { role: 'text', setting: 'han', bold: false, italic: false };

/** Families that book.css, page and print do not share; a device goes on with fonts of its own after them. */
const families: Record<Role, Record<TextStyle['setting'], string[]>> = {
  text: {
    han: ['Book Serif', 'Book Latin Serif', 'Book Slices noto-serif'],
    latin: ['Book Text', 'Book Serif'],
  },
  heading: {
    han: ['Book Sans', 'Book Latin Sans', 'Book Slices noto-sans'],
    latin: ['Book Text', 'Book Sans'],
  },
  code: { han: ['Book Mono', 'Book Sans'], latin: ['Book Mono', 'Book Sans'] },
  formula: { han: ['Book Math', 'Book Text', 'Book Serif'], latin: ['Book Math', 'Book Text', 'Book Serif'] },
};

const generic: Record<Role, Record<TextStyle['setting'], string>> = {
  text: { han: 'serif', latin: 'serif' },
  heading: { han: 'sans-serif', latin: 'serif' },
  code: { han: 'monospace', latin: 'monospace' },
  formula: { han: 'math, serif', latin: 'math, serif' },
};

/** The families of a text, first to last. Emoji are the device's own: it has them in colour. */
export function familiesOf({ role, setting }: Pick<TextStyle, 'role' | 'setting'>): string[] {
  const all = [...families[role][setting], ...lastFamilies];
  return [...new Set(all)].filter((family) => family !== 'Book Slices noto-emoji');
}

const selectors: Record<Exclude<Role, 'text'>, string[]> = {
  heading: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'figcaption', 'caption', 'th'],
    ...['.book-title', '.missing-picture', '.heading', '.chapter-byline', '.chapter-source', '.book-people'],
    ...['.book-series', '.title-page-foot', '.note', '.callout-title', '.titled-title'],
  ],
  code: ['code', 'kbd', 'samp', 'pre'],
  formula: ['math'],
};

const roles = (Object.keys(selectors) as (keyof typeof selectors)[]).reverse();

const bold = new Set(
  'h1 h2 h3 h4 h5 h6 b strong th thead dt summary .book-title .missing-picture-head .code-title .keyword .heading .bold'.split(
    ' ',
  ),
);
const italic = new Set('em i cite dfn var address .comment'.split(' '));
const upright = new Set(['.east-asian', '.upright']);

/** `names` are the element's own and those of its classes, with a dot. */
export function styleOf(names: string[], parent: TextStyle): TextStyle {
  const setting = names.includes('.latin') ? 'latin' : names.includes('.han') ? 'han' : parent.setting;
  // Highlighted text in a code block does not become a heading.
  const role = roles.find((each) => names.some((name) => selectors[each].includes(name)));
  return {
    setting,
    role: role === undefined || (role === 'heading' && parent.role === 'code') ? parent.role : role,
    bold: parent.bold || names.some((name) => bold.has(name)),
    italic: (parent.italic || names.some((name) => italic.has(name))) && !names.some((name) => upright.has(name)),
  };
}

/** `given`: families as named in the EPUB; `used`: styles of the book. Everything else is left to the device. */
export function familyRules(given: ReadonlyMap<string, string[]>, used: TextStyle[]): string {
  const rule = (selector: string, role: Role, setting: TextStyle['setting'], either = false) => {
    if (!used.some((style) => style.role === role && (either || style.setting === setting))) return [];
    const list = familiesOf({ role, setting }).flatMap((family) => given.get(family) ?? []);
    if (list.length === 0) return [];
    return [`${selector} { font-family: ${[...list.map((name) => `"${name}"`), generic[role][setting]].join(', ')}; }`];
  };
  const inLatin = (names: string[]) => names.map((name) => `.latin ${name}`).join(', ');
  return [
    ...rule('body', 'text', 'han'),
    ...rule('.latin', 'text', 'latin'),
    ...rule(selectors.heading.join(', '), 'heading', 'han'),
    ...rule(inLatin(selectors.heading), 'heading', 'latin'),
    ...rule(`${selectors.code.join(', ')}, pre .heading`, 'code', 'han', true),
    ...rule(selectors.formula.join(', '), 'formula', 'han', true),
  ].join('\n');
}

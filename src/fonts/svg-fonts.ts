/** Replaces the fonts an SVG image names, which differ between machines, by the book's own. */
import { lastFamilies } from './load-fonts.ts';
import { rareFamilies } from './rare-fonts.ts';

const roles = ['serif', 'sans', 'mono'] as const;
type FontRole = (typeof roles)[number];

export interface SvgStyle {
  role: FontRole;
  bold: boolean;
  italic: boolean;
}

export interface SvgWords {
  /** With the names of our families. */
  svg: string;
  codes: Set<number>;
  styles: SvgStyle[];
}

/** As the style sheet for paper has them. */
const families: Record<FontRole, string[]> = {
  serif: ['Book Text', 'Book Serif', 'Book Latin Serif', 'Book Slices noto-serif'],
  sans: ['Book Sans', 'Book Latin Sans', 'Book Slices noto-sans'],
  mono: ['Book Mono', 'Book Sans', 'Book Slices noto-sans'],
};

/** First to last. */
export function familiesOf(role: FontRole): string[] {
  return [...families[role], ...lastFamilies, ...rareFamilies];
}

/** Whether anything is to be set: labels in HTML become text. */
export function hasWords(svg: string): boolean {
  return /<(?:text|foreignObject)\b/.test(svg);
}

/** What is shown, and what stands in it by mistake. */
export function svgText(svg: string): string {
  return svg
    .replace(/<(title|desc|style|metadata|script)\b[^>]*>.*?<\/\1\s*>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code: string) => characterOf(Number.parseInt(code, 16)))
    .replace(/&#([0-9]{1,7});/g, (_, code: string) => characterOf(Number(code)));
}

function characterOf(code: number): string {
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code);
}

export function readSvgWords(svg: string): SvgWords {
  // What a browser takes where nothing is said.
  const used = new Set<FontRole>(['serif']);
  const named = nameFamilies(svg, (role) => used.add(role));
  const bold = /font-weight\s*[:=]\s*["']?\s*(?:bold|[6-9]00)|\bfont\s*:[^;"]*\b(?:bold|[6-9]00)\b/.test(svg);
  const italic = /\b(?:italic|oblique)\b/.test(svg);
  const styles = roles
    .filter((role) => used.has(role))
    .flatMap((role) =>
      (bold ? [false, true] : [false]).flatMap((heavy) =>
        (italic ? [false, true] : [false]).map((slanted) => ({ role, bold: heavy, italic: slanted })),
      ),
    );
  const codes = new Set(Array.from(svgText(svg), (character) => character.codePointAt(0)!));
  return { svg: withRoot(named), codes, styles };
}

export function familyName(role: FontRole): string {
  return `Octavo ${role}`;
}

/** Of what is made for a character that no font has. */
export const lastName = 'Octavo last';

function listOf(role: FontRole): string {
  return `'${familyName(role)}','${lastName}'`;
}

function withRoot(svg: string): string {
  return svg.replace(/<svg\b[^>]*>/, (tag) =>
    /\sfont-family\s*=/.test(tag) ? tag : tag.replace('<svg', `<svg font-family="${listOf('serif')}"`),
  );
}

/** A quotation mark may be written as an entity in an attribute. */
const value = '((?:&quot;|&apos;|&#39;|&#x22;|&#x27;|[^;}"<&])+)';

/** In attributes, style attributes and style elements; `font` says a size and then the families. */
function nameFamilies(svg: string, use: (role: FontRole) => void): string {
  const nameFor = (list: string) => {
    if (/^\s*(?:inherit|initial|unset)\s*$/.test(list)) return list;
    const role = roleOf(list);
    use(role);
    return listOf(role);
  };
  return svg
    .replace(
      /\bfont-family\s*=\s*("[^"]*"|'[^']*')/g,
      (_, list: string) => `font-family="${nameFor(list.slice(1, -1))}"`,
    )
    .replace(new RegExp(`\\bfont-family\\s*:\\s*${value}`, 'g'), (_, list: string) => `font-family:${nameFor(list)}`)
    .replace(new RegExp(`(?<![-\\w])font\\s*:\\s*${value}`, 'g'), (whole, shorthand: string) => {
      const [, before, list] = /^(.*?\d[\w.%]*(?:\s*\/\s*[\w.%]+)?\s+)(.+)$/.exec(shorthand) ?? [];
      return list === undefined ? whole : `font:${before}${nameFor(list)}`;
    });
}

function roleOf(list: string): FontRole {
  if (/mono|courier|consol|menlo|code|terminal/i.test(list)) return 'mono';
  if (/sans|arial|helvetica|verdana|gothic|hei\b|黑/i.test(list)) return 'sans';
  return /serif|times|georgia|roman|garamond|palatino|song|ming|mincho|kai\b|宋|明|楷|仿/i.test(list)
    ? 'serif'
    : 'sans';
}

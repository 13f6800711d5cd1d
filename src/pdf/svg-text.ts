/**
 * Text in SVG images, which see no font of the page they stand in and would be set in fonts of the machine. In: the images of a
 * Book. Out: the same SVGs with the fonts of the book inside, each with the characters of the images alone. What is drawn stays.
 */
import type { Book, StoredImage } from '../book.ts';
import type { Host } from '../host.ts';
import { charactersIn } from '../html/coverage.ts';
import { chooseFaces } from '../html/face-choice.ts';
import { type Fonts, type LoadedFace, lastFamilies } from '../html/fonts.ts';
import { rareFamilies } from '../html/rare-fonts.ts';
import { makeSubset } from '../html/subset.ts';

type SvgHost = Pick<Host, 'packageFile' | 'readFile' | 'readCache' | 'writeCache'>;

/** An SVG image with text, by the path of its file. */
export type SvgTexts = ReadonlyMap<string, string>;

/** Those that the book shows. Diagrams are set into the page itself. */
export async function readSvgTexts(book: Book, host: Pick<Host, 'readFile'>): Promise<SvgTexts> {
  const images: StoredImage[] = book.cover === null ? [] : [book.cover.print];
  for (const key of book.shown) {
    const asset = book.assets.get(key);
    if (asset?.kind === 'picture' && asset.labels === undefined) images.push(asset.print);
  }
  const texts = new Map<string, string>();
  for (const { file, mediaType } of images) {
    if (mediaType !== 'image/svg+xml' || texts.has(file)) continue;
    const answer = await host.readFile(file);
    const svg = answer.kind === 'file' ? new TextDecoder().decode(answer.bytes) : '';
    if (/<text\b/.test(svg)) texts.set(file, svg);
  }
  return texts;
}

/** The characters of such images. */
export function charactersOf(texts: SvgTexts): Set<string> {
  return new Set([...texts.values()].flatMap((svg) => [...charactersIn(wordsOf(svg))]));
}

/** More than is seen: titles, descriptions and rules are words as well. */
function wordsOf(svg: string): string {
  return svg
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));
}

export async function setSvgTexts(
  texts: SvgTexts,
  fonts: Fonts,
  host: SvgHost,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const images = [...texts].map(([file, svg]) => readImage(file, svg));
  const faces = await embedFaces(images, fonts, host);
  return new Map(images.map((image) => [image.file, new TextEncoder().encode(withFaces(image, faces))]));
}

const roles = ['serif', 'sans', 'mono'] as const;
type Role = (typeof roles)[number];

interface Style {
  role: Role;
  bold: boolean;
  italic: boolean;
}

interface SvgImage {
  file: string;
  /** With the names of our families. */
  svg: string;
  codes: Set<number>;
  styles: Style[];
}

/** As the style sheet for paper has them. */
const families: Record<Role, string[]> = {
  serif: ['Book Text', 'Book Serif', 'Book Latin Serif', 'Book Slices noto-serif'],
  sans: ['Book Sans', 'Book Latin Sans', 'Book Slices noto-sans'],
  mono: ['Book Mono', 'Book Sans', 'Book Slices noto-sans'],
};

function readImage(file: string, svg: string): SvgImage {
  const used = new Set<Role>();
  const named = nameFamilies(svg, (list) => {
    const role = roleOf(list);
    used.add(role);
    return listOf(role);
  });
  // What a browser takes where nothing is said.
  used.add('serif');
  const bold = /font-weight\s*[:=]\s*"?\s*(?:bold|[6-9]00)|\bfont\s*:[^;"]*\b(?:bold|[6-9]00)\b/.test(svg);
  const italic = /\b(?:italic|oblique)\b/.test(svg);
  const styles = [...used].flatMap((role) =>
    (bold ? [false, true] : [false]).flatMap((heavy) =>
      (italic ? [false, true] : [false]).map((slanted) => ({ role, bold: heavy, italic: slanted })),
    ),
  );
  const codes = new Set(Array.from(wordsOf(svg), (character) => character.codePointAt(0)!));
  return { file, svg: named, codes, styles };
}

function listOf(role: Role): string {
  return `'Octavo ${role}','Octavo last'`;
}

/** A quotation mark may be written as an entity in an attribute. */
const value = '((?:&quot;|&apos;|&#39;|[^;}"<&])+)';

/** In attributes, style attributes and style elements; `font` says a size and then the families. */
function nameFamilies(svg: string, nameFor: (list: string) => string): string {
  return svg
    .replace(/\bfont-family="([^"]*)"/g, (_, list: string) => `font-family="${nameFor(list)}"`)
    .replace(new RegExp(`\\bfont-family\\s*:\\s*${value}`, 'g'), (_, list: string) => `font-family:${nameFor(list)}`)
    .replace(new RegExp(`(?<![-\\w])font\\s*:\\s*${value}`, 'g'), (whole, shorthand: string) => {
      const [, before, list] = /^(.*?\d[\w.%]*(?:\s*\/\s*[\w.%]+)?\s+)(.+)$/.exec(shorthand) ?? [];
      return list === undefined ? whole : `font:${before}${nameFor(list)}`;
    });
}

function roleOf(list: string): Role {
  if (/mono|courier|consol|menlo|code|terminal/i.test(list)) return 'mono';
  if (/sans|arial|helvetica|verdana|gothic|hei\b|黑/i.test(list)) return 'sans';
  return /serif|times|georgia|roman|garamond|palatino|song|ming|mincho|kai\b|宋|明|楷|仿/i.test(list)
    ? 'serif'
    : 'sans';
}

interface EmbeddedFace {
  style: Style | null;
  codes: ReadonlySet<number> | null;
  data: string;
}

/** Each font once, however many images use it. */
async function embedFaces(images: SvgImage[], fonts: Fonts, host: SvgHost): Promise<EmbeddedFace[]> {
  const wanted = new Map<string, { style: Style; codes: Set<number> }>();
  for (const { styles, codes } of images) {
    for (const style of styles) {
      const entry = wanted.get(JSON.stringify(style)) ?? { style, codes: new Set<number>() };
      wanted.set(JSON.stringify(style), entry);
      for (const code of codes) entry.codes.add(code);
    }
  }
  const chosen: { style: Style; face: LoadedFace; characters: Set<string> }[] = [];
  const all = new Map<LoadedFace, Set<string>>();
  for (const { style, codes } of wanted.values()) {
    const characters = Array.from(codes, (code) => String.fromCodePoint(code));
    const list = [...families[style.role], ...lastFamilies, ...rareFamilies];
    for (const [face, found] of await chooseFaces([{ ...style, families: list, characters }], fonts.faces, host)) {
      chosen.push({ style, face, characters: found });
      all.set(face, new Set([...(all.get(face) ?? []), ...found]));
    }
  }
  const data = new Map<LoadedFace, string>();
  for (const [face, characters] of all) {
    const file = await host.readFile(face.path);
    if (file.kind !== 'file') continue;
    data.set(face, base64(await makeSubset(file.bytes, [...characters].sort().join(''))));
  }
  return [
    ...chosen.flatMap(({ style, face, characters }) => {
      const bytes = data.get(face);
      const codes = new Set(Array.from(characters, (character) => character.codePointAt(0)!));
      return bytes === undefined ? [] : [{ style, codes, data: bytes }];
    }),
    ...fonts.made.map(({ codes, bytes }) => ({
      style: null,
      codes: codes === null ? null : new Set(codes),
      data: base64(bytes),
    })),
  ];
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** A character that two rules have is taken from the later one: the font of empty boxes comes first of those that are made. */
function withFaces({ svg, codes, styles }: SvgImage, faces: EmbeddedFace[]): string {
  const own = faces.filter(({ style }) => style === null || styles.some((each) => isSame(each, style)));
  const rules = own.flatMap((face) => {
    const used = face.codes === null ? null : [...face.codes].filter((code) => codes.has(code));
    if (used?.length === 0) return [];
    const range = used === null ? '' : `unicode-range:${used.map((code) => `U+${code.toString(16)}`).join(',')};`;
    const { role, bold, italic } = face.style ?? { role: 'last', bold: false, italic: false };
    return `@font-face{font-family:"Octavo ${role}";font-weight:${bold ? 700 : 400};font-style:${italic ? 'italic' : 'normal'};${range}src:url(data:font/ttf;base64,${face.data})}`;
  });
  const style = `<style>svg{font-variant-emoji:text;font-variant-ligatures:none;font-synthesis-weight:none}${rules.join('')}</style>`;
  return svg.replace(/<svg\b[^>]*>/, (tag) => {
    const root = /\sfont-family=/.test(tag) ? tag : tag.replace('<svg', `<svg font-family="${listOf('serif')}"`);
    return root.endsWith('/>') ? root : `${root}${style}`;
  });
}

function isSame(one: Style, other: Style): boolean {
  return one.role === other.role && one.bold === other.bold && one.italic === other.italic;
}

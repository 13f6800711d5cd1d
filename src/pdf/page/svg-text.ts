/** Embeds the book's fonts in SVG images with text, which see no font of the page and would use system fonts. */

import { chooseFaces } from '../../fonts/face-choice.ts';
import type { Fonts, LoadedFace } from '../../fonts/load-fonts.ts';
import { makeSubset } from '../../fonts/subset.ts';
import { familiesOf, familyName, lastName, readSvgWords, type SvgStyle, type SvgWords } from '../../fonts/svg-fonts.ts';
import type { Book, StoredImage } from '../../model/book.ts';
import type { Host } from '../../model/host.ts';

type SvgHost = Pick<Host, 'packageFile' | 'readFile' | 'readCache' | 'writeCache'>;

/** An SVG image with text, by the path of its file. */
export type SvgTexts = ReadonlyMap<string, string>;

/** Those that the book shows. Diagrams are set into the page itself. */
export async function readSvgTexts(book: Book, host: Pick<Host, 'readFile'>): Promise<SvgTexts> {
  const images: StoredImage[] = book.cover === null ? [] : [book.cover.print];
  for (const key of book.shown) {
    const asset = book.assets.get(key);
    if (asset?.kind === 'image' && asset.labels === undefined) images.push(asset.print);
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

export async function setSvgTexts(
  texts: SvgTexts,
  fonts: Fonts,
  host: SvgHost,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const images = [...texts].map(([file, svg]) => ({ file, ...readSvgWords(svg) }));
  const faces = await embedFaces(images, fonts, host);
  return new Map(images.map((image) => [image.file, new TextEncoder().encode(withFaces(image, faces))]));
}

interface SvgImage extends SvgWords {
  file: string;
}

interface EmbeddedFace {
  style: SvgStyle | null;
  codes: ReadonlySet<number> | null;
  data: string;
}

/** Each font once, however many images use it. */
async function embedFaces(images: SvgImage[], fonts: Fonts, host: SvgHost): Promise<EmbeddedFace[]> {
  const wanted = new Map<string, { style: SvgStyle; codes: Set<number> }>();
  for (const { styles, codes } of images) {
    for (const style of styles) {
      const entry = wanted.get(JSON.stringify(style)) ?? { style, codes: new Set<number>() };
      wanted.set(JSON.stringify(style), entry);
      for (const code of codes) entry.codes.add(code);
    }
  }
  const chosen: { style: SvgStyle; face: LoadedFace; characters: Set<string> }[] = [];
  const all = new Map<LoadedFace, Set<string>>();
  for (const { style, codes } of wanted.values()) {
    const characters = Array.from(codes, (code) => String.fromCodePoint(code));
    const list = familiesOf(style.role);
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

/** The later of two rules wins a character: the font of empty boxes comes first of the generated ones. */
function withFaces({ svg, codes, styles }: SvgImage, faces: EmbeddedFace[]): string {
  const own = faces.filter(({ style }) => style === null || styles.some((each) => isSame(each, style)));
  const rules = own.flatMap((face) => {
    const used = face.codes === null ? null : [...face.codes].filter((code) => codes.has(code));
    if (used?.length === 0) return [];
    const range = used === null ? '' : `unicode-range:${used.map((code) => `U+${code.toString(16)}`).join(',')};`;
    const { bold, italic } = face.style ?? { bold: false, italic: false };
    const name = face.style === null ? lastName : familyName(face.style.role);
    return `@font-face{font-family:"${name}";font-weight:${bold ? 700 : 400};font-style:${italic ? 'italic' : 'normal'};${range}src:url(data:font/ttf;base64,${face.data})}`;
  });
  const style = `<style>svg{font-variant-emoji:text;font-variant-ligatures:none;font-synthesis:none}${rules.join('')}</style>`;
  return svg.replace(/<svg\b[^>]*>/, (tag) => (tag.endsWith('/>') ? tag : `${tag}${style}`));
}

function isSame(one: SvgStyle, other: SvgStyle): boolean {
  return one.role === other.role && one.bold === other.bold && one.italic === other.italic;
}

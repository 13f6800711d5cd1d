/**
 * Embedded fonts: subsets with exactly the characters each is used for, cached by file, characters and name, and the
 * style sheet that declares them.
 */

import { promisify } from 'node:util';
import { crc32, deflateRaw, inflateRaw } from 'node:zlib';
import { versionOf } from '../../fonts/coverage.ts';
import { chooseFaces, type UsedFaces } from '../../fonts/face-choice.ts';
import { type LicenceHost, licenceComment } from '../../fonts/licence.ts';
import { type LoadedFace, loadFonts } from '../../fonts/load-fonts.ts';
import { renameFont } from '../../fonts/name-table.ts';
import { makeSubset } from '../../fonts/subset.ts';
import type { Diagnostic, Reported } from '../../model/diagnostics.ts';
import { sha256Of } from '../../text/hash.ts';
import type { ZipEntry } from '../container/zip.ts';
import { familiesOf, familyRules } from './font-styles.ts';
import { collectStyledText } from './styled-text.ts';

export interface EmbeddedFont {
  /** In the EPUB, from the content's hash. */
  name: string;
  /** Of the EPUB: it has one file a weight and style. */
  family: string;
  face: LoadedFace;
  /** TrueType. */
  font: Uint8Array;
  entry: Extract<ZipEntry, { kind: 'packed' }>;
}

export interface EmbeddedFonts {
  fonts: EmbeddedFont[];
  style: string;
}

export async function embedFonts(
  documents: string[],
  language: string,
  host: LicenceHost,
): Promise<Reported<EmbeddedFonts>> {
  const loaded = await loadFonts(language, host);
  const diagnostics: Diagnostic[] = loaded.diagnostics;
  const texts = collectStyledText(documents);
  const used = await chooseFaces(
    texts.map(({ style, characters }) => ({ ...style, families: familiesOf(style), characters })),
    loaded.value.faces,
    host,
  );
  const families = nameFamilies(loaded.value.faces, used);
  const fonts: EmbeddedFont[] = [];
  // In the order of the faces, whatever stands first in the book.
  for (const [face, family] of families) fonts.push(await embedFont(face, family, used.get(face)!, host));
  const rules = [
    ...fonts.map(faceRule),
    familyRules(
      familiesIn(fonts),
      texts.map(({ style }) => style),
    ),
    '',
  ];
  return { value: { fonts, style: [await licenceComment(fonts, host), ...rules].join('\n') }, diagnostics };
}

/** One family name for each file, since old devices ignore unicode-range; weights and styles of a subset share it. */
function nameFamilies(faces: LoadedFace[], used: UsedFaces): Map<LoadedFace, string> {
  const subsets = new Map<string, string[]>();
  const names = new Map<LoadedFace, string>();
  for (const face of faces) {
    if (!used.has(face)) continue;
    const subset = face.file.slice(face.package.length + 1).replace(/-\d+-[a-z]+$/, '');
    const known = subsets.get(face.family) ?? [];
    if (!known.includes(subset)) known.push(subset);
    subsets.set(face.family, known);
    const number = known.indexOf(subset) + 1;
    names.set(face, number === 1 ? face.family : `${face.family} ${number}`);
  }
  return names;
}

async function embedFont(
  face: LoadedFace,
  family: string,
  characters: Set<string>,
  host: LicenceHost,
): Promise<EmbeddedFont> {
  const sorted = [...characters].sort().join('');
  const settings = [face.file, await versionOf(face.package, host), family, sorted];
  const key = `fonts/${sha256Of(JSON.stringify(settings)).slice(0, 32)}.ttf.deflated`;
  const kept = await host.readCache(key);
  const font = kept === null ? await makeFont(face, family, sorted, host) : await promisify(inflateRaw)(kept);
  const packed = kept ?? (await promisify(deflateRaw)(font, { level: 9 }));
  if (kept === null) await host.writeCache(key, packed);
  const name = `fonts/${sha256Of(font).slice(0, 16)}.ttf`;
  const entry = { name, kind: 'packed' as const, packed, crc32: crc32(font), size: font.length };
  return { name, family, face, font, entry };
}

async function makeFont(face: LoadedFace, family: string, characters: string, host: LicenceHost): Promise<Uint8Array> {
  const file = await host.readFile(face.path);
  // It was there when its characters were read.
  if (file.kind !== 'file') throw new Error(`cannot read ${face.path}`);
  const subset = await makeSubset(file.bytes, characters);
  return renameFont(subset, { family, bold: face.weight === 700, italic: face.style === 'italic' });
}

function faceRule({ name, family, face }: EmbeddedFont): string {
  const weight = face.weight === 700 ? 'bold' : 'normal';
  return `@font-face { font-family: "${family}"; font-weight: ${weight}; font-style: ${face.style}; src: url(${name}); }`;
}

/** Those of the page -> those of the EPUB. */
function familiesIn(fonts: EmbeddedFont[]): Map<string, string[]> {
  const families = new Map<string, string[]>();
  for (const { family, face } of fonts) {
    const known = families.get(face.family) ?? [];
    if (!known.includes(family)) families.set(face.family, [...known, family]);
  }
  return families;
}

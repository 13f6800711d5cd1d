/**
 * Merges the fonts of one face: their outlines, their widths, and what their glyphs mean. Skia numbers glyphs as the font
 * file does, so subsets of one file can be merged.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import { groupSubsets, mergeSubsets, readGlyphSubset } from '../../fonts/merge-subsets.ts';
import type { Host } from '../../model/host.ts';
import { sha256Of } from '../../text/hash.ts';
import { readGlyphTable, toUnicodeOf } from '../file/glyph-names.ts';
import { type GlyphWidths, readGlyphWidths, writeGlyphWidths } from '../file/glyph-widths.ts';
import { parseValue, printValue } from '../file/objects.ts';

/** A font of one part, as it is in the part. */
export interface FacePart {
  /** Hash of its program. */
  program: string;
  /** In PDF syntax: `/W`, and `/DW`. */
  widths: string;
  usualWidth: number;
  /** Its ToUnicode table. */
  meanings: string;
}

/** Packed programs by their hashes. */
export type Programs = ReadonlyMap<string, Uint8Array>;

/** One font file. More than one for a face where glyphs differ. */
export interface MergedFont {
  /** Packed. */
  program: Uint8Array;
  /** Bytes of the program, unpacked. */
  length: number;
  /** Tells this subset from others. */
  tag: string;
  widths: GlyphWidths;
  /** More than one where a glyph means something else in another part. */
  meanings: { parts: number[]; table: string }[];
}

export type FaceCache = Pick<Host, 'readCache' | 'writeCache'>;

/** From the cache where nothing changed. Null where a program is no TrueType font that can be read. */
export async function mergeFace(
  name: string,
  parts: readonly FacePart[],
  programs: Programs,
  cache: FaceCache,
): Promise<MergedFont[] | null> {
  const key = `merged-fonts/${sha256Of(JSON.stringify([name, parts])).slice(0, 32)}.json`;
  const stored = await cache.readCache(key);
  if (stored !== null) return decode(stored);
  const merged = merge(parts, programs);
  if (merged !== null) await cache.writeCache(key, encode(merged));
  return merged;
}

function merge(parts: readonly FacePart[], programs: Programs): MergedFont[] | null {
  const hashes = [...new Set(parts.map(({ program }) => program))];
  const subsets = hashes.map((hash) => readGlyphSubset(inflateSync(programs.get(hash)!)));
  const readable = subsets.filter((subset) => subset !== null);
  if (readable.length < subsets.length) return null;
  return groupSubsets(readable).map((group) => {
    const members = new Set(group.members.map((index) => hashes[index]!));
    const indexes = [...parts.keys()].filter((index) => members.has(parts[index]!.program));
    const program = mergeSubsets(group, readable);
    const widths = new Map<number, number>();
    for (const index of indexes) {
      const { program: hash, widths: listed, usualWidth } = parts[index]!;
      const own = readGlyphWidths(parseValue(listed).value);
      for (const glyph of readable[hashes.indexOf(hash)]!.glyphs) widths.set(glyph, own.get(glyph) ?? usualWidth);
    }
    return {
      program: deflateSync(program),
      length: program.length,
      tag: subsetTag(program),
      widths: writeGlyphWidths(widths),
      meanings: groupByMeaning(indexes, parts),
    };
  });
}

/** ISO 32000-1, 9.6.4: six letters. */
function subsetTag(program: Uint8Array): string {
  const digits = Buffer.from(sha256Of(program), 'hex');
  return Array.from({ length: 6 }, (_, index) => String.fromCharCode(65 + (digits[index]! % 26))).join('');
}

/** Fonts in which no glyph stands for two things. */
function groupByMeaning(indexes: readonly number[], parts: readonly FacePart[]): MergedFont['meanings'] {
  const groups: { members: number[]; words: Map<string, string> }[] = [];
  for (const index of indexes) {
    const { words: own } = readGlyphTable(parts[index]!.meanings);
    const group = groups.find(({ words }) =>
      [...own].every(([glyph, meaning]) => (words.get(glyph) ?? meaning) === meaning),
    );
    if (group === undefined) groups.push({ members: [index], words: new Map(own) });
    else {
      group.members.push(index);
      for (const [glyph, meaning] of own) group.words.set(glyph, meaning);
    }
  }
  return groups.map(({ members, words }) => ({ parts: members, table: toUnicodeOf({ digits: 4, words }) }));
}

function encode(fonts: readonly MergedFont[]): Uint8Array {
  const written = fonts.map(({ program, widths, ...rest }) => ({
    ...rest,
    program: Buffer.from(program).toString('base64'),
    widths: { ...widths, listed: printValue(widths.listed) },
  }));
  return new TextEncoder().encode(JSON.stringify(written));
}

function decode(bytes: Uint8Array): MergedFont[] {
  const written = JSON.parse(new TextDecoder().decode(bytes)) as (Omit<MergedFont, 'program' | 'widths'> & {
    program: string;
    widths: { usual: number; listed: string };
  })[];
  return written.map(({ program, widths, ...rest }) => ({
    ...rest,
    program: Buffer.from(program, 'base64'),
    widths: { ...widths, listed: parseValue(widths.listed).value },
  }));
}

/**
 * Merges TrueType subsets of one font that keep its glyph ids, as Skia embeds them: outlines and advance widths are
 * copied, and only the tables that a PDF requires are kept (ISO 32000-1, 9.9).
 * https://learn.microsoft.com/typography/opentype/spec/otff
 */
import { assembleFont } from './truetype.ts';

export interface GlyphSubset {
  tables: ReadonlyMap<string, Buffer>;
  glyphCount: number;
  /** By glyph; without those that have none. */
  outlines: ReadonlyMap<number, Buffer>;
  /** The glyphs of the subset: those with an outline or a width. */
  glyphs: readonly number[];
  /** Advance width and left side bearing. */
  metricsOf(glyph: number): Buffer;
}

/** Null for what is no TrueType font with these tables. */
export function readGlyphSubset(font: Uint8Array): GlyphSubset | null {
  const bytes = Buffer.from(font.buffer, font.byteOffset, font.byteLength);
  if (bytes.length < 12 || bytes.readUInt32BE(0) !== 0x10000) return null;
  const tables = new Map<string, Buffer>();
  for (let entry = 12; entry < 12 + bytes.readUInt16BE(4) * 16; entry += 16) {
    const offset = bytes.readUInt32BE(entry + 8);
    tables.set(
      bytes.toString('latin1', entry, entry + 4),
      bytes.subarray(offset, offset + bytes.readUInt32BE(entry + 12)),
    );
  }
  const [glyf, loca, head, hhea, hmtx, maxp] = required.map((name) => tables.get(name));
  if (!glyf || !loca || !head || !hhea || !hmtx || !maxp) return null;
  const isLong = head.readInt16BE(50) === 1;
  const offsetOf = (glyph: number) => (isLong ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2);
  const glyphCount = loca.length / (isLong ? 4 : 2) - 1;
  const metricCount = hhea.readUInt16BE(34);
  const outlines = new Map<number, Buffer>();
  const glyphs: number[] = [];
  for (let glyph = 0, start = offsetOf(0); glyph < glyphCount; glyph += 1) {
    const end = offsetOf(glyph + 1);
    if (end > start) outlines.set(glyph, glyf.subarray(start, end));
    if (end > start || hmtx.readUInt16BE(Math.min(glyph, metricCount - 1) * 4) > 0) glyphs.push(glyph);
    start = end;
  }
  return {
    tables,
    glyphCount,
    outlines,
    glyphs,
    metricsOf(glyph) {
      const metrics = Buffer.alloc(4);
      if (glyph >= glyphCount) return metrics;
      // The last of the advance widths is that of all glyphs after it.
      hmtx.copy(metrics, 0, Math.min(glyph, metricCount - 1) * 4);
      if (glyph >= metricCount) hmtx.copy(metrics, 2, metricCount * 4 + (glyph - metricCount) * 2);
      return metrics;
    },
  };
}

const required = ['glyf', 'loca', 'head', 'hhea', 'hmtx', 'maxp'];

/** Programs that move the points of outlines. */
const hinting = ['cvt ', 'fpgm', 'prep'];

/** Subsets in which no glyph has two outlines. */
export interface SubsetGroup {
  /** Indexes of the subsets. */
  members: number[];
  /** The first subset that has a glyph. */
  sources: Map<number, GlyphSubset>;
  hints: string;
}

/** Subsets of one font; more than one group where they are of different fonts after all. */
export function groupSubsets(subsets: readonly GlyphSubset[]): SubsetGroup[] {
  const groups: SubsetGroup[] = [];
  for (const [index, subset] of subsets.entries()) {
    const hints = hinting.map((name) => subset.tables.get(name)?.toString('latin1') ?? '').join('\n');
    const group = groups.find((each) => each.hints === hints && agrees(each, subset));
    const sources = group?.sources ?? new Map<number, GlyphSubset>();
    for (const glyph of subset.glyphs) if (!sources.has(glyph)) sources.set(glyph, subset);
    if (group === undefined) groups.push({ members: [index], sources, hints });
    else group.members.push(index);
  }
  return groups;
}

function agrees({ sources }: SubsetGroup, subset: GlyphSubset): boolean {
  for (const glyph of subset.glyphs) {
    const source = sources.get(glyph);
    if (source === undefined) continue;
    // A glyph without an outline, such as a space, is another one than a glyph that has one.
    const [present, own] = [source.outlines.get(glyph), subset.outlines.get(glyph)];
    if (present === undefined ? own !== undefined : own?.equals(present) !== true) return false;
  }
  return true;
}

/** `subsets`: those that the members of the group are indexes of. */
export function mergeSubsets({ members, sources }: SubsetGroup, subsets: readonly GlyphSubset[]): Uint8Array {
  const [first, ...others] = members.map((index) => subsets[index]!).sort((a, b) => b.glyphCount - a.glyphCount);
  const { glyphCount, tables } = first!;
  const loca = Buffer.alloc((glyphCount + 1) * 4);
  const hmtx = Buffer.alloc(glyphCount * 4);
  const outlines: Buffer[] = [];
  let offset = 0;
  for (let glyph = 0; glyph < glyphCount; glyph += 1) {
    const source = sources.get(glyph);
    const outline = source?.outlines.get(glyph);
    if (outline !== undefined) {
      const padding = (4 - (outline.length % 4)) % 4;
      outlines.push(outline, Buffer.alloc(padding));
      offset += outline.length + padding;
    }
    loca.writeUInt32BE(offset, (glyph + 1) * 4);
    (source ?? first!).metricsOf(glyph).copy(hmtx, glyph * 4);
  }
  const merged: Record<string, Buffer> = {
    glyf: Buffer.concat(outlines),
    loca,
    hmtx,
    head: Buffer.from(tables.get('head')!),
    hhea: Buffer.from(tables.get('hhea')!),
    maxp: largestOf([first!, ...others].map((each) => each.tables.get('maxp')!)),
  };
  merged.head!.writeUInt32BE(0, 8);
  merged.head!.writeInt16BE(1, 50);
  merged.hhea!.writeUInt16BE(glyphCount, 34);
  for (const name of hinting) {
    const program = tables.get(name);
    if (program !== undefined) merged[name] = program;
  }
  return assembleFont(merged);
}

/** Numbers of two bytes after the version, each the largest of its place. */
function largestOf(tables: Buffer[]): Buffer {
  const largest = Buffer.from(tables[0]!);
  for (const table of tables.slice(1)) {
    for (let at = 4; at + 2 <= Math.min(largest.length, table.length); at += 2)
      largest.writeUInt16BE(Math.max(largest.readUInt16BE(at), table.readUInt16BE(at)), at);
  }
  return largest;
}

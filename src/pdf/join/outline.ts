/** The outline of a book, from those of its parts (ISO 32000-1, 12.3.3). */
import { catalogOf, dictionaryAt, listAt, type PdfDocument } from '../file/document.ts';
import type { PdfDictionary, PdfReference, PdfValue } from '../file/objects.ts';
import type { PdfWriter } from '../file/writer.ts';

/** Values are those of the document it is from. */
export interface OutlineEntry {
  title: PdfValue;
  /** Of the heading, as it was written. */
  level: number;
  destination: PdfValue[];
  /** The element of the heading, or null. */
  element: PdfValue;
}

/** In the order of the pages. */
export function readOutline(document: PdfDocument): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  const waiting = [{ at: dictionaryAt(document, catalogOf(document).get('/Outlines')).get('/First'), depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.at === undefined) continue;
    const entry = dictionaryAt(document, next.at);
    const element = entry.get('/SE') ?? null;
    const level = /^\/H([1-6])$/.exec(String(dictionaryAt(document, element).get('/S')))?.[1];
    entries.push({
      title: entry.get('/Title') ?? null,
      level: Number(level ?? next.depth),
      destination: listAt(document, entry.get('/Dest')),
      element,
    });
    waiting.push({ at: entry.get('/Next'), depth: next.depth }, { at: entry.get('/First'), depth: next.depth + 1 });
  }
  return entries;
}

interface OutlineNode {
  entry: OutlineEntry;
  reference: PdfReference;
  kids: OutlineNode[];
}

/** An entry belongs to the last one before it of a higher heading. Null where there is none. */
export function writeOutline(entries: readonly OutlineEntry[], writer: PdfWriter): PdfReference | null {
  if (entries.length === 0) return null;
  const root = writer.reserve();
  const top: OutlineNode[] = [];
  const open: OutlineNode[] = [];
  for (const entry of entries) {
    const node = { entry, reference: writer.reserve(), kids: [] };
    while (open.length > 0 && open.at(-1)!.entry.level >= entry.level) open.pop();
    (open.at(-1)?.kids ?? top).push(node);
    open.push(node);
  }
  writeNodes(top, root, writer);
  writer.write(root, new Map<string, PdfValue>([['/Type', '/Outlines'], ...placesOf(top), ['/Count', entries.length]]));
  return root;
}

/** Without recursion deeper than there are levels of headings. */
function writeNodes(nodes: OutlineNode[], parent: PdfReference, writer: PdfWriter): number {
  let count = 0;
  for (const [index, { entry, reference, kids }] of nodes.entries()) {
    const below = writeNodes(kids, reference, writer);
    const dictionary: PdfDictionary = new Map<string, PdfValue>([
      ['/Title', entry.title],
      ['/Dest', entry.destination],
      ['/Parent', parent],
    ]);
    if (entry.element !== null) dictionary.set('/SE', entry.element);
    if (index > 0) dictionary.set('/Prev', nodes[index - 1]!.reference);
    if (index < nodes.length - 1) dictionary.set('/Next', nodes[index + 1]!.reference);
    for (const [key, value] of placesOf(kids)) dictionary.set(key, value);
    if (below > 0) dictionary.set('/Count', below);
    writer.write(reference, dictionary);
    count += below + 1;
  }
  return count;
}

function placesOf(nodes: OutlineNode[]): [string, PdfValue][] {
  if (nodes.length === 0) return [];
  return [
    ['/First', nodes[0]!.reference],
    ['/Last', nodes.at(-1)!.reference],
  ];
}

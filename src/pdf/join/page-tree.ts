/** The pages of a book, as a tree that viewers need not read whole (ISO 32000-1, 7.7.3). */
import type { PdfReference, PdfValue } from '../file/objects.ts';
import type { PdfWriter } from '../file/writer.ts';

export interface PageTree {
  /** The parent of the page. */
  add(page: PdfReference): PdfReference;
  /** The root. */
  write(): PdfReference;
}

/** Pages below one node. */
const perNode = 64;

export function createPageTree(writer: PdfWriter): PageTree {
  const root = writer.reserve();
  const nodes: { reference: PdfReference; pages: PdfReference[] }[] = [];
  return {
    add(page) {
      let node = nodes.at(-1);
      if (node === undefined || node.pages.length === perNode) {
        node = { reference: writer.reserve(), pages: [] };
        nodes.push(node);
      }
      node.pages.push(page);
      return node.reference;
    },
    write() {
      const count = nodes.reduce((sum, { pages }) => sum + pages.length, 0);
      for (const { reference, pages } of nodes) writer.write(reference, nodeOf(pages, pages.length, root));
      writer.write(
        root,
        nodeOf(
          nodes.map(({ reference }) => reference),
          count,
          null,
        ),
      );
      return root;
    },
  };
}

function nodeOf(kids: PdfReference[], count: number, parent: PdfReference | null): Map<string, PdfValue> {
  return new Map<string, PdfValue>([
    ['/Type', '/Pages'],
    ...(parent === null ? [] : [['/Parent', parent] as [string, PdfValue]]),
    ['/Count', count],
    ['/Kids', kids],
  ]);
}

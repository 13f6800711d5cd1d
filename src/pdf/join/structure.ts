/** The structure tree of a book, from those of its parts (ISO 32000-1, 14.7). */
import { dictionaryAt, listAt, type PdfDocument, valueAt } from '../file/document.ts';
import { isReference, type PdfDictionary, type PdfReference, type PdfValue, textString } from '../file/objects.ts';
import type { PdfCopier, PdfWriter } from '../file/writer.ts';
import { createHeadingLevels } from '../tagging/heading-levels.ts';
import { elementsIn, kidsAt, readTags, type TagTree } from '../tagging/structure-tree.ts';

export interface BookStructure {
  /** Null for a part that is not tagged. */
  begin(document: PdfDocument): PartStructure | null;
  /** The root of the tree, or null where nothing is tagged. */
  write(language: string): PdfReference | null;
}

export interface PartStructure {
  /** By their numbers in the part: its root and the element of the whole, which are those of the book. */
  fixed: [number, PdfReference][];
  /** Added to the keys of the parent tree. */
  firstKey: number;
  /** Copies the elements. */
  copy(copier: PdfCopier): void;
}

export function createStructure(writer: PdfWriter): BookStructure {
  const root = writer.reserve();
  const whole = writer.reserve();
  const levelOf = createHeadingLevels();
  const sections: PdfReference[] = [];
  const parents: PdfValue[] = [];
  const names = new Map<string, PdfReference>();
  const roles: PdfDictionary = new Map();
  let nextKey = 0;
  let identified = 0;

  /** Headings have the levels of the book, and ids begin where those of the part before end. */
  function renumber(tree: TagTree): void {
    const { document } = tree;
    let most = 0;
    const renumbered = (id: PdfValue): PdfValue => {
      const [, kind, digits] = /^\((node|note)(\d{8})\)$/.exec(String(id)) ?? [];
      if (digits === undefined) return id;
      most = Math.max(most, Number(digits));
      return `(${kind}${String(Number(digits) + identified).padStart(8, '0')})`;
    };
    for (const { dictionary } of elementsIn(tree)) {
      const level = /^\/H([1-6])$/.exec(String(dictionary.get('/S')))?.[1];
      if (level !== undefined) dictionary.set('/S', `/H${levelOf(Number(level))}`);
      if (dictionary.has('/ID')) dictionary.set('/ID', renumbered(dictionary.get('/ID')!));
      for (const attributes of listAt(document, dictionary.get('/A'))) {
        const entries = dictionaryAt(document, attributes);
        const headers = valueAt(document, entries.get('/Headers'));
        if (Array.isArray(headers)) entries.set('/Headers', headers.map(renumbered));
      }
    }
    identified += most;
  }

  return {
    begin(document) {
      const tree = readTags(document);
      if (tree === null) return null;
      const section = writer.reserve();
      sections.push(section);
      const firstKey = nextKey;
      const own = documentElementOf(tree);
      const fixed: [number, PdfReference][] = [];
      const treeRoot = rootOf(document);
      if (treeRoot !== null) fixed.push([treeRoot.number, root]);
      if (own !== null) fixed.push([own.number, section]);
      return {
        fixed,
        firstKey,
        copy(copier) {
          renumber(tree);
          for (const { reference, dictionary } of elementsIn(tree)) {
            const id = dictionary.get('/ID');
            if (typeof id === 'string') names.set(id, copier.value(reference) as PdfReference);
          }
          const kids =
            own === null ? listAt(document, tree.root.get('/K')) : kidsAt(document, dictionaryAt(document, own));
          writer.write(section, elementOf('/Sect', whole, copier.value(kids)));
          for (const [key, value] of [...tree.parents].sort(([one], [other]) => one - other)) {
            const list = valueAt(document, value);
            parents.push(key + firstKey, Array.isArray(list) ? writer.add(copier.value(list)) : copier.value(value));
            nextKey = Math.max(nextKey, key + firstKey + 1);
          }
          for (const [kind, role] of dictionaryAt(document, tree.root.get('/RoleMap'))) roles.set(kind, role);
        },
      };
    },
    write(language) {
      if (sections.length === 0) return null;
      const element = elementOf('/Document', root, sections);
      element.set('/Lang', textString(language));
      writer.write(whole, element);
      const entries: [string, PdfValue][] = [
        ['/Type', '/StructTreeRoot'],
        ['/K', [whole]],
        ['/ParentTree', writer.add(new Map([['/Nums', parents]]))],
        ['/ParentTreeNextKey', nextKey],
      ];
      const sorted = [...names].sort(([one], [other]) => (one < other ? -1 : 1));
      if (sorted.length > 0) entries.push(['/IDTree', writer.add(new Map([['/Names', sorted.flat()]]))]);
      if (roles.size > 0) entries.push(['/RoleMap', new Map([...roles].sort())]);
      writer.write(root, new Map(entries));
      return root;
    },
  };
}

/** Chrome has one element around all others. */
function documentElementOf({ document, root }: TagTree): PdfReference | null {
  const [first, ...others] = listAt(document, root.get('/K'));
  const isWhole = others.length === 0 && dictionaryAt(document, first).get('/S') === '/Document';
  return isWhole && isReference(first) ? first : null;
}

function rootOf(document: PdfDocument): PdfReference | null {
  const root = dictionaryAt(document, document.trailer.get('/Root')).get('/StructTreeRoot');
  return isReference(root) ? root : null;
}

function elementOf(kind: string, parent: PdfReference, kids: PdfValue): PdfDictionary {
  return new Map<string, PdfValue>([
    ['/Type', '/StructElem'],
    ['/S', kind],
    ['/P', parent],
    ['/K', kids],
  ]);
}

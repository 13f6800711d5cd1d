/**
 * The structure tree of a document (ISO 32000-1, 14.7): elements in reading order, the element of each MCID and
 * annotation, and ways to add to them.
 */
import { addObject, catalogOf, dictionaryAt, listAt, type PdfDocument, valueAt } from '../file/document.ts';
import { isReference, type PdfDictionary, type PdfReference, type PdfValue } from '../file/objects.ts';

export interface TagTree {
  document: PdfDocument;
  root: PdfDictionary;
  /** The elements of a page's MCIDs, or the one of an annotation. */
  parents: Map<number, PdfValue>;
}

/** Null where the document has no tags. */
export function readTags(document: PdfDocument): TagTree | null {
  const root = valueAt(document, catalogOf(document).get('/StructTreeRoot'));
  if (!(root instanceof Map)) return null;
  const parents = new Map<number, PdfValue>();
  const waiting = [root.get('/ParentTree') ?? null];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const dictionary = dictionaryAt(document, node);
    for (const kid of listAt(document, dictionary.get('/Kids'))) waiting.push(kid);
    const numbers = listAt(document, dictionary.get('/Nums'));
    for (let index = 0; index < numbers.length; index += 2) parents.set(Number(numbers[index]), numbers[index + 1]!);
  }
  return { document, root, parents };
}

/** After elements or marks were added: one list, in order. */
export function writeParents({ document, root, parents }: TagTree): void {
  const sorted = [...parents].sort(([first], [second]) => first - second);
  root.set('/ParentTree', addObject(document, new Map([['/Nums', sorted.flat()]])));
  root.set('/ParentTreeNextKey', (sorted.at(-1)?.[0] ?? -1) + 1);
}

/** The index of elements that have names (ISO 32000-1, 14.7.2); Chrome's may have parts. */
export function writeNames(tree: TagTree): void {
  const named = [...elementsIn(tree)].filter(({ dictionary }) => dictionary.has('/ID'));
  const names = new Map(named.map(({ reference, dictionary }) => [String(dictionary.get('/ID')), reference]));
  if (names.size === 0) tree.root.delete('/IDTree');
  else tree.root.set('/IDTree', addObject(tree.document, new Map([['/Names', [...names].sort(byName).flat()]])));
}

function byName([first]: [string, unknown], [second]: [string, unknown]): number {
  return first < second ? -1 : 1;
}

export interface TagElement {
  reference: PdfReference;
  dictionary: PdfDictionary;
}

export function* elementsIn(
  { document, root }: TagTree,
  from: PdfValue | undefined = root.get('/K'),
): Generator<TagElement> {
  const waiting = listAt(document, from).toReversed();
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    const dictionary = valueAt(document, value);
    if (!isReference(value) || !(dictionary instanceof Map) || !dictionary.has('/S')) continue;
    yield { reference: value, dictionary };
    waiting.push(...kidsAt(document, dictionary).toReversed());
  }
}

/** Elements, marks and objects in the element. */
export function kidsAt(document: PdfDocument, element: PdfDictionary): PdfValue[] {
  return listAt(document, element.get('/K'));
}

/** The elements of the marks of a page, as a list that may be added to. */
export function marksOfPage(tree: TagTree, page: PdfDictionary): PdfValue[] {
  const number = page.get('/StructParents');
  if (typeof number !== 'number') return [];
  const list = valueAt(tree.document, tree.parents.get(number));
  if (Array.isArray(list)) return list;
  const fresh: PdfValue[] = [];
  tree.parents.set(number, fresh);
  return fresh;
}

export function addElement(document: PdfDocument, kind: string, parent: PdfReference, kids: PdfValue[]): PdfReference {
  const entries: [string, PdfValue][] = [
    ['/Type', '/StructElem'],
    ['/S', kind],
    ['/P', parent],
    ['/K', kids],
  ];
  return addObject(document, new Map(entries));
}

/** A mark as a kid of an element, which may be on another page than its own. */
export function markKid(element: PdfDictionary, page: PdfReference, mark: number): PdfValue {
  const own = element.get('/Pg');
  if (isReference(own) && own.number === page.number) return mark;
  return new Map<string, PdfValue>([
    ['/Type', '/MCR'],
    ['/Pg', page],
    ['/MCID', mark],
  ]);
}

/** Marked content of a page that a tag speaks of. */
export interface MarkedKid {
  page: PdfReference;
  mcid: number;
}

/** What marked content says. */
export type WordsOfContent = (content: MarkedKid) => string;

/** Null of a kid that is an element or an annotation. */
export function markedKid(document: PdfDocument, element: PdfDictionary, kid: PdfValue): MarkedKid | null {
  const entries = typeof kid === 'number' ? new Map([['/MCID', kid]]) : dictionaryAt(document, kid);
  const page = entries.get('/Pg') ?? element.get('/Pg');
  const mcid = entries.get('/MCID');
  return typeof mcid === 'number' && isReference(page) ? { page, mcid } : null;
}

/** The number of a kid that is marked content of that page. */
export function mcidOn(
  page: PdfReference,
  document: PdfDocument,
  element: PdfDictionary,
  kid: PdfValue | undefined,
): number | null {
  const content = markedKid(document, element, kid ?? null);
  return content?.page.number === page.number ? content.mcid : null;
}

/** The annotation that a kid stands for. */
export function annotationOf(document: PdfDocument, kid: PdfValue): PdfDictionary | null {
  const dictionary = valueAt(document, kid);
  if (!(dictionary instanceof Map) || dictionary.get('/Type') !== '/OBJR') return null;
  const object = dictionary.get('/Obj');
  const annotation = isReference(object) ? document.objects.get(object.number) : null;
  return annotation instanceof Map ? annotation : null;
}

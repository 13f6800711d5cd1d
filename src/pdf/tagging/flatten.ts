/**
 * Removes elements that say nothing (ISO 32000-1, table 333: NonStruct): Chrome has one for every span and division,
 * and they are four fifths of a book's tags. Their content goes to the element around them, in the same order.
 */
import { dictionaryAt, valueAt } from '../file/document.ts';
import { isReference, type PdfDictionary, type PdfReference, type PdfValue } from '../file/objects.ts';
import { elementsIn, kidsAt, markedKid, markKid, type TagTree } from './structure-tree.ts';

const ownKeys = new Set(['/Type', '/S', '/P', '/K', '/Pg']);

/** Elements of these hold other elements only. */
const strictParents = new Set(['/L', '/LI', '/Table', '/THead', '/TBody', '/TFoot', '/TR', '/Ruby', '/Warichu']);

export function flattenTags(tree: TagTree): void {
  const { document } = tree;
  /** Removed element -> the one that has its content. */
  const moved = new Map<number, PdfReference>();
  // Children before parents: what is removed has no such children left.
  for (const { reference, dictionary } of [...elementsIn(tree)].reverse()) {
    const kids = kidsAt(document, dictionary);
    const removed = kids.filter((kid): kid is PdfReference => isReference(kid) && isEmptyShell(tree, kid, dictionary));
    if (removed.length === 0) continue;
    const numbers = new Set(removed.map(({ number }) => number));
    const lifted = kids.flatMap((kid) =>
      isReference(kid) && numbers.has(kid.number) ? contentOf(tree, kid, reference, dictionary) : [kid],
    );
    for (const number of numbers) moved.set(number, reference);
    dictionary.set('/K', lifted);
  }
  if (moved.size > 0) moveParents(tree, moved);
}

function isEmptyShell({ document }: TagTree, kid: PdfReference, parent: PdfDictionary): boolean {
  const element = dictionaryAt(document, kid);
  if (element.get('/S') !== '/NonStruct' || [...element.keys()].some((key) => !ownKeys.has(key))) return false;
  if (!strictParents.has(String(parent.get('/S')))) return true;
  return kidsAt(document, element).every((each) => dictionaryAt(document, each).has('/S'));
}

function contentOf(
  { document }: TagTree,
  shell: PdfReference,
  parent: PdfReference,
  dictionary: PdfDictionary,
): PdfValue[] {
  const element = dictionaryAt(document, shell);
  return kidsAt(document, element).map((kid) => {
    const content = markedKid(document, element, kid);
    if (content !== null) return markKid(dictionary, content.page, content.mcid);
    const entries = valueAt(document, kid);
    if (!(entries instanceof Map)) return kid;
    if (entries.has('/S')) entries.set('/P', parent);
    // An annotation is on the page of its element, unless it says otherwise.
    else if (!entries.has('/Pg') && element.has('/Pg')) entries.set('/Pg', element.get('/Pg')!);
    return kid;
  });
}

function moveParents({ document, parents }: TagTree, moved: ReadonlyMap<number, PdfReference>): void {
  const remaining = (value: PdfValue): PdfValue => {
    let element = value;
    while (isReference(element) && moved.has(element.number)) element = moved.get(element.number)!;
    return element;
  };
  for (const [key, value] of parents) {
    const list = valueAt(document, value);
    parents.set(key, Array.isArray(list) ? list.map(remaining) : remaining(value));
  }
}

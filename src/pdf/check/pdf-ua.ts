/**
 * Checks the rules of PDF/UA-1 (ISO 14289-1) that a machine can check and that apply to Octavo's output, numbered as in
 * the Matterhorn protocol.
 */
import {
  catalogOf,
  contentAt,
  dictionaryAt,
  drawingOf,
  listAt,
  objectsIn,
  type PdfDocument,
  pagesOf,
} from '../file/document.ts';
import { decodeText, isReference, isStream, type PdfDictionary } from '../file/objects.ts';
import {
  annotationOf,
  elementsIn,
  kidsAt,
  marksOfPage,
  readTags,
  type TagElement,
  type TagTree,
} from '../tagging/structure-tree.ts';
import { standardTypes } from '../tagging/tags.ts';
import { findUntagged } from '../tagging/untagged.ts';

/** Of conformance. */
export type Standard = 'ua-1' | 'a-2b';

export interface Finding {
  /** `7.3-1` */
  rule: string;
  message: string;
  /** From 1; absent where it is that of no page. */
  page?: number;
}

/** What is drawn and what tags say of it, of a document or of a part of it. */
export function checkTaggedContent(document: PdfDocument): Finding[] {
  const tree = readTags(document);
  if (tree === null) return [{ rule: '7.1-11', message: 'the document is not tagged' }];
  const elements = [...elementsIn(tree)];
  return [
    ...checkContent(document, tree),
    ...elements.flatMap((element) => checkElement(element, tree)),
    ...checkNames(elements),
    ...checkLinks(document, elements),
    ...checkFonts(document),
  ];
}

/** What the catalog says of the whole. */
export function checkCatalog(document: PdfDocument): Finding[] {
  const catalog = catalogOf(document);
  const xmp = contentAt(document, catalog.get('/Metadata'));
  const preferences = dictionaryAt(document, catalog.get('/ViewerPreferences'));
  const marked = dictionaryAt(document, catalog.get('/MarkInfo'));
  return [
    ...unless(
      marked.get('/Marked') === true && marked.get('/Suspects') !== true,
      '7.1-4',
      'the document is not marked as tagged',
    ),
    ...unless(xmp !== '', '7.1-8', 'the document has no metadata stream'),
    ...unless(/<dc:title>[\s\S]*<rdf:li[^>]*>[^<]/.test(xmp), '7.1-9', 'the metadata has no title'),
    ...unless(preferences.get('/DisplayDocTitle') === true, '7.1-10', 'DisplayDocTitle is not set'),
    ...unless(decodeText(catalog.get('/Lang')) !== '', '7.2-34', 'the document has no language'),
  ];
}

/** Everything drawn is content with a tag, or an artifact; and every tag of a mark is there. */
function checkContent(document: PdfDocument, tree: TagTree): Finding[] {
  return pagesOf(document).flatMap((reference, index) => {
    const page = dictionaryAt(document, reference);
    const drawing = drawingOf(document, reference);
    const { pieces, mcids } = findUntagged(drawing, document.objects.operationsIn(drawing));
    const marks = marksOfPage(tree, page);
    const lost = mcids.filter((mcid) => !isReference(marks[mcid]));
    const annotated = listAt(document, page.get('/Annots')).length > 0;
    return [
      ...unless(pieces.length === 0, '7.1-3', `${pieces.length} objects are neither tagged nor artifacts`, index + 1),
      ...unless(lost.length === 0, '7.1-3', `${lost.length} MCIDs have no structure element`, index + 1),
      ...unless(
        !annotated || page.get('/Tabs') === '/S',
        '7.18.3-1',
        `tab order is not the structure order`,
        index + 1,
      ),
    ];
  });
}

/** Which kinds may stand where. */
const kidsOf: Record<string, { allowed: RegExp; rule: string }> = {
  '/L': { allowed: /^\/(L|LI|Caption)$/, rule: '7.2-19' },
  '/LI': { allowed: /^\/(Lbl|LBody)$/, rule: '7.2-20' },
  '/Table': { allowed: /^\/(TR|THead|TBody|TFoot|Caption)$/, rule: '7.2-10' },
  '/THead': { allowed: /^\/TR$/, rule: '7.2-11' },
  '/TBody': { allowed: /^\/TR$/, rule: '7.2-12' },
  '/TR': { allowed: /^\/(TH|TD)$/, rule: '7.2-14' },
};
const parentsOf: Record<string, { allowed: RegExp; rule: string }> = {
  '/LI': { allowed: /^\/L$/, rule: '7.2-17' },
  '/LBody': { allowed: /^\/LI$/, rule: '7.2-18' },
  '/TR': { allowed: /^\/(Table|THead|TBody|TFoot)$/, rule: '7.2-4' },
  '/TH': { allowed: /^\/TR$/, rule: '7.2-8' },
  '/TD': { allowed: /^\/TR$/, rule: '7.2-9' },
};

function checkElement({ dictionary }: TagElement, tree: TagTree): Finding[] {
  const { document } = tree;
  const kind = kindOf(dictionary, tree);
  const kids = kidsAt(document, dictionary)
    .map((kid) => dictionaryAt(document, kid))
    .filter((kid) => kid.has('/S'));
  const parent = kindOf(dictionaryAt(document, dictionary.get('/P')), tree);
  const within = kidsOf[kind];
  const above = parentsOf[kind];
  const wrong = kids.map((kid) => kindOf(kid, tree)).find((each) => within !== undefined && !within.allowed.test(each));
  const said = dictionary.has('/Alt') || dictionary.has('/ActualText');
  const scoped = listAt(document, dictionary.get('/A')).some((each) => dictionaryAt(document, each).has('/Scope'));
  return [
    ...unless(standardTypes.has(kind), '7.1-5', `${kind} is not a standard structure type`),
    ...unless(wrong === undefined, within?.rule ?? '', `${wrong} is not allowed in ${kind}`),
    ...unless(
      above === undefined || above.allowed.test(parent),
      above?.rule ?? '',
      `${kind} is not allowed in ${parent}`,
    ),
    ...unless(kind !== '/Figure' || said, '7.3-1', 'Figure has no alt text'),
    ...unless(kind !== '/Formula' || said, '7.7-1', 'Formula has no alt text'),
    ...unless(kind !== '/TH' || scoped, '7.5-1', 'TH has no Scope'),
    ...unless(kind !== '/Note' || dictionary.has('/ID'), '7.9-1', 'Note has no ID'),
  ];
}

/** Of PDF 1.7, whatever name the file gives it. */
function kindOf(element: PdfDictionary, { document, root }: TagTree): string {
  const roles = dictionaryAt(document, root.get('/RoleMap'));
  let kind = String(element.get('/S'));
  // A circle would never end.
  for (let step = 0; step < 10 && !standardTypes.has(kind) && roles.has(kind); step += 1)
    kind = String(roles.get(kind));
  return kind;
}

function checkNames(elements: TagElement[]): Finding[] {
  const names = elements.flatMap(({ dictionary }) => (dictionary.has('/ID') ? [String(dictionary.get('/ID'))] : []));
  return unless(new Set(names).size === names.length, '7.9-2', 'duplicate structure element ID');
}

function checkLinks(document: PdfDocument, elements: TagElement[]): Finding[] {
  const tagged = new Map<PdfDictionary, string>();
  for (const { dictionary } of elements) {
    for (const kid of kidsAt(document, dictionary)) {
      const annotation = annotationOf(document, kid);
      if (annotation !== null) tagged.set(annotation, String(dictionary.get('/S')));
    }
  }
  return pagesOf(document).flatMap((reference, index) =>
    listAt(document, dictionaryAt(document, reference).get('/Annots')).flatMap((each) => {
      const annotation = dictionaryAt(document, each);
      return [
        ...unless(
          tagged.get(annotation) === '/Link',
          '7.18.5-1',
          'link annotation is not in a Link element',
          index + 1,
        ),
        ...unless(
          decodeText(annotation.get('/Contents')) !== '',
          '7.18.5-2',
          'link annotation has no Contents',
          index + 1,
        ),
      ];
    }),
  );
}

function checkFonts(document: PdfDocument): Finding[] {
  const objects = Array.from(objectsIn(document), ([, object]) => object);
  // A font that is drawn has no file (ISO 32000-1, 9.6.5), and may have a descriptor.
  const drawn = new Set(
    objects.flatMap((object) =>
      object instanceof Map && object.get('/Subtype') === '/Type3'
        ? [dictionaryAt(document, object.get('/FontDescriptor'))]
        : [],
    ),
  );
  return objects.flatMap((object) => {
    if (!(object instanceof Map)) return [];
    const name = String(object.get('/BaseFont') ?? object.get('/FontName'));
    if (drawn.has(object)) return [];
    if (object.get('/Type') === '/FontDescriptor')
      return unless(
        ['/FontFile', '/FontFile2', '/FontFile3'].some((key) => isStreamAt(document, object, key)),
        '7.21.4.1-1',
        `font ${name} is not embedded`,
      );
    const shown = object.get('/Type') === '/Font' && object.get('/Subtype') !== '/CIDFontType2';
    return unless(!shown || object.has('/ToUnicode'), '7.21.7-1', `font ${name} has no ToUnicode map`);
  });
}

function isStreamAt(document: PdfDocument, dictionary: PdfDictionary, key: string): boolean {
  const value = dictionary.get(key);
  return isReference(value) && isStream(document.objects.get(value.number));
}

function unless(good: boolean, rule: string, message: string, page?: number): Finding[] {
  return good ? [] : [{ rule, message, ...(page === undefined ? {} : { page }) }];
}

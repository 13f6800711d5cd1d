/**
 * What the tags of a PDF ought to say, from the book itself: its HTML page, which holds the tree of each chapter as it was written. In:
 * the page, or tags that were read from a PDF. Out: a line for each element that both have, in reading order: its type, its alt text
 * or its text.
 */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { isText, type TagNode } from './tag-readers.ts';

type Markup = DefaultTreeAdapterTypes.Node;
type MarkupElement = DefaultTreeAdapterTypes.Element;

const types: Record<string, string> = {
  p: 'P',
  blockquote: 'BlockQuote',
  figcaption: 'Caption',
  caption: 'Caption',
  table: 'Table',
  tr: 'TR',
  th: 'TH',
  td: 'TD',
  ul: 'L',
  ol: 'L',
  li: 'LI',
  code: 'Code',
  a: 'Link',
};
const compared = new Set([...Object.values(types), 'H', 'Figure', 'Formula', 'Note']);

export interface TagRecord {
  type: string;
  /** Alt text of what has one; no white space, and no characters that are never seen. */
  text: string;
  /** In the page, text with readings above it. */
  ruby: boolean;
}

/** From the first part or chapter on. */
export function recordsOfPage(html: string): TagRecord[] {
  const records: TagRecord[] = [];
  const open: { written: number; level: number }[] = [];
  const levelOf = (written: number) => {
    while (open.length > 0 && open.at(-1)!.written >= written) open.pop();
    open.push({ written, level: (open.at(-1)?.level ?? 0) + 1 });
    return open.at(-1)!.level;
  };
  const walk = (node: Markup): void => {
    if (isElement(node) && !isUnprinted(node)) {
      const type = typeOf(node);
      const heading = /^h([1-6])$/.exec(node.tagName);
      const ruby = find(node, ({ tagName }) => tagName === 'ruby') !== null;
      if (heading !== null) records.push({ type: `H${levelOf(Number(heading[1]))}`, text: textOf(node), ruby });
      else if (type === 'Figure' || type === 'Formula') records.push({ type, text: plain(altOf(node)), ruby });
      else if (type !== null) records.push({ type, text: textOf(node), ruby });
      if (type === 'Formula') return;
    }
    if ('childNodes' in node && !(isElement(node) && isUnprinted(node))) node.childNodes.forEach(walk);
  };
  const body = find(parse(html), (node) => node.tagName === 'body')!;
  const contents = body.childNodes.findIndex((node) => isElement(node) && attribute(node, 'id') === 'contents');
  levelOf(1);
  body.childNodes.slice(contents + 1).forEach(walk);
  return records;
}

/** From the element that the page begins with. */
export function recordsOfTags(root: TagNode, [first]: readonly TagRecord[]): TagRecord[] {
  const records: TagRecord[] = [];
  const walk = (node: TagNode): void => {
    const heading = /^H[1-6]$/.test(node.type);
    const alt = node.type === 'Figure' || node.type === 'Formula';
    const text = alt ? plain(node.alt ?? '') : tagText(node);
    if (heading || compared.has(node.type)) records.push({ type: node.type, text, ruby: false });
    if (!alt) for (const kid of node.kids) if (!isText(kid)) walk(kid);
  };
  walk(root);
  const start = records.findIndex(({ type, text }) => type === first!.type && text === first!.text);
  return start === -1 ? [] : records.slice(start);
}

interface KnownDifference {
  reason: string;
  /** Only in books with vertical lines. */
  vertical?: boolean;
  /** The record without what differs; null where there is none on one of the two sides. */
  without?: (record: TagRecord) => TagRecord | null;
  /** Whether texts that are not equal say the same. */
  same?: (page: TagRecord, tags: TagRecord) => boolean;
}

const withText = (change: (text: string, type: string) => string) => (record: TagRecord) => ({
  ...record,
  text: change(record.text, record.type),
});

/** Where the tags of a PDF may say something else than the page of the book. */
export const knownDifferences: KnownDifference[] = [
  {
    reason: 'paper names the page to which a link leads',
    without: withText((text) => text.replace(/\(第[\d〇一二三四五六七八九]+页\)|\(p\.\d+\)/g, '')),
  },
  {
    reason: 'Chrome draws the hyphen of a word that is broken at the end of a line',
    without: withText((text) => text.replace(/-/g, '')),
  },
  {
    reason: 'the dots of emphasis are drawn, and on a page of HTML a style',
    without: withText((text) => text.replace(/[•﹅]/g, '')),
  },
  {
    reason: 'Chrome has no tag for a cell without content',
    without: (record) => (/^T[DH]$/.test(record.type) && record.text === '' ? null : record),
  },
  {
    reason: 'numbers of lines are printed, and the first falls to the caption before its code',
    without: withText((text, type) => (type === 'Code' || type === 'Caption' ? text.replace(/\d/g, '') : text)),
  },
  {
    reason: 'quotation marks in vertical lines are corner brackets',
    vertical: true,
    without: withText((text) => text.replace(/[“”‘’「」『』]/g, '')),
  },
  {
    reason:
      'numbers set upright have no tag of their own and fall to the text before them, in a table to the cell before',
    vertical: true,
    without: (record) => (/^T([RDH]|able)$/.test(record.type) ? null : record),
  },
  {
    reason:
      'Chrome has no tag for the readings above characters, which fall to what stands before them in another order',
    same: (page, tags) => page.ruby && sorted(page.text) === sorted(tags.text),
  },
];

function sorted(text: string): string {
  return [...text].sort().join('');
}

/** Lines for what one side has and the other has not; `-` what the page says, `+` what the tags say. */
export function differences(
  page: TagRecord[],
  tags: TagRecord[],
  vertical: boolean,
  known = knownDifferences,
): string[] {
  const [expected, found] = [page, tags].map((records) =>
    records.flatMap((record) =>
      known.reduce<TagRecord[]>(
        (rest, { vertical: only = false, without = (record) => record }) =>
          rest.flatMap((each) => (only && !vertical ? each : (without(each) ?? []))),
        [record],
      ),
    ),
  ) as [TagRecord[], TagRecord[]];
  const lines: string[] = [];
  for (let index = 0; index < Math.max(expected.length, found.length) && lines.length < 20; index += 1) {
    const [one, other] = [expected[index], found[index]];
    if (
      one !== undefined &&
      other !== undefined &&
      one.type === other.type &&
      (one.text === other.text || known.some(({ same }) => same?.(one, other)))
    )
      continue;
    lines.push(`- ${one?.type} ${one?.text}`, `+ ${other?.type} ${other?.text}`);
  }
  return lines;
}

/** What has alt text is one sign. */
function tagText(node: TagNode): string {
  if (node.type === 'TH') return onceForPages(node);
  const textIn = (each: TagNode): string =>
    each.kids
      .map((kid) => {
        if (isText(kid)) return kid.text;
        if (kid.type === 'TH') return onceForPages(kid);
        return kid.type === 'Figure' || kid.type === 'Formula' ? '\ufffc' : kid.type === 'Lbl' ? '' : textIn(kid);
      })
      .join('');
  return plain(textIn(node));
}

/** Chrome repeats the head of a table on every page of it, in the same element. */
function onceForPages(cell: TagNode): string {
  const texts = new Map<number | null, string>();
  const walk = (node: TagNode): void => {
    for (const kid of node.kids) {
      if (isText(kid)) texts.set(kid.page, (texts.get(kid.page) ?? '') + kid.text);
      else walk(kid);
    }
  };
  walk(cell);
  return [...new Set([...texts.values()].map(plain))].join('');
}

function textOf(node: Markup): string {
  const textIn = (each: Markup): string => {
    if ('value' in each) return each.value;
    if (!isElement(each) || isUnprinted(each)) return '';
    const type = typeOf(each);
    return type === 'Figure' || type === 'Formula' ? '\ufffc' : each.childNodes.map(textIn).join('');
  };
  return plain(textIn(node));
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Default_Ignorable_Code_Point}]/gu, '');
}

function typeOf(node: MarkupElement): string | null {
  const role = attribute(node, 'role');
  if (node.tagName === 'math') return 'Formula';
  if (node.tagName === 'img' || role === 'img') return 'Figure';
  if (role === 'doc-footnote') return 'Note';
  return types[node.tagName] ?? null;
}

function altOf(node: MarkupElement): string {
  return attribute(node, 'alttext') ?? attribute(node, 'alt') ?? attribute(node, 'aria-label') ?? '';
}

/** Links back from a note lead nowhere on paper, and parentheses around ruby are for programs that have none. */
function isUnprinted(node: MarkupElement): boolean {
  return node.tagName === 'rp' || /\bbacklinks?\b/.test(attribute(node, 'class') ?? '');
}

function attribute(node: MarkupElement, name: string): string | null {
  return node.attrs.find((each) => each.name === name)?.value ?? null;
}

function isElement(node: Markup): node is MarkupElement {
  return 'tagName' in node;
}

function find(node: Markup, matches: (node: MarkupElement) => boolean): MarkupElement | null {
  if (isElement(node) && matches(node)) return node;
  for (const child of 'childNodes' in node ? node.childNodes : []) {
    const found = find(child, matches);
    if (found !== null) return found;
  }
  return null;
}

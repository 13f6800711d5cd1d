/**
 * Finds the lines of an article that say where it comes from and who wrote it: quotations, paragraphs and lists at its
 * beginning, and at its very end.
 */
import { nothingFound, type ProvenanceLine, type ProvenanceValues, readProvenanceLine } from './provenance-clauses.ts';

export interface ProvenanceParagraph extends ProvenanceValues {
  /** In the text, from 0: the first line, and the line after the last. */
  first: number;
  end: number;
  isQuoted: boolean;
  /** Nothing is lost when these values are printed in its place. */
  isWhole: boolean;
}

/** Blocks at the beginning; more than a picture, a summary and a notice come before no source. */
const blocksAtStart = 8;
const blocksAtEnd = 3;
/** Lines of a paragraph; a list of sources is longer. */
const mostLines = 20;

interface TextBlock {
  lines: string[];
  first: number;
  kind: 'paragraph' | 'quotation' | 'heading' | 'other';
}

export function findProvenance(text: string): ProvenanceParagraph[] {
  const blocks = blocksOf(text);
  const body = blocks.findIndex(({ kind }, index) => kind === 'heading' && index > 0);
  const found: ProvenanceParagraph[] = [];
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'heading' || block.kind === 'other') continue;
    const isOpening = index < blocksAtStart && (body === -1 || index < body);
    const isNear = index < blocksAtStart / 2 || index >= blocks.length - blocksAtEnd;
    if (!isOpening && !isNear) continue;
    // Below an image, `来源：…` is the source of the image.
    const followsOther = blocks[index - 1]?.kind === 'other';
    found.push(...paragraphsOf(block, isOpening && !followsOther));
  }
  return found;
}

/** The text with empty lines in place of paragraphs, so that every other line stays where it is. */
export function blankProvenance(
  text: string,
  paragraphs: readonly ProvenanceParagraph[],
  removed: (text: string) => void,
): string {
  if (paragraphs.length === 0) return text;
  const lines = text.split('\n');
  for (const { first, end, isQuoted } of paragraphs) {
    removed(lines.slice(first, end).join('\n'));
    lines.fill(isQuoted ? '>' : '', first, end);
  }
  // A quotation of which nothing is left.
  for (const { first, isQuoted } of paragraphs) {
    if (!isQuoted) continue;
    let start = first;
    while (start > 0 && /^ {0,3}>/.test(lines[start - 1]!)) start -= 1;
    let end = first;
    while (end < lines.length && /^ {0,3}>/.test(lines[end]!)) end += 1;
    if (lines.slice(start, end).every((line) => /^[\s>]*$/.test(line))) lines.fill('', start, end);
  }
  return lines.join('\n');
}

/** The paragraphs of a block that name a source. `isTrusted`: also those whose words may mean other things. */
function paragraphsOf(block: TextBlock, isTrusted: boolean): ProvenanceParagraph[] {
  const isQuoted = block.kind === 'quotation';
  const contents = block.lines.map((line) => (isQuoted ? line.replace(/^ {0,3}> ?/, '') : line));
  const found: ProvenanceParagraph[] = [];
  for (let first = 0; first < contents.length; first += 1) {
    if (contents[first]!.trim() === '') continue;
    let end = first + 1;
    while (end < contents.length && contents[end]!.trim() !== '') end += 1;
    const paragraph = readParagraph(contents.slice(first, end), isQuoted, isTrusted);
    if (paragraph !== null) found.push({ ...paragraph, first: block.first + first, end: block.first + end, isQuoted });
    first = end;
  }
  // A date or a person alone may belong to anything; beside a source it is that of the original.
  return found.some(({ url, authors, translators }) => url ?? [...authors, ...translators][0]) ? found : [];
}

function readParagraph(
  lines: string[],
  isQuoted: boolean,
  isTrusted: boolean,
): (ProvenanceValues & { isWhole: boolean }) | null {
  if (lines.length > mostLines) return null;
  const read = joined(lines).map(readProvenanceLine);
  const isWhole = read.every((line) => line?.isWhole === true);
  const usable = read.filter((line): line is ProvenanceLine => line !== null && (line.isWhole || line.isStrong));
  if (usable.length === 0) return null;
  const isStrong = usable.some(({ isStrong }) => isStrong);
  const isOnlyPeople = usable.every(({ url, originalTitle }) => url === null && originalTitle === null);
  if (!isStrong && !(isTrusted && isWhole) && !(isOnlyPeople && isWhole)) return null;
  // `By Ann Lee` alone is a byline; a sentence has a full stop.
  if (isOnlyPeople && !isQuoted && !lines.every(isByline)) return null;
  const first = <K extends 'url' | 'originalTitle' | 'date'>(key: K) =>
    usable.map((line) => line[key]).find((value) => value !== null) ?? null;
  const values = { url: first('url'), originalTitle: first('originalTitle'), date: first('date') };
  const names = (key: 'authors' | 'translators') => [...new Set(usable.flatMap((line) => line[key]))];
  const isOneSource = new Set(usable.flatMap(({ url }) => url ?? [])).size <= 1;
  return {
    ...nothingFound(),
    ...values,
    authors: names('authors'),
    translators: names('translators'),
    isWhole: isWhole && isOneSource,
  };
}

/** A label at the end of a line goes before the next one. List markers are left out. */
function joined(lines: string[]): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const text = line.replace(/^\s*(?:[*+-]|\d+[.)])\s+(?=\S)/, '').trim();
    if (/[:：]\s*$/.test(texts.at(-1) ?? '')) texts.push(`${texts.pop()} ${text}`);
    else texts.push(text);
  }
  return texts;
}

function isByline(line: string): boolean {
  const plain = line.replace(/[*_]/g, '').trim();
  if (!/^by\s/i.test(plain)) return true;
  return (
    /^by(?: (?:\p{Lu}[\p{L}.'’-]*|&|and)){2,8}$/iu.test(plain) && /^By /.test(plain) && !/\p{L}{3}\.$/u.test(plain)
  );
}

/** The blocks of a text, as far as they matter here: code, HTML, tables and images are `other`. */
function blocksOf(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  let open: TextBlock | null = null;
  let fence: string | null = null;
  let inComment = false;
  for (const [index, line] of text.split('\n').entries()) {
    const [opening] = /^ {0,3}(?:`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== null || inComment) {
      if (fence !== null && opening?.trim().startsWith(fence) === true && /^[\s`~]*$/.test(line)) fence = null;
      if (inComment && line.includes('-->')) inComment = false;
      open = null;
      continue;
    }
    if (line.trim() === '') {
      open = null;
      continue;
    }
    const kind = kindOf(line);
    if (opening !== undefined) fence = opening.trim();
    if (/^\s*<!--/.test(line)) {
      inComment = !line.includes('-->');
      open = null;
      continue;
    }
    const continues = open !== null && (open.kind === kind || (open.kind === 'quotation' && kind === 'paragraph'));
    if (open !== null && open.kind === 'paragraph' && /^ {0,3}(?:=+|-+)\s*$/.test(line)) open.kind = 'heading';
    else if (open !== null && continues && kind !== 'heading') open.lines.push(line);
    else {
      open = { lines: [line], first: index, kind };
      blocks.push(open);
    }
  }
  return blocks;
}

function kindOf(line: string): TextBlock['kind'] {
  if (/^ {0,3}>/.test(line)) return 'quotation';
  if (/^ {0,3}#{1,6}(?:\s|$)/.test(line)) return 'heading';
  const isOther = /^(?: {4}|\t| {0,3}(?:[|<`~]|!\[|\[\^|(?:[-*_] *){3,}$|\[[^\]]+\]:))/.test(line);
  return isOther && !/^ {0,3}<https?:|^ {0,3}<(?:small|center)>/i.test(line) ? 'other' : 'paragraph';
}

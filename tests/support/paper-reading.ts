/**
 * A printed book as a reader with poppler finds it. In: a PDF, and the Markdown it was made of. Out: its pages without white space, the words of
 * the source, the pages that have no ink. Shares no line with the code that made the file.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Words alone: no white space, no hyphens, and the quotes of upright lines as their source has them. */
export function squeeze(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u00ad-]/g, '')
    .replaceAll('『', '“')
    .replaceAll('』', '”');
}

/** The words of each page in the order in which they were drawn. */
export async function drawnPages(path: string): Promise<string[]> {
  const { stdout } = await run('pdftotext', ['-raw', path, '-'], { maxBuffer: 1 << 28 });
  return stdout.split('\f').slice(0, -1).map(squeeze);
}

/** Without its running head and folio, which are drawn first. */
export function withoutFurniture(page: string, folio: string, heads: readonly string[]): string {
  const head = heads.find((each) => page.startsWith(each + folio)) ?? '';
  return page.startsWith(head + folio) ? page.slice(head.length + folio.length) : page;
}

/** What a page is called. In: the ranges of labels that qpdf found. */
export function labelOf(page: number, labels: readonly (string | number)[][]): string {
  const [from, style] = labels.findLast(([first]) => Number(first) <= page)!;
  const number = page - Number(from) + 1;
  if (style === '/r') return ' i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi'.split(' ')[number]!;
  return style === '/D' ? String(number) : '';
}

/** The darkest point of a page, 0 to 255. */
export async function darkestOf(path: string, page: number): Promise<number> {
  const words = ['-r', '20', '-gray', '-f', String(page), '-l', String(page), path];
  const { stdout } = await run('pdftoppm', words, { encoding: 'buffer', maxBuffer: 1 << 24 });
  const [head = ''] = /^P5\s\d+\s\d+\s255\s/.exec(stdout.subarray(0, 40).toString('latin1')) ?? [];
  if (head === '') throw new Error(`page ${page} is no picture`);
  return Math.min(...stdout.subarray(head.length));
}

export interface SourceWords {
  /** Paragraphs and headings, in order. */
  plain: string[];
  /** Titles of chapters, and of the sections that stand in the contents. */
  titles: string[];
  /** Lines of code. */
  code: string[];
  /** All that is to be printed; what an image is called instead of shown is not. */
  all: string;
}

export function sourceWords(markdown: string): SourceWords {
  const blocks = markdown.trim().split('\n\n');
  const headings = blocks.filter((block) => /^#+ /.test(block));
  const plain = blocks.filter((block) => !/^(!|\||`|>|\*|\d\.|\[|\$)/.test(block));
  return {
    plain: plain.map((block) => squeeze(withoutMarks(block))),
    titles: headings.filter((block) => /^##? /.test(block)).map((block) => squeeze(withoutMarks(block))),
    code: [...markdown.matchAll(/^const .*$/gm)].map(([line]) => squeeze(line)),
    all: squeeze(markdown.replace(/!\[.*?\]/g, '').replace(/```mermaid.*?```/gs, '')),
  };
}

function withoutMarks(block: string): string {
  return block.replace(/^#+ /, '').replace(/\[\^n\]/g, '');
}

/** `字 2 of 1` for every Han character that is printed more or less often than it should be. */
export function miscounted(printed: string, expected: string): string[] {
  const [found, due] = [countHan(printed), countHan(expected)];
  return [...new Set([...found.keys(), ...due.keys()])]
    .filter((each) => found.get(each) !== due.get(each))
    .map((each) => `${each} ${found.get(each) ?? 0} of ${due.get(each) ?? 0}`);
}

function countHan(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [each] of text.matchAll(/\p{Script=Han}/gu)) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

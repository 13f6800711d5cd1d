/**
 * The tags of a PDF as three programs from outside read them: PDFBox, poppler, and pdf.js, which is in Firefox. In: a PDF. Out: its
 * elements in reading order, one a line, and the text that each holds directly.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const standardTypes =
  'Document Part Art Sect Div BlockQuote Caption TOC TOCI NonStruct P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Note Code Link Ruby Figure Formula'.split(
    ' ',
  );

export interface TagNode {
  type: string;
  /** Alt text; null where the program does not tell it. */
  alt: string | null;
  kids: (TagNode | TagText)[];
}

export interface TagText {
  /** From 1; null where the program does not tell it. */
  page: number | null;
  text: string;
}

export function isText(kid: TagNode | TagText): kid is TagText {
  return 'text' in kid;
}

const archives = ['pdfbox2', 'fontbox2', 'commons-logging'].map((name) => `/usr/share/java/${name}.jar`);

/** It is compiled from source when it is run. */
export const hasPdfBox = archives.every(existsSync) && hasCompiler();

function hasCompiler(): boolean {
  try {
    return execFileSync('java', ['--list-modules'], { encoding: 'utf8' }).includes('jdk.compiler');
  } catch {
    return false;
  }
}

export async function readWithPdfBox(path: string): Promise<TagNode> {
  const program = fileURLToPath(new URL('StructureDump.java', import.meta.url));
  const { stdout } = await run('java', ['-cp', archives.join(':'), program, path], { maxBuffer: 1 << 28 });
  const lines = stdout.split('\n').slice(0, -1);
  return nested(
    lines.map((line) => {
      const [depth, kind, first = '', second = ''] = line.split('\t');
      const kid = kind === 'content' ? { page: Number(first), text: second } : element(first, second);
      return { depth: Number(depth), kid };
    }),
  );
}

/** Poppler prints the titles of elements as bytes, which may hold ends of lines, and no alt text. */
export async function readWithPoppler(path: string): Promise<TagNode> {
  const { stdout } = await run('pdfinfo', ['-struct-text', path], { maxBuffer: 1 << 28 });
  const withoutTitles = stdout.replace(/^( *\w+) "[\s\S]*?" (?=\((?:block|inline)\)$)/gm, '$1 ');
  const lines: { depth: number; kid: TagNode | TagText }[] = [];
  for (const [, indent, type, text] of withoutTitles.matchAll(popplerLine)) {
    const kid = text === undefined ? { ...element(type!, ''), alt: null } : { page: null, text };
    lines.push({ depth: indent!.length / 2, kid });
  }
  return nested(lines);
}

const popplerLine = new RegExp(`^((?:  )*)(?:(${standardTypes.join('|')})\\b.*|"((?:[^"]|"(?!$))*)")$`, 'gm');

/** Page by page: each has the elements that have something on it. */
export async function readWithPdfJs(path: string): Promise<TagNode[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 });
  const document = await task.promise;
  const pages: TagNode[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const texts = new Map<string, string>();
    const open: (string | null)[] = [];
    for (const item of (await page.getTextContent({ includeMarkedContent: true })).items) {
      const mark = open.findLast((each) => each !== null);
      if ('str' in item) {
        if (mark !== undefined && mark !== null) texts.set(mark, (texts.get(mark) ?? '') + item.str);
      } else if (item.type === 'endMarkedContent') open.pop();
      else open.push(item.id ?? null);
    }
    pages.push(fromPdfJs((await page.getStructTree()) as unknown as PdfJsNode | null, number, texts));
  }
  await task.destroy();
  return pages;
}

interface PdfJsNode {
  role: string;
  alt?: string;
  children: (PdfJsNode | { type: string; id: string })[];
}

function fromPdfJs(node: PdfJsNode | null, page: number, texts: ReadonlyMap<string, string>): TagNode {
  const kids = (node?.children ?? []).flatMap((kid): (TagNode | TagText)[] => {
    if ('role' in kid) return [fromPdfJs(kid, page, texts)];
    return kid.type === 'content' ? [{ page, text: texts.get(kid.id) ?? '' }] : [];
  });
  return { type: node?.role ?? 'Root', alt: node?.alt ?? '', kids };
}

/** Each element and text of a tree on a line, indented; without what holds nothing on the page, if one is given. */
export function linesOf(root: TagNode, options: { alt: boolean; page: number | null }): string[] {
  const lines: string[] = [];
  const walk = (node: TagNode, depth: number): boolean => {
    const from = lines.length;
    let holds = false;
    for (const kid of node.kids) {
      const at = lines.length;
      if (isText(kid)) {
        const text = kid.text.normalize('NFKC').replace(/[\s\p{Default_Ignorable_Code_Point}]/gu, '');
        if (options.page !== null && kid.page !== options.page) continue;
        if (text !== '') lines.push(`${' '.repeat(depth)}"${text}`);
        holds = true;
      } else {
        lines.push(`${' '.repeat(depth)}${kid.type}${options.alt ? ` ${(kid.alt ?? '').replace(/\s/g, '')}` : ''}`);
        const holdsMore = walk(kid, depth + 1);
        if (options.page !== null && !holdsMore) lines.length = at;
        holds ||= holdsMore;
      }
    }
    if (!holds && options.page !== null) lines.length = from;
    return holds;
  };
  walk(root, 0);
  return lines;
}

function element(type: string, alt: string): TagNode {
  return { type, alt, kids: [] };
}

function nested(lines: { depth: number; kid: TagNode | TagText }[]): TagNode {
  const root = element('Root', '');
  const open = [root];
  for (const { depth, kid } of lines) {
    open.length = depth + 1;
    open[depth]!.kids.push(kid);
    if (!isText(kid)) open.push(kid);
  }
  return root;
}

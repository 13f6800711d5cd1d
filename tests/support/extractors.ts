/**
 * What programs that read PDFs find in one: poppler, MuPDF, and pdf.js, which is in Firefox. In: a PDF. Out: its text, with words
 * that were broken at the end of a line put together as those programs do when they search.
 */
import { execFile, execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

function has(command: string): boolean {
  try {
    execFileSync(command, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const hasMuPdf = has('mutool');

/** By name; MuPDF only where it is installed. */
export const extractors: Record<string, (path: string) => Promise<string>> = {
  poppler: async (path) => joined((await run('pdftotext', [path, '-'], { maxBuffer: 1 << 28 })).stdout),
  ...(hasMuPdf
    ? {
        MuPDF: async (path: string) =>
          joined((await run('mutool', ['draw', '-q', '-F', 'text', path], { maxBuffer: 1 << 28 })).stdout),
      }
    : {}),
  'pdf.js': async (path) => joined(await readWithPdfJs(path)),
};

async function readWithPdfJs(path: string): Promise<string> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 });
  const document = await task.promise;
  let text = '';
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    for (const item of items) if ('str' in item) text += item.str + (item.hasEOL ? '\n' : '');
    text += '\n';
  }
  await task.destroy();
  return text;
}

function joined(text: string): string {
  return text.replace(/[-\u00ad]\s*\n\s*(?=\p{Ll})/gu, '');
}

/**
 * Words of Latin letters that stand more often in one text than in another, with both counts. `broken`: how often the end of a page may
 * part one, where the head of the next stands between.
 */
export function missingWords(expected: string, found: string, broken = 0): string[] {
  const counts = countWords(found);
  return [...countWords(expected)].flatMap(([word, count]) => {
    const there = counts.get(word) ?? 0;
    return there >= count - broken ? [] : [`${word}: ${there} of ${count}`];
  });
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.normalize('NFKC').matchAll(/\p{Script=Latin}{5,}/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The words of Markdown outside of code, formulas, addresses and markup. */
export function wordsOfMarkdown(markdown: string): string {
  return markdown
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/^([ >]*)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2/gm, ' ')
    .replace(/^\*\[[^\]]*\]:.*$|!\[[^\]]*\]/gm, ' ')
    .replace(/\$\$[\s\S]*?\$\$|`[^`\n]*`|\$[^$\n]*\$/g, ' ')
    .replace(/\{[^}\n]*\}|<[^>\n]*>|\]\([^)\n]*\)|\]\[[^\]\n]*\]|\[\^[^\]\n]*\]|https?:\S+|^\[[^\]]*\]:.*$/gm, ' ');
}

export interface WrittenHeading {
  level: number;
  text: string;
}

/** Headings of Markdown that is plain: outside of code, without markup but emphasis, code and attributes. */
export function headingsOfMarkdown(markdown: string): WrittenHeading[] {
  const plain = markdown.replace(/^([ >]*)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2/gm, '');
  return Array.from(plain.matchAll(/^(#{1,6}) +(.*?)(?: *\{#[^}]*\})?$/gm), ([, signs, text]) => ({
    level: signs!.length,
    text: text!
      .replace(/<br>/g, ' ')
      .replace(/[*`]|\$(?=\S)|(?<=\S)\$/g, '')
      .trim(),
  }));
}

/** Each book once, and no two that would write the same file. */
import { relative } from 'node:path';
import type { BookConfig } from '../model/book.ts';
import { problem, type Report } from '../model/diagnostics.ts';
import { comparableName, epubName, pdfName } from './output-name.ts';

/** Leaves out books met twice, which is no problem, and reports those that would overwrite another. */
export function withOwnNames(books: BookConfig[], workingFolder: string, report: Report): BookConfig[] {
  const bySource = new Map<string, BookConfig>();
  for (const book of books) if (!bySource.has(sourceOf(book))) bySource.set(sourceOf(book), book);
  const byName = new Map<string, BookConfig>();
  for (const book of bySource.values()) {
    const names = outputNamesOf(book);
    const earlier = names.map((name) => byName.get(name)).find((each) => each !== undefined);
    if (!earlier) {
      for (const name of names) byName.set(name, book);
      continue;
    }
    const place = placeOf(book);
    const path = relative(workingFolder, placeOf(earlier).file) || '.';
    const message = `output \`${earlier.name}\` would overwrite that of \`${path}\``;
    const hint = 'rename one of them, or build each into its own folder with `--out`';
    report(problem('output-name-conflict', message, place, hint, [placeOf(earlier)]));
  }
  return [...new Set(byName.values())];
}

/**
 * Without the extension of the format: `essay.kindle.md` is another book than `essay.md`, and both may make one file.
 */
function outputNamesOf({ name, formats, epub, pdf }: BookConfig): string[] {
  const printed = formats.includes('pdf') ? pdf.profiles : [];
  const names = [
    ...epub.targets.map((target) => epubName(name, target).replace(/\.epub$/, '')),
    ...printed.map((profile) => pdfName(name, profile).replace(/\.pdf$/, '')),
    ...(pdf.wrap !== null && printed.includes('print') ? [pdfName(name, 'cover').replace(/\.pdf$/, '')] : []),
  ];
  return [name, ...names].map(comparableName);
}

/** What tells two books apart: octavo.yaml holds several. */
function sourceOf(book: BookConfig): string {
  const { file, line } = placeOf(book);
  return book.volume === null ? file : `${file}\0${line}\0${book.name}`;
}

function placeOf({ file, volume, parts }: BookConfig) {
  return { file: file ?? parts[0]!.articles[0]!.value, line: volume?.line ?? null };
}

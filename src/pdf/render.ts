/**
 * Book to PDF, one file for each profile. Chrome has no target-counter and no blank versos, so page numbers come from a
 * fixed point, as in TeX: print with what is known, read where everything is, print again while that differs. The last
 * print is cached, so that an unchanged book is not printed at all.
 */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pdfName } from '../config/output-name.ts';
import { charactersIn } from '../fonts/coverage.ts';
import { type Fonts, loadFonts } from '../fonts/load-fonts.ts';
import { completeFonts, isInstalled } from '../fonts/rare-fonts.ts';
import { packagesFor } from '../fonts/script-fonts.ts';
import { colophonId, layoutText, openingIds } from '../model/anchors.ts';
import type { Book, BookConfig, Profile } from '../model/book.ts';
import { type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import type { CoverSheetFile, PdfFile } from '../model/output.ts';
import type { PdfText } from '../model/page-text.ts';
import type { Templates } from '../templates/load-templates.ts';
import { bindingOf } from '../typography/direction.ts';
import { type Hyphenate, loadHyphenation } from '../typography/hyphenation.ts';
import { countCharacters, describeBoxes } from './check/glyphs.ts';
import { checkResolution } from './check/image-resolution.ts';
import { checkPrinter } from './check/printer-requirements.ts';
import { printCoverSheet } from './cover-sheet.ts';
import type { PdfDocument } from './file/document.ts';
import { readPdf } from './file/reader.ts';
import { writePdf } from './file/writer.ts';
import { postprocess } from './finish/finish.ts';
import { imposeBooklet } from './finish/imposition.ts';
import { sheetFor } from './geometry/sheet.ts';
import { checkFormulas } from './page/small-formulas.ts';
import { readSvgTexts, setSvgTexts } from './page/svg-text.ts';
import { printUntilStable } from './print/converge.ts';
import { describeCrash } from './print/crash.ts';
import { type LastPrint, readPrint, writePrint } from './print/last-print.ts';
import { startOf } from './print/page-numbers.ts';
import { labelsFor, noPagination, textsOf } from './print/pagination.ts';
import { type PrintPage, printPage } from './print/print-page.ts';
import { unbrokenWords } from './text/line-ends.ts';
import { readPageText } from './text/page-words.ts';

type PrintHost = Pick<Host, 'print' | 'packageFile' | 'readFile' | 'readCache' | 'writeCache' | 'progress'>;

/** What the files for all profiles are made with. */
interface RenderContext {
  book: Book;
  templates: Templates;
  fonts: Fonts;
  /** In the place of files. */
  images: ReadonlyMap<string, Uint8Array>;
  hyphenate: Hyphenate;
  host: PrintHost;
}

export async function renderPdf(
  book: Book,
  templates: Templates,
  host: PrintHost,
): Promise<Reported<(PdfFile | CoverSheetFile)[]>> {
  const chapters = book.sections.filter((section) => section.kind === 'chapter');
  const unset = checkLanguages([book.meta.language, ...chapters.map(({ language }) => language)], host);
  if (unset.length > 0) return { value: [], diagnostics: unset };
  const loaded = await loadFonts(book.meta.language, host);
  const backCover = charactersIn(book.meta.description ?? '');
  const svgs = await readSvgTexts(book, host);
  const uses = countCharacters(book, svgs);
  const characters = [...uses.keys(), ...backCover, ...marksOf(chapters)];
  const { fonts, boxed } = await completeFonts(loaded.value, characters, host);
  const diagnostics = [...loaded.diagnostics, ...(await describeBoxes(boxed, uses, host)), ...checkFormulas(book)];
  const hyphenate = await loadHyphenation(chapters.map(({ language }) => language));
  const images = await setSvgTexts(svgs, fonts, host);
  const workshop = { book, templates, fonts, images, hyphenate, host };
  const files: PdfFile[] = [];
  for (const profile of book.config.pdf.profiles) {
    const file = await renderProfile(profile, workshop);
    diagnostics.push(...file.diagnostics);
    if (file.value === null) break;
    files.push(file.value);
  }
  const printed = files.find(({ profile }) => profile === 'print');
  if (book.config.pdf.wrap === null || printed === undefined) return { value: files, diagnostics };
  const cover = await printCoverSheet(book, printed.pages, templates, fonts, host);
  diagnostics.push(...cover.diagnostics);
  return { value: cover.value === null ? files : [...files, cover.value], diagnostics };
}

/** What no article holds: style sheets mark Japanese emphasis by it. */
function marksOf(chapters: { language: string }[]): string {
  return chapters.some(({ language }) => new Intl.Locale(language).language === 'ja') ? '\ufe45' : '';
}

/** A book that cannot be set in its language is an error, and not a book of boxes. */
function checkLanguages(languages: string[], host: PrintHost): Diagnostic[] {
  return [...new Set(languages)].flatMap((language) => {
    const { script, packages } = packagesFor(language);
    if (packages === null || packages.some((name) => isInstalled(name, host))) return [];
    const message = `cannot typeset ${nameOfLanguage(language)}: no font for its script (${script}) is installed`;
    // Headings in Korean have a font of their own.
    const names = script === 'Kore' ? packages : packages.slice(0, 1);
    const hint =
      names.length === 0
        ? 'no font package for this script is known; build other formats with `--format`'
        : `run \`npm install ${names.map((name) => `@fontsource/${name}`).join(' ')}\`, or build other formats with \`--format\``;
    return [problem('language-font-missing', message, null, hint)];
  });
}

function nameOfLanguage(language: string): string {
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(language);
  return name === undefined || name === language ? language : `${name} (${language})`;
}

async function renderProfile(
  profile: Profile,
  { book, templates, fonts, images, hyphenate, host }: RenderContext,
): Promise<Reported<PdfFile | null>> {
  const { config } = book;
  const page = await printPage(book, profile, templates, fonts, hyphenate, images, host);
  const print = await printOnce(page, profile, book, host);
  const { diagnostics } = print;
  if (print.value === null) return { value: null, diagnostics };
  const { pagination, words, untagged, document } = print.value;
  const { numbers, pages } = pagination;
  diagnostics.push(...checkPrinter(config, profile, pages));
  if (profile === 'print') diagnostics.push(...checkResolution(book));
  const starts = startsOf(book, numbers);
  const labels = labelsFor(pagination, book, profile);
  const unmet = postprocess(document, book.meta, book.meta.language, {
    profile,
    ...sheetFor(config, profile),
    openings: new Set([...openingIds.flatMap((place) => numbers.get(place) ?? []), ...starts.values()]),
    headings: page.headings,
    words: unbrokenWords(page.html),
    labels,
    standard: config.pdf.standard,
    binding: bindingOf(book),
  });
  diagnostics.push(...unmet);
  const end = numbers.get(colophonId) ?? Number.POSITIVE_INFINITY;
  const printed: PdfText = {
    words: words.filter(({ page }) => page < end),
    untagged,
    starts,
    front: labels.at(-1)!.from - 1,
    additions: additionsOf(page, textsOf(pagination, book, page.references, profile)),
  };
  const path = join(config.outputFolder, pdfName(config.name, profile));
  if (isBooklet(config, profile)) imposeBooklet(document, bindingOf(book));
  const chunks = [writePdf(document)];
  return { value: { kind: 'pdf', profile, path, chunks, pages, text: printed }, diagnostics };
}

function isBooklet({ pdf }: Pick<BookConfig, 'pdf'>, profile: Profile): boolean {
  return pdf.preset === 'booklet' && profile === 'print';
}

/** As it is in the cache, else as it becomes. */
async function printOnce(
  page: PrintPage,
  profile: Profile,
  book: Book,
  host: PrintHost,
): Promise<Reported<(LastPrint & { document: PdfDocument }) | null>> {
  const diagnostics: Diagnostic[] = [];
  const fingerprint = createHash('sha256')
    .update(page.html)
    .update(textsOf(noPagination, book, page.references, profile).get(layoutText)!)
    .digest('hex');
  const last = await readPrint(book.config, profile, host);
  if (last?.fingerprint === fingerprint) {
    host.progress({ book: book.config.name, stage: 'pdf', done: last.pagination.pages, total: null });
    return { value: { ...last, document: readPdf(last.bytes) }, diagnostics };
  }
  const answer = await printUntilStable(page, last?.pagination ?? null, book, profile, host);
  if (answer.kind === 'crashed')
    return { value: null, diagnostics: [await describeCrash(page, book, answer.reason, host)] };
  if (answer.kind !== 'printed') {
    const code = answer.kind === 'no-browser' ? 'browser-missing' : 'print-failed';
    return {
      value: null,
      diagnostics: [problem(code, `cannot print the PDF: ${answer.reason}`, null, hints[code])],
    };
  }
  const { bytes, document, pagination, settled } = answer;
  if (!settled) {
    const message = `page numbers were still changing after ${answer.rounds} layout passes; some may be off by one`;
    diagnostics.push(problem('page-numbers-unstable', message, null, hints['page-numbers-unstable']));
  }
  const print = { fingerprint, pagination, bytes, ...readPageText(document) };
  // What did not settle is tried again.
  if (settled) await writePrint(book.config, profile, print, host);
  return { value: { ...print, document }, diagnostics };
}

/** Every part and chapter is in the contents, so its page is known. */
function startsOf(book: Book, numbers: ReadonlyMap<string, number>): Map<string, number> {
  return new Map(
    book.sections.flatMap(({ id }) => {
      const page = numbers.get(startOf(id, book));
      return page === undefined ? [] : [[id, page] as const];
    }),
  );
}

function additionsOf({ added }: PrintPage, texts: ReadonlyMap<string, string>): PdfText['additions'] {
  return new Map(
    Array.from(added, ([id, list]) => [
      id,
      list.map((each) => ('words' in each ? each : { after: each.after, words: texts.get(each.reference) ?? '' })),
    ]),
  );
}

const hints = {
  'browser-missing': 'install Chrome or Chromium, or set `OCTAVO_BROWSER=/path/to/chrome`',
  'print-failed': 'build again; `--debug DIR` saves the HTML that is printed',
  'page-numbers-unstable': 'check the table of contents; the cause may be a link near the edge of a page',
};

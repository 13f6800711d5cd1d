/**
 * Book to PDF, one file for each profile. The parts of a book are printed one by one, finished, cached, and joined. Chrome
 * has no target-counter, so page numbers come from a fixed point, as in TeX: print with what is known, read where
 * everything is, print again what differs.
 */

import { join } from 'node:path';
import { pdfName } from '../config/output-name.ts';
import { charactersIn } from '../fonts/coverage.ts';
import { type Fonts, loadFonts } from '../fonts/load-fonts.ts';
import { completeFonts, isInstalled } from '../fonts/rare-fonts.ts';
import { packagesFor } from '../fonts/script-fonts.ts';
import { startOf } from '../model/anchors.ts';
import type { Book, BookConfig, Profile } from '../model/book.ts';
import { type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import type { CoverSheetFile, PdfFile } from '../model/output.ts';
import type { PageSpan, PdfText } from '../model/page-text.ts';
import type { Templates } from '../templates/load-templates.ts';
import { bindingOf } from '../typography/direction.ts';
import { type Hyphenate, loadHyphenation } from '../typography/hyphenation.ts';
import { countCharacters, describeBoxes } from './check/glyphs.ts';
import { checkResolution } from './check/image-resolution.ts';
import { describePrinterFaults } from './check/print-ready.ts';
import { checkPrinter } from './check/printer-requirements.ts';
import { printCoverSheet } from './cover-sheet.ts';
import { readPdf } from './file/reader.ts';
import { writePdf } from './file/writer.ts';
import { isBoundLeft, points, sheetFor } from './geometry/sheet.ts';
import { marginsFor } from './geometry/text-block.ts';
import { imposeBooklet } from './join/imposition.ts';
import { joinParts } from './join/join.ts';
import { checkFormulas } from './page/small-formulas.ts';
import { readSvgTexts, setSvgTexts } from './page/svg-text.ts';
import { describeFailure } from './print/failure.ts';
import { furnitureMarkup, printFurniture } from './print/furniture.ts';
import { gutterFor } from './print/pagination.ts';
import type { StoredPart } from './print/part-cache.ts';
import { backId, makeParts, type PrintParts } from './print/parts.ts';
import { type PrintedParts, type PrintHost, printParts } from './print/print-parts.ts';

type PdfHost = PrintHost & Pick<Host, 'packageFile'>;

/** What the files for all profiles are made with. */
interface RenderContext {
  book: Book;
  templates: Templates;
  fonts: Fonts;
  /** In the place of files. */
  images: ReadonlyMap<string, Uint8Array>;
  hyphenate: Hyphenate;
  host: PdfHost;
}

export async function renderPdf(
  book: Book,
  templates: Templates,
  host: PdfHost,
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
function checkLanguages(languages: string[], host: PdfHost): Diagnostic[] {
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
  const printable = await makeParts(book, profile, templates, fonts, hyphenate, images, host);
  const print = await printBook(printable, profile, book, templates, host);
  const { diagnostics } = print;
  if (print.value === null) return { value: null, diagnostics };
  const { parts, pagination, texts, furniture } = print.value;
  const { pages, starts, numbers, labels } = pagination;
  diagnostics.push(...checkPrinter(config, profile, pages));
  if (profile === 'print') {
    diagnostics.push(...checkResolution(book));
    const faults = parts.flatMap((part, index) =>
      part.faults.map(({ thing, pages: on }) => ({ thing, pages: on.map((page) => page + starts[index]! - 1) })),
    );
    diagnostics.push(...describePrinterFaults(faults, pages, false));
  }
  const joined = await joinParts(
    parts.map(({ load, pages }, index) => ({ first: starts[index]!, pages, load })),
    {
      profile,
      ...sheetFor(config, profile),
      binding: bindingOf(book),
      pages,
      offsetOf: offsetsFor(book, profile, pages),
      furniture,
      meta: book.meta,
      language: book.meta.language,
      labels,
      standard: config.pdf.standard,
      findings: parts.flatMap((part, index) =>
        part.findings.map(({ page, ...finding }) =>
          page === undefined ? finding : { ...finding, page: page + starts[index]! - 1 },
        ),
      ),
    },
    host,
  );
  diagnostics.push(...joined.diagnostics);
  const path = join(config.outputFolder, pdfName(config.name, profile));
  const chunks = isBooklet(config, profile)
    ? [writePdf(imposeBooklet(readPdf(Buffer.concat(joined.chunks)), bindingOf(book)))]
    : joined.chunks;
  const text: PdfText = {
    ...textsOfPages(printable, parts, starts),
    starts: startsOf(book, numbers),
    front: labels.at(-1)!.from - 1,
    additions: additionsOf(printable, texts),
  };
  return { value: { kind: 'pdf', profile, path, chunks, pages, text }, diagnostics };
}

function isBooklet({ pdf }: Pick<BookConfig, 'pdf'>, profile: Profile): boolean {
  return pdf.preset === 'booklet' && profile === 'print';
}

interface PrintedBook extends Omit<PrintedParts, 'kind'> {
  furniture: Uint8Array;
}

async function printBook(
  printable: PrintParts,
  profile: Profile,
  book: Book,
  templates: Templates,
  host: PdfHost,
): Promise<Reported<PrintedBook | null>> {
  const diagnostics: Diagnostic[] = [];
  const answer = await printParts(printable, book, profile, host);
  if (answer.kind !== 'printed') return { value: null, diagnostics: [describeFailure(answer, answer.part)] };
  const { kind, ...printed } = answer;
  if (!printed.settled) {
    const message = `page numbers were still changing after ${printed.rounds} layout passes; some may be off by one`;
    diagnostics.push(problem('page-numbers-unstable', message, null, hints['page-numbers-unstable']));
  }
  const { parts, pagination } = printed;
  const markup = furnitureMarkup(book, printable.parts, parts, pagination, profile, templates);
  const furniture = await printFurniture(printable, markup, profile, host);
  if (furniture.kind !== 'bytes')
    return { value: null, diagnostics: [...diagnostics, describeFailure(furniture, null)] };
  return { value: { ...printed, furniture: furniture.bytes }, diagnostics };
}

/** Points to the right, by page: parts are printed as if each page were a recto bound at its left. */
function offsetsFor(book: Book, profile: Profile, pages: number): (page: number) => number {
  const printed = marginsFor(book.config);
  const { inside, outside } = marginsFor(book.config, gutterFor(book.config, profile, pages));
  // A cover fills its page.
  const covers = profile === 'screen' ? 1 : 0;
  return (page) =>
    page <= covers ? 0 : points((isBoundLeft(page, bindingOf(book)) ? inside : outside) - printed.inside);
}

/** Words by page of the file; a colophon is no part of the text. */
function textsOfPages(
  { parts }: PrintParts,
  printed: readonly StoredPart[],
  starts: readonly number[],
): Pick<PdfText, 'words' | 'untagged'> {
  const placed = (spans: readonly PageSpan[], index: number) =>
    spans.map(({ page, words }) => ({ page: page + starts[index]! - 1, words }));
  const isText = (index: number) => parts[index]!.id !== backId;
  return {
    words: printed.flatMap((part, index) => (isText(index) ? placed(part.words, index) : [])),
    untagged: printed.flatMap((part, index) => placed(part.untagged, index)),
  };
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

function additionsOf({ parts }: PrintParts, texts: PrintedParts['texts']): PdfText['additions'] {
  return new Map(
    parts.map(({ id, added }) => [
      id,
      added.map((each) =>
        'words' in each ? each : { after: each.after, words: texts.get(id)?.get(each.reference) ?? '' },
      ),
    ]),
  );
}

const hints = {
  'page-numbers-unstable': 'check the table of contents; the cause may be a link near the edge of a page',
};

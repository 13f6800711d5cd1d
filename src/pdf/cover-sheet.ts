/** The cover sheet of a printed book. It is printed after the book: the spine's width depends on the page count. */

import { join } from 'node:path';
import { pdfName } from '../config/output-name.ts';
import type { FontHost } from '../fonts/coverage.ts';
import type { Fonts } from '../fonts/load-fonts.ts';
import { scriptClass } from '../locale/strings.ts';
import type { Book } from '../model/book.ts';
import { type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import type { CoverSheetFile } from '../model/output.ts';
import { bandShare, coverMarkup, coverTone, isWholeCover, printedCover } from '../render/cover.ts';
import type { Templates } from '../templates/load-templates.ts';
import { sha256Of } from '../text/hash.ts';
import { bindingOf } from '../typography/direction.ts';
import { describePrinterFaults } from './check/print-ready.ts';
import { readPdf } from './file/reader.ts';
import { finishPart } from './finish/finish-part.ts';
import { backWords, barcode, layoutWrap, spineWords, type WrapLayout } from './geometry/cover-layout.ts';
import { roundedUp } from './geometry/sheet.ts';
import { joinParts } from './join/join.ts';

type CoverSheetHost = FontHost & Pick<Host, 'print'>;

export async function printCoverSheet(
  book: Book,
  pages: number,
  templates: Templates,
  fonts: Fonts,
  host: CoverSheetHost,
): Promise<Reported<CoverSheetFile | null>> {
  const { config, meta } = book;
  const layout = layoutWrap(config, bindingOf(book), pages);
  const diagnostics = checkCover(book, layout);
  const html = await sheetMarkup(book, pages, layout, templates, fonts, host);
  const answer = await printOnce(html, book, fonts, host);
  if (answer.kind !== 'bytes') {
    const message = `cannot print the cover: ${answer.reason}`;
    return { value: null, diagnostics: [...diagnostics, problem('print-failed', message, null, 'build again')] };
  }
  const options = {
    profile: 'print',
    headings: [],
    titles: new Map<string, string>(),
    words: new Set<string>(),
    standard: null,
  } as const;
  const { bytes, faults } = finishPart(readPdf(answer.bytes), options);
  const joined = await joinParts(
    [{ first: 1, pages: 1, load: async () => bytes }],
    {
      profile: 'print',
      pages: 1,
      trim: layout.trim,
      bleed: layout.bleed,
      spineBleed: true,
      marks: config.pdf.cropMarks,
      offsetOf: () => 0,
      furniture: null,
      meta,
      language: meta.language,
      labels: [],
      standard: null,
      findings: [],
      binding: bindingOf(book),
    },
    host,
  );
  const path = join(config.outputFolder, pdfName(config.name, 'cover'));
  const value: CoverSheetFile = { kind: 'cover-sheet', path, chunks: joined.chunks };
  return { value, diagnostics: [...diagnostics, ...describePrinterFaults(faults, 1, true)] };
}

async function sheetMarkup(
  book: Book,
  pages: number,
  layout: WrapLayout,
  templates: Templates,
  fonts: Fonts,
  host: CoverSheetHost,
): Promise<string> {
  const { config } = book;
  const { trim, bleed, front, back, spine } = layout;
  const words = spineWords(book, pages, spine.width);
  const description = backWords(book) ?? { paragraphs: [], size: 0, pitch: 0 };
  const last = description.paragraphs.length - 1;
  // Images reach into what is cut off, a hair more at the side, where Chrome's sheet is the wider one; they end at the
  // spine.
  const outer = bindingOf(book) === 'left' ? 'right' : 'left';
  const bleeds = { top: bleed, right: 0, bottom: bleed, left: 0 };
  return templates.fill('cover-wrap.html', {
    language: book.meta.language,
    setting: scriptClass(book.meta.language),
    title: book.meta.title,
    ground: coverTone(book),
    cover: await coverMarkup(book, printedCover(book, { ...bleeds, [outer]: bleed + 1 }), templates, fonts, host),
    fonts: fonts.css,
    width: roundedUp(trim.width + bleed * 2),
    height: roundedUp(trim.height + bleed * 2),
    page: config.page,
    bleed,
    front,
    back,
    spine: { ...spine, size: words?.size ?? 0, words },
    description: {
      ...description,
      paragraphs: description.paragraphs.map((text, index) => ({
        words: text,
        first: index === 0,
        last: index === last,
      })),
    },
    barcode,
  });
}

/** As it is in the cache, else as it becomes. */
async function printOnce(html: string, { cover }: Book, fonts: Fonts, host: CoverSheetHost) {
  const key = `cover-sheets/${sha256Of(html).slice(0, 32)}.pdf`;
  const known = await host.readCache(key);
  if (known !== null) return { kind: 'bytes' as const, bytes: known };
  const files = new Map<string, string | Uint8Array>(fonts.files);
  if (cover !== null) files.set(`images/${cover.print.name}`, cover.print.file);
  const answer = await host.print({ name: 'pdf-cover', html, body: null, files, tagged: false });
  if (answer.kind === 'bytes') await host.writeCache(key, answer.bytes);
  return answer;
}

/** Pixels to the inch that printers ask for. */
const leastResolution = 300;

function checkCover(book: Book, { bleed }: WrapLayout): Diagnostic[] {
  const { config, cover } = book;
  const place = config.file === null ? null : { file: config.file, line: null };
  const found: Diagnostic[] = [];
  if (cover !== null && cover.print.mediaType !== 'image/svg+xml') {
    const { width, height } = cover.print;
    const whole = isWholeCover(cover.original);
    const shown = {
      width: config.page.width + bleed,
      height: whole ? config.page.height + bleed * 2 : config.page.width * bandShare + bleed,
    };
    const resolution = Math.floor(Math.min(width / shown.width, height / shown.height) * 25.4);
    if (resolution < leastResolution) {
      const message = `the cover image has only ${resolution} pixels per inch; printers require ${leastResolution}`;
      found.push(
        problem('cover-too-small', message, place, 'use a larger image, or remove `cover` to have one generated'),
      );
    }
  }
  if (backWords(book) === null) {
    const message = 'the description is too long for the back cover and was left out';
    found.push(problem('cover-too-small', message, place, 'shorten `description`'));
  }
  return found;
}

/**
 * Running heads and folios: one print of pages with nothing else, laid over the pages of the book as artifacts. It is
 * all of a book that depends on the number of each page.
 */
import { openingIds } from '../../model/anchors.ts';
import type { Book, Profile } from '../../model/book.ts';
import type { BrowserAnswer, Host } from '../../model/host.ts';
import type { Templates } from '../../templates/load-templates.ts';
import { sha256Of } from '../../text/hash.ts';
import { widthOf } from '../../text/text-width.ts';
import { bindingOf } from '../../typography/direction.ts';
import { readPdf } from '../file/reader.ts';
import { finishFurniture } from '../finish/finish-part.ts';
import { isBoundLeft, sheetFor } from '../geometry/sheet.ts';
import { marginsFor } from '../geometry/text-block.ts';
import { folioOf } from './page-labels.ts';
import { gutterFor, type MeasuredPart, type Pagination } from './pagination.ts';
import { frontId, type PrintPart, type PrintParts } from './parts.ts';

/** What stands in the margins of one page. */
interface PageFurniture {
  head: string | null;
  folio: string | null;
}

/** The markup of all pages, blank ones included. */
export function furnitureMarkup(
  book: Book,
  parts: readonly PrintPart[],
  measured: readonly MeasuredPart[],
  pagination: Pagination,
  profile: Profile,
  templates: Templates,
): string {
  const { config } = book;
  const { bleed, width } = sheetFor(config, profile);
  const margins = marginsFor(config, gutterFor(config, profile, pagination.pages));
  const textWidth = config.page.width - margins.inside - margins.outside;
  const pages = furnitureOf(book, parts, measured, pagination).map(({ head, folio }, index) => {
    const boundLeft = isBoundLeft(index + 1, bindingOf(book));
    const left = bleed + (boundLeft ? margins.inside : margins.outside);
    return {
      head: head === null ? null : shorten(head),
      folio,
      side: boundLeft ? 'flex-end' : 'flex-start',
      // From the edge at which lines begin: a page of vertical lines begins at its right.
      edge: config.writing === 'vertical' ? 'right' : 'left',
      distance: config.writing === 'vertical' ? (width / 72) * 25.4 - left - textWidth : left,
    };
  });
  return templates.fill('print-furniture.html', {
    headTop: bleed,
    headHeight: margins.top - headDistance,
    folioTop: bleed + config.page.height - margins.bottom + folioDistance,
    width: textWidth,
    pages,
  });
}

/** Millimetres between the text block and what stands above and below it. */
const headDistance = 4;
const folioDistance = 5;

/** The title of the book, or of its part, heads versos, the chapter's rectos; a page that begins one has no head. */
function furnitureOf(
  book: Book,
  parts: readonly PrintPart[],
  measured: readonly MeasuredPart[],
  { starts, pages, labels }: Pagination,
): PageFurniture[] {
  const furniture = Array.from({ length: pages }, (): PageFurniture => ({ head: null, folio: null }));
  let partTitle = book.meta.title;
  for (const [index, { id, section }] of parts.entries()) {
    if (section?.kind === 'part') partTitle = section.title;
    const isFront = id === frontId;
    if (section?.kind !== 'chapter' && !isFront) continue;
    const { pages: count, numbers } = measured[index]!;
    const openings = isFront ? frontOpenings(numbers) : [1];
    for (let page = Math.min(...openings); page <= count; page += 1) {
      const place = starts[index]! + page - 1;
      const isRecto = place % 2 === 1;
      const title = isFront ? book.meta.title : isRecto ? section!.title : partTitle;
      furniture[place - 1] = { head: openings.includes(page) ? null : title, folio: folioOf(place, labels) };
    }
  }
  return furniture;
}

/** The pages on which the contents and the lists of figures and tables begin. */
function frontOpenings(numbers: ReadonlyMap<string, number>): number[] {
  return openingIds.flatMap((id) => numbers.get(id) ?? []);
}

/** As it is in the cache, else as it becomes. */
export async function printFurniture(
  { page, files }: PrintParts,
  markup: string,
  profile: Profile,
  host: Pick<Host, 'print' | 'readCache' | 'writeCache'>,
): Promise<BrowserAnswer> {
  const key = `prints/${sha256Of(`furniture ${profile}\n${page}\n${markup}`).slice(0, 32)}.pdf`;
  const cached = await host.readCache(key);
  if (cached !== null) return { kind: 'bytes', bytes: cached };
  const answer = await host.print({
    name: `pdf-${profile}/_furniture`,
    html: page,
    body: markup,
    files,
    tagged: false,
  });
  if (answer.kind !== 'bytes') return answer;
  const bytes = finishFurniture(readPdf(answer.bytes), profile);
  await host.writeCache(key, bytes);
  return { kind: 'bytes', bytes };
}

/** In em. */
const longestHead = 32;

/** A head longer than the line would run over the page's edge. */
function shorten(text: string): string {
  let width = 0;
  let shortened = '';
  for (const character of text) {
    width += widthOf(character);
    if (width > longestHead) return `${shortened}…`;
    shortened += character;
  }
  return text;
}

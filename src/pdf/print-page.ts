/**
 * The page that Chrome prints: the whole book as one HTML document. In: a Book, templates, fonts. Out: HTML with three
 * digits in the place of each page number of the contents, and the files it loads.
 */
import { allEntries } from '../assemble/contents.ts';
import type { Book, Chapter, Part, TocEntry } from '../book.ts';
import type { Host } from '../host.ts';
import { coverView } from '../html/cover.ts';
import { sizeOnPaper } from '../html/diagram-size.ts';
import type { Fonts } from '../html/fonts.ts';
import type { Hyphenate } from '../html/hyphenation.ts';
import { sectionMarkup, shownSize, titlePageMarkup, wordsMarkup } from '../html/sections.ts';
import type { Templates } from '../html/templates.ts';
import { measureOf } from '../html/text-block.ts';
import { type Sheets, stylesFor } from '../html/turned-styles.ts';
import { settingOf, wordsIn } from '../html/words.ts';
import { pageNameOf, pageRules } from './page-rules.ts';

const sheets: Sheets = {
  turning: ['book.css', 'cover.css', 'print.css'],
  vertical: ['vertical.css', 'vertical-print.css'],
};

export interface PrintPage {
  html: string;
  files: ReadonlyMap<string, string | Uint8Array>;
}

export async function printPage(
  book: Book,
  templates: Templates,
  fonts: Fonts,
  hyphenate: Hyphenate,
  host: Pick<Host, 'readFile'>,
): Promise<PrintPage> {
  const { meta } = book;
  const files = new Map<string, string | Uint8Array>(fonts.files);
  for (const [key, asset] of book.assets) {
    if (asset.kind === 'picture' && asset.labels === undefined && book.shown.has(key))
      files.set(`images/${asset.print.name}`, asset.print.file);
  }
  if (book.cover !== null) files.set(`images/${book.cover.print.name}`, book.cover.print.file);

  const addresses = addressesIn(book, hyphenate, await readDrawings(book, host));
  const cover = coverView(book, book.cover === null ? null : `images/${book.cover.print.name}`);
  const html = templates.fill('print.html', {
    language: meta.language,
    title: meta.title,
    setting: settingOf(meta.language),
    words: wordsIn(meta.language),
    fonts: fonts.css,
    styles: stylesFor(book.config.writing, sheets, templates),
    pages: pageRules(book),
    cover: templates.fill('cover.html', cover),
    titlePage: titlePageMarkup(book, templates, addresses),
    entries: listedEntries(book.toc).map(({ title, target, level }) => ({
      title: wordsMarkup(title, meta.language, addresses.writing),
      href: addresses.link(target),
      target: startOf(target, book),
      level,
    })),
    sections: book.sections.map((section) => sectionMarkup(section, book, templates, addresses)).join('\n'),
  });
  return { html, files };
}

/** The diagrams, by their keys. */
async function readDrawings(book: Book, host: Pick<Host, 'readFile'>): Promise<ReadonlyMap<string, string>> {
  const drawings = new Map<string, string>();
  for (const key of book.shown) {
    const asset = book.assets.get(key);
    if (asset?.kind !== 'picture' || asset.labels === undefined) continue;
    const answer = await host.readFile(asset.print.file);
    if (answer.kind === 'file') drawings.set(key, new TextDecoder().decode(answer.bytes));
  }
  return drawings;
}

/** Lines of contents that are still a help to a reader of paper: about three pages. */
const mostLines = 90;

/** As many levels of the contents as fit; parts and chapters always. */
function listedEntries(toc: TocEntry[]): TocEntry[] {
  const entries = [...allEntries(toc)];
  const isSection = (entry: TocEntry) => entry.target === entry.section;
  for (let level = Math.max(1, ...entries.map((entry) => entry.level)); level > 1; level -= 1) {
    const listed = entries.filter((entry) => isSection(entry) || entry.level <= level);
    if (listed.length <= mostLines) return listed;
  }
  return entries.filter(isSection);
}

/** With vertical lines Chrome looks for a place at the left of its element, where a chapter ends: its title stands for it. */
export function startOf(id: string, { config, sectionOf }: Pick<Book, 'config' | 'sectionOf'>): string {
  return config.writing === 'vertical' && sectionOf.get(id) === id ? `${id}.title` : id;
}

function addressesIn(book: Book, hyphenate: Hyphenate, drawings: ReadonlyMap<string, string>) {
  return {
    link: (id: string) => `#${startOf(id, book)}`,
    picture: (key: string) => {
      const asset = book.assets.get(key);
      if (asset?.kind !== 'picture') return null;
      const drawing = drawings.get(key);
      if (drawing !== undefined) return { src: '', ...sizeOnPaper(asset.original, book.config), drawing };
      return { src: `images/${asset.print.name}`, ...shownSize(asset, asset.print) };
    },
    attributes: (section: Part | Chapter) => ` style="page: ${pageNameOf(section, book)}"`,
    measure: measureOf(book.config),
    hyphenate,
    writing: book.config.writing,
    nested: true,
    keepLines: false,
    epub: false,
  };
}

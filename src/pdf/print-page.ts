/**
 * The page that Chrome prints: the whole book as one HTML document. In: a Book, templates, fonts. Out: HTML with three
 * digits in the place of each page number of the contents, and the files it loads.
 */
import { allEntries } from '../assemble/contents.ts';
import type { Book, Chapter, Part, TocEntry } from '../book.ts';
import { coverView } from '../html/cover.ts';
import type { Fonts } from '../html/fonts.ts';
import type { Hyphenate } from '../html/hyphenation.ts';
import { sectionMarkup, shownSize, titlePageMarkup } from '../html/sections.ts';
import type { Templates } from '../html/templates.ts';
import { measureOf } from '../html/text-block.ts';
import { settingOf, wordsIn } from '../html/words.ts';
import { pageNameOf, pageRules } from './page-rules.ts';

export interface PrintPage {
  html: string;
  files: ReadonlyMap<string, string | Uint8Array>;
}

export function printPage(book: Book, templates: Templates, fonts: Fonts, hyphenate: Hyphenate): PrintPage {
  const { meta } = book;
  const files = new Map<string, string | Uint8Array>(fonts.files);
  for (const [key, asset] of book.assets) {
    if (asset.kind === 'picture' && book.shown.has(key)) files.set(`images/${asset.print.name}`, asset.print.file);
  }
  if (book.cover !== null) files.set(`images/${book.cover.print.name}`, book.cover.print.file);

  const addresses = addressesIn(book, hyphenate);
  const cover = coverView(book, book.cover === null ? null : `images/${book.cover.print.name}`);
  const html = templates.fill('print.html', {
    language: meta.language,
    title: meta.title,
    setting: settingOf(meta.language),
    words: wordsIn(meta.language),
    fonts: fonts.css,
    styles: ['book.css', 'cover.css', 'print.css'].map(templates.style).join('\n'),
    pages: pageRules(book),
    cover: templates.fill('cover.html', cover),
    titlePage: titlePageMarkup(book, templates),
    entries: listedEntries(book.toc).map(({ title, target, level }) => ({ title, href: `#${target}`, target, level })),
    sections: book.sections.map((section) => sectionMarkup(section, book, templates, addresses)).join('\n'),
  });
  return { html, files };
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

function addressesIn(book: Book, hyphenate: Hyphenate) {
  return {
    link: (id: string) => `#${id}`,
    picture: (key: string) => {
      const asset = book.assets.get(key);
      if (asset?.kind !== 'picture') return null;
      return { src: `images/${asset.print.name}`, ...shownSize(asset, asset.print) };
    },
    attributes: (section: Part | Chapter) => ` style="page: ${pageNameOf(section, book)}"`,
    measure: measureOf(book.config.page),
    hyphenate,
    nested: true,
    epub: false,
  };
}

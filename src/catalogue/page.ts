/**
 * The view of the catalogue's page. All words of books reach it as text; links are relative paths or addresses of web
 * pages. What the page says is there in both languages, and it is a complete list without its script.
 */
import { createHash } from 'node:crypto';
import { isHan } from '../locale/strings.ts';
import { people } from '../render/sections.ts';
import { naturally } from '../text/file-names.ts';
import { sha256Of } from '../text/hash.ts';
import { showBytes } from '../text/quantities.ts';
import { directionWithin } from '../typography/direction.ts';
import { type Catalogue, type CatalogueBook, type CatalogueFile, dateOf } from './catalogue.ts';
import { deviceNames, formatNames, hrefOf } from './feed.ts';
import {
  type CatalogueLabel,
  countLabel,
  dateLabel,
  labelLanguageOf,
  labels,
  languageLabel,
  pagesLabel,
} from './labels.ts';

/** By it a build recognizes the page of an earlier one. */
export const pageGenerator = 'Octavo catalogue';

/** Colours of book cloth; `catalogue.css` names them. */
const tones = ['indigo', 'oxblood', 'pine', 'ochre', 'slate', 'plum'] as const;

/** Options of a filter beyond which a list is of no use. */
const mostOptions = 200;

export interface PageParts {
  style: string;
  script: string;
}

export function pageView(catalogue: Catalogue, { style, script }: PageParts): object {
  const { title, description, language, books } = catalogue;
  const shown = labelLanguageOf(language);
  const show = (label: CatalogueLabel) => ({ ...label, text: label[shown] });
  const words = Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, show(label)]));
  const filters = [
    filterOf('language', labels.language, books.map(baseLanguage), languageLabel),
    filterOf('folder', labels.folder, books.flatMap(folderOf), plainLabel),
    filterOf(
      'tag',
      labels.tag,
      books.flatMap(({ tags }) => tags),
      plainLabel,
    ),
  ];
  return {
    generator: pageGenerator,
    policy: [
      "default-src 'none'",
      "img-src 'self' file:",
      `style-src '${hashOf(style)}'`,
      `script-src '${hashOf(script)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
    style,
    script,
    language,
    labelLanguage: shown === 'zh' ? 'zh-CN' : 'en',
    direction: directionWithin(language, 'en'),
    title: title ?? labels.library[shown],
    heading: title === null ? show(labels.library) : null,
    givenTitle: title,
    description,
    words,
    count: show(countLabel(books.length)),
    filters: filters
      .filter((filter) => filter !== null)
      .map(({ name, label, options }) => ({
        name,
        label: show(label),
        options: options.map(({ value, label }) => ({ value, label: show(label) })),
      })),
    books: books.map((book, index) => bookView(book, index, show)),
  };
}

type Show = (label: CatalogueLabel) => object;

function bookView(book: CatalogueBook, index: number, show: Show): object {
  const { thumbnail, language } = book;
  const direction = directionWithin(language, 'en');
  const credits = people(book, language);
  const [folder = null] = folderOf(book);
  return {
    id: `book-${index + 1}`,
    title: book.title,
    subtitle: book.subtitle,
    language,
    direction,
    people: credits,
    hasPeople: credits.length > 0,
    firstAuthor: book.authors[0] ?? '',
    sortDate: dateOf(book),
    date: book.date === null ? null : { value: book.date, label: show(dateLabel(book.date)) },
    baseLanguage: baseLanguage(book),
    languageName: show(languageLabel(language)),
    folder,
    series: book.series === null ? null : [book.series.name, book.series.position].filter(Boolean).join(' '),
    description: book.description,
    tags: book.tags,
    tagList: JSON.stringify(book.tags),
    bytes: Math.max(...book.files.map(({ bytes }) => bytes)),
    image: thumbnail === null ? null : { ...thumbnail, src: hrefOf(thumbnail.path) },
    tone: tones[Number.parseInt(sha256Of(book.identifier).slice(0, 8), 16) % tones.length],
    upright: isHan(language),
    source: book.source,
    files: book.files.map((file) => fileView(file, show)),
  };
}

function fileView(file: CatalogueFile, show: Show): object {
  const { target, profile, coverSheet, pages } = file;
  const device = target === null || target === 'generic' ? null : deviceNames[target];
  const use = coverSheet ? labels.coverSheet : profile === 'print' ? labels.print : null;
  return {
    href: hrefOf(file.path),
    format: formatNames[file.format],
    device,
    use: use === null ? null : show(use),
    pages: pages === null ? null : show(pagesLabel(pages)),
    size: showBytes(file.bytes),
  };
}

/** Null where all books have the same value: there is nothing to choose. */
function filterOf(name: string, label: CatalogueLabel, values: string[], labelOf: (value: string) => CatalogueLabel) {
  const distinct = [...new Set(values)].sort(naturally);
  if (distinct.length < 2 || distinct.length > mostOptions) return null;
  return { name, label, options: distinct.map((value) => ({ value, label: labelOf(value) })) };
}

function plainLabel(text: string): CatalogueLabel {
  return { en: text, zh: text };
}

function baseLanguage({ language }: CatalogueBook): string {
  return language.split('-')[0]!.toLowerCase();
}

function folderOf({ name }: CatalogueBook): string[] {
  const parts = name.split('/');
  return parts.length === 1 ? [] : [parts.slice(0, -1).join('/')];
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** The imprint behind the title page and the colophon at the end; null where there is nothing to say. */

import type { Fonts } from '../../fonts/load-fonts.ts';
import { isHan, stringsFor } from '../../locale/strings.ts';
import type { Book, Chapter, Profile } from '../../model/book.ts';
import { originalTitleOf } from '../../render/sections.ts';
import { decodePercent, parseUrl } from '../../text/urls.ts';

type InMarkup = (text: string) => string;

/** In print the back of the title page exists anyway; on a screen a page is worth it only when it says something. */
export function imprintOf(
  book: Book,
  profile: Profile,
  fonts: Pick<Fonts, 'faces'>,
  inMarkup: InMarkup,
): object | null {
  const { meta, config } = book;
  const words = stringsFor(meta.language);
  // An identifier that was made from the name of the book is of no use to people.
  const identifier = config.meta.identifier === null ? null : shownIdentifier(meta.identifier, words.identifier);
  const said = [meta.rights, identifier].filter((line) => line !== null);
  const sources = sourcesOf(book);
  if (profile === 'screen' && said.length === 0 && sources.length === 0) return null;
  const published = [meta.publisher, meta.date].filter((line) => line !== null).join(words.nameSeparator);
  const set = words.setIn + fontNames(fonts, meta.language).join(words.nameSeparator);
  const title = [meta.title, meta.subtitle].filter((line) => line !== null).join(' · ');
  return {
    title: inMarkup(title),
    lines: [...(published === '' ? [] : [published]), ...said, set].map(inMarkup),
    original: sources.length === 0 ? null : words.original.trim(),
    sources,
  };
}

/** A paragraph a line. */
export function colophonOf({ config }: Pick<Book, 'config'>, inMarkup: InMarkup): { lines: string[] } | null {
  const lines = (config.pdf.colophon ?? '').split(/\n+/).filter((line) => line.trim() !== '');
  return lines.length === 0 ? null : { lines: lines.map(inMarkup) };
}

/** Everybody knows what an ISBN is. */
function shownIdentifier(identifier: string, label: string): string {
  const isbn = /^urn:isbn:(.*)$/i.exec(identifier)?.[1];
  return isbn === undefined ? label + identifier.replace(/^urn:uuid:/i, '') : `ISBN ${isbn}`;
}

/** Where the book and its articles were published, each place once. */
function sourcesOf(book: Book): { title: string | null; label: string }[] {
  const { meta, sections } = book;
  const chapters = sections.filter((section) => section.kind === 'chapter');
  // A chapter among others has the title of its original below its own.
  const nameOfSource = ({ title, article }: Chapter) => (chapters.length === 1 ? article.originalTitle : title);
  const all = [
    { title: originalTitleOf(book), url: meta.url },
    ...chapters.map((chapter) => ({ title: nameOfSource(chapter), url: chapter.meta.url })),
  ];
  const seen = new Set<string>();
  return all.flatMap(({ title, url }) => {
    const address = url === null ? null : parseUrl(url);
    if (address === null || !/^https?:$/.test(address.protocol) || seen.has(address.href)) return [];
    seen.add(address.href);
    const path = address.pathname === '/' ? '' : decodePercent(address.pathname);
    return [{ title, label: address.host + path + decodePercent(address.search) }];
  });
}

/** The families most of the words are set in. */
function fontNames({ faces }: Pick<Fonts, 'faces'>, language: string): string[] {
  const families = isHan(language) ? ['Book Serif', 'Book Sans'] : ['Book Text'];
  const packages = families.map((family) => faces.find((face) => face.family === family)?.package);
  return packages.flatMap((name) => (name === undefined ? [] : [nameOf(name)]));
}

/** `noto-serif-sc` is Noto Serif SC. */
function nameOf(name: string): string {
  const words = name
    .split('-')
    .map((word) => (word.length === 2 ? word.toUpperCase() : word[0]!.toUpperCase() + word.slice(1)));
  return words.join(' ');
}

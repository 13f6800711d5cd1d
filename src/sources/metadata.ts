/**
 * What a book or an article says of itself. In: keys and values with their places, from front matter or book.yaml.
 * Out: Metadata whose every field can be printed as it is. Must not stop at a bad value: it is reported and left out.
 */
import type { Metadata } from '../model/book.ts';
import { type Diagnostic, type Place, problem, type Report } from '../model/diagnostics.ts';
import { nearest } from '../text/nearest.ts';
import {
  excerpt,
  type Reading,
  readAddress,
  readDate,
  readFileAs,
  readIdentifier,
  readLanguage,
  readNames,
  readPicture,
  readSeries,
  readTags,
  readText,
} from './metadata-values.ts';

export type MetadataSource = 'book.yaml' | 'front matter';

export interface MetadataEntry {
  key: string;
  value: unknown;
  place: Place;
}

interface KeyDescription {
  aliases: readonly string[];
  /** One line for the handbook. */
  meaning: string;
}

/** Every key of front matter, and of the upper half of book.yaml. */
export const metadataKeys = {
  title: { aliases: [], meaning: 'title of the book or article' },
  subtitle: { aliases: [], meaning: 'second line of the title' },
  authors: { aliases: ['author'], meaning: 'a name, names with `;` or `、` between them, or a list of names' },
  translators: { aliases: ['translator'], meaning: 'as `authors`' },
  editors: { aliases: ['editor'], meaning: 'as `authors`' },
  illustrators: { aliases: ['illustrator'], meaning: 'as `authors`' },
  fileAs: {
    aliases: ['file-as'],
    meaning: 'how names and the title are filed by libraries: `{ 鲁迅: Lu Xun }`',
  },
  language: {
    aliases: ['lang'],
    meaning: 'language as a BCP 47 code: zh-CN, en, ja; guessed from the text when absent',
  },
  draft: { aliases: [], meaning: 'true: the article is left out of books; named by itself it is built' },
  date: { aliases: [], meaning: 'date of publication: 2024-05-12, 2024-05 or 2024' },
  description: { aliases: [], meaning: 'a sentence or two for the catalogue' },
  cover: { aliases: [], meaning: 'picture for the cover: a path relative to this file, or an address' },
  url: { aliases: ['source', 'original'], meaning: 'address at which the original was published' },
  permalink: { aliases: [], meaning: 'path of the article on its site, by which other articles link to it' },
  publisher: { aliases: [], meaning: 'name of the publisher' },
  rights: { aliases: ['copyright'], meaning: 'copyright line or licence' },
  identifier: { aliases: ['isbn'], meaning: 'urn:…, isbn:… or any text that is this book only' },
  series: { aliases: [], meaning: 'series as `Name`, `Name #3` or { name, position }' },
  tags: { aliases: ['keywords'], meaning: 'subjects: a list, or words with commas between them' },
} as const satisfies Record<keyof Metadata, KeyDescription>;

/** Keys that generators of sites know: articles taken from one have them, and a book has no use for them. */
const ofSites = new Set(
  'layout type slug published hidden updated lastmod modified comments toc categories category image thumbnail excerpt weight sticky mathjax math aliases abbrlink'.split(
    ' ',
  ),
);

export type MetadataKey = keyof typeof metadataKeys;

/** Reads every entry; the first of two for the same key counts, but tags are collected. */
export function readMetadata(entries: MetadataEntry[], report: Report, kind: MetadataSource): Metadata {
  const meta = emptyMetadata();
  const seen = new Map<MetadataKey, Place>();
  for (const entry of entries) {
    const key = findMetadataKey(entry.key, kind);
    if (key === null) {
      if (kind === 'front matter' && ofSites.has(entry.key)) continue;
      report(unknownKeyOf(entry.key, metadataKeyNames, entry.place, kind));
      continue;
    }
    const earlier = seen.get(key);
    // `tags` and `keywords` say the same of an article, and many have both.
    if (earlier && key !== 'tags') {
      report(repeatedKey(entry.key, valueCode(kind), entry.place, earlier));
      continue;
    }
    seen.set(key, entry.place);
    const refusal = readValue(meta, key, entry);
    if (refusal !== null) {
      report(problem(valueCode(kind), `\`${excerpt(entry.key)}\` ${refusal.reason}`, entry.place, refusal.hint));
    }
  }
  return meta;
}

/** The key for a name or one of its aliases. Front matter is written by hand for many tools, so letter case is free. */
export function findMetadataKey(name: string, kind: MetadataSource): MetadataKey | null {
  return keysByName.get(kind === 'front matter' ? name.trim().toLowerCase() : name) ?? null;
}

export function emptyMetadata(): Metadata {
  return {
    title: null,
    subtitle: null,
    authors: [],
    translators: [],
    editors: [],
    illustrators: [],
    fileAs: {},
    language: null,
    draft: false,
    date: null,
    description: null,
    cover: null,
    url: null,
    permalink: null,
    publisher: null,
    rights: null,
    identifier: null,
    series: null,
    tags: [],
  };
}

/** Field by field, the first where it says something, else the second. Lists are taken whole, not joined. */
export function mergeMetadata(first: Metadata, second: Metadata): Metadata {
  return {
    title: first.title ?? second.title,
    subtitle: first.subtitle ?? second.subtitle,
    authors: first.authors.length > 0 ? first.authors : second.authors,
    translators: first.translators.length > 0 ? first.translators : second.translators,
    editors: first.editors.length > 0 ? first.editors : second.editors,
    illustrators: first.illustrators.length > 0 ? first.illustrators : second.illustrators,
    fileAs: { ...second.fileAs, ...first.fileAs },
    language: first.language ?? second.language,
    draft: first.draft || second.draft,
    date: first.date ?? second.date,
    description: first.description ?? second.description,
    cover: first.cover ?? second.cover,
    url: first.url ?? second.url,
    permalink: first.permalink ?? second.permalink,
    publisher: first.publisher ?? second.publisher,
    rights: first.rights ?? second.rights,
    identifier: first.identifier ?? second.identifier,
    series: first.series ?? second.series,
    tags: first.tags.length > 0 ? first.tags : second.tags,
  };
}

/** For a key that is none of `known`: a warning, or in front matter, which other tools read too, a note unless one is near. */
function unknownKeyOf(key: string, known: readonly string[], place: Place, kind: MetadataSource): Diagnostic {
  if (kind === 'book.yaml' || nearest(key, known) !== null) return unknownKey(key, known, place);
  return problem('key-ignored', `the key \`${excerpt(key)}\` is not one of Octavo's; it was left out`, place);
}

export function unknownKey(key: string, known: readonly string[], place: Place): Diagnostic {
  const suggestion = nearest(key, known);
  const hint = suggestion === null ? `known keys: ${known.join(', ')}` : `did you mean \`${suggestion}\`?`;
  return problem('key-unknown', `unknown key \`${excerpt(key)}\``, place, hint);
}

/** The problem of a key, or of a key and its alias, that is given twice. */
export function repeatedKey(
  key: string,
  code: 'value-invalid' | 'front-matter-value',
  place: Place,
  earlier: Place,
): Diagnostic {
  const where = earlier.line === null ? '' : `, first on line ${earlier.line}`;
  return problem(code, `\`${excerpt(key)}\` is given twice${where}`, place, 'keep one of them', [earlier]);
}

export const metadataKeyNames: readonly string[] = Object.entries(metadataKeys).flatMap(([key, { aliases }]) => [
  key,
  ...aliases,
]);

const keysByName: ReadonlyMap<string, MetadataKey> = new Map(
  (Object.keys(metadataKeys) as MetadataKey[]).flatMap((key) =>
    [key, ...metadataKeys[key].aliases].map((name) => [name, key] as const),
  ),
);

/** Puts one value into its field; returns why not when it cannot be used. */
function readValue(meta: Metadata, key: MetadataKey, entry: MetadataEntry): { reason: string; hint: string } | null {
  const { value, place } = entry;
  switch (key) {
    case 'title':
    case 'subtitle':
    case 'description':
    case 'permalink':
    case 'publisher':
    case 'rights':
      return keep(readText(value), (text) => {
        meta[key] = text;
      });
    case 'authors':
    case 'translators':
    case 'editors':
    case 'illustrators':
      return keep(readNames(value), (names) => {
        meta[key] = names;
      });
    case 'fileAs':
      return keep(readFileAs(value), (fileAs) => {
        meta.fileAs = fileAs;
      });
    case 'tags':
      return keep(readTags(value), (tags) => {
        meta.tags = [...new Set([...meta.tags, ...tags])];
      });
    case 'language':
      return keep(readLanguage(value), (language) => {
        meta.language = language;
      });
    case 'draft':
      meta.draft = /^(?:true|yes|on|1)$/i.test(String(value ?? '').trim());
      return null;
    case 'date':
      return keep(readDate(value), (date) => {
        meta.date = date;
      });
    case 'cover':
      return keep(readPicture(value), (address) => {
        meta.cover = address === null ? null : { value: address, place };
      });
    case 'url':
      return keep(readAddress(value), (address) => {
        meta.url = address;
      });
    case 'identifier':
      return keep(readIdentifier(value, entry.key.trim().toLowerCase() === 'isbn'), (identifier) => {
        meta.identifier = identifier;
      });
    case 'series':
      return keep(readSeries(value), (series) => {
        meta.series = series;
      });
  }
}

function keep<T>(reading: Reading<T>, store: (value: T) => void): { reason: string; hint: string } | null {
  if (reading.kind === 'refused') return reading;
  store(reading.value);
  return null;
}

function valueCode(kind: MetadataSource): 'value-invalid' | 'front-matter-value' {
  return kind === 'book.yaml' ? 'value-invalid' : 'front-matter-value';
}

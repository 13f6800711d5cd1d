/**
 * The metadata of a book, with every decision taken. The identifier is the same in every build: reading systems store
 * the reader's position by it.
 */
import { createHash } from 'node:crypto';
import type { Article, BookConfig, BookMeta } from '../model/book.ts';
import { mergeMetadata } from '../sources/metadata.ts';

export function identifyBook(config: BookConfig, articles: Article[], modified: Date): BookMeta {
  const [first] = articles;
  const alone = articles.length === 1 && first !== undefined;
  const own = alone ? mergeMetadata(config.meta, first.meta) : config.meta;
  const { inheritedMeta } = config;
  const collect = (role: 'authors' | 'translators' | 'editors' | 'illustrators') => {
    const names = own[role].length > 0 ? own[role] : distinct(articles.flatMap((article) => article.meta[role]));
    return names.length > 0 ? names : inheritedMeta[role];
  };
  const { cover: _, ...meta } = mergeMetadata(own, inheritedMeta);
  const title = meta.title ?? (alone ? first.title : config.name.split('/').at(-1)!);
  return {
    ...meta,
    title,
    language: meta.language ?? first?.language ?? 'en',
    authors: collect('authors'),
    translators: collect('translators'),
    editors: collect('editors'),
    illustrators: collect('illustrators'),
    fileAs: Object.assign({}, inheritedMeta.fileAs, ...articles.map((article) => article.meta.fileAs), own.fileAs),
    identifier: identifierFor(meta.identifier, meta.url ?? `${config.name}\n${title}`),
    modified,
  };
}

function distinct(names: string[]): string[] {
  return [...new Set(names)];
}

/** A URN as given; an ISBN as its URN; else a UUID made from what tells this book from others. */
function identifierFor(given: string | null, seed: string): string {
  if (given === null) return `urn:uuid:${uuidFrom(seed)}`;
  const isbn = /^(?:urn:)?(?:isbn[:\s]*)?((?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dXx])$/i.exec(given.trim())?.[1];
  if (isbn !== undefined) return `urn:isbn:${isbn.replace(/[-\s]/g, '').toUpperCase()}`;
  const uuid = /^(?:urn:)?(?:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(given.trim())?.[1];
  if (uuid !== undefined) return `urn:uuid:${uuid.toLowerCase()}`;
  return `urn:uuid:${uuidFrom(given)}`;
}

/** The name space of Octavo's identifiers, a random UUID fixed for ever. */
const nameSpace = Buffer.from('5d0f6f3a9c1e4b7a8e2d1c7b60a4f912', 'hex');

/** UUID version 5, RFC 9562 section 5.5. */
export function uuidFrom(seed: string): string {
  const hash = createHash('sha1').update(nameSpace).update(seed.normalize('NFC')).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.subarray(0, 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

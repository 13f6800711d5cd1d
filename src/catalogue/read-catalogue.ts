/**
 * Reads `catalog.json` of the last build. It may be damaged or written by hand: what is not as Octavo writes it is left
 * out, and no path in it leads out of the output folder.
 */
import { formats, profiles, targets } from '../model/options.ts';
import {
  type Catalogue,
  type CatalogueBook,
  type CatalogueFile,
  type CatalogueImage,
  webAddress,
} from './catalogue.ts';

export const catalogueVersion = 1;

/** Null where it is no catalogue of ours. */
export function readCatalogue(bytes: Uint8Array): Catalogue | null {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
  const { version, id, title, description, language, books } = fieldsOf(value);
  if (version !== catalogueVersion || typeof id !== 'string' || !Array.isArray(books)) return null;
  if (!/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  return {
    id,
    title: textOf(title),
    description: textOf(description),
    language: languageOf(language) ?? 'en',
    books: books.flatMap(readBook),
  };
}

function readBook(value: unknown): CatalogueBook[] {
  const fields = fieldsOf(value);
  const name = textOf(fields.name);
  const title = textOf(fields.title);
  const identifier = textOf(fields.identifier);
  const language = languageOf(fields.language);
  const modified = textOf(fields.modified);
  const isComplete = name !== null && title !== null && identifier !== null && language !== null && modified !== null;
  if (!isComplete || Number.isNaN(Date.parse(modified)) || !/^urn:\w+:\S+$/.test(identifier)) return [];
  const series = fieldsOf(fields.series);
  const seriesName = textOf(series.name);
  return [
    {
      name,
      identifier,
      title,
      subtitle: textOf(fields.subtitle),
      authors: textsOf(fields.authors),
      translators: textsOf(fields.translators),
      editors: textsOf(fields.editors),
      illustrators: textsOf(fields.illustrators),
      language,
      date: /^\d{4}(?:-\d\d){0,2}$/.exec(textOf(fields.date) ?? '')?.[0] ?? null,
      modified: new Date(modified).toISOString(),
      description: textOf(fields.description),
      tags: textsOf(fields.tags),
      source: webAddress(textOf(fields.source)),
      publisher: textOf(fields.publisher),
      rights: textOf(fields.rights),
      series: seriesName === null ? null : { name: seriesName, position: textOf(series.position) },
      cover: readImage(fields.cover),
      thumbnail: readImage(fields.thumbnail),
      files: Array.isArray(fields.files) ? fields.files.flatMap(readFile) : [],
    },
  ];
}

function readFile(value: unknown): CatalogueFile[] {
  const { path, format, target, profile, coverSheet, pages, bytes } = fieldsOf(value);
  const inside = pathOf(path);
  const known = oneOf(format, formats);
  if (inside === null || known === null) return [];
  return [
    {
      path: inside,
      format: known,
      target: oneOf(target, targets),
      profile: oneOf(profile, profiles),
      coverSheet: coverSheet === true,
      pages: countOf(pages),
      bytes: countOf(bytes) ?? 0,
    },
  ];
}

function readImage(value: unknown): CatalogueImage | null {
  const { path, mediaType, width, height } = fieldsOf(value);
  const inside = pathOf(path);
  const type = oneOf(mediaType, ['image/jpeg', 'image/png']);
  const [across, down] = [countOf(width), countOf(height)];
  if (inside === null || type === null || across === null || down === null) return null;
  return { path: inside, mediaType: type, width: across, height: down };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => textOf(each) !== null) : [];
}

function countOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}

function oneOf<const Option extends string>(value: unknown, options: readonly Option[]): Option | null {
  return options.find((option) => option === value) ?? null;
}

function languageOf(value: unknown): string | null {
  try {
    return typeof value === 'string' ? (Intl.getCanonicalLocales(value)[0] ?? null) : null;
  } catch {
    return null;
  }
}

function pathOf(value: unknown): string | null {
  const path = textOf(value);
  const isInside = path !== null && !/^[/\\]|^[a-z]:|\\|\p{Cc}/iu.test(path) && !path.split('/').includes('..');
  return isInside ? path : null;
}

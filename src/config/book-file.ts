/**
 * The text of book.yaml as settings, and its articles as listed. Paths are resolved in `find-books.ts`.
 *
 * Items of `articles:` that are strings are files, mappings are parts; articles may stand before the first part.
 * `title:` and `part:` mean the same. A book with both `articles:` and `parts:` begins with the articles.
 */
import { basename } from 'node:path';
import type { ListedArticle } from '../model/book.ts';
import { type Diagnostic, problem, type Report, type Reported } from '../model/diagnostics.ts';
import { type BookSettings, bookKeys } from '../model/settings/book-keys.ts';
import { shapeOf } from '../model/settings/declaration.ts';
import { type Metadata, metadataKeys } from '../model/settings/metadata-keys.ts';
import { defaultsOf, pick, readMapping, unknownKey } from '../sources/read-settings.ts';
import { parseYaml, plain, type YamlEntry } from '../sources/yaml.ts';
import { pageThickness } from './printer-presets.ts';

/** A part whose paths are still as written, relative to book.yaml. */
export interface ListedPart {
  title: string | null;
  articles: ListedArticle[];
}

/** What a book.yaml says. */
export interface BookFile {
  meta: Metadata;
  settings: BookSettings;
  parts: ListedPart[];
  /** The line that lists the articles, for problems with the list as a whole. */
  listLine: number | null;
}

const keys = { ...metadataKeys.entries, ...bookKeys.entries };

export function defaultSettings(): BookSettings {
  return defaultsOf(bookKeys.entries) as unknown as BookSettings;
}

/**
 * The value holds whatever could be read; the book can be built only when no diagnostic is an error. `inherited` is
 * what octavo.yaml says of all books.
 */
export function readBookFile(
  source: { path: string; text: string },
  inherited: BookSettings = defaultSettings(),
): Reported<BookFile> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const reading = { file: source.path, report, code: 'value-invalid', ignoresCase: false, unknownKey } as const;
  const entries = parseEntries(source, report);
  const all = readMapping(keys, entries, reading, { ...inherited }) as unknown as Metadata & BookSettings;
  const meta = pick({ ...all }, metadataKeys.entries) as unknown as Metadata;
  const settings = pick({ ...all }, bookKeys.entries) as unknown as BookSettings;
  checkWrap(settings, entries, source.path, report);
  const parts = [...partsOf(settings.articles), ...partsOf(settings.parts)];
  const listLine = entries.find((entry) => ['articles', 'parts'].includes(entry.key))?.line ?? null;
  return { value: { meta, settings, parts, listLine }, diagnostics };
}

/** Reports a cover around the book whose spine cannot be computed. */
export function checkWrap(
  { pdf }: Pick<BookSettings, 'pdf'>,
  entries: YamlEntry[],
  file: string,
  report: Report,
): void {
  const { preset, paper, cover } = pdf;
  if (cover !== 'wrap' || pageThickness(preset, paper) !== null) return;
  const hint =
    'ask the printer for the thickness of a leaf and write it as in `paper: 0.1mm`; names require `preset: kdp`';
  const written = entries.find((entry) => entry.key === 'pdf')?.value;
  const line = written?.kind === 'mapping' ? written.entries.find(({ key }) => key === 'cover')?.value.line : null;
  const message = '`cover: wrap` requires `paper`, because the width of the spine depends on it';
  report(problem('value-invalid', message, { file, line: line ?? written?.line ?? null }, hint));
}

export function parseEntries(source: { path: string; text: string }, report: Report): YamlEntry[] {
  const answer = parseYaml(source.text);
  if (answer.kind === 'value' && answer.value.kind === 'mapping') return answer.value.entries;
  const place = { file: source.path, line: answer.kind === 'invalid' ? answer.line : answer.value.line };
  if (answer.kind === 'invalid') {
    const hint = 'quote values that contain `: ` or begin with a character such as `[`, `@` or `*`';
    report(problem('book-yaml-invalid', `not valid YAML: ${answer.reason}`, place, hint));
  } else {
    const found =
      answer.value.kind === 'nothing' ? 'the file is empty' : `the file contains ${shapeOf(plain(answer.value))}`;
    const hint = 'start with `title: …`, then `articles:` and one `- file.md` per line';
    const message = `${basename(source.path)} must be a mapping of keys to values, but ${found}`;
    report(problem('book-yaml-invalid', message, place, hint));
  }
  return [];
}

/** The files before, between and after parts make parts without a title. */
function partsOf(items: BookSettings['articles'] | BookSettings['parts']): ListedPart[] {
  const parts: ListedPart[] = [];
  for (const item of items) {
    if ('articles' in item) {
      parts.push({ title: item.part ?? item.title, articles: item.articles.map(articleOf) });
      continue;
    }
    const last = parts.at(-1);
    if (last && last.title === null) last.articles.push(articleOf(item));
    else parts.push({ title: null, articles: [articleOf(item)] });
  }
  return parts;
}

function articleOf(item: Exclude<BookSettings['articles'][number], { articles: unknown }>): ListedArticle {
  if (!('file' in item)) return item;
  return item.title === null ? item.file : { ...item.file, title: item.title };
}

/**
 * The metadata file beside an article, as crawlers and translation tools write it: what it says of the original, and of
 * its translation. Values of other types and unknown keys are ignored.
 */
import { type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import type { Metadata } from '../model/settings/metadata-keys.ts';
import { guessLanguage } from './detect-language.ts';
import { readMetadata } from './metadata.ts';
import { fromPlain, parseYaml, plain } from './yaml.ts';

export interface SidecarContent {
  /** What holds whatever the language of the article is; without title and description. */
  meta: Metadata;
  original: TitleAndDescription;
  /** In Chinese. */
  translated: TitleAndDescription;
}

interface TitleAndDescription {
  title: string | null;
  description: string | null;
}

/** Far more than metadata needs. */
export const longestSidecar = 1_000_000;

export function readSidecar({ path, text }: { path: string; text: string }): Reported<SidecarContent> {
  const parsed = parseFields(path, text);
  const { value: fields } = parsed;
  const first = (...names: string[]) =>
    names.map((name) => fields.get(name)).find((value) => value !== undefined && value !== null && value !== '');
  const written: Record<string, unknown> = {
    authors: first('author', 'authors', 'byline'),
    translators: first('translator', 'translators'),
    date: first('date', 'published', 'publishedtime', 'pubdate'),
    url: first('url', 'link', 'sourceurl', 'originalurl'),
    cover: first('cover', 'image'),
    tags: [fields.get('categories'), fields.get('category'), fields.get('tags'), fields.get('keywords')]
      .flatMap((value) => (typeof value === 'string' ? value.split(/[,，、;；]/) : (value ?? [])))
      .filter((value) => typeof value === 'string'),
  };
  const entries = Object.entries(written)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key, value: fromPlain(value, 1), line: 1 }));
  const meta = readMetadata(entries, path, () => undefined);
  const textOf = (...names: string[]) => firstText(names.map((name) => fields.get(name)));
  return {
    value: {
      meta,
      original: {
        title: textOf('title'),
        description: firstSaying(textOf('description'), textOf('summary', 'excerpt')),
      },
      translated: {
        title: textOf('cntitle', 'zhtitle', 'titlecn', 'titlezh'),
        description: firstSaying(
          textOf('cndescription', 'zhdescription', 'descriptioncn', 'descriptionzh'),
          textOf('cnsummary', 'zhsummary', 'summarycn', 'summaryzh'),
        ),
      },
    },
    diagnostics: parsed.diagnostics,
  };
}

/** Which title and description an article in this language has. */
export function inLanguage(content: SidecarContent, language: string) {
  const { original, translated } = content;
  const isChinese = language.startsWith('zh');
  const isTranslation = isChinese && (translated.title !== null || !isIn(original.title, language));
  return {
    title: isChinese ? translated.title : null,
    /** Used where the article has no title of its own. */
    otherTitle: original.title ?? (isChinese ? null : translated.title),
    description: (isChinese ? translated.description : null) ?? original.description,
    originalTitle: isTranslation ? original.title : null,
  };
}

function isIn(title: string | null, language: string): boolean {
  return title !== null && guessLanguage(title).slice(0, 2) === language.slice(0, 2);
}

/** The values by their keys, in small letters without `_` and `-`. JSON with commas too many is read all the same. */
function parseFields(path: string, text: string): Reported<ReadonlyMap<string, unknown>> {
  const read = parseJson(text);
  if (read.kind === 'value') {
    const value = typeof read.value === 'object' && !Array.isArray(read.value) ? (read.value ?? {}) : {};
    const fields = Object.entries(value).map(([key, each]) => [key.toLowerCase().replace(/[_-]/g, ''), each] as const);
    return { value: new Map(fields), diagnostics: [] };
  }
  const hint = 'correct the file, or rename it if it does not describe the article';
  const message = `the metadata beside the article is not valid JSON: ${read.reason}`;
  const diagnostics: Diagnostic[] = [problem('sidecar-invalid', message, { file: path, line: read.line }, hint)];
  return { value: new Map(), diagnostics };
}

type Json = { kind: 'value'; value: unknown } | { kind: 'invalid'; reason: string; line: number };

function parseJson(text: string): Json {
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch {
    const answer = parseYaml(text);
    if (answer.kind === 'invalid') return answer;
    if (answer.value.kind === 'mapping') return { kind: 'value', value: plain(answer.value) };
    return { kind: 'invalid', reason: 'it is not an object', line: 1 };
  }
}

function firstText(values: unknown[]): string | null {
  const [found] = values.filter((value): value is string => typeof value === 'string' && value.trim() !== '');
  return found === undefined ? null : found.replace(/\s+/g, ' ').trim();
}

/** `x` is what a crawler writes where a page has no description. */
function firstSaying(...texts: (string | null)[]): string | null {
  return texts.find((text) => text !== null && (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) > 1) ?? null;
}

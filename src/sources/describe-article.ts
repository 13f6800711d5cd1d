/**
 * Everything that is known of an article without parsing its Markdown: metadata from front matter, its provenance line,
 * the file beside it and git, the first that says something, field by field. Pure and fast: a library asks for
 * thousands.
 */
import { basename, dirname, extname } from 'node:path';
import type { ArticleDescription, DescribedField, Metadata, Origin, Source } from '../model/book.ts';
import type { Diagnostic, Report, Reported } from '../model/diagnostics.ts';
import { sameLetters } from '../text/characters.ts';
import { isFolderPage } from '../text/file-names.ts';
import { cleanCharacters } from './clean-characters.ts';
import { guessLanguage } from './detect-language.ts';
import { splitFrontMatter } from './front-matter.ts';
import { emptyMetadata } from './metadata.ts';
import { findOpeningHeading } from './opening-heading.ts';
import { findProvenance, type ProvenanceParagraph } from './provenance.ts';
import { inLanguage, readSidecar } from './sidecar.ts';

export interface ArticleText extends ArticleDescription {
  /** The text below front matter, with clean characters. */
  text: string;
  /** Line of the file on which it begins, from 1. */
  textLine: number;
  /** Paragraphs that say only what is printed as the source of the chapter. */
  provenance: ProvenanceParagraph[];
}

export function describeArticle(source: Source): Reported<ArticleText> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const front = splitFrontMatter(source);
  diagnostics.push(...front.diagnostics);
  const { body, bodyLine, meta: frontMatter, keyLines } = front.value;
  const text = cleanCharacters(body, { file: source.path, line: bodyLine }, report);
  const language = frontMatter.language ?? guessLanguage(text);

  const sidecar = source.sidecar === undefined ? null : readSidecar(source.sidecar);
  if (sidecar !== null) diagnostics.push(...sidecar.diagnostics);
  const beside = sidecar === null ? null : inLanguage(sidecar.value, language);
  const besideOrigin: Origin = { kind: 'sidecar', file: basename(source.sidecar?.path ?? '') };

  const collected = collectValues();
  for (const [key, value] of Object.entries(frontMatter) as Field[])
    collected.add({ [key]: value }, { kind: 'front matter', line: keyLines.get(key) ?? 1 });
  const paragraphs = findProvenance(text);
  for (const { url, authors, translators, date, first } of paragraphs)
    collected.add({ url, authors, translators, date }, { kind: 'provenance', line: bodyLine + first });
  if (sidecar !== null && beside !== null)
    collected.add({ ...sidecar.value.meta, title: beside.title, description: beside.description }, besideOrigin);
  if (source.firstCommit !== undefined) collected.add({ date: source.firstCommit }, { kind: 'git' });
  const { meta, origins } = collected;

  const heading = findOpeningHeading(text);
  const titles: [string | null | undefined, Origin][] = [
    [source.title, { kind: 'book.yaml' }],
    [meta.title, origins.get('title')!],
    [heading?.level === 1 ? heading.text : null, { kind: 'heading', line: bodyLine + (heading?.line ?? 0) }],
    [beside?.otherTitle, besideOrigin],
    [heading?.text, { kind: 'heading', line: bodyLine + (heading?.line ?? 0) }],
  ];
  const [title, titleOrigin] = titles.find(([each]) => each) ?? [nameOf(source.path), { kind: 'file name' } as const];
  origins.set('title', titleOrigin);
  if (!origins.has('language')) origins.set('language', { kind: 'detected' });

  const named = paragraphs.find((each) => each.originalTitle !== null);
  const original = named?.originalTitle ?? beside?.originalTitle ?? null;
  const originalTitle = original === null || sameLetters(original, title!) ? null : original;
  const namedOrigin: Origin = { kind: 'provenance', line: bodyLine + (named?.first ?? 0) };
  if (originalTitle !== null) origins.set('originalTitle', named === undefined ? besideOrigin : namedOrigin);
  return {
    value: {
      meta,
      title: title!,
      language,
      originalTitle,
      origins,
      text,
      textLine: bodyLine,
      provenance: paragraphs.filter((each) => isPrinted(each, meta, [title!, originalTitle])),
    },
    diagnostics,
  };
}

/** Whether an article says when it was published; `describeArticle` says when, and takes several times as long. */
export function isDated(source: Source): boolean {
  const { meta, body, bodyLine } = splitFrontMatter(source).value;
  if (meta.date) return true;
  const text = cleanCharacters(body, { file: source.path, line: bodyLine }, () => undefined);
  if (findProvenance(text).some(({ date }) => date)) return true;
  return source.sidecar !== undefined && Boolean(readSidecar(source.sidecar).value.meta.date);
}

type Field = [keyof Metadata, Metadata[keyof Metadata]];

/** The first value of each field, and where it comes from. */
function collectValues() {
  const meta = emptyMetadata();
  const origins = new Map<DescribedField, Origin>();
  const add = (values: Partial<Metadata>, origin: Origin) => {
    for (const [key, value] of Object.entries(values) as Field[]) {
      const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
      if (!value || isEmpty) continue;
      const isJoined = (origins.get(key)?.kind ?? '') === 'provenance' && origin.kind === 'provenance';
      if (origins.has(key) && !(isJoined && Array.isArray(value))) continue;
      const known = meta[key];
      const joined = Array.isArray(known) && Array.isArray(value) ? [...new Set([...known, ...value])] : value;
      Object.assign(meta, { [key]: joined });
      if (!origins.has(key)) origins.set(key, origin);
    }
  };
  return { meta, origins, add };
}

/** Whether the lines below the title say everything that a paragraph says. */
function isPrinted(paragraph: ProvenanceParagraph, meta: Metadata, titles: (string | null)[]): boolean {
  const { isWhole, url, originalTitle, authors, translators, date } = paragraph;
  return (
    isWhole &&
    (url === null || sameAddress(url, meta.url)) &&
    (originalTitle === null || titles.some((title) => title !== null && sameLetters(title, originalTitle))) &&
    (originalTitle === null || meta.url !== null) &&
    authors.every((name) => meta.authors.includes(name)) &&
    translators.every((name) => meta.translators.includes(name)) &&
    (date === null || date === meta.date)
  );
}

function sameAddress(first: string, second: string | null): boolean {
  const plain = (address: string) => address.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '');
  return second !== null && plain(first) === plain(second);
}

/** `README.md` and `index.md` speak for their folder. */
export function nameOf(file: string): string {
  const name = basename(file, extname(file));
  return isFolderPage(file) ? basename(dirname(file)) || name : name;
}

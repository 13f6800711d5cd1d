/**
 * The first stages: from a configuration to articles and their pictures. Building a book begins with them, and looking
 * after its pictures needs no more. In: a BookConfig. Out: what the later stages need. Also what runs a stage.
 */

import { readAltTexts } from './images/alt-text/alt-texts.ts';
import { collectImages, publishedPages } from './images/collect.ts';
import { type LoadedImages, loadImages } from './images/load.ts';
import { type Lock, readLock } from './images/lock.ts';
import { parseArticle } from './markdown/article.ts';
import type { AltTexts, Article, AssetRef, BookConfig, Source } from './model/book.ts';
import { type Diagnostic, problem, type Reported } from './model/diagnostics.ts';
import type { Host, Stage } from './model/host.ts';
import { readSources } from './sources/read-sources.ts';

export interface Gathered {
  sources: Source[];
  articles: Article[];
  altTexts: AltTexts;
  /** octavo.lock as it is. */
  lock: Lock;
  loaded: LoadedImages;
}

/** `isWanted` leaves pictures out that are of no use to the caller. */
export async function gatherBook(
  config: BookConfig,
  { run }: StageRunner,
  host: Host,
  isWanted: (ref: AssetRef) => boolean = () => true,
): Promise<Gathered> {
  const count = config.parts.reduce((sum, part) => sum + part.articles.length, 0);
  const sources = await run('read', count, () => readSources(config, host));
  const altTexts = await run('read', 1, () => readAltTexts(config, host));
  const lock = await run('read', 1, () => readLock(config, host));
  const parsed = await run('parse', count, () => parseAll(sources, host));
  const articles = await run('parse', 0, () => withoutDrafts(parsed, config));
  const refs = collectImages(articles, config).filter(isWanted);
  const language = config.meta.language ?? articles[0]?.language ?? 'en';
  const loaded = await run('images', refs.length, () =>
    loadImages(refs, config, host, publishedPages(articles), lock, language),
  );
  return { sources, articles, altTexts, lock, loaded };
}

function withoutDrafts(articles: Article[], { drafts }: BookConfig): Reported<Article[]> {
  const left = drafts ? [] : articles.filter(({ meta }) => meta.draft);
  return {
    value: articles.filter((article) => !left.includes(article)),
    diagnostics: left.map(({ source, title }) =>
      problem('article-draft', `${title} is a draft and was left out`, { file: source.path, line: null }, draftHint),
    ),
  };
}

const draftHint = 'remove `draft: true`, or name the file on the command line';

export type StageRunner = ReturnType<typeof stageRunner>;

/** Runs stages: their problems are collected, their time is taken in milliseconds, their progress is told. */
export function stageRunner(config: BookConfig, host: Pick<Host, 'clock' | 'progress'>) {
  const diagnostics: Diagnostic[] = [];
  const timings: Partial<Record<Stage, number>> = {};
  async function run<T>(name: Stage, total: number, work: () => Reported<T> | Promise<Reported<T>>): Promise<T> {
    const start = host.clock();
    host.progress({ book: config.name, stage: name, done: 0, total });
    const reported = await work();
    for (const each of reported.diagnostics) diagnostics.push(each);
    timings[name] = (timings[name] ?? 0) + Math.round(host.clock() - start);
    host.progress({ book: config.name, stage: name, done: total, total });
    return reported.value;
  }
  return { run, diagnostics, timings };
}

async function parseAll(sources: Source[], host: Pick<Host, 'rest'>): Promise<Reported<Article[]>> {
  const value: Article[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const source of sources) {
    const parsed = parseArticle(source);
    value.push(parsed.value);
    for (const each of parsed.diagnostics) diagnostics.push(each);
    // A signal is to end a build at once.
    await host.rest();
  }
  return { value, diagnostics };
}

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error';
}

/** What `octavo check --metadata` prints: a table for one article, a few lines for each of many. */
import type { DescribedArticle, DescribedArticles } from '../commands/metadata.ts';
import type { Origin } from '../model/book.ts';
import { cleanText } from '../text/characters.ts';
import { widthOf } from '../text/text-width.ts';
import type { BuildReport } from './report.ts';
import { reportOutcome, shownFrom } from './report.ts';

export interface MetadataReport extends Pick<BuildReport, 'diagnostics' | 'status'> {
  articles: {
    path: string;
    /** `origin` is `front matter`, `provenance`, the name of the file beside the article, `heading`, `git` … */
    fields: { name: string; value: string; origin: string; line: number | null }[];
  }[];
}

export function makeMetadataReport(result: DescribedArticles, workingFolder: string): MetadataReport {
  const shown = shownFrom(workingFolder);
  const articles = result.articles.map(({ path, fields }: DescribedArticle) => ({
    path: shown(path),
    fields: fields.map(({ name, value, origin }) => ({
      name,
      value,
      origin: origin.kind === 'sidecar' ? origin.file : origin.kind,
      line: lineOf(origin),
    })),
  }));
  return { articles, ...reportOutcome(result, shown) };
}

function lineOf(origin: Origin): number | null {
  return 'line' in origin ? origin.line : null;
}

/** Columns of a terminal. */
const widest = 110;

type ReportedArticle = MetadataReport['articles'][number];

export function formatMetadata({ articles }: MetadataReport): string {
  const format = articles.length === 1 ? formatTable : formatCompact;
  return articles.map(format).join('\n');
}

function formatTable({ path, fields }: ReportedArticle): string {
  const rows = fields.map((field) => ({ ...field, from: originOf(field) }));
  const [name, from] = [widestOf(rows.map((row) => row.name)), widestOf(rows.map((row) => row.from))];
  const longest = widest - name - from - 6;
  const value = Math.min(longest, widestOf(rows.map((row) => row.value)));
  const lines = rows.map((row) => `  ${pad(row.name, name)}  ${pad(shorten(row.value, value), value)}  ${row.from}`);
  return [path, ...lines.map((line) => line.trimEnd())].join('\n');
}

/** A line for each origin. */
function formatCompact({ path, fields }: ReportedArticle): string {
  const origins = [...new Set(fields.map(({ origin }) => origin))];
  const width = widestOf(origins);
  const lines = origins.map((origin) => {
    const values = fields.filter((field) => field.origin === origin);
    const longest = Math.max(12, Math.floor((widest - width - 4) / values.length) - 12);
    const texts = values.map(({ name, value }) => `${name}: ${shorten(value, longest)}`);
    return `  ${pad(origin, width)}  ${texts.join('; ')}`;
  });
  return [path, ...lines].join('\n');
}

function originOf({ origin, line }: ReportedArticle['fields'][number]): string {
  if (origin === 'provenance') return `provenance line ${line}`;
  return line === null ? origin : `${origin}, line ${line}`;
}

function shorten(text: string, width: number): string {
  const clean = cleanText(text);
  if (columnsOf(clean) <= width) return clean;
  let short = '';
  for (const character of clean) {
    if (columnsOf(short + character) > width - 1) break;
    short += character;
  }
  return `${short}…`;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)));
}

function widestOf(texts: string[]): number {
  return Math.max(0, ...texts.map(columnsOf));
}

/** A Han character takes two columns. */
function columnsOf(text: string): number {
  return 2 * widthOf(text);
}

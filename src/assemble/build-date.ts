/**
 * The date inside outputs: that of the book, else the newest of its articles, else that of the first build of its
 * content, which octavo.lock remembers. Never the date of a file, which a copy changes.
 */
import type { BuildDate } from '../images/lock.ts';
import type { Article, BookConfig } from '../model/book.ts';
import { sha256Of } from '../text/hash.ts';

/** `remembered` is what octavo.lock should say of the book after this build; null when it need not say anything. */
export function buildDate(
  config: BookConfig,
  articles: Article[],
  locked: BuildDate | undefined,
  today: Date,
): { date: Date; remembered: BuildDate | null } {
  if (config.fixedDate !== null) return { date: config.fixedDate, remembered: locked ?? null };
  const dates = config.meta.date === null ? articles.map(({ meta }) => meta.date) : [config.meta.date];
  const times = dates.flatMap((date) => (date === null ? [] : [Date.parse(date)]));
  if (times.length > 0) return { date: new Date(Math.max(...times)), remembered: null };
  const { cover: _, ...meta } = config.meta;
  const content = sha256Of(JSON.stringify([meta, config.parts.map(({ title }) => title), articles.map(textOf)]));
  const remembered = locked?.content === content ? locked : { content, date: today.toISOString() };
  return { date: new Date(remembered.date), remembered };
}

function textOf({ source }: Article): string {
  return source.text;
}

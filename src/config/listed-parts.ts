/**
 * The list of articles in book.yaml. In: the value of `articles:` or `parts:`. Out: parts in reading order, with paths
 * as written and their lines. Must not look whether the files exist.
 */
import type { ListedArticle } from '../model/book.ts';
import { cleanText, excerpt } from '../sources/metadata-values.ts';
import type { YamlEntry, YamlValue } from '../sources/yaml.ts';
import { type Reading, readKeys, refuse, shape } from './book-entries.ts';

/** A part whose paths are still as written, relative to book.yaml. */
export interface ListedPart {
  title: string | null;
  articles: ListedArticle[];
}

const listHint =
  'write one `- file.md` a line, `- file: file.md` with `title:` below it, or `- part: Title` with `articles:`';

/** Files and parts, mixed: the files before, between and after parts make parts without a title. */
export function readArticleList(value: YamlValue, reading: Reading): ListedPart[] {
  const parts: ListedPart[] = [];
  for (const item of itemsOf(value, 'articles', reading)) {
    if (item.kind === 'mapping' && !namesFile(item)) {
      const part = readPart(item.entries, item.line, reading);
      if (part) parts.push(part);
      continue;
    }
    const article = readArticle(item, reading);
    if (!article) continue;
    const last = parts.at(-1);
    if (last && last.title === null) last.articles.push(article);
    else parts.push({ title: null, articles: [article] });
  }
  return parts;
}

export function readPartList(value: YamlValue, reading: Reading): ListedPart[] {
  const parts: ListedPart[] = [];
  for (const item of itemsOf(value, 'parts', reading)) {
    if (item.kind === 'mapping') {
      const part = readPart(item.entries, item.line, reading);
      if (part) parts.push(part);
    } else {
      const hint = 'write `- title: …` with `articles:` below it; plain files belong under the `articles:` of the book';
      refuse(reading, item.line, `a part must be a mapping, not ${shape(item)}`, hint);
    }
  }
  return parts;
}

function readPart(entries: YamlEntry[], line: number, reading: Reading): ListedPart | null {
  let title: string | null = null;
  let articles: ListedArticle[] = [];
  const readTitle = (value: YamlValue) => {
    if (value.kind === 'text') title = cleanText(value.text + value.number) || null;
    else if (value.kind !== 'nothing') {
      refuse(reading, value.line, `the title of a part must be text, not ${shape(value)}`, 'put it in quotes');
    }
  };
  const readArticles = (value: YamlValue) => {
    articles = itemsOf(value, 'articles', reading).flatMap((item) => {
      if (item.kind === 'mapping' && !namesFile(item)) {
        refuse(
          reading,
          item.line,
          'a part cannot hold another part',
          'list the files of the part, one `- file.md` a line',
        );
        return [];
      }
      return readArticle(item, reading) ?? [];
    });
  };
  readKeys(entries, { part: readTitle, title: readTitle, articles: readArticles }, reading);
  if (articles.length > 0) return { title, articles };
  const name = title === null ? 'a part' : `the part \`${excerpt(title)}\``;
  refuse(reading, line, `${name} holds no article`, 'list its files under `articles:`, or remove it');
  return null;
}

function readArticle(item: YamlValue, reading: Reading): ListedArticle | null {
  if (item.kind === 'mapping') return readTitled(item, reading);
  if (item.kind === 'text') return { value: item.text, place: { file: reading.file, line: item.line } };
  if (item.kind === 'nothing')
    refuse(reading, item.line, 'an item of the list is empty', 'name a file, or remove the line');
  else refuse(reading, item.line, `an article must be the path of a file, not ${shape(item)}`, listHint);
  return null;
}

/** `- file: a.md` with `title: …` below it. */
function namesFile(item: YamlValue): boolean {
  return item.kind === 'mapping' && item.entries.some(({ key }) => key === 'file');
}

function readTitled({ entries }: { entries: YamlEntry[] }, reading: Reading): ListedArticle | null {
  let article: ListedArticle | null = null;
  let title = '';
  readKeys(
    entries,
    {
      file: (value) => {
        if (value.kind !== 'mapping') article = readArticle(value, reading);
        else refuse(reading, value.line, `\`file\` must be the path of a file, not ${shape(value)}`, listHint);
      },
      title: (value) => {
        if (value.kind === 'text') title = cleanText(value.text + value.number);
        else if (value.kind !== 'nothing')
          refuse(reading, value.line, `the title of an article must be text, not ${shape(value)}`, 'put it in quotes');
      },
    },
    reading,
  );
  const found = article as ListedArticle | null;
  return found === null || title === '' ? found : { ...found, title };
}

function itemsOf(value: YamlValue, key: string, reading: Reading): YamlValue[] {
  switch (value.kind) {
    case 'list':
      return value.items;
    case 'text':
    case 'mapping':
      refuse(reading, value.line, `\`${key}\` must be a list, not ${shape(value)}`, listHint);
      return [];
    case 'nothing':
      return [];
  }
}

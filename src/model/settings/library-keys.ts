/**
 * Every key of octavo.yaml: what the books of a repository share, and the volumes made of its articles. Declared here
 * and nowhere else, as the keys of book.yaml are.
 */
import * as v from 'valibot';
import { bookKeys } from './book-keys.ts';
import { choice, toggle } from './choices.ts';
import { type CamelKeys, key, requiredKey } from './declaration.ts';
import { metadataKeys } from './metadata-keys.ts';
import { date, language, names, subjects, text } from './metadata-values.ts';
import { groupings, patterns, site, split } from './volume-values.ts';

const { articles: _articles, parts: _parts, static: staticKey, ...sharedBookKeys } = bookKeys.entries;
const { description, authors, translators, editors, illustrators, publisher, rights } = metadataKeys.entries;
const people = {
  authors,
  translators,
  editors,
  illustrators,
  publisher,
  rights,
  'file-as': metadataKeys.entries['file-as'],
};

/** How articles of a volume follow one another. */
const orders = ['date', 'newest', 'title', 'path'] as const;
export type VolumeOrder = (typeof orders)[number];

const whereKeys = v.strictObject({
  folder: key(patterns, {
    en: 'folder below octavo.yaml, or several',
    zh: '文件夹（相对于 octavo.yaml），可以几个',
    example: 'ai',
  }),
  tag: key(subjects, { en: 'one of these tags', zh: '有这些标签之一', example: 'database', default: [] }),
  language: key(language, { en: 'language of the article', zh: '文章的语言', example: 'zh' }),
  author: key(names, { en: 'one of these authors', zh: '作者是这些人之一', example: 'Jane Smith', default: [] }),
  from: key(date, { en: 'first date', zh: '不早于', example: '2024-01-01' }),
  to: key(date, { en: 'last date, inclusive', zh: '不晚于（含当日、当月、当年）', example: '2024' }),
});

export const volumeKeys = v.strictObject({
  title: requiredKey(text, {
    en: 'title of the volume',
    zh: '合集的书名',
    example: 'A Year of Translations',
  }),
  name: key(text, {
    en: 'name of the output files',
    zh: '输出文件的名字',
    example: 'translations',
    otherwise: { en: 'the title', zh: '书名' },
  }),
  articles: key(patterns, {
    en: 'globs relative to octavo.yaml, such as `ai/**`; `!` excludes',
    zh: '相对于 octavo.yaml 的通配路径，如 `ai/**`；以 `!` 开头的除外',
    example: ['ai/**', '!ai/drafts/**'],
    otherwise: { en: 'all articles', zh: '全部文章' },
  }),
  where: key(whereKeys, {
    en: 'conditions that every article must meet',
    zh: '每篇文章都要符合的条件',
    default: {},
  }),
  order: key(choice(orders), {
    en: 'order of the articles: `date` (oldest first), `newest`, `title`, or `path`',
    zh: '文章的次序：`date`（从旧到新）、`newest`（从新到旧）、`title`（按标题）、`path`（按路径）',
    example: 'newest',
    default: 'date',
  }),
  group: key(choice(groupings), {
    en: 'makes parts of the articles that share it',
    zh: '按它把文章分成几部',
    example: 'month',
  }),
  split: key(split, {
    en: 'one volume for each `year`, `month` or `folder`, or as many as needed to stay below a size (`50MB`) or number of pages (`400 pages`); a list combines them',
    zh: '按 `year`（年）、`month`（月）、`folder`（文件夹）分册，或者按大小（`50MB`）、页数（`400 pages`）分册；可以写成列表',
    example: ['year', '50MB'],
  }),
  index: key(toggle, {
    en: 'an index of the articles by source, author and date at the end',
    zh: '书末附文章索引：按来源、作者、日期',
    example: 'off',
    default: 'on',
  }),
  ...people,
  subtitle: metadataKeys.entries.subtitle,
  description,
  language: metadataKeys.entries.language,
  cover: metadataKeys.entries.cover,
  date: metadataKeys.entries.date,
  identifier: metadataKeys.entries.identifier,
  tags: metadataKeys.entries.tags,
  ...sharedBookKeys,
});

const ownKeys = {
  site: key(site, {
    en: 'address of the site where the articles are published; the last segment of a URL below it names an article',
    zh: '发表文章的网站；这个网站的网址，最后一段就是文章的名字',
    example: 'https://example.org',
  }),
  layout: key(choice(['folders', 'flat']), {
    en: 'whether the output directory has the `folders` of the articles or is `flat`',
    zh: '输出文件夹：`folders`（与文章的文件夹相同）或 `flat`（都在一起）',
    example: 'flat',
    default: 'folders',
  }),
  ignore: key(patterns, {
    en: 'files and folders to leave out, in the syntax of .gitignore; `.octavoignore` files do the same',
    zh: '不做成书的文件和文件夹，写法同 .gitignore；也可以写在 `.octavoignore` 里',
    example: ['drafts/'],
  }),
  standalone: key(toggle, {
    en: 'whether every article is also a book of its own',
    zh: '每篇文章是否单独成书',
    example: 'off',
    default: 'on',
  }),
  catalogue: key(toggle, {
    en: 'whether a catalogue of the books is written to the output directory',
    zh: '是否在输出文件夹里写一份书目',
    example: 'off',
    default: 'on',
  }),
};

const volumes = key(v.array(volumeKeys), {
  en: 'books made of many articles',
  zh: '由许多文章合成的书',
  example: [{ title: 'A Year of Translations', split: 'year' }],
  default: [],
});

/** What octavo.yaml says of all books; volumes inherit it as well. */
export const libraryDefaults = v.strictObject({
  ...ownKeys,
  static: staticKey,
  title: key(text, { en: 'title of the catalogue', zh: '书目的标题', example: 'My Library' }),
  description: key(text, { en: 'a sentence about the library', zh: '一句话介绍', example: 'Articles worth keeping.' }),
  language: key(language, { en: 'language of the catalogue and of volumes', zh: '书目和合集的语言', example: 'zh-CN' }),
  ...people,
  ...sharedBookKeys,
});

export const libraryKeys = v.strictObject({ ...libraryDefaults.entries, volumes });

/** Of a volume, what no book.yaml has. */
export type VolumeChoice = Pick<
  CamelKeys<v.InferOutput<typeof volumeKeys>>,
  'name' | 'articles' | 'where' | 'order' | 'group' | 'split' | 'index'
>;

/** Of octavo.yaml, what no book.yaml has. */
export type LibraryChoice = Pick<
  CamelKeys<v.InferOutput<typeof libraryDefaults>>,
  'site' | 'layout' | 'ignore' | 'standalone' | 'catalogue' | 'title' | 'description' | 'language'
>;

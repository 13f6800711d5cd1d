/**
 * Every key of front matter, which book.yaml has too. A key is declared here and nowhere else: reading, messages, the
 * handbook's table and the JSON Schemas are made from it.
 */
import * as v from 'valibot';
import { type CamelKeys, key } from './declaration.ts';
import {
  address,
  date,
  flag,
  identifier,
  image,
  language,
  names,
  series,
  sortKeys,
  subjects,
  text,
} from './metadata-values.ts';

export const metadataKeys = v.object({
  title: key(text, {
    en: 'title of the book or article',
    zh: '书名或文章的标题',
    example: 'The Twenty-Four Solar Terms',
  }),
  subtitle: key(text, { en: 'second line of the title', zh: '副标题', example: 'A Year in China' }),
  authors: key(names, {
    en: 'authors: a name, names separated by `;` or `、`, or a list of names; commas do not separate names',
    zh: '作者：一个名字，或用“；”“、”隔开的几个名字，或一个列表；逗号不分隔名字',
    example: ['Jane Smith', 'John Doe'],
    aliases: ['author'],
    default: [],
  }),
  translators: key(names, {
    en: 'translators, in the same form as `authors`',
    zh: '译者，写法同 `authors`',
    example: 'Jane Smith',
    aliases: ['translator'],
    default: [],
  }),
  editors: key(names, {
    en: 'editors, in the same form as `authors`',
    zh: '编者，写法同 `authors`',
    example: 'Jane Smith',
    aliases: ['editor'],
    default: [],
  }),
  illustrators: key(names, {
    en: 'illustrators, in the same form as `authors`',
    zh: '绘者，写法同 `authors`',
    example: 'Jane Smith',
    aliases: ['illustrator'],
    default: [],
  }),
  'file-as': key(sortKeys, {
    en: 'sort keys for names and the title: `鲁迅: Lu Xun`, one per line below it, indented',
    zh: '书库按什么排列人名和书名：在它下面缩进写 `鲁迅: Lu Xun`，一行一个',
    example: { 鲁迅: 'Lu Xun' },
    default: {},
  }),
  language: key(language, {
    en: 'language code such as `zh-CN`, `en` or `ja`',
    zh: '语言代码，如 `zh-CN`、`en`、`ja`',
    example: 'zh-CN',
    aliases: ['lang'],
    otherwise: { en: 'detected from the text', zh: '从正文推断' },
  }),
  date: key(date, {
    en: 'date of publication: `2024-05-12`, `2024-05` or `2024`',
    zh: '出版日期：`2024-05-12`、`2024-05`、`2024`，或“2024年5月12日”',
    example: '2024-05-12',
    aliases: ['pubdate', 'publishdate', 'publish_date'],
    alternatives: true,
  }),
  description: key(text, {
    en: 'a sentence or two for the catalogue',
    zh: '一两句话的简介，供书目使用',
    example: 'How farmers of old knew when to sow.',
    aliases: ['summary', 'abstract', 'excerpt'],
    alternatives: true,
  }),
  cover: key(image, {
    en: 'cover image: a path relative to this file, or a web address',
    zh: '封面图片：相对于本文件的路径，或网址',
    example: 'images/cover.jpg',
  }),
  url: key(address, {
    en: 'web address at which the original was published',
    zh: '原文的网址',
    example: 'https://example.org/solar-terms',
    aliases: ['source', 'original', 'source_url', 'original_url'],
  }),
  draft: key(flag, {
    en: '`true` leaves the article out of books; it is still built when its own path is given',
    zh: '`true`：文章不进书；单独点名时照样制作',
    example: true,
    default: false,
  }),
  permalink: key(text, {
    en: 'path of the article on its site, by which other articles link to it',
    zh: '文章在网站上的路径，别的文章用它作链接',
    example: '/posts/solar-terms/',
  }),
  publisher: key(text, { en: 'name of the publisher', zh: '出版者', example: 'Example Press' }),
  rights: key(text, {
    en: 'copyright line or licence',
    zh: '版权说明或许可证',
    example: '© 2024 Jane Smith',
    aliases: ['copyright'],
  }),
  identifier: key(identifier, {
    en: 'identifier that begins with `urn:` or `isbn:`, or any text unique to this book',
    zh: '书号：`urn:` 或 `isbn:` 开头，或任何只属于这本书的文字',
    example: 'isbn:978-0-306-40615-7',
    aliases: ['isbn'],
  }),
  series: key(series, {
    en: '`Name`, `Name #3`, or a mapping of `name` and `position`',
    zh: '丛书：`丛书名`、`丛书名 #3`，或 `name` 和 `position` 两个键',
    example: 'Almanacs #3',
  }),
  tags: key(subjects, {
    en: 'subjects: a list, or words separated by commas',
    zh: '主题词：列表，或用逗号、顿号隔开的词',
    example: ['calendar', 'farming'],
    aliases: ['keywords', 'categories', 'category'],
    joined: true,
    default: [],
  }),
});

/** What book.yaml or front matter says of a book or an article. What it does not say is null or an empty list. */
export type Metadata = CamelKeys<v.InferOutput<typeof metadataKeys>>;

/**
 * Types of the lists of articles in book.yaml.
 *
 *     articles:                          parts:
 *       - preface.md                       - title: First part
 *       - part: First part                   articles: [one.md, two.md]
 *         articles: [one.md, two.md]
 */
import * as v from 'valibot';
import { key, Refusal, requiredKey, shapeOf, valueType, type Written } from './declaration.ts';
import { text } from './metadata-values.ts';

const listHint =
  'write one `- file.md` per line, `- file: file.md` with `title:` below it, or `- part: Title` with `articles:`';

const path = valueType(
  (value, { place }): Written<string> | Refusal => {
    if (typeof value === 'string') return { value, place };
    if (value === null) return new Refusal('has an empty item', 'write a file name, or remove the line');
    return new Refusal(`must contain paths, not ${shapeOf(value)}`, listHint);
  },
  { type: ['string', 'number'] },
);

export const folder = valueType(
  (value, { place }): Written<string> | null | Refusal => {
    if (value === null) return null;
    if (typeof value === 'string') return { value, place };
    return new Refusal(`must name folders, not ${shapeOf(value)}`, 'write `static: ../static`');
  },
  { type: ['string', 'number', 'null'] },
);

const title = { en: 'title of the part', zh: '一部的标题', example: 'Spring' };

const titledFile = v.strictObject({
  file: requiredKey(path, { en: 'the path of the article', zh: '文章的路径', example: 'preface.md' }),
  title: key(text, { en: 'the title of the article in this book', zh: '文章在这本书里的标题', example: 'Preface' }),
});

const nestedPart = valueType(
  () => new Refusal('cannot contain another part', 'list the files of the part, one `- file.md` per line'),
  { not: {} },
);

const part = v.pipe(
  v.strictObject({
    part: key(text, title),
    title: key(text, title),
    articles: requiredKey(v.pipe(v.array(v.union([path, titledFile, nestedPart])), v.metadata({ hint: listHint })), {
      en: 'the files of the part in reading order',
      zh: '这一部的文章，按阅读的次序',
      example: ['spring-begins.md'],
    }),
  }),
  v.metadata({ title: 'part' }),
);

export const articleList = v.pipe(v.array(v.union([path, titledFile, part])), v.metadata({ hint: listHint }));
export const partList = v.array(part);

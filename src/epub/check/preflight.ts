/**
 * What the devices and shops of a target would reject, reported before anything is sent to them.
 *
 * Send-to-Kindle answers most of these with "E999" and no explanation. The causes were found by others:
 * https://github.com/innocenat/kindle-epub-fix, https://github.com/harvard-edge/cs249r_book/issues/1148,
 * https://github.com/abuseofnotation/category-theory-illustrated/issues/62.
 */

import { elements, lineOf } from '../../hast/tree.ts';
import type { AssetRef, Book, Chapter, StoredImage, Target } from '../../model/book.ts';
import { type Code, type Diagnostic, type Place, problem } from '../../model/diagnostics.ts';
import { type CssDeclaration, declarationsIn, hasBlocks, rulesIn } from '../../text/css.ts';
import { showAddress } from '../../text/image-address.ts';
import { showBytes, showCount } from '../../text/quantities.ts';
import type { ContentDocument } from '../documents.ts';
import { kindleKnows } from '../targets/kindle-languages.ts';
import { type Requirements, requirements } from '../targets/targets.ts';
import { readXhtml } from '../xhtml-reader.ts';

interface Packed {
  documents: ContentDocument[];
  styles: { name: string; text: string }[];
  cover: StoredImage | null;
}

export function checkForTarget(target: Target, book: Book, { documents, styles, cover }: Packed): Diagnostic[] {
  const demand = requirements[target];
  const general = [
    ...checkImages(book, demand),
    ...checkCover(book, cover, demand),
    ...checkDocuments(book, documents, demand),
  ];
  if (target !== 'kindle') return general;
  return [
    ...general,
    ...checkLanguage(book),
    ...checkFormulas(book),
    ...documents.flatMap(({ name, xhtml }) => [
      ...refusedMarkup.flatMap(([pattern, what]) =>
        pattern.test(xhtml) ? [refused('kindle-markup', name, what)] : [],
      ),
      ...refusedElements(name, xhtml),
    ]),
    ...styles.flatMap(({ name, text }) => refusedStyles(name, text)),
  ];
}

function checkImages(book: Book, { imageBytes, imagePixels, name, source }: Requirements): Diagnostic[] {
  const seen = new Set<string>();
  return chaptersOf(book).flatMap(({ article }) =>
    article.assets.flatMap((ref) => {
      const asset = book.assets.get(ref.key);
      if (asset?.kind !== 'image' || seen.has(asset.screen.name)) return [];
      seen.add(asset.screen.name);
      const { bytes, width, height } = asset.screen;
      const excess =
        bytes > imageBytes
          ? `${showBytes(bytes)}, but the limit for ${name} is ${showBytes(imageBytes)}`
          : width * height > imagePixels
            ? `${width} × ${height} pixels, but the limit for ${name} is ${showCount(imagePixels)}`
            : null;
      return excess === null ? [] : [complainOfImage(ref, excess, source)];
    }),
  );
}

function complainOfImage(ref: AssetRef, excess: string, source: string): Diagnostic {
  const hint = `reduce its size, or save it as a JPEG of lower quality (${source})`;
  return problem('image-exceeds-target', `image is ${excess}: ${showAddress(ref.url)}`, ref.at, hint);
}

function checkCover(book: Book, cover: StoredImage | null, { coverSide, name, source }: Requirements): Diagnostic[] {
  if (cover === null || Math.min(cover.width, cover.height) >= coverSide) return [];
  const place = book.cover?.ref.at ?? null;
  const size = `${cover.width} × ${cover.height} pixels`;
  const message = `cover is ${size}, but ${name} requires ${coverSide} on the shorter side`;
  return [
    problem(
      'cover-too-small',
      message,
      place,
      `use a larger image, or remove \`cover\` to have one generated (${source})`,
    ),
  ];
}

function checkDocuments(book: Book, documents: ContentDocument[], { documentBytes, name }: Requirements): Diagnostic[] {
  return documents.flatMap(({ id, title, xhtml }) => {
    const bytes = Buffer.byteLength(xhtml);
    if (bytes <= documentBytes) return [];
    const chapter = chaptersOf(book).find((each) => each.id === id);
    const place = chapter === undefined ? null : { file: chapter.article.source.path, line: null };
    const message = `“${title}” is ${showBytes(bytes)}, but the limit for ${name} is ${showBytes(documentBytes)}`;
    return [problem('chapter-too-large', message, place, 'split the article')];
  });
}

function checkLanguage(book: Book): Diagnostic[] {
  const { language } = book.meta;
  if (kindleKnows(language)) return [];
  const message = `Kindle does not support the language \`${language}\`; Send-to-Kindle may reject the book (E999)`;
  const place = book.config.file === null ? firstPlace(book) : { file: book.config.file, line: null };
  return [problem('kindle-language', message, place, 'choose a related language, for example `language: en`')];
}

/** Once a book: there is nothing to mend, only something to know. */
function checkFormulas(book: Book): Diagnostic[] {
  for (const { tree, article } of chaptersOf(book)) {
    for (const node of elements(tree)) {
      if (node.tagName !== 'math') continue;
      const place = { file: article.source.path, line: lineOf(node) };
      const message = 'formulas are MathML, which Kindle displays only with Enhanced Typesetting';
      return [problem('kindle-formula', message, place, 'check the book in Kindle Previewer before publishing it')];
    }
  }
  return [];
}

/** What only a template of the book can bring in. */
const refusedMarkup: [pattern: RegExp, what: string][] = [
  [/<!--(?:(?!-->)[\s\S])*?--(?!>)/, 'two hyphens in a comment'],
  [/^(?!<\?xml[^>]*encoding="utf-8")/i, 'no UTF-8 encoding declaration on the first line'],
  [/&(?!amp;|lt;|gt;|quot;|apos;|#)\w+;/, 'a named entity that XML does not define'],
];

function refusedStyles(name: string, sheet: string): Diagnostic[] {
  const declarations = declarationsIn(sheet);
  const has = (refuses: (declaration: CssDeclaration) => boolean) => declarations.some(refuses);
  const table: [boolean, string][] = [
    [has(({ property, value }) => property.startsWith('--') || /\bvar\(/.test(value)), 'custom properties'],
    [rulesIn(sheet).some(({ node }) => node.type === 'Rule' && hasBlocks(node.block)), 'nested rules'],
    [
      has(({ property, value }) => property === 'position' && /^(?:fixed|sticky)\b/.test(value)),
      'fixed or sticky positioning',
    ],
  ];
  return table.flatMap(([found, what]) => (found ? [refused('kindle-style', name, what)] : []));
}

const unsupported = new Set('form frame iframe object embed audio video'.split(' '));

function refusedElements(name: string, xhtml: string): Diagnostic[] {
  const tags = readXhtml(xhtml).filter((part) => part.kind === 'start');
  const table: [boolean, string][] = [
    [tags.some(({ local }) => local === 'script'), 'a script'],
    [tags.some(({ local, attributes }) => local === 'img' && !attributes.has('src')), 'an image without a source'],
    [tags.some(({ local }) => unsupported.has(local)), 'an element that Kindle does not support'],
  ];
  return table.flatMap(([found, what]) => (found ? [refused('kindle-markup', name, what)] : []));
}

function refused(code: Code, name: string, what: string): Diagnostic {
  const hint = 'it probably comes from a template of the book';
  return problem(code, `${name} contains ${what}, so Send-to-Kindle may reject it`, null, hint);
}

function chaptersOf(book: Book): Chapter[] {
  return book.sections.filter((section) => section.kind === 'chapter');
}

function firstPlace(book: Book): Place | null {
  const [first] = chaptersOf(book);
  return first === undefined ? null : { file: first.article.source.path, line: null };
}

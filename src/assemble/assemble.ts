/**
 * Articles become one Book: parts and chapters in order, ids unique in the whole book, links resolved, contents. Pure.
 */

import type { Element } from 'hast';
import { diagramIn } from '../diagrams/diagram-source.ts';
import { anchorIn, asciiName, type TakenNames, takenNames, uniqueName } from '../hast/ids.ts';
import { copyTree, elements } from '../hast/tree.ts';
import { alternativeInForce } from '../images/alt-text/book-images.ts';
import { isHan } from '../locale/strings.ts';
import { templateIds } from '../model/anchors.ts';
import type {
  AltTexts,
  Article,
  AssetRef,
  Assets,
  Book,
  BookConfig,
  Chapter,
  CoverImage,
  Part,
} from '../model/book.ts';
import { type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import { shortHash } from '../text/hash.ts';
import { imageAddress, imageKey } from '../text/urls.ts';
import { articleIndex } from './article-index.ts';
import { checkAltTexts } from './check-alt-texts.ts';
import { makeContents } from './contents.ts';
import { resolveDiagrams } from './diagram-fallback.ts';
import { identifyBook } from './identity.ts';
import { resolveLinks } from './links.ts';

export interface BookInput {
  /** In reading order. */
  articles: Article[];
  cover: AssetRef | null;
  assets: Assets;
  altTexts: AltTexts;
  /** By absolute path, the web addresses of articles outside the book; null where none is known. */
  neighbours?: ReadonlyMap<string, string | null>;
  /** The date inside outputs. */
  date: Date;
}

export function assembleBook(asked: BookConfig, input: BookInput): Reported<Book> {
  const { articles, cover, assets, altTexts } = input;
  const meta = identifyBook(asked, articles, input.date);
  const diagnostics: Diagnostic[] = checkAltTexts(asked, articles, altTexts);
  const config = { ...asked, writing: isHan(meta.language) ? asked.writing : 'horizontal' } as const;
  if (config.writing !== asked.writing) diagnostics.push(reportUnsuited(asked, meta.language));
  const used = takenNames(templateIds);
  const sections = placeArticles(config, articles, used);
  const chapters = sections.filter((section) => section.kind === 'chapter');
  const index = config.volume?.index ? articleIndex(config, chapters, meta.language, used) : null;
  if (index !== null) {
    sections.push(index);
    chapters.push(index);
  }
  for (const chapter of chapters) makeIdsUnique(chapter);
  for (const chapter of chapters) {
    const hasDiagrams = chapter.article.assets.some(({ url }) => diagramIn(url) !== null);
    if (hasDiagrams) resolveDiagrams(chapter.tree, chapter.language, assets, altTexts);
    resolveImages(chapter, altTexts);
  }
  // Those of the index lead to chapters already.
  resolveLinks(
    chapters.filter((chapter) => chapter !== index),
    { ...config, neighbours: input.neighbours },
    (diagnostic) => diagnostics.push(diagnostic),
  );
  const book: Book = {
    inputs: null,
    config,
    meta,
    sections,
    toc: makeContents(sections, config.contentsDepth),
    cover: loadedCover(cover, assets),
    assets,
    ...indexIds(sections),
  };
  return { value: book, diagnostics };
}

function reportUnsuited({ file, folder }: BookConfig, language: string): Diagnostic {
  const message = `vertical writing requires Chinese or Japanese; this book (${language}) is set horizontally`;
  return problem(
    'writing-mode-unsupported',
    message,
    { file: file ?? folder, line: null },
    'remove `writing`, or correct `language` if it is wrong',
  );
}

function placeArticles(config: BookConfig, articles: Article[], used: TakenNames): (Part | Chapter)[] {
  const byPath = new Map(articles.map((article) => [article.source.path, article]));
  const sections: (Part | Chapter)[] = [];
  for (const list of config.parts) {
    if (list.title !== null) {
      sections.push({ kind: 'part', id: uniqueName(`part-${shortHash(list.title)}`, used), title: list.title });
    }
    for (const path of list.articles) {
      const article = byPath.get(path.value);
      if (article !== undefined) sections.push(chapterFrom(article, path.depth ?? 0, used));
    }
  }
  return sections;
}

function chapterFrom(article: Article, depth: number, used: TakenNames): Chapter {
  const name = article.source.path
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\.[^.]*$/, '');
  return {
    kind: 'chapter',
    depth,
    id: uniqueName(asciiName(name), used),
    title: article.title,
    language: article.language,
    meta: article.meta,
    // The article stays as it was: it may be cached, and other books may hold it.
    tree: copyTree(article.tree),
    headings: article.headings,
    article,
  };
}

/** Puts the chapter's id before each id in it: two articles may both have a 小结. */
function makeIdsUnique(chapter: Chapter): void {
  const ids = new Set<unknown>();
  const painted: Element[] = [];
  for (const node of elements(chapter.tree)) {
    const { id, fill, stroke, clipPath } = node.properties;
    if (fill !== undefined || stroke !== undefined || clipPath !== undefined) painted.push(node);
    if (id === undefined || id === null || id === '') continue;
    ids.add(id);
    node.properties.id = anchorIn(chapter.id, String(id));
  }
  for (const { properties } of painted) {
    for (const name of ['fill', 'stroke', 'clipPath']) {
      const target = /^url\(#(.*)\)$/i.exec(String(properties[name]))?.[1];
      // A paint that is nowhere paints nothing, and EPUBCheck wants no link to it.
      if (target !== undefined) properties[name] = ids.has(target) ? `url(#${anchorIn(chapter.id, target)})` : 'none';
    }
  }
  chapter.headings = chapter.headings.map((heading) => ({ ...heading, id: anchorIn(chapter.id, heading.id) }));
}

/** Images are addressed by their key in Assets from here on. */
function resolveImages(chapter: Chapter, altTexts: AltTexts): void {
  for (const node of elements(chapter.tree)) {
    if (node.tagName !== 'img') continue;
    const { key, alt } = alternativeInForce(node, altTexts);
    const { src, dataKey: ___, role: _, ariaHidden: __, ariaLabel, title, ...properties } = node.properties;
    node.properties = {
      src: imageAddress(key),
      ...properties,
      // Where a reader finds the original when the image is missing.
      dataAddress: String(src ?? ''),
      alt: alt ?? '',
      // The role tells a decorative image from one of which nobody said anything; other words would unsay it.
      ...(alt === '' ? { role: 'presentation' } : { ariaLabel, title }),
    };
  }
}

export function loadedCover(ref: AssetRef | null, assets: Assets): CoverImage | null {
  const image = ref === null ? undefined : assets.get(ref.key);
  return ref !== null && image?.kind === 'image' ? { ...image, ref } : null;
}

function indexIds(sections: (Part | Chapter)[]): Pick<Book, 'shown' | 'sectionOf'> {
  const shown = new Set<string>();
  const sectionOf = new Map<string, string>();
  for (const section of sections) {
    sectionOf.set(section.id, section.id);
    if (section.kind === 'part') continue;
    for (const { tagName, properties } of elements(section.tree)) {
      if (properties.id) sectionOf.set(String(properties.id), section.id);
      if (tagName === 'img') shown.add(imageKey(properties.src));
    }
  }
  return { shown, sectionOf };
}

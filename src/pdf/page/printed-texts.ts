/** All text that is printed, in reading order, with its place in the source. */
import type { Element, Nodes } from 'hast';
import { svgText } from '../../fonts/svg-fonts.ts';
import { classesOf, lineOf } from '../../hast/tree.ts';
import { isUnprinted } from '../../hast/unrendered.ts';
import type { Book, Chapter, Metadata, Source } from '../../model/book.ts';
import { people } from '../../render/sections.ts';
import { imageKey } from '../../text/urls.ts';

export interface PrintedText {
  text: string;
  file: string;
  /** Where the element begins; null where nothing is known. */
  line: number | null;
  /** The text of the file where it is known already. */
  source: string | null;
}

/** `svgs`: images with text, by the path of their file. */
export function* printedTexts(book: Book, svgs: ReadonlyMap<string, string>): Generator<PrintedText> {
  const { meta, config, sections } = book;
  const [first] = sections.filter((section) => section.kind === 'chapter');
  const articles = new Map(first === undefined ? [] : [[first.article.source.path, first.article.source]]);
  const file = config.file ?? first?.article.source.path ?? config.folder;
  const source = articles.get(file)?.text ?? null;
  for (const text of titleTexts(meta, meta.title, meta.language)) yield { text, file, line: null, source };
  const cover = svgs.get(book.cover?.print.file ?? '');
  if (cover !== undefined) yield { text: svgText(cover), file, line: null, source: elsewhere };
  for (const section of sections) {
    if (section.kind === 'part') yield { text: section.title, file, line: null, source };
    else yield* chapterTexts(section, book, svgs);
  }
}

function* chapterTexts(chapter: Chapter, book: Book, svgs: ReadonlyMap<string, string>): Generator<PrintedText> {
  const { source } = chapter.article;
  for (const text of titleTexts(chapter.meta, chapter.title, chapter.language)) yield printed(text, null, source);
  const waiting: { node: Nodes; line: number | null }[] = [{ node: chapter.tree, line: null }];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const { node } = step;
    if (node.type === 'text') yield printed(node.value, step.line, source);
    if (node.type !== 'root' && node.type !== 'element') continue;
    if (node.type === 'element' && isUnprinted(node.tagName, classesOf(node))) continue;
    const line = (node.type === 'element' ? lineOf(node) : null) ?? step.line;
    const svg = node.type === 'element' ? svgs.get(printedFile(node, book)) : undefined;
    if (svg !== undefined) yield { text: svgText(svg), file: source.path, line, source: elsewhere };
    if (node.type === 'element') for (const text of imageTexts(node, book)) yield printed(text, line, source);
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      waiting.push({ node: node.children[index] as Nodes, line });
    }
  }
}

/** What an image says is not written in the article: nothing is to be looked for there. */
const elsewhere = '';

function printedFile(node: Element, book: Book): string {
  const asset = node.tagName === 'img' ? book.assets.get(imageKey(node.properties.src)) : undefined;
  return asset?.kind === 'image' && asset.labels === undefined ? asset.print.file : '';
}

function printed(text: string, line: number | null, source: Source): PrintedText {
  return { text, line, file: source.path, source: source.text };
}

/** What title pages and the heads of chapters say. */
function titleTexts(
  meta: Omit<Metadata, 'title' | 'language' | 'cover' | 'identifier'>,
  title: string,
  language: string,
) {
  const { subtitle, publisher, rights, series } = meta;
  const texts = [title, subtitle, series?.name, series?.position, ...people(meta, language), publisher, rights];
  return texts.filter((text) => typeof text === 'string');
}

/** The words of a diagram; in place of an image that is missing its description and its address. */
function imageTexts(node: Element, book: Book): string[] {
  if (node.tagName !== 'img') return [];
  const asset = book.assets.get(imageKey(node.properties.src));
  if (asset?.kind === 'image') return asset.labels ?? [];
  return [String(node.properties.alt ?? ''), String(node.properties.dataAddress ?? '')];
}

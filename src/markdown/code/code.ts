/**
 * Code. In a block each line is an element of its own, so that it may go on below itself on paper, and its words have
 * the colours of its language; the words are those of the source to the last space. Behind the fence stand the
 * language, a title, lines to mark and the number of the first line. A short block stays on one page; a long one may go
 * on. Within a line of text a short name such as `--offline` is not broken at its hyphens.
 */
import type { Element, ElementContent, Root } from 'hast';
import type { MarkedExtension, Tokens } from 'marked';
import { escapeAttribute, escapeText } from '../../hast/serialize.ts';
import {
  addClass,
  classesOf,
  collapsedText,
  element,
  elements,
  isElement,
  lineOf,
  rewrite,
  text,
  textOf,
} from '../../hast/tree.ts';
import { stringsFor } from '../../locale/strings.ts';
import { type Place, problem } from '../../model/diagnostics.ts';
import { eastAsianLetter } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import { lineAttribute } from '../extension/placeholders.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';
import { type CodeToken, highlight, isKnown, isPlain, languageIds, languageName, plainLines } from './highlighter.ts';
import { type CodeInfo, readInfo } from './info-string.ts';

const marked: MarkedExtension = {
  renderer: {
    code: (token) => carrierOf(token),
  },
};

export const code: Syntax = { name: 'code', marked, transform: setCode };

/** The words behind the fence travel with the block. marked's own rendering is right where there are none. */
function carrierOf(token: Tokens.Code & { line?: number }): string | false {
  const text = token.lang ?? '';
  if (text === '') return false;
  const { language } = readInfo(text);
  const name = language === '' ? '' : ` class="language-${escapeAttribute(language)}"`;
  return `<pre${lineAttribute(token)} data-info="${escapeAttribute(text)}"><code${name}>${escapeText(token.text.replace(/\n$/, ''))}\n</code></pre>\n`;
}

/** Letters that fit in the narrowest column of a table. */
const shortName = 16;
/** Lines that may be moved to the next page without leaving a hole. */
const shortBlock = 12;
/** A page holds forty lines: what is longer than this is data, and nobody reads its colours. */
const mostLines = 2000;
const mostCharacters = 100_000;
/** Of all blocks of an article together. */
const mostOfArticle = 500_000;

interface CodeContext extends Pick<SyntaxContext, 'file' | 'language' | 'report'> {
  characters: number;
  /** Where each unknown language is named. */
  unknown: Map<string, Place[]>;
}

function setCode(tree: Root, context: SyntaxContext): void {
  const work: CodeContext = { ...context, characters: 0, unknown: new Map() };
  const titled = new Map<Element, string>();
  const blocks = new Set<Element>();
  for (const node of elements(tree)) {
    if (node.tagName === 'pre') {
      for (const child of node.children) if (isElement(child)) blocks.add(child);
      const title = setBlock(node, work);
      if (title !== null) titled.set(node, title);
    } else if (isElement(node, 'code') && !blocks.has(node) && collapsedText(node).length <= shortName) {
      addClass(node, 'short');
    }
  }
  if (titled.size > 0) rewrite(tree, (node) => titledBlock(node, titled.get(node)));
  for (const [language, places] of work.unknown) reportUnknown(language, places, work);
}

/** A block that no fence was written for, in an article of a language; what is wrong with it is said elsewhere. */
export function codeBlock(words: string, name: string, language: string, line: number | null): Element {
  const content = element('code', { className: [`language-${name}`] }, [text(`${words}\n`)]);
  const block = element('pre', line === null ? {} : { dataLine: line }, [content]);
  setBlock(block, { file: '', language, report: () => undefined, characters: 0, unknown: new Map() });
  return block;
}

/** Its title, which stands above it. */
function setBlock(block: Element, work: CodeContext): string | null {
  const info = readInfo(String(block.properties.dataInfo ?? ''));
  delete block.properties.dataInfo;
  if (textOf(block).trimEnd().split('\n').length <= shortBlock) addClass(block, 'short');
  const [only, ...others] = block.children;
  if (!isElement(only, 'code') || others.length > 0) return info.title;
  const [words, ...markup] = only.children;
  // HTML with markup of its own, as web pages have, is as its author made it.
  if (words?.type !== 'text' || markup.length > 0) return info.title;
  const language = languageOf(only);
  label(block, language, work);
  const lines = linesOf(words.value, language, { file: work.file, line: lineOf(block) }, work);
  only.children = lines.map((pieces, index) => lineElement(pieces, index, index < lines.length - 1, info));
  // The end of the last line begins none.
  if (lines.at(-1)?.length === 0) only.children.pop();
  if (info.start !== null) addClass(block, 'numbered');
  return info.title;
}

/** Who listens to a book is told where code begins, and in which language. */
function label(block: Element, language: string, work: CodeContext): void {
  const { code: word } = stringsFor(work.language);
  block.properties.role = 'group';
  block.properties.ariaLabel = isPlain(language) ? word : `${word}: ${languageName(language)}`;
}

function languageOf(node: Element): string {
  const name = classesOf(node).find((each) => each.startsWith('language-')) ?? '';
  return name.slice('language-'.length);
}

function linesOf(text: string, language: string, place: Place, work: CodeContext): CodeToken[][] {
  if (isPlain(language)) return plainLines(text);
  if (!isKnown(language)) {
    const places = work.unknown.get(language) ?? [];
    work.unknown.set(language, [...places, place]);
    return plainLines(text);
  }
  work.characters += text.length;
  const count = text.split('\n').length;
  if (count <= mostLines && text.length <= mostCharacters && work.characters <= mostOfArticle)
    return highlight(text, language);
  work.characters -= text.length;
  const message = `code block is too long to be highlighted (${count} lines, ${text.length} characters)`;
  const hint = `the limit is ${mostLines} lines or ${mostCharacters} characters, and ${mostOfArticle} in one article`;
  work.report(problem('code-block-too-long', message, place, hint));
  return plainLines(text);
}

function lineElement(pieces: CodeToken[], index: number, ends: boolean, { marked, start }: CodeInfo): Element {
  const number = (start ?? 1) + index;
  const isMarked = marked.some(([from, to]) => number >= from && number <= to);
  const className = ['line', ...(isMarked ? ['line-marked'] : [])];
  const children = pieces.map(pieceElement);
  if (ends) children.push(text('\n'));
  return element('span', { className, ...(start === null ? {} : { dataNumber: String(number) }) }, children);
}

function pieceElement({ text: words, kind }: CodeToken): ElementContent {
  if (kind === null) return text(words);
  // Comments are in italics, and Han letters are never slanted.
  const upright = kind === 'comment' && eastAsianLetter.test(words);
  return element('span', { className: upright ? [kind, 'upright'] : [kind] }, [text(words)]);
}

function titledBlock(block: Element, title: string | undefined): ElementContent[] | undefined {
  if (title === undefined) return undefined;
  const { dataLine } = block.properties;
  const caption = element('figcaption', { className: ['code-title'] }, [text(title)]);
  return [element('figure', { dataLine, className: ['code'] }, [caption, block])];
}

function reportUnknown(language: string, places: Place[], work: CodeContext): void {
  const meant = nearest(language, languageIds());
  const hint = meant === null ? 'use `text` for code without highlighting' : `did you mean \`${meant}\`?`;
  const [first, ...others] = places;
  const message = `unknown code language \`${language.slice(0, 80)}\`; the code is not highlighted`;
  work.report(problem('code-language-unknown', message, first!, hint, others.slice(0, mostRelated)));
}

const mostRelated = 5;

/**
 * Proves that every word of the source is in the article, or was reported as removed. The source is read without
 * marked, so that what marked drops is seen too: syntax is removed by its shape, and the letters and digits of the rest
 * are counted. Only where counts differ are the missing words worked out.
 */
import type { Nodes, Root } from 'hast';
import { diagramIn } from '../diagrams/diagram-source.ts';
import { classesOf } from '../hast/tree.ts';
import { decodePercent } from '../text/urls.ts';
import { withoutComments } from './html/comments.ts';
import { isElementName } from './html/raw-tags.ts';

export interface MissingWords {
  /** Lines from the first line of the text, from 0. */
  line: number;
  /** As written, without syntax. */
  words: string;
}

export interface ParsedOutcome {
  tree: Root;
  /** Words that are left out: a diagnostic says so, or the title does. */
  removed: readonly string[];
}

export function findMissingWords(text: string, outcome: ParsedOutcome): MissingWords[] {
  const expected = withoutSyntax(text);
  // One text: reading many small ones takes three times as long.
  const found = [...wordsFound(outcome.tree), ...outcome.removed].join('\n');
  if (!mayLack(expected, found)) return [];
  const [source, article] = [fold(expected), fold(found)];
  const rarer = rarerLetters(source, article);
  return rarer === null ? [] : missingLines(source.split('\n'), article, rarer);
}

/** Syntax that never reaches a book, by its shape; removing too much only weakens the check. At line starts first. */
const lineStart =
  /^[ \t>*+:-]*(?:\d{1,9}[.)](?=\s)[ \t>*+:-]*)*(?:`{3,}[^`\n]*$|~{3,}[^\n]*$|\[(?:![a-zA-Z]+\]|[^[\]\n]{1,999}\]:(?:[ \t]*(?:#|<>)[ \t][^\n]*)?)|(?:[Tt]able|[Tt]abelle|표|[表표]格?)[ \t]*[:：])?/gm;

/** Doctypes, tags, entities, link labels, note names, task boxes, attributes, formula references, image sizes. */
const anywhere =
  /<![dD][oO][cC][^<>]*>|<\/?([a-zA-Z][a-zA-Z0-9-]*)(?:[\s/]+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'=<>`]+))?)*[\s/]*>|&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});|\]\[[^[\]\n]{0,999}\]|\[\^[^\]\s]{1,200}\]|\[[xX]\](?=\s)|\{[^{}\n]*\}|\\(?:eq)?ref\{[^{}]*\}| =\d*x\d*(?=\)| )/g;

/** The text with blanks in place of its syntax, so that every line stays where it is. */
function withoutSyntax(text: string): string {
  const withoutMarks = withoutComments(text).replace(anywhere, (match: string, tag: string | undefined) => {
    if (match.startsWith('{') && !/[#.=]/.test(match)) return withoutEntities(match);
    const name = tag?.toLowerCase();
    if (name !== undefined && !isElementName(name)) return match;
    const alt = name === 'img' ? withoutEntities(/\salt\s*=\s*("[^"]*"|'[^']*')/i.exec(match)?.[1] ?? '') : '';
    if (!match.includes('\n')) return ` ${alt}`;
    return ` ${alt}${'\n'.repeat(match.split('\n').length - alt.split('\n').length)}`;
  });
  return withoutMarks.replace(lineStart, ' ');
}

function withoutEntities(text: string): string {
  return text.replace(/&#?\w+;/g, ' ');
}

/** Elements that say what Octavo adds. */
const added = new Set(['noteref', 'backlink', 'backlinks', 'formula-number']);

/** Everything in the tree that says what the source says, addresses included. */
export function wordsFound(tree: Root): string[] {
  const words: string[] = [];
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'text') words.push(node.value);
    if (node.type !== 'root' && node.type !== 'element') continue;
    if (node.type === 'element') {
      const { alt, title, href, src, alttext, className } = node.properties;
      if (className !== undefined && classesOf(node).some((name) => added.has(name))) continue;
      for (const value of [alt, title, href]) if (value) words.push(String(value));
      if (src) words.push(diagramIn(String(src))?.source ?? String(src));
      if (alttext) words.push(String(alttext));
      if (node.data?.fromTex) continue;
    }
    for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index] as Nodes);
  }
  return words;
}

const letter = /[\p{L}\p{N}\p{Cs}]/u;
const runs = /[\p{L}\p{N}\p{M}]+/gu;

/** Whether letters may stand in the source more often than in the article. Counted in few buckets, which is fast. */
function mayLack(expected: string, found: string): boolean {
  const counts = new Int32Array(buckets);
  for (let at = 0; at < found.length; at += 1) counts[found.charCodeAt(at) & (buckets - 1)]! += 1;
  for (let at = 0; at < expected.length; at += 1) {
    const bucket = expected.charCodeAt(at) & (buckets - 1);
    counts[bucket]! -= 1;
    if (counts[bucket]! < 0 && letter.test(expected[at]!)) return true;
  }
  return false;
}

const buckets = 4096;

/** The letters and digits that stand in the source more often than in the article; null when there are none. */
function rarerLetters(expected: string, found: string): RegExp | null {
  const counts = new Map<string, number>();
  for (const character of found) counts.set(character, (counts.get(character) ?? 0) + 1);
  const rarer = new Set<string>();
  for (const character of expected) {
    const left = (counts.get(character) ?? 0) - 1;
    counts.set(character, left);
    if (left < 0 && letter.test(character)) rarer.add(character);
  }
  return rarer.size === 0 ? null : new RegExp(`[${[...rarer].join('')}]`, 'u');
}

/** Addresses are written with percent signs or without, letters in any width. */
function fold(text: string): string {
  const decoded = text.includes('%') ? text.replace(/(?:%[0-9a-f]{2})+/gi, decodePercent) : text;
  return decoded.normalize('NFKC').toLowerCase();
}

function missingLines(lines: string[], found: string, rarer: RegExp): MissingWords[] {
  const inArticle = found.match(runs) ?? [];
  const article = inArticle.join('');
  const expected = lines.map((text) => (text.match(runs) ?? []).filter((run) => rarer.test(run)));
  let near = 0;
  const isThere = (run: string): boolean => {
    // Words come in the order of the source, all but a few.
    const at = article.indexOf(run, near);
    if (at !== -1) near = at;
    return at !== -1 || article.includes(run);
  };
  const missing = expected.flatMap((each, line) => {
    const lost = each.filter((run) => !isThere(run));
    return lost.length === 0 ? [] : [{ line, words: lost.join(' ') }];
  });
  return missing.length > 0 ? missing : rarerRuns(expected, article, inArticle);
}

/** Words that are there, but not as often as in the source: at the last line that has them. */
function rarerRuns(expected: string[][], article: string, inArticle: string[]): MissingWords[] {
  const counts = new Map<string, { count: number; line: number }>();
  for (const [line, each] of expected.entries())
    for (const run of each) counts.set(run, { count: (counts.get(run)?.count ?? 0) + 1, line });
  const whole = new Map<string, number>();
  for (const run of inArticle) whole.set(run, (whole.get(run) ?? 0) + 1);
  return [...counts]
    .filter(([run, { count }]) => (whole.get(run) ?? 0) < count && article.split(run).length - 1 < count)
    .map(([words, { line }]) => ({ line, words }))
    .sort((one, other) => one.line - other.line);
}

/** Punctuation checks of `octavo check` for Chinese text, after clreq and GB/T 15834. https://www.w3.org/TR/clreq/ */
import type { Parents, Root } from 'hast';
import { blocks } from '../../hast/repair.ts';
import { isElement, lineOf } from '../../hast/tree.ts';
import type { Article, TypographyCheck } from '../../model/book.ts';
import { type Diagnostic, type Place, problem } from '../../model/diagnostics.ts';

export function checkTypography(article: Article, wanted: ReadonlySet<TypographyCheck>): Diagnostic[] {
  if (!article.language.startsWith('zh')) return [];
  const lines = linesOf(article.tree);
  return [...wanted].flatMap((name) => {
    const { message, hint, find } = checks[name];
    const places: Place[] = find(lines).map((line) => ({ file: article.source.path, line }));
    const [first, ...others] = places;
    if (first === undefined) return [];
    const count = places.length === 1 ? '(1 place)' : `(${places.length} places)`;
    return [
      problem(`typography-${name}`, `${message} ${count}`, first, hint, distinct(others, first).slice(0, mostShown)),
    ];
  });
}

const mostShown = 5;

function distinct(places: Place[], first: Place): Place[] {
  const lines = new Set(places.map(({ line }) => line));
  lines.delete(first.line);
  return [...lines].map((line) => ({ file: first.file, line }));
}

/** A line of text as its reader sees it; code and formulas are one character that is no letter. */
interface TextLine {
  text: string;
  line: number | null;
}

interface Check {
  message: string;
  hint: string;
  /** The line of each place. */
  find(lines: TextLine[]): (number | null)[];
}

const han = '\\p{Script=Han}';
const beside = (pattern: string) =>
  new RegExp(`(?<=[${han}》」』）”’])(?:${pattern})|(?:${pattern})(?=[${han}《「『（“‘])`, 'gu');

const checks: Record<TypographyCheck, Check> = {
  'half-width': {
    message: 'half-width punctuation in Chinese text',
    hint: 'use full-width ，。；：？！（） next to Han characters',
    // Not between digits, as in 12:30; a full stop only where a sentence can end.
    find: matching(
      new RegExp(
        `(?<=${han})[,;:?!](?!\\d)|(?<!\\s)[,;:?!](?=${han})|(?<=${han})\\.(?=\\s*(?:${han}|[(（]|$))|\\((?=[^()\\n]*${han}[^()\\n]*\\))`,
        'gu',
      ),
    ),
  },
  quotes: {
    message: 'straight, doubled or mixed quotation marks',
    hint: 'use “ ” and ‘ ’, or 「 」 and 『 』, in pairs and consistently',
    find: findQuotes,
  },
  ellipsis: {
    message: 'ellipsis other than ……',
    hint: 'write ……, that is, two … characters',
    find: matching(new RegExp(`${beside('\\.{3,}|(?<!…)…(?!…)').source}|。{2,}`, 'gu')),
  },
  dash: {
    message: 'dash other than ——',
    hint: 'write ——, that is, two — characters without a space',
    find: matching(beside('(?<!-)-{2,3}(?!-)|(?<!—)—(?!—)|－{2}|―+')),
  },
  spaces: {
    message: 'doubled or inconsistent spaces between Chinese and Latin text',
    hint: 'omit them all (the layout adds the gap), or use one space everywhere',
    find: findSpaces,
  },
};

function matching(pattern: RegExp): Check['find'] {
  return (lines) => lines.flatMap(({ text, line }) => Array.from(text.matchAll(pattern), () => line));
}

/** Straight ones beside Han, the same mark twice, and those of the rarer kind where an article has both. */
function findQuotes(lines: TextLine[]): (number | null)[] {
  const straight = matching(beside('["\']'))(lines);
  const doubled = matching(/““|””|「「|」」|‘‘|’’/gu)(lines);
  const curly = matching(/“/gu)(lines);
  const corner = matching(/「/gu)(lines);
  const rarer = curly.length > 0 && corner.length > 0 ? (curly.length < corner.length ? curly : corner) : [];
  return [...straight, ...doubled, ...rarer].sort((first, second) => (first ?? 0) - (second ?? 0));
}

/** Of a border with and without a space the rarer is the slip. */
function findSpaces(lines: TextLine[]): (number | null)[] {
  const border = (gap: string) => new RegExp(`(?<=${han})${gap}(?=[A-Za-z])|(?<=[A-Za-z])${gap}(?=${han})`, 'gu');
  const doubled = matching(border(' {2,}'))(lines);
  const spaced = matching(border(' '))(lines);
  const bare = matching(border(''))(lines);
  const rarer = spaced.length < bare.length ? spaced : bare;
  return [...doubled, ...(spaced.length > 0 && bare.length > 0 ? rarer : [])];
}

const separate = new Set([...blocks, 'td', 'th', 'caption', 'tr', 'article']);

/** The text of each block; what stands in code, formulas and addresses is not for these checks. */
function linesOf(tree: Root): TextLine[] {
  const lines: TextLine[] = [];
  let text = '';
  let line: number | null = null;
  const close = () => {
    for (const [index, part] of text.split('\n').entries()) {
      if (part.trim() !== '') lines.push({ text: part.trim(), line: line === null ? null : line + index });
    }
    text = '';
  };
  const visit = (parent: Parents) => {
    for (const node of parent.children) {
      if (node.type === 'text') text += node.value;
      // Readings above characters are no words of the line.
      if (!isElement(node) || node.tagName === 'rt' || node.tagName === 'rp') continue;
      const block = separate.has(node.tagName);
      if (block) {
        close();
        line = lineOf(node) ?? line;
      }
      if (isElement(node, 'code', 'pre', 'kbd', 'samp', 'math', 'svg', 'sup', 'sub') || isAddress(node))
        text += '\uFFFC';
      else visit(node);
      if (block) close();
    }
  };
  visit(tree);
  close();
  return lines;
}

function isAddress(node: Parents): boolean {
  const [only] = node.children;
  return isElement(node as never, 'a') && only?.type === 'text' && /^(?:https?:\/\/|www\.)/i.test(only.value);
}

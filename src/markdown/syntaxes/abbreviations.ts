/**
 * Abbreviations: a line `*[HTML]: Hyper Text Markup Language` explains the word wherever it stands in the article,
 * except in code and links.
 */
import type { ElementContent, Root, Text } from 'hast';
import { escapeText } from '../../hast/serialize.ts';
import { element, elements, isElement, lineOf, rewrite, text, textOf } from '../../hast/tree.ts';
import { problem } from '../../model/diagnostics.ts';
import { isPlaceholder, placeholderAround } from '../extension/placeholders.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';
import { nextLine } from '../extension/tokenizing.ts';

const definition = /^ {0,3}\*\[([^\]\n]{1,100})\]:[ \t]*(\S[^\n]*)(?:\n|$)/;
const line = /\n {0,3}\*\[[^\]\n]{1,100}\]:[ \t]*\S/;

export const abbreviations: Syntax = {
  name: 'abbreviations',
  marked: {
    extensions: [
      {
        name: 'abbreviation',
        level: 'block',
        start(source) {
          return nextLine(source, line, this.lexer.state.top);
        },
        tokenizer(source) {
          const [raw, word, meaning] = definition.exec(source) ?? [];
          if (raw === undefined || word === undefined || meaning === undefined || word.trim() === '') return undefined;
          return { type: 'abbreviation', raw, word: word.trim(), meaning: meaning.trim() };
        },
        renderer: (token) => placeholderAround('abbreviation', 'div', token, escapeText(token.word), token.meaning),
      },
    ],
  },
  transform: explainWords,
};

function explainWords(tree: Root, { file, report }: SyntaxContext): void {
  const { definitions, repeated } = takeDefinitions(tree);
  for (const { word, meaning, line } of repeated) {
    const message = `abbreviation ${word} is defined twice; the first definition is used`;
    report(
      problem('abbreviation-unused', message, { file, line }, 'remove one of the definitions'),
      `${word} ${meaning}`,
    );
  }
  const meanings = new Map([...definitions].map(([word, { meaning }]) => [word, meaning]));
  if (meanings.size === 0) return;
  const used = new Set<string>();
  const lengths = [...new Set([...meanings.keys()].map((word) => word.length))].sort((first, second) => second - first);
  const verbatim = new Set<unknown>();
  for (const node of elements(tree)) {
    const inside = verbatim.has(node) || isElement(node, ...untouched);
    const children: ElementContent[] = [];
    for (const child of node.children) {
      if (inside) verbatim.add(child);
      if (inside || child.type !== 'text') children.push(child);
      else for (const piece of explained(child, meanings, lengths, used)) children.push(piece);
    }
    node.children = children;
  }
  for (const [word, { meaning, line }] of definitions) {
    if (used.has(word)) continue;
    const message = `abbreviation ${word} is never used, so its definition is not printed: ${meaning}`;
    report(
      problem('abbreviation-unused', message, { file, line }, 'use the abbreviation, or remove the definition'),
      `${word} ${meaning}`,
    );
  }
}

const untouched = 'code pre kbd samp a abbr svg math'.split(' ');

interface Abbreviation {
  word: string;
  meaning: string;
  line: number | null;
}

/** Of two lines for one word the first counts. */
function takeDefinitions(tree: Root): { definitions: Map<string, Abbreviation>; repeated: Abbreviation[] } {
  const definitions = new Map<string, Abbreviation>();
  const repeated: Abbreviation[] = [];
  rewrite(tree, (node) => {
    if (!isPlaceholder(node, 'abbreviation')) return undefined;
    const definition = { word: textOf(node), meaning: String(node.properties.title ?? ''), line: lineOf(node) };
    if (definition.word === '' || definitions.has(definition.word)) repeated.push(definition);
    else definitions.set(definition.word, definition);
    return [];
  });
  return { definitions, repeated };
}

/** The text with each abbreviation in an element of its own; the longest word that fits counts. */
function explained(
  node: Text,
  meanings: ReadonlyMap<string, string>,
  lengths: number[],
  used: Set<string>,
): ElementContent[] {
  const words = node.value;
  const pieces: ElementContent[] = [];
  let plain = 0;
  for (let at = 0; at < words.length; at += 1) {
    if (joins(words[at - 1], words[at])) continue;
    const length = lengths.find(
      (each) => meanings.has(words.slice(at, at + each)) && !joins(words[at + each - 1], words[at + each]),
    );
    if (length === undefined) continue;
    const word = words.slice(at, at + length);
    used.add(word);
    if (plain < at) pieces.push(text(words.slice(plain, at)));
    pieces.push(element('abbr', { title: meanings.get(word) }, [text(word)]));
    plain = at + length;
    at = plain - 1;
  }
  if (plain === 0) return [node];
  if (plain < words.length) pieces.push(text(words.slice(plain)));
  return pieces;
}

/** Letters of one word; Han characters stand for themselves. */
const letter = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}\p{Nd}_]/u;

function joins(first: string | undefined, second: string | undefined): boolean {
  return first !== undefined && second !== undefined && letter.test(first) && letter.test(second);
}

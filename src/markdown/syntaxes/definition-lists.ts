/**
 * Definition lists: lines with terms, and below them lines that begin with a colon, each with what the terms mean. What
 * is indented below a colon belongs to it. After an empty line a meaning is set as paragraphs.
 */
import type { Token, Tokens } from 'marked';
import { lineAttribute } from '../extension/placeholders.ts';
import type { Syntax } from '../extension/syntax.ts';
import { beginsBlock, endOfLine, readHanging } from '../extension/tokenizing.ts';
import { beginsTable } from './table-captions.ts';

export const definitionLists: Syntax = {
  name: 'definition lists',
  marked: {
    extensions: [
      {
        name: 'definitionList',
        level: 'block',
        childTokens: ['items'],
        tokenizer(source) {
          const pieces = readList(source);
          if (pieces.length === 0) return undefined;
          const { top } = this.lexer.state;
          this.lexer.state.top = true;
          const items = pieces.map((piece) => ({
            type: piece.kind,
            raw: piece.raw,
            loose: piece.loose,
            tokens: piece.kind === 'term' ? this.lexer.inline(piece.text) : this.lexer.blockTokens(piece.text, []),
          }));
          this.lexer.state.top = top;
          return { type: 'definitionList', raw: pieces.map(({ raw }) => raw).join(''), items };
        },
        renderer(token) {
          const items = (token.items as Tokens.Generic[]).map((item) => {
            const tag = item.type === 'term' ? 'dt' : 'dd';
            const text =
              item.type === 'term'
                ? this.parser.parseInline(item.tokens ?? [])
                : this.parser.parse((item.tokens ?? []).map((child) => (item.loose ? child : bare(child))));
            return `<${tag}${lineAttribute(item)}>${text}</${tag}>\n`;
          });
          return `<dl${lineAttribute(token)}>\n${items.join('')}</dl>\n`;
        },
      },
    ],
  },
  transform: null,
};

interface DefinitionPart {
  kind: 'term' | 'meaning';
  raw: string;
  text: string;
  loose: boolean;
}

/** Terms that may share a meaning. */
const mostTerms = 5;
/** In characters: more is a paragraph. */
const longestTerm = 500;
const colon = /^([ \t]*\n)? {0,3}:([ \t]+)(?=\S)/;

function readList(source: string): DefinitionPart[] {
  const pieces: DefinitionPart[] = [];
  let at = 0;
  // Each round reads terms and what they mean.
  while (at < source.length) {
    const found = readGroup(source.slice(at), at === 0);
    if (found.length === 0) break;
    for (const piece of found) pieces.push(piece);
    at += found.reduce((sum, { raw }) => sum + raw.length, 0);
  }
  return pieces;
}

function readGroup(source: string, first: boolean): DefinitionPart[] {
  const gap = first ? '' : (/^(?:[ \t]*\n)*/.exec(source)?.[0] ?? '');
  const terms = readTerms(source, gap.length);
  if (terms.length === 0) return [];
  const pieces: DefinitionPart[] = terms.map((term, index) => ({
    kind: 'term',
    raw: `${index === 0 ? gap : ''}${term}\n`,
    text: term.trim(),
    loose: false,
  }));
  let at = pieces.reduce((sum, { raw }) => sum + raw.length, 0);
  for (let meaning = readMeaning(source.slice(at)); meaning !== null; meaning = readMeaning(source.slice(at))) {
    pieces.push(meaning);
    at += meaning.raw.length;
  }
  const isCaption = pieces.length === terms.length + 1 && pieces.at(-1)?.loose && beginsTable(source.slice(at));
  return pieces.length === terms.length || isCaption ? [] : pieces;
}

/** The lines before a line with a colon; none when there is no such line near. */
function readTerms(source: string, from: number): string[] {
  const terms: string[] = [];
  for (let at = from; terms.length < mostTerms; ) {
    const end = endOfLine(source, at);
    const line = source.slice(at, end);
    if (end === source.length || !isTerm(line)) return [];
    terms.push(line);
    at = end + 1;
    if (colon.test(source.slice(at, at + longestGap))) return terms;
  }
  return [];
}

/** Characters in which a colon must come after a term. */
const longestGap = 100;

function isTerm(line: string): boolean {
  return (
    line.trim() !== '' &&
    line.length <= longestTerm &&
    !beginsBlock(line) &&
    !/^(?: {4}|\t)/.test(line) &&
    !/^[\s|:=-]+$/.test(line) &&
    !/^ {0,3}:\s/.test(line)
  );
}

function readMeaning(source: string): DefinitionPart | null {
  const found = colon.exec(source);
  if (found === null) return null;
  const spaces = found[2]!.replaceAll('\t', '    ').length;
  // More than four spaces would make code of the words.
  const indent = 1 + Math.min(spaces, 3);
  const hanging = readHanging(
    source.slice(found[1]?.length ?? 0),
    found[0].length - (found[1]?.length ?? 0),
    Math.max(2, indent),
    (_, next) => isNext(source.slice(found[1]?.length ?? 0), next),
  );
  return { kind: 'meaning', raw: (found[1] ?? '') + hanging.raw, text: hanging.text, loose: found[1] !== undefined };
}

/** Whether a line is the next term or meaning, and not the rest of a paragraph. */
function isNext(source: string, at: number): boolean {
  if (/^ {0,3}:[ \t]/.test(source.slice(at, at + 5))) return true;
  const below = endOfLine(source, at) + 1;
  return /^ {0,3}:[ \t]/.test(source.slice(below, below + 5));
}

/** A paragraph as words without its element. */
function bare(token: Token): Token {
  return token.type === 'paragraph' ? ({ ...token, type: 'text' } as Tokens.Text) : token;
}

/** Tags of template languages in the text of an article: finding them with their arguments, and replacing them. */
import { maskCode } from '../code/code-mask.ts';
import type { Edit } from '../extension/traced-text.ts';

export interface TemplateTag {
  name: string;
  start: number;
  end: number;
  isClosing: boolean;
  /** As written. */
  argumentText: string;
  /** Those without a name. */
  positional: string[];
  named: ReadonlyMap<string, string>;
  /** Whether nothing else stands in its line. */
  isAlone: boolean;
}

const argument = /(?:([\w-]+)=)?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|“[^”]*”|[^\s"'`]+)/g;

/** Tags in prose; those in code are shown. The groups `name`, `close` and `arguments` of the pattern say what is where. */
export function findTags(text: string, pattern: RegExp): TemplateTag[] {
  const masked = maskCode(text);
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { 0: raw, index, groups = {} } = match;
    if (masked[index] === ' ' && masked.slice(index, index + raw.length).trim() === '') return [];
    const argumentText = (groups.arguments ?? '').trim();
    return [
      {
        name: groups.name ?? '',
        start: index,
        end: index + raw.length,
        isClosing: (groups.close ?? '') !== '',
        argumentText,
        ...readArguments(argumentText),
        isAlone: isAlone(text, index, index + raw.length),
      },
    ];
  });
}

function readArguments(text: string): Pick<TemplateTag, 'positional' | 'named'> {
  const positional: string[] = [];
  const named = new Map<string, string>();
  for (const [, name, value = ''] of text.matchAll(argument)) {
    const plain = /^["'`“]/.test(value) ? value.slice(1, -1).replace(/\\(["'\\])/g, '$1') : value;
    if (name === undefined) positional.push(plain);
    else named.set(name.toLowerCase(), plain);
  }
  return { positional, named };
}

function isAlone(text: string, start: number, end: number): boolean {
  return indentBefore(text, start) !== null && /^[ \t]*(?:\n|$)/.test(text.slice(end, end + longestIndent));
}

const longestIndent = 200;

/** The indents and delimiters of quotations between the start of a line and a place; null where text is before it. */
function indentBefore(text: string, at: number): string | null {
  const near = `${at <= longestIndent ? '\n' : ''}${text.slice(Math.max(0, at - longestIndent), at)}`;
  return /\n([ \t>]*)$/.exec(near)?.[1] ?? null;
}

/** Puts a block in the place of a tag: on lines of its own, each with the indent of the tag. */
export function blockEdit(text: string, { start, end, isAlone }: TemplateTag, block: string): Edit {
  const before = indentBefore(text, start);
  const indent = before ?? '';
  const lines = block.replaceAll('\n', `\n${indent}`);
  return { start, end, text: isAlone ? lines : `${before === null ? '\n\n' : ''}${lines}\n\n${indent}` };
}

/** Text for a place where Markdown would read its delimiters: between the brackets of a link. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}

/** An address for a link or an image in Markdown. */
export function encodeAddress(address: string): string {
  return address
    .trim()
    .replace(/[\s()<>]/g, (character) => encodeURIComponent(character).replace('(', '%28').replace(')', '%29'));
}

/** More colons than an author writes, so that no container within closes it. */
export const containerFence = ':::::::';

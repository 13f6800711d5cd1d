/** Short codes of emoji, `:tada:`, as GitHub has them: never in code, nor where a letter or digit is beside the colons. */
import { createRequire } from 'node:module';
import type { Root } from 'hast';
import { onDemand } from '../extension/on-demand.ts';
import { replaceProse } from '../extension/prose.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';

const load = createRequire(import.meta.url);

/** Loaded when an article has something that looks like a short code. */
const emojiByName = onDemand(() => (load('gemoji') as typeof import('gemoji')).nameToEmoji);

/** One letter between colons is seldom an emoji. */
const shortCode = /(?<![\p{L}\p{N}_:/\\])((?::(?:[a-z0-9_+-]{2,40}|x|o):)+)(?![\p{L}\p{N}_:/])/gu;

export const emoji: Syntax = { name: 'emoji', marked: null, transform: setEmoji };

function setEmoji(tree: Root, { account }: SyntaxContext): void {
  replaceProse(tree, (text) => withEmoji(text, account));
}

function withEmoji(text: string, account: (removed: string) => void): string {
  return text.replace(shortCode, (codes: string) => {
    const names = codes.slice(1, -1).split('::');
    const characters = names.map((name) => emojiByName()[name]);
    if (characters.some((each) => each === undefined)) return codes;
    account(codes);
    return characters.join('');
  });
}

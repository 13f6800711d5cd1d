/** Short codes of emoji, `:tada:`, as GitHub has them: never in code, nor where a letter or digit is beside the colons. */
import { createRequire } from 'node:module';
import type { Nodes, Root } from 'hast';
import { pushReversed } from '../../hast/tree.ts';
import { onDemand } from '../extension/on-demand.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';

const load = createRequire(import.meta.url);

/** Loaded when an article has something that looks like a short code. */
const emojiByName = onDemand(() => (load('gemoji') as typeof import('gemoji')).nameToEmoji);

/** One letter between colons is seldom an emoji. */
const shortCode = /(?<![\p{L}\p{N}_:/\\])((?::(?:[a-z0-9_+-]{2,40}|x|o):)+)(?![\p{L}\p{N}_:/])/gu;

export const emoji: Syntax = { name: 'emoji', marked: null, transform: setEmoji };

/** Elements whose text is as its author wrote it, letter for letter. */
const literal = new Set(['code', 'pre', 'kbd', 'samp', 'math', 'svg']);

function setEmoji(tree: Root, { account }: SyntaxContext): void {
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'text' && node.value.includes(':')) node.value = withEmoji(node.value, account);
    if (node.type === 'root' || (node.type === 'element' && !literal.has(node.tagName)))
      pushReversed(waiting, node.children as Nodes[]);
  }
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

/**
 * A style sheet in two: the rules that every engine reads, and those that only newer ones do. Adobe's RMSDK, which
 * opens EPUBs on Kobo, Tolino, Nook and in many applications, skips a whole sheet, or does not open the book, for one
 * value such as `calc()` or `min()`: what it cannot read stands in a sheet of its own, which follows the first.
 * https://github.com/dvschultz/99problems/issues/53, https://github.com/dvschultz/99problems/issues/22
 */
import type { CssNode } from 'css-tree';
import { type CssRule, hasBlocks, nodesIn, rulesIn } from '../text/css.ts';

export interface SplitSheet {
  plain: string;
  modern: string;
}

export function splitStyles(sheet: string): SplitSheet {
  const rules = rulesIn(sheet).map((rule) => ({ source: rule.source, modern: isModern(rule) }));
  const joined = (modern: boolean) => rules.map((rule) => (rule.modern === modern ? rule.source : '')).join('');
  return { plain: joined(false), modern: joined(true).trimStart() };
}

/** What CSS 2.1 has, beside all it says of plain values. */
const oldAtRules = new Set(['font-face', 'charset', 'import']);
const oldPseudoClasses = new Set(
  'first-child first-line first-letter before after link visited hover active focus lang'.split(' '),
);
const oldFunctions = new Set('url attr counter counters rect format local'.split(' '));
const oldUnits = new Set('em ex px in cm mm pt pc deg rad grad ms s hz khz'.split(' '));

function isModern({ name, node }: CssRule): boolean {
  if (name !== null && !oldAtRules.has(name)) return true;
  return [...nodesIn(node)].some(isModernNode);
}

function isModernNode(node: CssNode): boolean {
  switch (node.type) {
    case 'Block':
      return hasBlocks(node);
    case 'PseudoClassSelector':
      return !oldPseudoClasses.has(node.name);
    case 'PseudoElementSelector':
      return true;
    case 'Combinator':
      return node.name === '~';
    case 'AttributeSelector':
      return node.matcher !== null && /^[$^*]/.test(node.matcher);
    case 'Function':
      return !oldFunctions.has(node.name);
    case 'Dimension':
      return !oldUnits.has(node.unit.toLowerCase());
    default:
      return false;
  }
}

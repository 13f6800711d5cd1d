/**
 * Repairs MathML by its content model (https://www.w3.org/TR/MathML3/chapter3.html), from raw HTML and TeX. What is not
 * MathML becomes text.
 */
import type { Element, ElementContent, Root } from 'hast';
import { mathmlTagNames } from 'mathml-tag-names';
import { collapsedText, element, isElement, meaningful, rewrite, text } from './tree.ts';

const names = new Set(mathmlTagNames);
/** Elements that hold words. */
const tokens = new Set('mi mn mo ms mtext annotation'.split(' '));
/** Elements with as many children as this. */
const counts: Readonly<Record<string, number>> = {
  mfrac: 2,
  mroot: 2,
  msub: 2,
  msup: 2,
  munder: 2,
  mover: 2,
  msubsup: 3,
  munderover: 3,
};
const homes: Readonly<Record<string, string>> = {
  annotation: 'semantics',
  mprescripts: 'mmultiscripts',
  mtr: 'mtable',
  mtd: 'mtr',
};

/** Always nothing: the formula is changed in place. */
export function repairFormula(formula: Element): undefined {
  const root = { type: 'root', children: [formula] } as Root;
  rewrite(root, (node, parent) => (parent.type === 'root' ? repair(node) : repair(node, parent as Element)), true);
}

function repair(node: Element, parent?: Element): ElementContent[] | undefined {
  const { tagName } = node;
  // Of HTML alone.
  for (const name of ['lang', 'title', 'ariaLabel', 'ariaHidden']) delete node.properties[name];
  if (tagName !== 'math') delete node.properties.dir;
  if (tagName === 'math' && parent !== undefined) asRow(node);
  if (!names.has(tagName)) {
    if (collapsedText(node) === '') return [];
    const words = text(collapsedText(node));
    return parent !== undefined && tokens.has(parent.tagName) ? [words] : [element('mtext', {}, [words])];
  }
  const home = homes[tagName];
  if (parent !== undefined && home !== undefined && parent.tagName !== home) return strayPart(node);
  if (tokens.has(tagName)) repairToken(node);
  else if (tagName === 'mspace' || tagName === 'mprescripts') {
    // Neither holds anything.
    if (collapsedText(node) === '') node.children = [];
    else return [element('mtext', {}, [text(collapsedText(node))])];
  } else {
    node.children = node.children.map((child) =>
      child.type === 'text' && child.value.trim() !== '' ? element('mtext', {}, [child]) : child,
    );
    repairParts(node);
  }
  return undefined;
}

/** Tokens hold text alone. One that holds signs, as an operator that TeX made of several, is a row of them. */
function repairToken(node: Element): void {
  if (node.children.every((child) => child.type !== 'element')) return;
  const holdsSigns = node.children.some((child) => isElement(child) && names.has(child.tagName));
  if (!holdsSigns || node.tagName === 'annotation') {
    node.children = [text(collapsedText(node))];
    return;
  }
  node.tagName = 'mrow';
  node.properties = { ...(node.properties.dataLine === undefined ? {} : { dataLine: node.properties.dataLine }) };
  repair(node);
}

function strayPart(node: Element): ElementContent[] {
  if (node.tagName === 'mprescripts' && collapsedText(node) === '') return [];
  node.tagName = node.tagName === 'mtr' || node.tagName === 'mtd' ? 'mrow' : 'mtext';
  node.properties = {};
  return [node];
}

function repairParts(node: Element): void {
  const content = meaningful(node) as ElementContent[];
  const count = counts[node.tagName];
  if (count !== undefined && content.length !== count) asRow(node);
  else if (node.tagName === 'mtable') node.children = wrapped(content, 'mtr');
  else if (node.tagName === 'mtr') node.children = wrapped(content, 'mtd');
  else if (node.tagName === 'mmultiscripts' && !isMultiscript(content)) asRow(node);
  else if (node.tagName === 'semantics') {
    const [first, ...others] = content;
    if (first === undefined || isElement(first, 'annotation') || others.some((each) => !isElement(each, 'annotation')))
      asRow(node);
  }
}

function asRow(node: Element): void {
  node.tagName = 'mrow';
  node.properties = {};
}

function wrapped(content: ElementContent[], name: string): ElementContent[] {
  return content.map((child) => (isElement(child, name) ? child : element(name, {}, [child])));
}

/** A base, pairs of scripts, and behind `mprescripts` more pairs. */
function isMultiscript([base, ...scripts]: ElementContent[]): boolean {
  if (base === undefined || isElement(base, 'mprescripts')) return false;
  if (scripts.some((each) => isElement(each, 'mprescripts') && collapsedText(each) !== '')) return false;
  const at = scripts.findIndex((each) => isElement(each, 'mprescripts'));
  const behind = at === -1 ? [] : scripts.slice(at + 1);
  const before = at === -1 ? scripts : scripts.slice(0, at);
  return before.length % 2 === 0 && behind.length % 2 === 0 && !behind.some((each) => isElement(each, 'mprescripts'));
}

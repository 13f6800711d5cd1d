/**
 * Formulas and code blocks in the language `math` as MathML with the source as `alttext`; invalid TeX stays as code,
 * with a warning.
 */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { repairFormula } from '../../hast/repair-mathml.ts';
import { keepAllowed } from '../../hast/sanitize.ts';
import {
  addClass,
  classesOf,
  element,
  elements,
  insideOf,
  isElement,
  lineOf,
  meaningful,
  rewrite,
  text,
  textOf,
} from '../../hast/tree.ts';
import { problem } from '../../model/diagnostics.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';
import { type FormulaSet, setFormula } from './formula.ts';
import { displayedClass, formulaMarks, goesOnClass } from './formula-delimiters.ts';
import { idOf, type Numbering } from './formula-tree.ts';

export const mathematics: Syntax = { name: 'mathematics', marked: formulaMarks, transform: setMathematics };

/** What is known while the formulas of an article are set. */
interface FormulaContext extends SyntaxContext {
  numbering: Numbering;
  formulas: Element[];
  /** Of each reference. */
  lines: Map<Element, number | null>;
  linked: Set<Element>;
}

function setMathematics(tree: Root, context: SyntaxContext): void {
  const numbering: Numbering = { last: 0, labels: new Map(), references: [] };
  const work: FormulaContext = { ...context, numbering, formulas: [], lines: new Map(), linked: insideOf(tree, 'a') };
  const replacements = new Map<Element, ElementContent>();
  const seen = new Set<Element>();
  // In the order of the article, since some are numbered.
  for (const node of elements(tree)) {
    const code = seen.has(node) ? null : formulaIn(node);
    if (code === null) continue;
    seen.add(code);
    replacements.set(node, replacementFor(node, code, work));
  }
  if (replacements.size === 0) return;
  rewrite(tree, (node, parent) => {
    const replacement = replacements.get(node);
    if (replacement === undefined) return undefined;
    settle(node, replacement, parent);
    return [replacement];
  });
  standAlone(tree);
  fillReferences(work);
  for (const formula of work.formulas) {
    Object.assign(formula, keepAllowed(formula));
    repairFormula(formula);
  }
}

/** The code that carries a formula: alone, or in its block. */
function formulaIn(node: Element): Element | null {
  const code = isElement(node, 'pre') && node.children.length === 1 ? node.children[0] : node;
  if (!isElement(code, 'code') || !classesOf(code).includes('language-math')) return null;
  return textOf(code).trim() === '' ? null : code;
}

function replacementFor(node: Element, code: Element, work: FormulaContext): ElementContent {
  const { numbering, file, report } = work;
  const block = node !== code;
  const display = block || classesOf(code).includes(displayedClass);
  const line = firstLineOf(code, block);
  const known = numbering.references.length;
  const formula = setFormula(textOf(code).trim(), display, numbering);
  for (const { node: reference } of numbering.references.slice(known)) work.lines.set(reference, line);
  if (formula.kind === 'refused') {
    const place = { file, line: line === null ? null : line + formula.line };
    report(problem('formula-invalid', `formula cannot be typeset: ${formula.reason}`, place, remedy));
    return asCode(node, code);
  }
  const { dataLine } = code.properties;
  formula.tree.properties.dataLine = dataLine;
  if (formula.reference === null) work.formulas.push(formula.tree);
  else if (!work.linked.has(node)) formula.reference.properties.linked = true;
  return block ? displayOf(formula, dataLine) : inTextOf(formula);
}

const remedy = 'the source is shown as code; correct it, or write \\$ for a literal dollar sign';

/** The first line of the source: below the fence of a code block, below the dollars when they have a line. */
function firstLineOf(code: Element, block: boolean): number | null {
  const line = lineOf(code);
  if (line === null) return null;
  const above = /^\s*/.exec(textOf(code))![0].split('\n').length - 1;
  const fence = block && !classesOf(code).includes(displayedClass) ? 1 : 0;
  return line + above + fence;
}

function asCode(node: Element, code: Element): Element {
  delete code.properties.className;
  code.children = [text(textOf(code).trim())];
  return node;
}

/** A displayed formula has its number beside it. */
function displayOf({ tree, number, id, reference }: FormulaSet, dataLine: unknown): Element {
  const className = ['formula', ...(number === null ? [] : ['formula-numbered'])];
  const properties = { dataLine: dataLine as number, className, ...(id === null ? {} : { id }) };
  const numbered = number === null ? [] : [element('span', { className: ['formula-number'] }, [text(number)])];
  return element('div', properties, [reference ?? tree, ...numbered]);
}

/** In a line a number follows its formula; a reference alone is a link. */
function inTextOf({ tree, number, id, reference }: FormulaSet): ElementContent {
  if (reference !== null) return reference;
  if (number === null) return tree;
  const numbered = element('span', { className: ['formula-number'] }, [text(number)]);
  return element('span', id === null ? {} : { id }, [tree, text(' '), numbered]);
}

/** What stands around a formula. */
function settle(node: Element, replacement: ElementContent, parent: Parents): void {
  const children = parent.children as ElementContent[];
  const code = formulaIn(node);
  if (code !== null && classesOf(code).includes(goesOnClass)) {
    const next = children.slice(children.indexOf(node) + 1).find((child) => isElement(child));
    // Below a formula a paragraph goes on, and is not indented.
    if (isElement(next, 'p')) addClass(next, 'continued');
  }
  if (!isElement(replacement, 'math') || replacement.properties.display === 'block') return;
  const at = children.indexOf(node);
  const before = children[at - 1];
  const after = children[at + 1];
  // One that touches Han letters gets the space that a Latin word has there.
  if (before?.type === 'text' && hanEnd.test(before.value)) addClass(replacement, 'after-han');
  if (after?.type === 'text' && hanStart.test(after.value)) addClass(replacement, 'before-han');
}

const letter = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]';
const hanEnd = new RegExp(`${letter}$`, 'u');
const hanStart = new RegExp(`^${letter}`, 'u');

/** A paragraph that is one displayed formula is no paragraph. */
function standAlone(tree: Root): void {
  for (const node of elements(tree)) {
    if (!isElement(node, 'p')) continue;
    const [only, ...others] = meaningful(node);
    if (others.length > 0 || !isElement(only, 'math') || only.properties.display !== 'block') continue;
    node.tagName = 'div';
    addClass(node, 'formula');
  }
}

function fillReferences({ numbering, lines, file, report }: FormulaContext): void {
  for (const { node, label, bracketed } of numbering.references) {
    const number = numbering.labels.get(label);
    if (number === undefined) {
      const message = `formula refers to ${label}, but no numbered formula has this label`;
      report(problem('formula-invalid', message, { file, line: lines.get(node) ?? null }));
    }
    node.children = [text(bracketed ? (number ?? '(?)') : (number ?? '?').replace(/^\((.*)\)$/, '$1'))];
    if (!('alone' in node.properties)) continue;
    const linked = node.properties.linked === true && number !== undefined;
    node.tagName = linked ? 'a' : 'span';
    node.properties = linked ? { href: `#${idOf(label)}` } : {};
  }
}

/**
 * temml's output as hast: presentation MathML without styles, which become attributes or a few classes of `book.css`.
 * https://www.w3.org/TR/mathml-core/
 */
import type { Element, ElementContent } from 'hast';
import { addClass, element, isElement, text, textOf } from '../../hast/tree.ts';

/** A node of temml's: an element has a type, text has a text, a reference has an href, a fragment has children only. */
export interface FormulaNode {
  type?: string;
  text?: string;
  href?: string;
  label?: string;
  attributes?: Record<string, unknown>;
  style?: Record<string, unknown>;
  classes?: string[];
  children?: FormulaNode[];
}

/** What the formulas of an article have in common: their numbers, and the names by which the text refers to them. */
export interface Numbering {
  last: number;
  /** Label -> number as printed. */
  labels: Map<string, string>;
  /** References, to be filled in when every label is known. */
  references: { node: Element; label: string; bracketed: boolean }[];
}

/** Thrown where a formula is nested deeper than anything a person writes. */
export class NestedTooDeep extends Error {}

const deepest = 100;

export function formulaTree(node: FormulaNode, numbering: Numbering): ElementContent[] {
  return convert(node, numbering, 0);
}

function convert(node: FormulaNode, numbering: Numbering, depth: number): ElementContent[] {
  if (depth > deepest) throw new NestedTooDeep();
  if (node.href !== undefined) return [referenceTo(node, numbering)];
  if (node.type === undefined) {
    if (node.text !== undefined) return node.text === '' ? [] : [text(node.text)];
    if (node.classes?.includes('tml-eqn')) return [text(`(${++numbering.last})`)];
    return childrenOf(node, numbering, depth);
  }
  if (isDecoration(node)) return [];
  if (node.type === 'mtable') numberOnce(node);
  // A formula on paper does not act: what it shows first stays.
  if (node.type === 'maction') return convert(node.children?.[0] ?? {}, numbering, depth + 1);
  const children = childrenOf(node, numbering, depth);
  const made = element(node.type, attributesOf(node), children);
  if (made.tagName === 'mtr') nameRow(made, node, numbering);
  if (node.classes?.includes('tml-tag')) addClass(made, 'formula-number');
  setStyle(made, node);
  return simplified(made);
}

function childrenOf(node: FormulaNode, numbering: Numbering, depth: number): ElementContent[] {
  const children = (node.children ?? []).map((child) => convert(child, numbering, depth + 1));
  if (node.type === undefined || !counted.has(node.type)) return children.flat().flatMap(partFunction);
  // Here each child has its own meaning, so none may become two or nothing.
  return children.map((made) => (made.length === 1 ? made[0]! : element('mrow', {}, made)));
}

/** temml leaves out the thin space between a letter with an index and the name of a function. */
function partFunction(made: ElementContent, index: number, siblings: ElementContent[]): ElementContent[] {
  const before = siblings[index - 1];
  const first = isElement(made, 'mrow') ? made.children[0] : undefined;
  const sign = isElement(made, 'mrow') ? made.children[1] : undefined;
  const isFunction = isElement(first, 'mi') && isElement(sign, 'mo') && textOf(sign) === '\u2061';
  if (!isFunction || !isElement(before, 'msub', 'msup', 'msubsup')) return [made];
  return [element('mspace', { width: '0.1667em' }), made];
}

const counted = new Set('mfrac mroot msub msup munder mover msubsup munderover'.split(' '));

/** A formula of several lines (`multline`) has one number, below them; temml gives one to each line. */
function numberOnce({ children: rows = [] }: FormulaNode): void {
  for (const { children: cells = [] } of rows.slice(0, -1)) {
    const last = cells.at(-1);
    if (last?.style?.width === '7.5%') last.children = [];
  }
}

/** What temml draws for one browser only, and the places of labels. */
function isDecoration({ classes = [] }: FormulaNode): boolean {
  return classes.some((name) =>
    ['tml-label', 'tml-cancel', 'tml-cancelto', 'longdiv-arc', 'phasor-angle', 'textcircle'].includes(name),
  );
}

function referenceTo(node: FormulaNode, { references }: Numbering): Element {
  const made = element('mtext');
  const label = node.href!.replace(/^#/, '');
  references.push({ node: made, label, bracketed: node.classes?.includes('tml-eqref') === true });
  return made;
}

/** The number of a row with a label is what a reference to that label says. */
function nameRow(row: Element, node: FormulaNode, { labels }: Numbering): void {
  const label = node.attributes?.id ?? labelIn(node);
  const last = row.children.at(-1);
  const number = isElement(last) ? numberIn(last) : null;
  if (label === undefined || number === null) return;
  labels.set(String(label), number);
  row.properties.id = idOf(String(label));
}

/** An id for a label. */
export function idOf(label: string): string {
  return `formula-${label}`;
}

function labelIn(node: FormulaNode): string | undefined {
  if (node.classes?.includes('tml-label')) return node.label || undefined;
  for (const child of node.children ?? []) {
    const found = labelIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The number in the last cell of a row. */
export function numberIn(cell: Element): string | null {
  const [only] = cell.children;
  if (!isElement(only, 'mtext')) return null;
  const [words] = only.children;
  return words?.type === 'text' ? words.value : null;
}

const kept = new Set(
  'mathvariant stretchy symmetric largeop fence separator lspace rspace accent form minsize maxsize movablelimits width height depth voffset displaystyle scriptlevel mathsize linethickness notation columnalign mathcolor mathbackground'.split(
    ' ',
  ),
);

function attributesOf(node: FormulaNode): Element['properties'] {
  const entries = Object.entries(node.attributes ?? {}).filter(([name]) => kept.has(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value).trim()]));
}

function setStyle(made: Element, { style = {}, classes = [] }: FormulaNode): void {
  const value = (name: string) => String(style[name] ?? '').trim();
  const { properties } = made;
  if (value('color') !== '') properties.mathcolor = value('color');
  for (const side of ['left', 'right'] as const) {
    const cap = side === 'left' ? 'Left' : 'Right';
    if (classes.includes(`tml-${side}`) || value('textAlign') === side) {
      properties.columnalign = side;
      addClass(made, `cell-${side}`);
    }
    if (made.tagName === 'mtd' && /^0(?:em|pt)?$/.test(value(`padding${cap}`))) addClass(made, `flush-${side}`);
    if (made.tagName === 'mtd' && value(`padding${cap}`) === '1em') addClass(made, `apart-${side}`);
  }
  for (const side of ['Top', 'Bottom', 'Left', 'Right']) {
    if (value(`border${side}`) !== '') addClass(made, `rule-${side.toLowerCase()}`);
  }
  if (value('border') !== '') addClass(made, 'boxed');
  // Black by name is the ink of a drawn rule, which is white in the dark.
  if (properties.mathbackground === 'black') addClass(made, 'inked');
  if (value('fontWeight') === 'bold') addClass(made, 'bold');
  if (/^-0\.1\d*em$/.test(value('marginLeft'))) addClass(made, 'nearer');
  if (made.tagName === 'mtable' && value('width') === '100%') {
    properties.width = '100%';
    addClass(made, 'numbered');
  }
  // The empty cells beside a numbered row, which keep it in the middle.
  if (made.tagName === 'mtd' && value('width') !== '')
    addClass(made, value('width') === '50%' ? 'glue' : 'glue-narrow');
  if (classes.includes('tml-jot')) addClass(made, 'spaced');
  // An accent is not set smaller than what it stands on.
  const [, mark] = made.children;
  if (isElement(mark) && mark.properties.accentMark === true) {
    if (made.tagName === 'mover') properties.accent = 'true';
    if (made.tagName === 'munder') properties.accentunder = 'true';
    delete mark.properties.accentMark;
  }
  if (value('mathDepth') === '0' || value('math-depth') === '0') properties.accentMark = true;
}

/** Rows around one thing, and space of no width, say nothing; lines above and below are accents to MathML Core. */
function simplified(made: Element): ElementContent[] {
  const bare = Object.keys(made.properties).length === 0;
  if (bare && (made.tagName === 'mspace' || (made.tagName === 'mtext' && made.children.length === 0))) return [];
  if (made.tagName === 'mrow' && bare && made.children.length < 2) return made.children;
  if (made.tagName === 'mrow' && ('displaystyle' in made.properties || 'scriptlevel' in made.properties)) {
    made.tagName = 'mstyle';
  }
  const line = made.tagName === 'menclose' ? lines[String(made.properties.notation)] : undefined;
  if (line !== undefined) {
    const [base] = made.children.length === 1 ? made.children : [element('mrow', {}, made.children)];
    return [element(line.tagName, { [line.attribute]: 'true' }, [base!, line.mark()])];
  }
  return [made];
}

const lines: Record<string, { tagName: string; attribute: string; mark: () => Element }> = {
  top: { tagName: 'mover', attribute: 'accent', mark: () => element('mo', { stretchy: 'true' }, [text('\u203e')]) },
  bottom: {
    tagName: 'munder',
    attribute: 'accentunder',
    mark: () => element('mo', { stretchy: 'true' }, [text('\u005f')]),
  },
};

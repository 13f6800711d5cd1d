/** TeX to a `math` element, or why not. Nothing is executed or fetched; size, expansion and depth are limited. */
import type { Element, ElementContent, ElementData } from 'hast';
import { element, isElement } from '../../hast/tree.ts';
import { loadTemml } from '../extension/on-demand.ts';
import { breakLines } from './formula-breaks.ts';
import { type FormulaNode, formulaTree, NestedTooDeep, type Numbering, numberIn } from './formula-tree.ts';

export interface FormulaSet {
  kind: 'set';
  tree: Element;
  /** The number of a formula that has one and stands alone; it is printed beside it. */
  number: string | null;
  /** The id by which the text refers to it. */
  id: string | null;
  /** It is nothing but a reference to another formula; to be filled in. */
  reference: Element | null;
}

export interface FormulaRefused {
  kind: 'refused';
  reason: string;
  /** Lines from the first one of the source. */
  line: number;
}

/** Characters. The longest formulas of papers have two thousand. */
const longest = 10_000;
/** What a formula may become when the commands its author defined are written out. */
const mostTokens = 300_000;
const mostExpansions = 1000;
/** In em and in points, of spaces and rules. */
const largest: [number, number] = [40, 400];

export function setFormula(source: string, display: boolean, numbering: Numbering): FormulaSet | FormulaRefused {
  if (source.length > longest) {
    return refuse(`it has ${source.length} characters; the limit is ${longest}`);
  }
  // A formula that fails takes no number.
  const before = numbering.last;
  const references = numbering.references.length;
  try {
    const options = {
      displayMode: display,
      throwOnError: true,
      trust: forbid,
      maxSize: largest,
      maxExpand: mostExpansions,
      macros: ownCommands(source.length),
    };
    const root = loadTemml().__renderToMathMLTree(source, options) as FormulaNode;
    return finish(root, source, display, numbering);
  } catch (error) {
    numbering.last = before;
    numbering.references.length = references;
    return refuse(...reasonOf(error, source));
  }
}

declare module 'hast' {
  interface ElementData {
    /** Of a formula made here: its `alttext` is all that the author wrote. */
    fromTex?: true;
  }
}

function finish(root: FormulaNode, source: string, display: boolean, numbering: Numbering): FormulaSet {
  const made = formulaTree(root, numbering);
  const [math] = made as Element[];
  const tree = element('math', { ...(display ? { display: 'block' } : {}), alttext: source });
  tree.data = { fromTex: true } as ElementData;
  if (!isElement(math, 'math')) {
    math!.properties.alone = true;
    return { kind: 'set', tree, number: null, id: null, reference: math! };
  }
  const single = onlyRow(math.children);
  tree.children = breakLines(single?.content ?? math.children, display);
  return { kind: 'set', tree, number: single?.number ?? null, id: single?.id ?? null, reference: null };
}

/** A table of one numbered row: to whoever hears it, a formula and its number. */
function onlyRow(content: ElementContent[]): { content: ElementContent[]; number: string; id: string | null } | null {
  const [table, ...others] = content;
  if (!isElement(table, 'mtable') || others.length > 0 || table.children.length !== 1) return null;
  const cells = (table.children[0] as Element).children as Element[];
  const number = cells.length < 3 ? null : numberIn(cells.at(-1)!);
  if (number === null) return null;
  const { id } = (table.children[0] as Element).properties;
  const inner = cells.slice(1, -1).flatMap(({ children }) => children);
  return { content: inner, number, id: id === undefined ? null : String(id) };
}

function refuse(reason: string, line = 0): FormulaRefused {
  return { kind: 'refused', reason, line };
}

class Forbidden extends Error {}

/** Links, images, classes and styles of an author's own. */
function forbid({ command }: { command: string }): never {
  throw new Forbidden(`${command} is not allowed in a book`);
}

/** What temml shows of its reading. */
interface Expander {
  stack: unknown[];
  future(): { text: string };
  popToken(): { text: string };
  pushToken(token: { text: string }): void;
  isDefined(name: string): boolean;
}

interface MacroDefinition {
  tokens: { text: string }[];
  numArgs: number;
}

/** Commands defined in a formula: a few that double their argument could explode, so their expansion is counted. */
function ownCommands(length: number): Record<string, unknown> {
  let tokens = 0;
  const count = (definition: MacroDefinition, expander: Expander) => {
    const uses = definition.numArgs === 0 ? 0 : definition.tokens.filter((token) => token.text === '#').length;
    tokens += definition.tokens.length + uses * (expander.stack.length + length);
    if (tokens > mostTokens) throw new Forbidden('its macros expand to too much text');
    return definition;
  };
  const commands: Record<string, unknown> = { '\\newcommand': defining };
  return new Proxy(Object.setPrototypeOf(commands, null), {
    get(commands, name: string) {
      const definition = commands[name];
      if (typeof definition !== 'object' || definition === null) return definition;
      return (expander: Expander) => count(definition as MacroDefinition, expander);
    },
  });
}

/** temml knows more commands than LaTeX, so what is new to an author may not be new to it. */
function defining(expander: Expander): string {
  const first = expander.popToken();
  const name = first.text === '{' ? expander.future().text : first.text;
  expander.pushToken(first);
  return expander.isDefined(name) ? '\\renewcommand' : '\\providecommand';
}

/** temml says its reason, then where, then the place itself with lines under it. */
function reasonOf(error: unknown, source: string): [string, number] {
  const { message } = error as Error;
  if (error instanceof NestedTooDeep || /call stack/.test(message)) return ['it is nested too deeply', 0];
  const position = Number(/ at position (\d+):/.exec(message)?.[1] ?? 1);
  const reason = message
    .replace(/ at (?:position \d+|end of input):[\s\S]*$/, '')
    .trim()
    .replace(/^Too many expansions.*$/, 'a macro expands without end')
    .replace(/'EOF'/g, 'the end')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '')
    .replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());
  return [reason, source.slice(0, position - 1).split('\n').length - 1];
}

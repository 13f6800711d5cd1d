/** Style sheets read with css-tree, and changed in place: what is not changed stays as it was written. */
import { createRequire } from 'node:module';
import type { Atrule, Block, CssNode, Declaration, List, Rule, StyleSheet } from 'css-tree';

type Parse = (source: string, options: object) => StyleSheet;

const load = createRequire(import.meta.url);

/** A declaration, with the selector of its rule. `important` and comments are part of the value. */
export interface CssDeclaration {
  selector: string;
  property: string;
  value: string;
  /** Offsets in the sheet, without the semicolon. */
  start: number;
  end: number;
}

/** A rule or at-rule at the top of a sheet, with what stands before it. */
export interface CssRule {
  source: string;
  /** The name of an at-rule, null of any other. */
  name: string | null;
  node: CssNode;
}

/** `details` reads selectors and values too. Never throws: what cannot be read is a node of type Raw. */
function parse(sheet: string, details: boolean, context = 'stylesheet'): StyleSheet {
  const read = load('css-tree/parser') as Parse & { default?: Parse };
  return (read.default ?? read)(sheet, {
    context,
    positions: true,
    parseValue: details,
    parseRulePrelude: details,
    parseAtrulePrelude: false,
    parseCustomProperty: false,
  });
}

/** The rules at the top of a sheet; together they are the whole of it. */
export function rulesIn(sheet: string): CssRule[] {
  const rules: CssRule[] = [];
  let start = 0;
  for (const node of parse(sheet, true).children.toArray()) {
    if (node.type === 'Comment') continue;
    const end = node.loc!.end.offset;
    rules.push({ source: sheet.slice(start, end), name: node.type === 'Atrule' ? node.name : null, node });
    start = end;
  }
  const rest = sheet.slice(start);
  return rest === '' ? rules : [...rules, { source: rest, name: null, node: { type: 'WhiteSpace', value: rest } }];
}

/** All declarations of a sheet, those in at-rules too, in order. */
export function declarationsIn(sheet: string): CssDeclaration[] {
  const found: CssDeclaration[] = [];
  const visit = (children: List<CssNode>, selector: string) => {
    for (const node of children.toArray()) {
      if (node.type === 'Declaration') found.push(declarationOf(node, selector, sheet));
      const block = node.type === 'Rule' || node.type === 'Atrule' ? node.block : null;
      if (block !== null && block !== undefined)
        visit(block.children, selectorOf(node as Rule | Atrule, selector, sheet));
    }
  };
  visit(parse(sheet, false).children, '');
  return found;
}

function selectorOf(node: Rule | Atrule, around: string, sheet: string): string {
  return node.type === 'Rule' ? sheet.slice(node.prelude.loc!.start.offset, node.prelude.loc!.end.offset) : around;
}

function declarationOf({ property, loc }: Declaration, selector: string, sheet: string): CssDeclaration {
  const start = loc!.start.offset;
  // The last one of a block ends with the space before its brace.
  const end = start + sheet.slice(start, loc!.end.offset).trimEnd().length;
  const value = sheet.slice(sheet.indexOf(':', start + property.length) + 1, end).trim();
  return { selector, property, value, start, end };
}

/** The sheet with other declarations in the place of some; null leaves one as it is. */
export function rewriteDeclarations(sheet: string, rewrite: (declaration: CssDeclaration) => string | null): string {
  let rewritten = '';
  let done = 0;
  for (const declaration of declarationsIn(sheet)) {
    const replacement = rewrite(declaration);
    if (replacement === null) continue;
    rewritten += sheet.slice(done, declaration.start) + replacement;
    done = declaration.end;
  }
  return rewritten + sheet.slice(done);
}

/** Removes imports, comments and addresses; gives '' where things are loaded in other ways or CSS is invalid. */
export function withoutAddresses(
  css: string,
  context: 'stylesheet' | 'declarationList' | 'value',
  isKept: (address: string) => boolean,
): string {
  const edits: { start: number; end: number; text: string }[] = [];
  for (const node of nodesIn(parse(css, true, context))) {
    const extent = { start: node.loc?.start.offset ?? 0, end: node.loc?.end.offset ?? 0 };
    if (node.type === 'Comment' || (node.type === 'Atrule' && node.name.toLowerCase() === 'import'))
      edits.push({ ...extent, text: '' });
    if (node.type === 'Url' && !isKept(node.value)) edits.push({ ...extent, text: 'none' });
    if (node.type === 'Function' && loading.has(node.name.toLowerCase())) return '';
    if (node.type === 'Raw' && /\(|@import/i.test(node.value)) return '';
  }
  let cleaned = '';
  let done = 0;
  for (const { start, end, text } of edits.sort((first, second) => first.start - second.start)) {
    cleaned += css.slice(done, start) + text;
    done = end;
  }
  // Comments in values are no nodes.
  return (cleaned + css.slice(done)).replace(/\/\*[\s\S]*?\*\//g, '');
}

const loading = new Set(['image', 'image-set', '-webkit-image-set', 'cross-fade', 'src', 'element', 'expression']);

/** Every node below one, itself first. */
export function* nodesIn(node: CssNode): Generator<CssNode> {
  yield node;
  for (const value of Object.values(node) as unknown[]) {
    if (isList(value)) for (const child of value.toArray()) yield* nodesIn(child);
    else if (isNode(value)) yield* nodesIn(value);
  }
}

export function hasBlocks({ children }: Block): boolean {
  return children.some(
    (child) => child.type === 'Rule' || child.type === 'Atrule' || (child.type === 'Raw' && child.value.includes('{')),
  );
}

/** The parts of a value: `1em calc(2em + 1px)` has two. */
export function valueParts(value: string): string[] {
  return value.match(/(?:[^\s(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+/g) ?? [];
}

/** The four sides of a shorthand in the order top, right, bottom, left. */
export function sidesOf(value: string): [string, string, string, string] {
  const [top = '0', right = top, bottom = top, left = right] = valueParts(value);
  return [top, right, bottom, left];
}

function isList(value: unknown): value is List<CssNode> {
  return typeof value === 'object' && value !== null && 'toArray' in value;
}

function isNode(value: unknown): value is CssNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/**
 * Repairs structure that browsers forgive and XHTML does not, by the tables of `content-model.ts`. Loses no word and
 * joins no two.
 */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { bannedBelow, isAtHome, isPhrasing, modelOf, wrappers } from './content-model.ts';
import { repairFormula } from './repair-mathml.ts';
import { repairRuby } from './repair-ruby.ts';
import { repairDrawing } from './repair-svg.ts';
import { arrangeTable, wrapStrays } from './repair-tables.ts';
import { collapsedText, element, elements, isElement, meaningful, rewrite, text } from './tree.ts';

/** What may stand in a parent: blocks and text, or text alone; `pre` keeps its lines apart. */
type Mode = 'flow' | 'phrasing' | 'pre';

interface Step {
  parent: Parents;
  mode: Mode;
  banned: ReadonlySet<string>;
}

/** What is known of one tree. */
interface Repair {
  /** Elements of a line with blocks in them. */
  holding: ReadonlySet<Element>;
  /** Between words that were in blocks of their own. */
  addedSpaces: Set<ElementContent>;
}

export function repairStructure(tree: Root): void {
  const repair: Repair = { holding: elementsAroundBlocks(tree), addedSpaces: new Set() };
  // Without recursion, since authors nest deeper than the stack.
  const waiting: Step[] = [{ parent: tree, mode: 'flow', banned: new Set() }];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const { parent, mode, banned } = step;
    arrange(parent);
    const children: ElementContent[] = [];
    const queue = [...(parent.children as ElementContent[])].reverse();
    for (let child = queue.pop(); child !== undefined; child = queue.pop()) {
      const instead = child.type === 'element' ? replace(child, parent, mode, banned, repair) : undefined;
      if (instead !== undefined) {
        queue.push(...instead.reverse());
        continue;
      }
      children.push(child);
      if (isElement(child) && child.tagName !== 'svg' && child.tagName !== 'math') waiting.push(below(child, step));
    }
    parent.children = (mode === 'flow' ? children : withoutOuterSpaces(children, repair)) as typeof parent.children;
  }
}

function below(node: Element, { mode, banned }: Step): Step {
  const model = modelOf(node.tagName);
  const inside = node.tagName === 'pre' || mode === 'pre' ? 'pre' : 'phrasing';
  const own = model === 'transparent' ? mode : model === 'phrasing' ? inside : 'flow';
  return { parent: node, mode: own, banned: bannedBelow(node.tagName, banned) };
}

/** Nothing for an element that may stay where it is, else what takes its place. */
function replace(
  node: Element,
  parent: Parents,
  mode: Mode,
  banned: ReadonlySet<string>,
  repair: Repair,
): ElementContent[] | undefined {
  const { holding } = repair;
  const name = node.tagName;
  if (name === 'svg' || name === 'math') readImages(node);
  if (name === 'svg') return repairDrawing(node);
  if (name === 'math') return repairFormula(node);
  const around = parent.type === 'element' ? parent.tagName : '';
  if (modelOf(name) === 'nothing') node.children = [];
  if (name === 'li' && around !== 'ol') delete node.properties.value;
  if (name === 'rp') node.children = [text(collapsedText(node))];
  if (mode !== 'flow') return isPhrasing(name) ? replacePhrase(node, around, banned) : flatten(node, mode, repair);
  if (!isAtHome(name, around)) {
    if (name === 'col' || name === 'colgroup') return [];
    return [renamed(node, isPhrasing(name) ? 'span' : holding.has(node) ? 'div' : 'p')];
  }
  if (banned.has(name))
    return name === 'a' || name === 'dfn' ? [renamed(node, 'span')] : [renamed(node, bannedAs(name))];
  if (holding.has(node)) {
    if (name === 'p') return [renamed(node, 'div')];
    if (isPhrasing(name) && modelOf(name) !== 'transparent')
      return name === 'span' || node.properties.id ? [renamed(node, 'div')] : node.children;
  }
  // Left behind by what was taken out of it.
  if (name === 'p' && meaningful(node).length === 0 && !node.properties.id) return [];
  return isPhrasing(name) ? replacePhrase(node, around, banned) : undefined;
}

/** Neither a drawing nor a formula holds images of HTML; their alt texts are words like any other. */
function readImages(node: Element): void {
  rewrite({ type: 'root', children: [node] }, (each) =>
    each.tagName === 'img' ? [text(` ${each.properties.alt ?? ''} `)] : undefined,
  );
}

function replacePhrase(node: Element, around: string, banned: ReadonlySet<string>): ElementContent[] | undefined {
  if (banned.has(node.tagName) || !isAtHome(node.tagName, around)) return [renamed(node, 'span')];
  // Without a date of its own it may hold nothing but one.
  if (node.tagName === 'time' && !node.properties.dateTime) return [renamed(node, 'span')];
  if (node.tagName !== 'ruby') return undefined;
  if (!node.children.some((child) => isElement(child, 'rt'))) return [renamed(node, 'span')];
  const behind = repairRuby(node);
  return behind.length === 0 ? undefined : [node, ...behind];
}

/** A heading where none may stand is emphasised; a table in a caption, a list of its words. */
function bannedAs(name: string): string {
  return /^h[1-6]$/.test(name) ? 'p' : 'div';
}

/** No space is needed at the ends, nor beside another. */
function withoutOuterSpaces(children: ElementContent[], { addedSpaces }: Repair): ElementContent[] {
  const kept: ElementContent[] = [];
  for (const child of children) {
    const before = kept.at(-1);
    const follows = before === undefined || (before.type === 'text' && /\s$/.test(before.value));
    if (!addedSpaces.has(child) || !follows) kept.push(child);
  }
  const last = kept.at(-1);
  return last !== undefined && addedSpaces.has(last) ? kept.slice(0, -1) : kept;
}

/** A block where text alone may stand: its words, apart from those beside it. */
function flatten(node: Element, mode: Mode, { addedSpaces }: Repair): ElementContent[] {
  const space = () => {
    const between = text(mode === 'pre' ? '\n' : ' ');
    addedSpaces.add(between);
    return between;
  };
  if (node.tagName === 'hr') return [mode === 'pre' ? space() : element('br')];
  if (meaningful(node).length === 0 && !node.properties.id) return [space()];
  const { tagName, properties } = node;
  const name = /^h[1-6]$/.test(tagName) ? 'strong' : properties.id ? 'span' : null;
  const content = name === null ? node.children : [element(name, properties, node.children)];
  return [space(), ...content, space()];
}

function renamed(node: Element, name: string): Element {
  node.tagName = name;
  for (const property of ['open', 'href']) delete node.properties[property];
  return node;
}

/** Elements that stand by themselves. */
export const blocks: ReadonlySet<string> = new Set(
  'p div section blockquote ul ol li dl dt dd table figure figcaption hr pre h1 h2 h3 h4 h5 h6 details summary aside header footer article address main'.split(
    ' ',
  ),
);

/** Who never closes a `<b>` has every block after it inside. */
function elementsAroundBlocks(tree: Root): Set<Element> {
  const holding = new Set<Element>();
  for (const node of [...elements(tree)].reverse()) {
    if (node.tagName === 'svg' || node.tagName === 'math') continue;
    if (node.children.some((child) => isElement(child) && (!isPhrasing(child.tagName) || holding.has(child))))
      holding.add(node);
  }
  return holding;
}

/** Puts the children of an element in the order, and in the wrappers, that it asks for. */
function arrange(parent: Parents): void {
  if (parent.type !== 'element') return;
  const { tagName } = parent;
  if (tagName === 'table') arrangeTable(parent);
  else if (tagName === 'dl') arrangeDefinitions(parent);
  else if (tagName === 'details') arrangeDetails(parent);
  else if (tagName === 'figure') arrangeFigure(parent);
  else if (tagName === 'main') parent.tagName = 'div';
  const rule = wrappers[parent.tagName];
  if (rule !== undefined) parent.children = wrapStrays(parent.children, rule.children, rule.wrap);
}

/** A `details` begins with its summary, and has one. */
function arrangeDetails(node: Element): void {
  const [first] = meaningful(node);
  if (!isElement(first, 'summary')) renamed(node, 'div');
  for (const child of node.children) if (child !== first && isElement(child, 'summary')) child.tagName = 'p';
}

/** A caption is the first or the last thing in its figure, and there is one. */
function arrangeFigure(node: Element): void {
  const content = meaningful(node);
  const captions = content.filter((child): child is Element => isElement(child, 'figcaption'));
  const [caption] = captions;
  const isOutermost = content[0] === caption || content.at(-1) === caption;
  for (const each of captions) if (each !== caption || !isOutermost) each.tagName = 'div';
}

/** Terms, each followed by what they mean, in one list without divisions; any other is a plain division. */
function arrangeDefinitions(node: Element): void {
  const isGroup = (child: ElementContent) =>
    isElement(child, 'div') && meaningful(child).every((each) => isElement(each as Element, 'dt', 'dd'));
  node.children = node.children.flatMap((child) => (isGroup(child) ? (child as Element).children : [child]));
  const kinds = meaningful(node).map((child) => (isElement(child) ? child.tagName : ''));
  if (kinds[0] === 'dt' && kinds.includes('dd')) {
    node.children = wrapStrays(node.children, ['dt', 'dd'], ['dd']);
    const last = meaningful(node).at(-1);
    if (isElement(last, 'dt')) node.children.push(element('dd'));
  } else renamed(node, 'div');
}

/**
 * Raw HTML that browsers forgive and XHTML does not. In: a sanitised tree. Out: the same words in elements that may
 * stand where they stand (https://html.spec.whatwg.org/multipage/indices.html#elements-3). Must not lose a word.
 */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { element, elements, insideOf, isElement, meaningful, rewrite, text, wordsOf } from './tree.ts';

export function mendStructure(tree: Root): void {
  liftBlocks(tree);
  const headers = insideOf(tree, 'header');
  const definitions = insideOf(tree, 'dfn');
  const formulas = insideOf(tree, 'math');
  const drawings = insideOf(tree, 'svg');
  rewrite(tree, (node, parent) => {
    if (formulas.has(node) || node.tagName === 'math') return mendFormula(node, parent);
    if (drawings.has(node)) return htmlNames.has(node.tagName) ? [text(wordsOf(node))] : undefined;
    switch (node.tagName) {
      case 'details':
        mendDetails(node);
        break;
      case 'dl':
        mendDefinitions(node);
        break;
      case 'ul':
      case 'ol':
        node.children = node.children.map((child) => (isStray(child, 'li') ? element('li', {}, [child]) : child));
        break;
      case 'ruby':
        if (!node.children.some((child) => isElement(child, 'rt'))) node.tagName = 'span';
        break;
      case 'figcaption':
        if (!isElement(parent as Element, 'figure') || !closesFigure(node, parent)) node.tagName = 'div';
        break;
      case 'header':
      case 'footer':
        if (headers.has(node)) node.tagName = 'div';
        break;
      case 'dfn':
        if (definitions.has(node)) node.tagName = 'span';
        break;
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        node.children = node.children.flatMap(unwrapBlock);
        break;
      case 'p':
        // Left behind by what was taken out of it.
        return meaningful(node).length === 0 ? [] : undefined;
    }
    return undefined;
  });
}

/** Elements that stand by themselves. */
export const blocks: ReadonlySet<string> = new Set(
  'p div section blockquote ul ol li dl dt dd table figure figcaption hr pre h1 h2 h3 h4 h5 h6 details summary aside header footer'.split(
    ' ',
  ),
);
/** Elements that hold words, and nothing that stands by itself. */
const phrases = new Set(
  'strong em b i u s small sub sup mark code kbd samp var cite q dfn abbr span bdi bdo'.split(' '),
);

/** Who never closes a `<b>` has every block after it inside. The words stay, without what was meant for a few of them. */
function liftBlocks(tree: Root): void {
  const holding = new Set<Element>();
  for (const node of [...elements(tree)].reverse()) {
    const holds = node.children.some((child) => isElement(child) && (blocks.has(child.tagName) || holding.has(child)));
    if (holds) holding.add(node);
  }
  const preformatted = insideOf(tree, 'pre');
  const lift = (node: Element): ElementContent[] | undefined => {
    if (preformatted.has(node) && blocks.has(node.tagName)) return [...node.children, text('\n')];
    if (!holding.has(node) || !phrases.has(node.tagName)) return undefined;
    if (node.tagName !== 'span') return node.children;
    node.tagName = 'div';
    return undefined;
  };
  if (holding.size > 0) rewrite(tree, lift, true);
}

/** A `details` begins with its summary. */
function mendDetails(node: Element): void {
  const first = meaningful(node)[0];
  if (isElement(first, 'summary')) {
    node.children = node.children.map((child) =>
      child !== first && isElement(child, 'summary') ? element('p', {}, child.children) : child,
    );
    return;
  }
  node.tagName = 'div';
  delete node.properties.open;
  for (const child of node.children) if (isElement(child, 'summary')) child.tagName = 'p';
}

/** A list of definitions is terms, each followed by what they mean; any other is a plain division. */
function mendDefinitions(node: Element): void {
  const names = meaningful(node).map((child) => (isElement(child) ? child.tagName : ''));
  const right = names.every((name) => name === 'dt' || name === 'dd') && names[0] === 'dt' && names.at(-1) === 'dd';
  if (right) return;
  node.tagName = 'div';
  for (const child of node.children) if (isElement(child, 'dt', 'dd')) child.tagName = 'div';
}

/** A caption is the first or the last thing in its figure, and there is one. */
function closesFigure(caption: Element, figure: Parents): boolean {
  const content = meaningful(figure);
  const captions = content.filter((child) => isElement(child, 'figcaption'));
  return captions[0] === caption && (content[0] === caption || content.at(-1) === caption);
}

/**
 * An element of HTML in another vocabulary would be read as one of its own, so only its words stay; and in a formula
 * words stand in elements made for them.
 */
function mendFormula(node: Element, parent: Parents): ElementContent[] | undefined {
  const arity = { mfrac: 2, mroot: 2, msub: 2, msup: 2, munder: 2, mover: 2, msubsup: 3, munderover: 3 }[node.tagName];
  if (arity !== undefined && meaningful(node).length !== arity) node.tagName = 'mrow';
  if (htmlNames.has(node.tagName)) {
    const words = text(wordsOf(node));
    return [tokens.has((parent as Element).tagName) ? words : element('mtext', {}, [words])];
  }
  if (!tokens.has(node.tagName)) {
    node.children = node.children.map((child) =>
      child.type === 'text' && child.value.trim() !== '' ? element('mtext', {}, [child]) : child,
    );
  }
  return undefined;
}

/** The elements of MathML that hold words. https://www.w3.org/TR/mathml-core/#token-elements */
const tokens = new Set('mi mn mo ms mtext annotation'.split(' '));

const htmlNames = new Set(
  'p div span a b i em strong u s code br img ul ol li table tr td th sub sup small mark pre blockquote hr h1 h2 h3 h4 h5 h6 section figure ruby kbd del ins q cite'.split(
    ' ',
  ),
);

function isStray(child: ElementContent, ...names: string[]): boolean {
  if (child.type === 'text') return child.value.trim() !== '';
  return child.type === 'element' && !names.includes(child.tagName);
}

function unwrapBlock(child: ElementContent): ElementContent[] {
  return isElement(child, 'p', 'div', 'section', 'ul', 'ol', 'li', 'blockquote')
    ? child.children.flatMap(unwrapBlock)
    : [child];
}

/**
 * Runs in the page that draws diagrams: makes an SVG of mermaid's self-contained, with styles as attributes,
 * font-independent baselines and unique ids, and without links, scripts and style sheets.
 */
import type { DrawingDocument, PageElement, PageStyle } from './elements.ts';

/** Read by the browser (see `browser-diagram.ts`). */
export const attributeFunctions = { settleBaselines, plainDrawing, attributesOf, placeOf, keptAttributes, nameAnew };

/** Positions of letters must not depend on font metrics: the book's page overrides those of its fonts. */
function settleBaselines(svg: PageElement): void {
  for (const text of [...svg.querySelectorAll('text')]) {
    if (text.getNumberOfChars() === 0) continue;
    const before = text.getExtentOfChar(0).y;
    for (const node of [text, ...text.querySelectorAll('tspan')]) {
      node.style.setProperty('dominant-baseline', 'alphabetic', 'important');
      node.style.setProperty('alignment-baseline', 'alphabetic', 'important');
    }
    const shift = before - text.getExtentOfChar(0).y;
    if (Math.abs(shift) < 0.01) continue;
    text.setAttribute('transform', `${text.getAttribute('transform') ?? ''} translate(0 ${shift.toFixed(2)})`.trim());
  }
}

/** What the style sheets say becomes attributes, since the drawing will stand in a page with styles of its own. */
function plainDrawing(svg: PageElement, name: string): void {
  const nodes = [...svg.querySelectorAll('*')];
  const isHidden = (node: PageElement) =>
    getComputedStyle(node).getPropertyValue('display') === 'none' && node.closest('defs, marker') === null;
  // The line of today is no part of a book, and no name that mermaid gives a commit by chance.
  const byChance = [...svg.querySelectorAll('text.commit-label')].filter(({ textContent }) =>
    /^\d+-[\da-f]{7}$/.test(textContent),
  );
  const gone = new Set([
    ...nodes.filter(isHidden),
    ...svg.querySelectorAll('style, script, title, desc, metadata, .today'),
    ...byChance.map((node) => node.parentNode),
  ]);
  const settled = [svg, ...nodes].filter((node) => !gone.has(node)).map((node) => [node, attributesOf(node)] as const);
  for (const node of gone) node.remove();
  for (const [node, attributes] of settled) {
    const kept = keptAttributes(node);
    for (const [attribute, value] of attributes) kept.setAttribute(attribute, value);
  }
  nameAnew(svg, name);
}

/** The properties of its style that its parent does not give it. */
function attributesOf(node: PageElement): [string, string][] {
  const inherited =
    'fill fill-opacity fill-rule stroke stroke-width stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity font-size font-weight font-style text-anchor letter-spacing visibility paint-order marker-start marker-mid marker-end clip-rule';
  const own = {
    opacity: '1',
    'clip-path': 'none',
    'stop-color': 'rgb(0, 0, 0)',
    'stop-opacity': '1',
    'text-decoration-line': 'none',
    'baseline-shift': '0px',
    rx: 'auto',
    ry: 'auto',
  };
  const style = getComputedStyle(node);
  const above = getComputedStyle(node.parentNode);
  // Above it will be another page.
  const isRoot = node.parentNode.tagName === 'BODY';
  const attributes: [string, string][] = [];
  for (const property of inherited.split(' ')) {
    const value = style.getPropertyValue(property);
    if (isRoot ? value !== '' : value !== above.getPropertyValue(property)) attributes.push([property, value]);
  }
  for (const [property, usual] of Object.entries(own)) {
    const value = style.getPropertyValue(property);
    if (value === '' || value === usual || (property.length === 2 && node.tagName !== 'rect')) continue;
    attributes.push([property === 'text-decoration-line' ? 'text-decoration' : property, value]);
  }
  attributes.push(...placeOf(node, style));
  // Han letters are never slanted.
  return attributes.filter(([property]) => property !== 'font-style' || !/\p{sc=Han}/u.test(node.textContent));
}

/** Where a style sheet turns or moves something. */
function placeOf(node: PageElement, style: PageStyle): [string, string][] {
  const matrix = style.getPropertyValue('transform');
  const origin = style.getPropertyValue('transform-origin').split(' ').map(Number.parseFloat);
  const [x = 0, y = 0] = origin;
  const isWritten = node.getAttribute('transform') !== null && x === 0 && y === 0;
  if (!matrix.startsWith('matrix(') || isWritten) return [];
  return [['transform', `translate(${x} ${y}) ${matrix} translate(${-x} ${-y})`]];
}

/** The same element with its geometry alone. A link would lead out of the book unseen: it becomes a group. */
function keptAttributes(node: PageElement): PageElement {
  const kept =
    /^(?:xmlns|id|x|y|x1|y1|x2|y2|cx|cy|r|rx|ry|d|points|transform|width|height|dx|dy|viewBox|marker(?:Width|Height|Units)|ref[XY]|orient|offset|gradient(?:Transform|Units)|fx|fy|spreadMethod|clipPathUnits|pattern(?:Units|ContentUnits|Transform)|textLength|lengthAdjust|startOffset|(?:xlink:)?href|xml:space|preserveAspectRatio)$/;
  for (const { name } of [...node.attributes]) if (!kept.test(name)) node.removeAttribute(name);
  if (node.tagName !== 'a') return node;
  const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  for (const { name, value } of [...node.attributes]) if (!name.endsWith('href')) group.setAttribute(name, value);
  group.append(...node.childNodes);
  node.replaceWith(group);
  return group;
}

/** Ids that something in the drawing points to get names that no other drawing has; the others go. */
function nameAnew(svg: PageElement, name: string): void {
  const nodes = [...svg.querySelectorAll('*')];
  const names = new Map<string, string>();
  const pattern = /^url\("?#([^")]+)"?\)$/;
  const pointed = (value: string) => pattern.exec(value)?.[1] ?? /^#(.+)$/.exec(value)?.[1];
  const ids = new Set(nodes.map((node) => node.getAttribute('id')));
  for (const node of nodes) {
    for (const { name: attribute, value } of [...node.attributes]) {
      const id = attribute === 'id' ? undefined : pointed(value);
      if (id === undefined) continue;
      if (!ids.has(id)) node.removeAttribute(attribute);
      else {
        const next = names.get(id) ?? `${name}-${names.size + 1}`;
        names.set(id, next);
        node.setAttribute(attribute, pattern.test(value) ? `url(#${next})` : `#${next}`);
      }
    }
  }
  const given = new Set<string>();
  for (const node of nodes) {
    const next = names.get(node.getAttribute('id') ?? '');
    if (next === undefined || given.has(next)) node.removeAttribute('id');
    else node.setAttribute('id', next);
    if (next !== undefined) given.add(next);
  }
}

declare const document: DrawingDocument;
declare const getComputedStyle: (node: PageElement) => PageStyle;

/**
 * HTML labels in SVG (`foreignObject`), as draw.io, PlantUML and mermaid write them. Only browsers render them, and
 * HTML is not let in: each becomes lines of SVG text in its place, in one font, size and colour.
 */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { element, isElement, text } from '../../hast/tree.ts';
import { widthOf } from '../../text/text-width.ts';

/** Self-closing HTML, which an HTML parser would read as open to the end of the file, is taken out first. */
export function takeLabels(svg: string): { svg: string; labels: string[] } {
  const labels: string[] = [];
  const without = svg.replace(
    /<foreignObject\b([^>]*?)(?:\/>|>(.*?)<\/foreignObject\s*>)/gs,
    (_, attributes: string, content = '') => {
      labels.push(content);
      return `<foreignObject${attributes} data-label="${labels.length - 1}"></foreignObject>`;
    },
  );
  return { svg: without, labels };
}

/** `parse`: HTML to a tree. */
export function layLabels(svg: Element, labels: string[], parse: (markup: string) => Root): void {
  const open: Element[] = [svg];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const child of [...parent.children]) {
      if (!isElement(child)) continue;
      if (child.tagName !== 'foreignObject') {
        open.push(child);
        continue;
      }
      const label = labels[Number(child.properties.dataLabel)] ?? '';
      replaceLabel(child, parent, svg, readLabel(label, parse));
    }
  }
}

interface Label {
  /** As written, each to be wrapped. */
  lines: string[];
  size: number;
  fill: string;
  family: string | null;
  bold: boolean;
  align: 'start' | 'middle' | 'end';
  centred: boolean;
  /** Null where lines are not wrapped. */
  width: number | null;
}

function readLabel(markup: string, parse: (markup: string) => Root): Label {
  const lines = linesIn(parse(markup.replace(/<(\w+)([^<>]*)\/>/g, '<$1$2></$1>').replace(/<\/br>/g, '')));
  const last = (pattern: RegExp) => [...markup.matchAll(pattern)].map(([, found]) => found!).at(-1);
  const sizes = [...markup.matchAll(/font(?:-size)?\s*:[^;"]*?([\d.]+)px/g)].map(([, size]) => Number(size));
  const fill = last(/(?<![-\w])color\s*:\s*([^;"]+)/g)?.trim() ?? '';
  const side = last(/text-align\s*:\s*(\w+)/g) ?? last(/justify-content\s*:\s*(?:unsafe\s+)?([\w-]+)/g) ?? '';
  const width = Number(last(/(?<![-\w])width\s*:\s*([\d.]+)px/g) ?? 0);
  return {
    lines,
    size: sizes.findLast((size) => size > 0) ?? 16,
    fill: /^(?:#\w+|[a-z]+|rgba?\([\d\s.,%]+\))$/i.test(fill) ? fill : '#000',
    family: familyIn(markup),
    bold: isBold(markup),
    align: /center/.test(side) ? 'middle' : /right|end/.test(side) ? 'end' : 'start',
    centred: /align-items\s*:\s*(?:unsafe\s+)?center|vertical-align\s*:\s*middle|table-cell/.test(markup),
    width: /white-space\s*:\s*nowrap/.test(markup) || width <= 1 ? null : width,
  };
}

/** As the innermost element says it. */
function familyIn(markup: string): string | null {
  const plain = markup.replace(/&quot;|&apos;|&#39;/g, "'");
  const found = [
    ...plain.matchAll(/font-family\s*:\s*([^;"<>]+)|(?<![-\w])font\s*:[^;"<>]*?\d(?:px|pt|em|%)\S*\s+([^;"<>]+)/g),
  ];
  const family = found.map(([, long, short]) => (long ?? short!).trim()).at(-1) ?? '';
  if (family === '') return /^\s*(?:<[^>]*>\s*)*<(?:code|pre|kbd|samp|tt)\b/.test(markup) ? 'monospace' : null;
  return /^[\p{L}\p{N}\s,'_-]+$/u.test(family) ? family : null;
}

/** All of it, since a label is set in one weight. */
function isBold(markup: string): boolean {
  if (/font-weight\s*:\s*(?:bold|[6-9]00)|(?<![-\w])font\s*:[^;"<>]*\b(?:bold|[6-9]00)\b/.test(markup)) return true;
  const rest = markup.replace(/<(b|strong|h[1-6]|th)\b[^>]*>.*?<\/\1\s*>/gs, '');
  return rest !== markup && rest.replace(/<[^>]*>|\s|&nbsp;/g, '') === '';
}

const blocks = new Set(
  'address aside article blockquote dd div dl dt figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul'.split(
    ' ',
  ),
);

function linesIn(tree: Root): string[] {
  const lines = [''];
  const waiting: (Parents['children'][number] | 'end')[] = [...tree.children].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === 'end') lines.push('');
    else if (node.type === 'text') lines[lines.length - 1] += node.value;
    else if (node.type === 'element' && !/^(?:script|style|template)$/.test(node.tagName)) {
      if (node.tagName === 'br') lines.push('');
      if (/^t[dh]$/.test(node.tagName)) lines[lines.length - 1] += ' ';
      if (blocks.has(node.tagName)) lines.push('');
      if (blocks.has(node.tagName)) waiting.push('end');
      waiting.push(...[...node.children].reverse());
    }
  }
  return lines.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '');
}

function replaceLabel(node: Element, parent: Element, svg: Element, label: Label): void {
  const beside = parent.children.filter((child) => isElement(child));
  const instead = parent.tagName === 'switch' ? beside[beside.indexOf(node) + 1] : undefined;
  const fallback = instead !== undefined && isElement(instead, 'text') ? instead : null;
  const laid =
    label.lines.length === 0 ? [] : [fallback === null ? inBox(node, svg, label) : inPlaceOf(fallback, label)];
  // What a viewer would have shown that draws no HTML: often the first words and three dots.
  const gone = laid.length === 0 ? [node] : [node, fallback];
  const children = parent.children.flatMap((child): ElementContent[] =>
    child === node ? laid : gone.includes(child as Element) ? [] : [child as ElementContent],
  );
  parent.children = children;
}

/** Em from line to line. */
const pitch = 1.2;

function inPlaceOf(fallback: Element, { lines, size, width }: Label): Element {
  const { x = 0, y = 0, ...properties } = fallback.properties;
  const letters = numberOf(properties.fontSize) ?? size;
  const wrapped = lines.flatMap((line) => wrap(line, width === null ? Number.POSITIVE_INFINITY : width / letters));
  const top = (numberOf(y) ?? 0) - ((wrapped.length - 1) / 2) * letters * pitch;
  return textAt(wrapped, Number(numberOf(x) ?? 0), top, letters, properties);
}

/** Smaller letters where the box is too small, as far as they can be read. */
const smallest = 0.5;

function inBox(node: Element, svg: Element, label: Label): Element {
  const [, , fullWidth, fullHeight] = String(svg.properties.viewBox ?? '')
    .split(/[\s,]+/)
    .map(Number);
  const side = (value: unknown, full: number | undefined) =>
    (/%$/.test(String(value)) ? ((full ?? 0) * Number.parseFloat(String(value))) / 100 : numberOf(value)) ?? 0;
  const { x, y, transform } = node.properties;
  const width = side(node.properties.width, fullWidth ?? numberOf(svg.properties.width) ?? undefined);
  const height = side(node.properties.height, fullHeight ?? numberOf(svg.properties.height) ?? undefined);
  const lay = (size: number) =>
    label.lines.flatMap((line) => wrap(line, width > 1 ? width / size : Number.POSITIVE_INFINITY));
  let { size } = label;
  while (size > label.size * smallest && isTooLarge(lay(size), size, width, height)) size *= 0.95;
  const lines = lay(size);
  const total = lines.length * size * pitch;
  const top = (numberOf(y) ?? 0) + (label.centred ? Math.max(0, (height - total) / 2) : 0) + size * 0.95;
  const left = (numberOf(x) ?? 0) + { start: 0, middle: width / 2, end: width }[label.align];
  const properties = {
    textAnchor: label.align,
    fill: label.fill,
    ...(label.family === null ? {} : { fontFamily: label.family }),
    ...(label.bold ? { fontWeight: 'bold' } : {}),
    ...(transform === undefined ? {} : { transform }),
  };
  return textAt(lines, left, top, size, properties);
}

function isTooLarge(lines: string[], size: number, width: number, height: number): boolean {
  if (height > 1 && lines.length * size * pitch > height) return true;
  return width > 1 && lines.some((line) => widthOf(line) * size > width);
}

function textAt(lines: string[], x: number, top: number, size: number, properties: Element['properties']): Element {
  const rows = lines.map((line, index) =>
    element('tspan', { x: rounded(x), y: rounded(top + index * size * pitch) }, [text(line)]),
  );
  return element('text', { ...properties, fontSize: rounded(size) }, rows);
}

/** Han text breaks between any two characters, other text at spaces. `measure` in em. */
function wrap(line: string, measure: number): string[] {
  const lines = [''];
  for (const word of line.match(/[\u2e80-\u9fff\uf900-\uffef]|[^\s\u2e80-\u9fff\uf900-\uffef]+\s*|\s+/gu) ?? []) {
    const last = lines.at(-1)!;
    if (last !== '' && widthOf((last + word).trim()) > measure) lines.push(word);
    else lines[lines.length - 1] = last + word;
  }
  return lines.map((each) => each.trim()).filter((each) => each !== '');
}

function numberOf(value: unknown): number | null {
  const number = Number.parseFloat(String(value ?? ''));
  return Number.isFinite(number) ? number : null;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

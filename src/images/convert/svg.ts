/**
 * Makes an SVG from anywhere safe to draw: no scripts, handlers, foreign markup, entities or outside references. It is
 * parsed as HTML, which knows no DTD entities, filtered by an allow-list, and serialized again.
 */
import type { Element, Properties, Root, RootContent } from 'hast';
import { parseMarkup } from '../../hast/parse.ts';
import { serialize } from '../../hast/serialize.ts';
import { withoutAddresses } from '../../text/css.ts';
import type { Failure } from '../failure.ts';
import { failure } from '../failure.ts';
import { layLabels, takeLabels } from './foreign-labels.ts';

export interface CleanSvg {
  kind: 'svg';
  root: Element;
  /** Well-formed XML. */
  text: string;
}

export function cleanSvg(bytes: Uint8Array): CleanSvg | Failure {
  const text = decodeText(bytes);
  // Entities are how an SVG includes files and grows from a kilobyte to a gigabyte.
  if (/<!ENTITY/i.test(text)) return failure('image-damaged', 'is an SVG with entity declarations', saveHint);
  const svg = parseSvg(text);
  if (svg === null) return failure('image-damaged', 'is an invalid SVG', saveHint);
  if (isVast(svg)) return failure('image-too-large', 'is an SVG larger than 100,000 units', 'reduce its size');
  svg.properties = { ...svg.properties, xmlnsXLink: 'http://www.w3.org/1999/xlink' };
  return { kind: 'svg', root: svg, text: serialize(svg) };
}

/** The text with its size said in pixels: without one a browser gives it a size of its own. */
export function sizedSvg({ root }: CleanSvg, width: number, height: number): string {
  const viewBox = root.properties.viewBox ?? `0 0 ${width} ${height}`;
  return serialize({ ...root, properties: { ...root.properties, viewBox, width, height } });
}

const saveHint = 'save the image as plain SVG or PNG';

// Everything that draws, but script, foreignObject (already text), animation (it can change href), media and metadata.
const drawingElements = new Set(
  `svg g defs symbol use a switch title desc path rect circle ellipse line polyline polygon text tspan textPath image
  style linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix
  feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
  feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
  feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
);

// Beyond a million the drawing library warns on standard error by itself, and then draws something else.
function isVast({ properties }: Element): boolean {
  const { width, height, viewBox } = properties;
  const sizes = [String(width ?? ''), String(height ?? ''), ...String(viewBox ?? '').split(/[\s,]+/)];
  return sizes.some((size) => Math.abs(Number.parseFloat(size)) > 100_000);
}

function parseSvg(text: string): Element | null {
  try {
    const { svg: withoutPages, labels } = takeLabels(text);
    const root: Root = parseMarkup(withoutPages);
    const svg = root.children.find((node): node is Element => node.type === 'element');
    if (svg?.tagName !== 'svg') return null;
    layLabels(svg, labels, parseMarkup);
    keepDrawing(svg);
    giveSize(svg);
    return svg;
  } catch {
    // The parser and the printer recurse: a hundred thousand nested groups end the stack.
    return null;
  }
}

/** As a browser does where a drawing says no size, or shares of one (CSS 2.1, 10.3.2). */
function giveSize({ properties }: Element): void {
  const relative = (value: unknown) => value === undefined || /%\s*$/.test(String(value));
  if (properties.viewBox !== undefined) return;
  if (relative(properties.width)) properties.width = 300;
  if (relative(properties.height)) properties.height = 150;
}

function keepDrawing(element: Element): void {
  element.properties = keepProperties(element.tagName, element.properties);
  element.children = element.children.filter((child) => keepNode(child, element));
}

function keepNode(node: RootContent, parent: Element): boolean {
  switch (node.type) {
    case 'element':
      if (!drawingElements.has(node.tagName)) return false;
      keepDrawing(node);
      return true;
    case 'text':
      // XML knows no control characters, not even escaped. Text in a style element is printed as it stands.
      node.value = node.value.replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '');
      if (parent.tagName === 'style') node.value = cleanCss(node.value, 'stylesheet').replace(/[<&]/g, '');
      return true;
    default:
      return false;
  }
}

function keepProperties(tagName: string, properties: Properties): Properties {
  const kept: Properties = {};
  for (const [name, value] of Object.entries(properties)) {
    // Words that a label could not be drawn: its words are drawn.
    if (name === 'requiredFeatures' && /Extensibility/.test(String(value))) continue;
    if (!/^[a-z][a-z0-9]*$/i.test(name) || /^(?:on|xmlns|xmlBase)/i.test(name) || value == null) continue;
    const text = Array.isArray(value) ? value.join(' ') : String(value);
    // Text to be read out: brackets in it call no function.
    if (/^aria/.test(name)) kept[name] = value;
    else if (name === 'style') kept[name] = cleanCss(text, 'declarationList');
    else if (/href$|^src/i.test(name) ? isInnerReference(tagName, text) : isInnerValue(text)) kept[name] = value;
  }
  return kept;
}

// An SVG inside a data: URL would be drawn without having been cleaned.
function isInnerReference(tagName: string, reference: string): boolean {
  if (reference.trim().startsWith('#')) return true;
  return tagName === 'image' && /^\s*data:image\/(?:png|jpe?g|gif|webp);base64,/i.test(reference);
}

function isInnerValue(text: string): boolean {
  return !/\(/.test(text) || cleanCss(text, 'value') === text;
}

// A backslash can spell `url(` in many ways; no drawing program writes one.
function cleanCss(css: string, context: Parameters<typeof withoutAddresses>[1]): string {
  return css.includes('\\') ? '' : withoutAddresses(css, context, (address) => address.trim().startsWith('#'));
}

export function decodeText(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

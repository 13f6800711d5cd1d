/**
 * The HTML a book may contain, as a schema for hast-util-sanitize. Everything else is removed: scripts, handlers,
 * styles, forms, frames, and elements that HTML5 dropped (EPUBCheck RSC-005).
 */
import type { Schema } from 'hast-util-sanitize';
import { lateAddresses, lateSets } from './srcset.ts';

type PropertyDefinition = NonNullable<Schema['attributes']>[string][number];

const text = 'p h1 h2 h3 h4 h5 h6 hr blockquote pre div section article aside header footer main address'.split(' ');
const lists = 'ul ol li dl dt dd'.split(' ');
export const phrases =
  'a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  );
const tables = 'table caption colgroup col thead tbody tfoot tr th td'.split(' ');
const images = 'figure figcaption img picture source'.split(' ');
const disclosures = ['details', 'summary'];
/** Presentation MathML, https://www.w3.org/TR/mathml-core/ */
const formulas =
  'math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd'.split(
    ' ',
  );
const drawings =
  'svg g path rect circle ellipse line polyline polygon text tspan defs desc title linearGradient radialGradient stop clipPath'.split(
    ' ',
  );

const paint =
  'fill fillOpacity fillRule stroke strokeWidth strokeOpacity strokeDashArray strokeLineCap strokeLineJoin opacity clipPath'.split(
    ' ',
  );
/** A paint may be something in the drawing, never something elsewhere; a backslash could spell `url` otherwise. */
const local = /^(?:[^\\(]*|url\(#[^\s()\\]+\)|(?:rgb|hsl)a?\([^()\\]*\))$/i;
const shape = 'd x y x1 y1 x2 y2 cx cy r rx ry dx dy points width height'.split(' ');
const lettering = 'fontFamily fontSize fontWeight fontStyle textAnchor dominantBaseline'.split(' ');
const drawing: PropertyDefinition[] = [
  ...paint.map((name): PropertyDefinition => [name, local]),
  'transform',
  ...shape,
  ...lettering,
];

/** The colour of a formula, as MathML has it; a name would have to be one of sixteen. */
const colour = /^#(?:[\da-f]{3}){1,2}$/i;
const inked: PropertyDefinition[] = [
  ['mathcolor', colour],
  ['mathbackground', colour],
];
const roles: PropertyDefinition[] = [['role', 'img', 'note', 'presentation', 'none']];
/** Values that EPUBCheck takes (RSC-005); an attribute with another is left out. */
const positive = /^[1-9]\d{0,3}$/;
const day = /^\d{4}-\d\d-\d\d$/;

export const allowed: Schema = {
  tagNames: [...text, ...lists, ...phrases, ...tables, ...images, ...disclosures, ...formulas, ...drawings],
  attributes: {
    // A role that another element may not have makes the EPUB invalid.
    ...Object.fromEntries(['div', 'p', 'span'].map((name) => [name, roles])),
    '*': [
      ['id', /\S/],
      'className',
      ['lang', /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i],
      ['dir', 'ltr', 'rtl', 'auto'],
      'title',
      'ariaLabel',
      ['ariaHidden', 'true', 'false'],
      'dataLine',
    ],
    a: ['href'],
    abbr: ['title'],
    code: [['className', /^language-/]],
    col: [['span', positive]],
    colgroup: [['span', positive]],
    del: [['dateTime', day]],
    details: ['open'],
    img: [...roles, 'src', 'srcSet', ...lateAddresses, ...lateSets, 'alt', 'width', 'height'],
    ins: [['dateTime', day]],
    // Until one address is chosen; no book holds a source.
    source: ['srcSet', ...lateSets, 'media', 'type'],
    li: [['value', /^-?\d{1,6}$/]],
    // The words behind the fence of a code block, until they are read.
    pre: ['dataInfo'],
    ol: [['start', /^-?\d{1,6}$/], 'reversed', ['type', /^[1aAiI]$/]],
    td: [['colSpan', positive], ['rowSpan', positive], 'align'],
    th: [['colSpan', positive], ['rowSpan', positive], 'align', ['scope', 'row', 'col', 'rowgroup', 'colgroup']],
    time: [['dateTime', day]],
    math: [['display', 'block', 'inline'], 'alttext'],
    annotation: ['encoding'],
    menclose: ['notation', ...inked],
    mfrac: ['linethickness', ...inked],
    mi: ['mathvariant', ...inked],
    mn: inked,
    mo: [
      'stretchy',
      'symmetric',
      'largeop',
      'fence',
      'separator',
      'lspace',
      'rspace',
      'accent',
      'form',
      'minsize',
      'maxsize',
      'movablelimits',
      ...inked,
    ],
    mover: ['accent'],
    mpadded: ['width', 'height', 'depth', 'lspace', 'voffset', ...inked],
    mrow: inked,
    mspace: ['width', 'height', 'depth', ...inked],
    mstyle: ['displaystyle', 'scriptlevel', 'mathvariant', 'mathsize', ...inked],
    mtable: ['columnalign', 'rowspacing', 'columnspacing', 'displaystyle', 'width', ...inked],
    mtd: ['columnalign', 'columnspan', 'rowspan', ...inked],
    mtext: ['mathvariant', ...inked],
    munder: ['accentunder'],
    munderover: ['accent', 'accentunder'],
    svg: [...roles, 'viewBox', 'preserveAspectRatio', ...drawing],
    linearGradient: ['gradientUnits', 'gradientTransform', 'x1', 'x2', 'y1', 'y2'],
    radialGradient: ['gradientUnits', 'gradientTransform', 'cx', 'cy', 'r', 'fx', 'fy'],
    stop: ['offset', 'stopColor', 'stopOpacity'],
    ...Object.fromEntries(
      'g path rect circle ellipse line polyline polygon text tspan'.split(' ').map((name) => [name, drawing]),
    ),
  },
  required: { bdo: { dir: 'ltr' } },
  // Addresses of images are judged by the image stage and links by the assembly, each with a diagnostic.
  protocols: {},
  // Ids are made unique later, so they need no prefix here.
  clobber: [],
  clobberPrefix: '',
  strip: 'script style head embed'.split(' '),
  allowComments: false,
  allowDoctypes: false,
  // Elsewhere these mean nothing, and XHTML forbids them; their words stay.
  ancestors: {
    ...within(['svg'], drawings.slice(1)),
    ...within(['math'], formulas.slice(1)),
    ...within(['ruby'], ['rt', 'rp']),
    ...within(['picture'], ['source']),
  },
};

function within(parents: string[], names: string[]): Record<string, string[]> {
  return Object.fromEntries(names.map((name) => [name, parents]));
}

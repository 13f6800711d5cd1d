/**
 * Types of single keys of book.yaml. An author cannot change how a request is framed, or claim accessibility that
 * nobody has evaluated.
 */
import type { Code } from '../diagnostics.ts';
import { type Paper, papers } from '../options.ts';
import { isChangeable, severityChoices } from '../severities.ts';
import { anyOption, choose } from './choices.ts';
import { anyCase, keyType, quoted, Refusal, valueType } from './declaration.ts';

/** Text whose lines stay as they are. */
export const lines = valueType(
  (value): string | Refusal =>
    typeof value === 'string'
      ? value.trim()
      : new Refusal(`cannot be ${quoted(value)}`, 'write text, one paragraph per line'),
  { type: ['string', 'number', 'boolean'] },
);

export const name = valueType(
  (value): string | Refusal =>
    typeof value === 'string' && value.trim() !== ''
      ? value.trim()
      : new Refusal(`cannot be ${quoted(value)}`, 'write a name'),
  { type: 'string', pattern: '\\S' },
);

const headingLevels = ['1', '2', '3', '4', '5', '6'];

export const headingLevel = valueType(
  (value): number | Refusal => {
    const level = choose(value, headingLevels, 'be');
    return level instanceof Refusal ? level : Number(level);
  },
  { enum: headingLevels.map(Number) },
);

/** A name, or the thickness of a leaf in millimetres. */
export const paperThickness = valueType(
  (value): Paper | number | Refusal => {
    const leaf = typeof value === 'string' ? /^(0?\.\d{1,4}) ?(?:mm)?$/.exec(value.trim()) : null;
    return Number(leaf?.[1] ?? 0) || choose(value, papers, 'be');
  },
  {
    anyOf: [
      ...anyOption(papers),
      { type: 'string', pattern: '^0?\\.\\d{1,4} ?(?:mm)?$' },
      { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
    ],
  },
);

/** https://www.w3.org/TR/epub-a11y-11/#sec-conf-reporting-pub */
export const conformanceLevel = valueType(
  (value): string | Refusal => {
    const level = typeof value === 'string' ? wcag.exec(value.trim()) : null;
    if (level !== null) return `WCAG ${level[1]} Level ${level[2]!.toUpperCase()}`;
    return new Refusal(`cannot be ${quoted(value)}`, 'write a level such as WCAG 2.2 AA');
  },
  { type: 'string', pattern: `^(?:${anyCase('WCAG')}\\s*)?2\\.[012]\\s*(?:${anyCase('Level')}\\s*)?[aA]{1,3}$` },
);
const wcag = /^(?:WCAG\s*)?(2\.[012])\s*(?:Level\s*)?(A{1,3})$/i;

/** The key is a code. An error prevents a wrong book: it is not for the book to turn it off. */
export const severity = valueType(
  (value, { key }) => {
    const chosen = choose(value, severityChoices, 'be');
    if (chosen instanceof Refusal || chosen === 'error' || isChangeable(key as Code)) return chosen;
    return new Refusal('is always an error', 'fix what it reports, or remove the line');
  },
  { anyOf: anyOption(severityChoices) },
);

const hostHint = 'write a host with indented headers below it: `img.example.com: { Referer: https://example.com/ }`';

/** A host as in a URL, or `*.` and a domain for every host below it. */
export const hostName = keyType((written) => {
  const host = written.trim().toLowerCase();
  const domain = host.replace(/^\*\./, '');
  if (!/^[^\s/?#@:]+(?::\d{1,5})?$/.test(domain) || !URL.canParse(`https://${domain}`))
    return new Refusal('is not a host name', hostHint);
  // Han names are asked for in their ASCII form.
  return host.slice(0, -domain.length) + new URL(`https://${domain}`).host;
});

/** Headers that belong to the connection. https://www.rfc-editor.org/rfc/rfc9110#name-connection */
const framing = new Set(
  (
    'host connection content-length transfer-encoding upgrade te trailer expect keep-alive ' +
    'proxy-authorization proxy-connection accept-encoding'
  ).split(' '),
);

/** https://www.rfc-editor.org/rfc/rfc9110#name-fields */
export const headerName = keyType((written) => {
  const name = written.trim().toLowerCase();
  if (/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) && !framing.has(name)) return name;
  return new Refusal('is not a header you can set', 'common ones are Referer, Cookie and User-Agent');
});

export const header = valueType(
  (value): string | Refusal =>
    typeof value === 'string' && /^[\t\x20-\x7e]+$/.test(value)
      ? value.trim()
      : new Refusal('has an invalid value', 'use ASCII on a single line'),
  { type: ['string', 'number', 'boolean'], pattern: '^[\\t\\x20-\\x7e]+$' },
);

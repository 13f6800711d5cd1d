/**
 * What EPUBCheck accepts and a book must not contain: scripts in links and attributes, and anything from the network.
 * Octavo's own templates contain none of it; those of a book may.
 */
import type { EpubFinding } from '../../model/host.ts';
import { textsOf } from '../container/unzip.ts';
import { readXhtml, type StartTag } from '../xhtml-reader.ts';

const messages = {
  'own-script': 'link runs a script',
  'own-handler': 'attribute runs a script',
  'own-remote': 'remote resource',
  'own-comment': 'comment, which can break old converters',
  'own-variable': 'custom property, which Send-to-Kindle rejects',
};

type Rule = keyof typeof messages;

const fetching = new Set('img link source image iframe script video audio'.split(' '));

const inStyles: [Rule, RegExp][] = [
  ['own-remote', /(?:url\(\s*["']?|@import\s+["'])(?:https?:)?\/\//gi],
  ['own-variable', /var\(\s*--/g],
];

export function checkOwnRules(epub: Uint8Array): EpubFinding[] {
  return [...textsOf(epub)].flatMap(({ name, text }) => {
    const found = name.endsWith('.css') ? inStyle(text()) : inDocument(text());
    return found.map(([id, line]) => ({ severity: 'warning', id, message: messages[id], path: name, line }));
  });
}

type RuleMatch = [rule: Rule, line: number];

function inDocument(document: string): RuleMatch[] {
  return readXhtml(document).flatMap((part): RuleMatch[] => {
    if (part.kind === 'other' && document.startsWith('<!--', part.start)) return [['own-comment', part.line]];
    return part.kind === 'start' ? inTag(part).map((rule) => [rule, part.line]) : [];
  });
}

function inTag({ local, attributes }: StartTag): Rule[] {
  return Array.from(attributes).flatMap(([name, value]): Rule[] => {
    if (/^on[a-z]+$/i.test(name)) return ['own-handler'];
    if (!/^(?:href|src|action|xlink:href)$/i.test(name)) return [];
    // As a browser reads the scheme of an address.
    const address = value.replace(/[\0-\x20]+/g, '');
    if (/^(?:javascript|vbscript):/i.test(address)) return ['own-script'];
    return fetching.has(local) && name !== 'action' && /^(?:https?:)?\/\//i.test(address) ? ['own-remote'] : [];
  });
}

function inStyle(style: string): RuleMatch[] {
  return inStyles.flatMap(([rule, pattern]) =>
    Array.from(style.matchAll(pattern), ({ index }): RuleMatch => [rule, style.slice(0, index).split('\n').length]),
  );
}

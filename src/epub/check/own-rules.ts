/**
 * What EPUBCheck lets pass and a book must not hold: things that act, and things from elsewhere. Octavo's own templates make
 * none; a book may bring its own. In: the bytes of an EPUB. Out: findings. Must not judge what EPUBCheck judges.
 */
import type { EpubFinding } from '../../model/host.ts';
import { textsOf } from '../container/unzip.ts';

interface Rule {
  id: string;
  message: string;
  pattern: RegExp;
}

/** A start tag up to an attribute whose name follows; what stands in quotation marks is skipped. */
const tag = (names: string) => `<(?:${names})(?:\\s+[\\w:.-]+(?:\\s*=\\s*(?:"[^"]*"|'[^']*'))?)*\\s+`;
const anyName = '[a-z][\\w:.-]*';
const fetching = 'img|link|source|image|iframe|script|video|audio';

const inDocuments: Rule[] = [
  {
    id: 'own-script',
    message: 'a link that runs a script',
    pattern: new RegExp(`${tag(anyName)}(?:href|src|action)\\s*=\\s*["']\\s*(?:javascript|vbscript):`, 'gi'),
  },
  {
    id: 'own-handler',
    message: 'an attribute that runs a script',
    pattern: new RegExp(`${tag(anyName)}on[a-z]+\\s*=`, 'gi'),
  },
  {
    id: 'own-remote',
    message: 'something fetched from the network',
    pattern: new RegExp(`${tag(fetching)}(?:src|href|xlink:href)\\s*=\\s*["'](?:https?:)?//`, 'gi'),
  },
  { id: 'own-comment', message: 'a comment, which old converters stumble over', pattern: /<!--/g },
];

const inStyles: Rule[] = [
  {
    id: 'own-remote',
    message: 'something fetched from the network',
    pattern: /(?:url\(\s*["']?|@import\s+["'])(?:https?:)?\/\//gi,
  },
  { id: 'own-variable', message: 'a custom property, on which Send to Kindle fails', pattern: /var\(\s*--/g },
];

export function checkOwnRules(epub: Uint8Array): EpubFinding[] {
  return [...textsOf(epub)].flatMap(({ name, text }) => {
    const rules = name.endsWith('.css') ? inStyles : inDocuments;
    return rules.flatMap((rule) => findingsOf(rule, name, text()));
  });
}

function findingsOf({ id, message, pattern }: Rule, path: string, text: string): EpubFinding[] {
  return Array.from(text.matchAll(pattern), ({ index }) => {
    const line = text.slice(0, index).split('\n').length;
    return { severity: 'warning', id, message, path, line };
  });
}

/** Raw HTML such as `<script>` whose end is missing: it ends at the next empty line, not with the article. */
import type { MarkedExtension, Token, Tokens } from 'marked';
import type { Syntax } from '../extension/syntax.ts';
import { isAbandoned } from './comments.ts';

const begins = /^ {0,3}<(?:(script|pre|style|textarea)(?=[\s>])|(!--)|(\?)|(!\[CDATA\[)|!(?=[a-z]))/i;

/** Of each kind the end, where blocks beside each other are known to have none: nobody looks for it again. */
type MissingEnds = WeakMap<Token[], Set<string>>;

function createExtension(): MarkedExtension {
  const missing: MissingEnds = new WeakMap();
  return {
    extensions: [
      {
        name: 'openHtml',
        level: 'block',
        tokenizer(source, before) {
          const end = endOf(source);
          if (end === null) return undefined;
          const abandoned = end === '-->' && isAbandoned(source, source.indexOf('<'), source.indexOf('-->'));
          if (!abandoned && isAhead(source, end, before, missing)) return undefined;
          const raw = /^[\s\S]*?\n(?:[ \t]*\n)+/.exec(source)?.[0] ?? source;
          return { type: 'html', raw, text: raw, block: true, pre: false } as Tokens.HTML;
        },
      },
    ],
  };
}

export const openHtml: Syntax = { name: 'open HTML', marked: createExtension, transform: null };

/** What would end the raw HTML that begins here; null where none begins. */
function endOf(source: string): string | null {
  const [opening, element, comment, instruction, data] = begins.exec(source) ?? [];
  if (opening === undefined) return null;
  if (element !== undefined) return `</${element.toLowerCase()}>`;
  return comment !== undefined ? '-->' : instruction !== undefined ? '?>' : data !== undefined ? ']]>' : '>';
}

function isAhead(source: string, end: string, before: Token[], missing: MissingEnds): boolean {
  const known = missing.get(before) ?? new Set();
  if (known.has(end)) return false;
  missing.set(before, known);
  const found = end.startsWith('</') ? new RegExp(end, 'i').test(source) : source.includes(end);
  if (!found) known.add(end);
  return found;
}

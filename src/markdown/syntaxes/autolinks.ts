/** URLs in running text that end where full-width punctuation begins: `见https://a.b/c。然后`. All others are marked's. */
import type { MarkedExtension, Tokens } from 'marked';
import { Tokenizer } from 'marked';
import type { Syntax } from '../extension/syntax.ts';

/** Full-width punctuation and quotes; Han letters may belong to an address. */
const stop =
  '\\u2014\\u2018\\u2019\\u201c\\u201d\\u2026\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65';
const address = new RegExp(`^(?:https?://|www\\.)[^\\s<${stop}]+(?=[${stop}])`, 'iu');

/** What ends a sentence and not an address. https://github.github.com/gfm/#extended-autolink-path-validation */
const trailing = /[?!.,:;*_~'"]+$/;

/** The longest local part of a mail address (RFC 5321), and more than any address of a page has. */
const mailAddress = /^[\w.+-]{1,64}@/;
const longest = 2048;

const extension: MarkedExtension = {
  tokenizer: {
    // marked looks through the rest of the line for `@` at every word, and for the end of an address whose parenthesis
    // is never closed at every such address.
    url(source) {
      if (!/^(?:https?:\/\/|ftp:\/\/|www\.)/i.test(source) && !mailAddress.test(source)) return undefined;
      return Tokenizer.prototype.url.call(this, source.slice(0, longest));
    },
  },
  extensions: [
    {
      name: 'link',
      level: 'inline',
      tokenizer(source): Tokens.Link | undefined {
        if (this.lexer.state.inLink) return undefined;
        const raw = withoutUnclosed(address.exec(source)?.[0].replace(trailing, '') ?? '');
        const href = /^www\./i.test(raw) ? `http://${raw}` : raw;
        if (!URL.canParse(href)) return undefined;
        return {
          type: 'link',
          raw,
          text: raw,
          href,
          title: null,
          tokens: [{ type: 'text', raw, text: raw, escaped: false }],
        };
      },
    },
  ],
};

/** A parenthesis that closes more than the address opened belongs to the text around it. */
function withoutUnclosed(link: string): string {
  let end = link.length;
  const count = (mark: string) => link.slice(0, end).split(mark).length - 1;
  while (link[end - 1] === ')' && count(')') > count('(')) end -= 1;
  return link.slice(0, end);
}

export const autolinks: Syntax = { name: 'autolinks', marked: extension, transform: null };

/**
 * Documents for Kobo's reader: each sentence in a span it can highlight, the text in the two boxes it paginates.
 * Numbering restarts in each document, so that a change moves nothing in others. Code, formulas and drawings stay as
 * they are.
 *
 * As kepubify does it (https://github.com/pgaskin/kepubify, kepub/transform.go), with calibre's blocks and exceptions
 * (ebooks/oeb/polish/kepubify.py), and with Chinese sentence endings, which neither knows.
 */

import { readXhtml, type StartTag, type XhtmlPart } from '../xhtml-reader.ts';

/** What Kobo's own books have: its reader adds margins to the box. */
const style =
  '<style type="text/css" id="kobostylehacks">div#book-inner { margin-top: 0; margin-bottom: 0; }</style></head>';

/** Where the number before the dot goes on. */
const blocks = new Set('p ol ul table h1 h2 h3 h4 h5 h6'.split(' '));

/** Words in them stay as they are. `rp` holds nothing but text. */
const untouched = new Set('pre svg math script style audio video rp'.split(' '));

export function withKoboSpans(document: string): string {
  const parts = readXhtml(document);
  const first = parts.findIndex((part) => part.kind === 'start' && part.name === 'body');
  const last = parts.findLastIndex((part) => part.kind === 'end' && document.startsWith('</body', part.start));
  if (first === -1 || last === -1) return document;
  // No line more than before, so that a judge's lines are those of the other EPUBs.
  const body = `<div id="book-columns"><div id="book-inner">${spanned(parts.slice(first + 1, last), document)}</div></div>`;
  const head = document.slice(0, parts[first]!.end).replace('</head>', style);
  return `${head}${body}${document.slice(parts[last]!.start)}`;
}

function spanned(parts: XhtmlPart[], document: string): string {
  const pieces: string[] = [];
  const open: string[] = [''];
  const count = createCount();
  /** Elements that are open inside one whose words stay as they are, itself among them; 0 outside of such. */
  let depth = 0;
  /** Whether that element is one sentence: its span ends with it. */
  let whole = false;
  for (const part of parts) {
    const piece = document.slice(part.start, part.end);
    if (part.kind === 'other') pieces.push(piece);
    else if (part.kind === 'text') {
      pieces.push(depth > 0 ? piece : sentences(piece, open.at(-1)!, count));
    } else if (part.kind === 'end') {
      open.pop();
      if (depth > 0) depth -= 1;
      pieces.push(whole && depth === 0 ? `${piece}</span>` : piece);
      if (depth === 0) whole = false;
    } else if (part.name === 'img') {
      pieces.push(depth > 0 ? piece : `${count.alone()}${piece}</span>`);
      if (!part.empty) open.push(part.name);
    } else {
      const { name, empty } = part;
      if (blocks.has(name) && depth === 0) count.endParagraph();
      whole ||= depth === 0 && !empty && isWhole(part);
      pieces.push(depth === 0 && whole ? `${count.next()}${piece}` : piece);
      if (!empty) open.push(name);
      if (!empty && (depth > 0 || whole || untouched.has(name))) depth += 1;
    }
  }
  return pieces.join('');
}

/** What no span may part: a `time` may hold nothing but text, and figures stand upright in a vertical line. */
function isWhole({ name, classes }: StartTag): boolean {
  return name === 'time' || classes.includes('combined');
}

interface Count {
  next(): string;
  /** What is a paragraph by itself, as an image is. */
  alone(): string;
  endParagraph(): void;
}

function createCount(): Count {
  let paragraph = 0;
  let sentence = 0;
  let ended = true;
  const next = () => {
    if (ended) {
      paragraph += 1;
      sentence = 0;
      ended = false;
    }
    sentence += 1;
    return `<span class="koboSpan" id="kobo.${paragraph}.${sentence}">`;
  };
  const endParagraph = () => {
    ended = true;
  };
  return {
    next,
    endParagraph,
    alone() {
      endParagraph();
      return next();
    },
  };
}

/** Up to a sentence's end, with closing marks and space. A Latin mark needs a space after it, as in 3.14. */
const sentence =
  /[\s\S]*?(?:[。！？：…]+(?:&quot;|[”’」』）》〉】〕"')\]])*\s*|[.!?:]+(?:&quot;|[”’」』）》〉】〕"')\]])*(?:\s+|$))|[\s\S]+$/g;

/** Space between blocks stays as it is; between the words of a paragraph it is marked with them. */
function sentences(text: string, inside: string, count: Count): string {
  if (text.trim() === '') return inside === 'p' ? `${count.next()}${text}</span>` : text;
  return (text.match(sentence) ?? []).map((each) => `${count.next()}${each}</span>`).join('');
}

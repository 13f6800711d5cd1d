/**
 * mdBook: what its includes put into the text. Hidden lines are left out, since a site shows them only when asked:
 * those that `rustdoc_include` adds around the chosen ones, and those that begin with `#` in code of Rust.
 */
import type { Marker } from '../../sources/includes/markers.ts';
import type { Edit } from '../extension/traced-text.ts';
import { fenceFor, linesInAnchor, linesInRange, linesOf } from './line-ranges.ts';

/** Null where the file has no such part. */
export function includeText({ kind, part, options }: Marker, text: string): string | null {
  if (kind === 'playground') {
    const code = linesOf(text).join('\n');
    const fence = fenceFor(code);
    return `${fence}rust${options === '' ? '' : `,${options.replaceAll(' ', ',')}`}\n${code}\n${fence}`;
  }
  if (part === '') return linesOf(text).join('\n');
  return linesInRange(text, part) ?? linesInAnchor(text, part);
}

const title = /\{\{[ \t]*#title[ \t]+[^{}\n]*\}\}/g;

/** `{{#title}}` names the tab of a browser. */
export function titleEdits(text: string): Edit[] {
  if (!text.includes('#title')) return [];
  return [...text.matchAll(title)].map(({ 0: raw, index }) => ({ start: index, end: index + raw.length, text: '' }));
}

const listing = /^([ \t>]*)<Listing\b((?:[^>"'\n]|"[^"\n]*"|'[^'\n]*')*)>[ \t]*$|^([ \t>]*)<\/Listing>[ \t]*$/gm;

/** The listings of the Rust book: a file name above, a number and a caption below. */
export function listingEdits(text: string): Edit[] {
  if (!text.includes('<Listing')) return [];
  let caption = '';
  return [...text.matchAll(listing)].map(({ 0: raw, index, 1: before = '', 2: attributes, 3: prefix = before }) => {
    const attribute = (name: string) => {
      const [, double, single] = new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)')`).exec(attributes ?? '') ?? [];
      return double ?? single ?? '';
    };
    const replaced = attributes === undefined ? caption : opening(attribute('file-name'));
    if (attributes !== undefined) caption = closing(attribute('number'), attribute('caption'));
    return { start: index, end: index + raw.length, text: `${prefix}${replaced.replaceAll('\n', `\n${prefix}`)}` };
  });
}

function opening(fileName: string): string {
  return `<figure class="listing">\n${fileName === '' ? '' : `\n<p class="file-name">Filename: ${fileName}</p>\n`}`;
}

function closing(number: string, caption: string): string {
  const label = number === '' ? '' : `Listing ${number}`;
  const words = [label, caption].filter((part) => part !== '').join(': ');
  return words === '' ? '\n</figure>\n' : `\n<figcaption>\n\n${words}\n\n</figcaption>\n</figure>\n`;
}

const rustFence = /^([ \t>]*)(`{3,}|~{3,})rust(?![\w+-])[^\n]*\n/gm;
const hidden = /^[ \t>]*#(?: .*)?$/;
/** `##` shows one. */
const escaped = /^([ \t>]*)##/;

/** Hidden lines of code in Rust, and their escapes. */
export function hiddenLineEdits(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const { 0: opening, index, 2: fence = '' } of text.matchAll(rustFence)) {
    for (let at = index + opening.length; at < text.length; ) {
      const next = text.indexOf('\n', at);
      const end = next === -1 ? text.length : next;
      const line = text.slice(at, end);
      if (line.replace(/^[ \t>]+/, '').startsWith(fence)) break;
      if (hidden.test(line)) edits.push({ start: at, end: Math.min(end + 1, text.length), text: '' });
      else if (escaped.test(line)) edits.push({ start: at, end, text: line.replace(escaped, '$1#') });
      at = end + 1;
    }
  }
  return edits;
}

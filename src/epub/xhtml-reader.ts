/** The one reader of finished documents: XHTML as tags and text, each with its place in the source. */
import { createRequire } from 'node:module';
import type { SaxesParser, SaxesTagNS } from 'saxes';
import { readWellFormed, type StartTag, type XhtmlPart } from './well-formed-xhtml.ts';

export type { StartTag, XhtmlPart };

const require = createRequire(import.meta.url);

/** Parts in the order of the source, without gaps. `report` gets the first error; reading continues after it. */
export function readXhtml(source: string, report?: (message: string, line: number) => void): XhtmlPart[] {
  return readWellFormed(source) ?? parseXhtml(source, report);
}

/** The same for any document, well-formed or not, and slower. */
export function parseXhtml(source: string, report?: (message: string, line: number) => void): XhtmlPart[] {
  const parts: XhtmlPart[] = [];
  // Loaded for the first document that Octavo did not write.
  const saxes = require('saxes') as { SaxesParser: typeof SaxesParser };
  const parser = new saxes.SaxesParser({ xmlns: true, position: true });
  let done = 0;
  const add = (part: XhtmlPart) => {
    // Where the source is malformed, an event may come twice or at no tag.
    if (part.start < done || part.end <= part.start) return;
    if (part.start > done) parts.push({ kind: 'text', start: done, end: part.start });
    parts.push(part);
    done = part.end;
  };
  // No attribute holds a `<`, so that the last one begins the tag.
  const extent = (opening = '<') => ({
    start: source.lastIndexOf(opening, parser.position - 1),
    end: source.indexOf('>', parser.position - 1) + 1,
  });
  const other = (opening: string) => () => add({ kind: 'other', line: parser.line, ...extent(opening) });
  parser.on('error', (error) => {
    report?.(error.message.replace(/^\d+:\d+: /, ''), parser.line);
    parser.on('error', () => undefined);
  });
  parser.on('opentag', (tag) => add({ ...startTag(tag, parser.line), ...extent() }));
  parser.on('closetag', ({ isSelfClosing }) => {
    if (!isSelfClosing) add({ kind: 'end', ...extent() });
  });
  parser.on('comment', other('<!--'));
  parser.on('cdata', other('<![CDATA['));
  parser.on('xmldecl', other('<?'));
  parser.on('processinginstruction', other('<?'));
  parser.on('doctype', other('<!'));
  parser.write(source).close();
  if (done < source.length) parts.push({ kind: 'text', start: done, end: source.length });
  return parts;
}

function startTag(tag: SaxesTagNS, line: number): Omit<StartTag, 'start' | 'end'> {
  const attributes = new Map(Object.values(tag.attributes).map(({ name, value }) => [name, value]));
  const classes = attributes.get('class')?.split(/\s+/) ?? [];
  const { name, local, uri, isSelfClosing: empty } = tag;
  return { kind: 'start', name, local, namespace: uri, attributes, classes, empty, line };
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The characters of a text part, each with its offset in the source. */
export function* charactersOf(
  source: string,
  { start, end }: { start: number; end: number },
): Generator<[string, number]> {
  for (const { 0: written, 1: reference, index } of source.slice(start, end).matchAll(/&([^;]*);|[^&]/gu)) {
    yield [reference === undefined ? written : (decode(reference) ?? written), start + index];
  }
}

export function textBetween(source: string, part: { start: number; end: number }): string {
  return source.slice(part.start, part.end).replace(/&([^;]*);/g, (written, reference) => decode(reference) ?? written);
}

function decode(reference: string): string | undefined {
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(reference) ?? [];
  if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
  return decimal === undefined ? named[reference] : String.fromCodePoint(Number(decimal));
}

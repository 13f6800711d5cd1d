/**
 * Removes scripts and external resources from filled templates. Tags are read as both HTML and XML parsers do, and
 * rewritten wherever these might differ; no tree is built, since a template may hold half an element.
 */
import { type SafeText, safeStyles, shorten } from './safe-css.ts';

export function safeMarkup(markup: string): SafeText {
  const kept: string[] = [];
  const removed: string[] = [];
  let position = 0;
  const source: OpenMarkup = { markup, hasOpenTag: false, hasOpenScript: false };
  for (let open = markup.indexOf('<'); open !== -1; open = markup.indexOf('<', position)) {
    kept.push(markup.slice(position, open));
    const piece = readPiece(source, open);
    position = piece.end;
    kept.push(piece.text);
    removed.push(...piece.removed);
  }
  kept.push(markup.slice(position));
  return { text: kept.join(''), removed };
}

/** What ends nowhere is looked for once, or reading would take the square of the length. */
interface OpenMarkup {
  markup: string;
  hasOpenTag: boolean;
  hasOpenScript: boolean;
}

interface ReadPiece extends SafeText {
  /** Where the markup goes on. */
  end: number;
}

function readPiece(source: OpenMarkup, open: number): ReadPiece {
  const { markup } = source;
  if (markup.startsWith('<!--', open)) return readUntil('-->', markup, open, isPlainComment);
  if (markup.startsWith('<![CDATA[', open)) return readUntil(']]>', markup, open, () => false);
  if (markup.startsWith('<?', open)) return readUntil('?>', markup, open, (text) => /^<\?xml\s[^<>]*\?>$/.test(text));
  if (markup.startsWith('<!', open))
    return readUntil('>', markup, open, (text) => /^<!doctype\s[^<>[\]]*>$/i.test(text));
  return /[a-z/]/i.test(markup[open + 1] ?? '') ? readTag(source, open) : escaped(open);
}

/** Both parsers end such a comment at the same place. */
function isPlainComment(text: string): boolean {
  return text.length >= '<!---->'.length && !/[<>]/.test(text.slice(4, -3));
}

function readUntil(mark: string, markup: string, open: number, isHarmless: (text: string) => boolean): ReadPiece {
  const close = markup.indexOf(mark, open + 2);
  const end = close === -1 ? markup.length : close + mark.length;
  const text = markup.slice(open, end);
  return isHarmless(text) ? { text, removed: [], end } : { text: '', removed: [shorten(text)], end };
}

/** A sign that begins no tag is one to read. */
function escaped(open: number): ReadPiece {
  return { text: '&lt;', removed: [], end: open + 1 };
}

/** What runs, frames, embeds, loads or sends. Prefixes do not count: XML lets a template choose them. */
const forbidden = new Set(
  'script noscript template iframe frame frameset noframes object embed applet param portal base basefont bgsound audio video track form button input select option textarea keygen isindex plaintext xmp noembed listing foreignobject animate animatemotion animatetransform set handler listener'.split(
    ' ',
  ),
);

function readTag(source: OpenMarkup, open: number): ReadPiece {
  const { markup } = source;
  const end = source.hasOpenTag ? -1 : endOfTag(markup, open);
  source.hasOpenTag = end === -1;
  if (end === -1) return escaped(open);
  const tag = markup.slice(open, end);
  const [, slash = '', name = ''] = /^<(\/?)([a-z][\w:.-]*)/i.exec(tag) ?? [];
  if (name === '') return { text: '', removed: [shorten(tag)], end };
  const local = name.slice(name.indexOf(':') + 1).toLowerCase();
  if (forbidden.has(local))
    return { text: '', removed: slash === '' ? [shorten(tag)] : [], end: afterScript(source, local, tag, end) };
  if (slash !== '') return { text: `</${name}>`, removed: [], end };
  const attributes = readAttributes(tag.slice(name.length + 1));
  if (local === 'link' && !isStyleSheet(attributes)) return { text: '', removed: [shorten(tag)], end };
  if (local === 'meta' && attributes.some(([key]) => /^http-equiv$/i.test(key)))
    return { text: '', removed: [shorten(tag)], end };
  const bad = attributes.filter(([key, value]) => isDangerous(local, key, value));
  // An image without an address is none.
  if (/^(?:img|image|use|source)$/.test(local) && bad.length > 0) return { text: '', removed: [shorten(tag)], end };
  const removed = bad.map(([key, value]) => shorten(`${key}="${value}"`));
  const text = bad.length === 0 && isPlainTag.test(tag) ? tag : writeTag(name, attributes, bad, tag.endsWith('/>'));
  if (local === 'style' && !tag.endsWith('/>')) return readStyles(markup, text, removed, end);
  return { text, removed, end };
}

/** Written so that no parser reads anything else. */
const isPlainTag = /^<[a-z][\w:.-]*(?:\s+[\w:.-]+="[^"<>]*")*\s*\/?>$/i;

/** After the sign that ends a tag, or -1 where none does. Signs in quotes end nothing. */
function endOfTag(markup: string, open: number): number {
  let quote = '';
  for (let index = open + 1; index < markup.length; index += 1) {
    const character = markup[index]!;
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return index + 1;
  }
  return -1;
}

/** A script goes with its words. */
function afterScript(source: OpenMarkup, local: string, tag: string, end: number): number {
  if (local !== 'script' || /^<\/|\/>$/.test(tag) || source.hasOpenScript) return end;
  const closing = /<\/[\w.-]*:?script[^>]*>/gi;
  closing.lastIndex = end;
  const found = closing.exec(source.markup);
  source.hasOpenScript = found === null;
  return found === null ? end : found.index + found[0].length;
}

function readStyles(markup: string, tag: string, removed: string[], end: number): ReadPiece {
  const found = markup.slice(end).search(/<\/style/i);
  const close = found === -1 ? markup.length : end + found;
  // In HTML the words of a style are text, in XML they are markup: without the sign they are the same.
  const styles = safeStyles(
    markup
      .slice(end, close)
      .replace(/<!\[CDATA\[|\]\]>|<!--|-->/g, '')
      .replaceAll('<', ''),
  );
  return { text: tag + styles.text, removed: [...removed, ...styles.removed], end: close };
}

type TagAttribute = [name: string, value: string];

function readAttributes(inner: string): TagAttribute[] {
  const pattern = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+)))?/g;
  return Array.from(inner.matchAll(pattern), ([, name = '', ...values]) => [
    name,
    values.find((value) => value !== undefined) ?? '',
  ]);
}

function writeTag(name: string, attributes: TagAttribute[], bad: TagAttribute[], isClosed: boolean): string {
  const kept = new Map<string, TagAttribute>();
  for (const each of attributes) {
    const key = each[0].toLowerCase();
    if (!bad.includes(each) && /^[a-z_][\w:.-]*$/.test(key) && !kept.has(key)) kept.set(key, each);
  }
  // Values hold character references as they are.
  const written = Array.from(
    kept.values(),
    ([key, value]) => ` ${key}="${value.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`,
  );
  return `<${name}${written.join('')}${isClosed ? '/' : ''}>`;
}

function isStyleSheet(attributes: TagAttribute[]): boolean {
  return attributes.some(([name, value]) => /^rel$/i.test(name) && /^\s*stylesheet\s*$/i.test(value));
}

const addresses =
  /^(?:src|href|srcset|imagesrcset|poster|data|background|action|formaction|ping|manifest|code|codebase|archive|classid|longdesc|lowsrc|dynsrc|profile|cite|base)$/;

function isDangerous(element: string, name: string, value: string): boolean {
  const local = name.slice(name.indexOf(':') + 1).toLowerCase();
  if (/^on|^(?:srcdoc|ping|formaction|action)$/.test(local)) return true;
  if (/^xml:base$/i.test(name)) return true;
  const plain = decodeReferences(value);
  if (local === 'style' || /\b(?:url|image-set|src)\s*\(/.test(plain ?? value)) {
    if (safeStyles(plain ?? value).removed.length > 0) return true;
  }
  if (!addresses.test(local)) return false;
  if (plain === null) return true;
  if (element === 'a' || element === 'area' || local === 'cite')
    return !/^(?:https?:|mailto:|[^:]*(?:[/?#]|$))/.test(plain);
  return /^[\\/]{2}|(?:^|[\s,])(?!data:image\/|asset:)[a-z][a-z0-9+.-]*:/.test(plain);
}

/** As a browser sees an address: without white space, in lower case; null where a reference is not one of the usual. */
function decodeReferences(value: string): string | null {
  const usual: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>', apos: "'" };
  let isUsual = true;
  const decoded = value.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z][a-z0-9]*));?/gi, (whole, hex, decimal, named) => {
    if (named !== undefined) {
      if (usual[named] === undefined && whole.endsWith(';')) isUsual = false;
      return usual[named] ?? whole;
    }
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
  return isUsual
    ? decoded
        .replace(/[\t\n\r]/g, '')
        .replace(/^[\0- ]+/, '')
        .toLowerCase()
    : null;
}

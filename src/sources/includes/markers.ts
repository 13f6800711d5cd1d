/**
 * The markers by which an article includes other files, found in its text: mdBook's `{{#include file:part}}`, VitePress's
 * `<<< file#region` and `<!--@include: file-->`, MkDocs's `--8<-- "file"`, and Obsidian's `![[note#part]]`. `read-includes.ts` reads the files and
 * `markdown/expansion.ts` puts them in.
 */
import type { Dialect } from '../../model/book.ts';

export interface Marker {
  kind: 'include' | 'section' | 'rustdoc_include' | 'playground' | 'snippet' | 'page' | 'note' | 'image';
  index: number;
  /** As written. */
  raw: string;
  /** The path or name of the file, as written. */
  path: string;
  /** What part of the file is meant: lines, an anchor, a region, a heading or the id of a block; '' for all of it. */
  part: string;
  /** What else the marker says: language and title of a snippet, size of an image. */
  options: string;
  /** Shown as it is, without the backslash before it. */
  escaped: boolean;
}

const mdbook = /(\\?)\{\{[ \t]*#(include|rustdoc_include|playground|playpen)[ \t]+([^{}\n]+?)[ \t]*\}\}/g;
const snippet = /^[ \t>]*<<<[ \t]*(@?[^\s{}#[\]<>]+)(#[\w.-]+)?[ \t]*(\{[^{}\n]*\})?[ \t]*(\[[^\]\n]+\])?[ \t]*$/gm;
const imported = /^[ \t]*@\[code(?:\{([\d,-]*)\})?[ \t]*([^\]\n]*)\]\(([^()\s]+)\)[ \t]*$/gm;
const page = /<!--[ \t]*@include:[ \t]*([^\s{}#<>]+)(#[\w.-]+)?[ \t]*(\{\d*(?:,\d*)?\})?[ \t]*-->/g;
/** Snippets of PyMdown: in code too, with paths from the folder of mkdocs.yml. */
const section = /(;?)-{1,2}8<-{1,2}[ \t]+"([^"\n:]+)((?::[^"\n]*)?)"/g;
const embed = /!\[\[([^[\]\n|#]{1,500})(#[^[\]\n|]{1,500})?(\|[^[\]\n]{0,500})?\]\]/g;
const image = /\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$/i;
/** What Obsidian shows and a book cannot. */
const medium = /\.(?!md$|markdown$)[a-z0-9]{1,10}$/i;

/** In the order of the text. */
export function findMarkers(text: string, dialects: ReadonlySet<Dialect>): Marker[] {
  const markers: Marker[] = [];
  if (dialects.has('mdbook') && text.includes('{{')) markers.push(...mdbookMarkers(text));
  if (dialects.has('vitepress')) markers.push(...vitepressMarkers(text));
  if (dialects.has('mkdocs') && text.includes('8<-'))
    for (const { 0: raw, index, 1: semicolon, 2: path = '', 3: part = '' } of text.matchAll(section))
      markers.push({
        kind: 'section',
        index,
        raw,
        path: `@/${path.trim()}`,
        part: part.slice(1),
        options: '',
        escaped: semicolon !== '',
      });
  if (dialects.has('obsidian') && text.includes('![[')) markers.push(...embedMarkers(text));
  return markers.sort((first, second) => first.index - second.index);
}

function* mdbookMarkers(text: string): Generator<Marker> {
  for (const { 0: raw, index, 1: backslash, 2: name, 3: rest = '' } of text.matchAll(mdbook)) {
    const kind = name === 'playpen' ? 'playground' : (name as 'include' | 'rustdoc_include' | 'playground');
    const [target = '', ...words] = rest.split(/\s+/);
    const [path = '', ...parts] = kind === 'playground' ? [target] : target.split(':');
    yield { kind, index, raw, path, part: parts.join(':'), options: words.join(' '), escaped: backslash !== '' };
  }
}

function* vitepressMarkers(text: string): Generator<Marker> {
  if (text.includes('<<<'))
    for (const { 0: line, index, 1: path = '', 2: region = '', 3: braces = '', 4: title = '' } of text.matchAll(
      snippet,
    )) {
      const start = line.indexOf('<<<');
      const options = `${braces} ${title}`.trim();
      yield {
        kind: 'snippet',
        index: index + start,
        raw: line.slice(start),
        path,
        part: region,
        options,
        escaped: false,
      };
    }
  if (text.includes('@[code'))
    for (const { 0: line, index, 1: lines = '', 2: options = '', 3: path = '' } of text.matchAll(imported)) {
      const start = line.indexOf('@');
      // Here the lines are those to include, and those behind the language are marked.
      const info = options.replace(/^#[\w-]+/, '').trim();
      const [region = ''] = /^#[\w-]+/.exec(options) ?? [];
      const part = region || lines.replace(/^(\d+)$/, '$1-$1');
      yield {
        kind: 'snippet',
        index: index + start,
        raw: line.slice(start),
        path,
        part,
        options: info,
        escaped: false,
      };
    }
  if (text.includes('@include'))
    for (const { 0: raw, index, 1: path = '', 2: region = '', 3: braces = '' } of text.matchAll(page))
      yield { kind: 'page', index, raw, path, part: region || braces, options: '', escaped: false };
}

function* embedMarkers(text: string): Generator<Marker> {
  for (const { 0: raw, index, 1: written = '', 2: part = '', 3: options = '' } of text.matchAll(embed)) {
    const path = written.trim();
    if (image.test(path)) yield { kind: 'image', index, raw, path, part, options, escaped: false };
    else if (!medium.test(path)) yield { kind: 'note', index, raw, path, part, options, escaped: false };
  }
}

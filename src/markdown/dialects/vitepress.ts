/** VitePress and VuePress: code of a file as a code block, `<<< @/file#region{1,3 ts} [title]`, and whole pages. */
import { extname } from 'node:path';
import type { Marker } from '../../sources/includes/markers.ts';
import { fenceFor, linesInRange, linesInRegion, linesOf } from './line-ranges.ts';

/** The code block that a snippet becomes; null where the file has no such part. */
export function snippetText({ path, part, options }: Marker, text: string): string | null {
  const code = part === '' ? linesOf(text).join('\n') : partOf(text, part);
  if (code === null) return null;
  const [, braces = ''] = /\{([^{}\n]*)\}/.exec(options) ?? [];
  const [, title = ''] = /\[([^\]\n]+)\]/.exec(options) ?? [];
  const lines = /^[\d,-]+/.exec(braces)?.[0] ?? '';
  const [, bare = ''] = /^([\w:+-]+)/.exec(options) ?? [];
  const language = braces.slice(lines.length).trim() || bare || extname(path).slice(1);
  const fence = fenceFor(code);
  return `${fence}${language}${lines === '' ? '' : ` {${lines}}`}${title === '' ? '' : ` [${title}]`}\n${code}\n${fence}`;
}

/** A page, or its lines `{2,10}`, or a region of it. */
export function pageText({ part }: Marker, text: string): string | null {
  return part === '' ? text : partOf(text, part);
}

function partOf(text: string, part: string): string | null {
  if (part.startsWith('#')) return linesInRegion(text, part.slice(1)) ?? sectionOf(text, part.slice(1));
  const range = part.replace(/[{}]/g, '').replace(/[,-]/, ':');
  return linesInRange(text, range);
}

/** A heading by the id that VitePress gives it, with what is below it. */
function sectionOf(text: string, id: string): string | null {
  const lines = linesOf(text);
  const slug = (line: string) => /^#{1,6}[ \t]+(.*?)[ \t]*(?:\{#([\w-]+)\})?$/.exec(line);
  const start = lines.findIndex((line) => {
    const [, words = '', own] = slug(line) ?? [];
    return (
      (own ??
        words
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, '-')
          .replace(/^-|-$/g, '')) === id && words !== ''
    );
  });
  if (start === -1) return null;
  const level = /^#+/.exec(lines[start]!)![0].length;
  const next = lines.findIndex((line, at) => at > start && (/^#{1,6}(?=[ \t])/.exec(line)?.[0].length ?? 7) <= level);
  return lines.slice(start, next === -1 ? undefined : next).join('\n');
}

/** What an embed of Obsidian puts in the place of `![[note]]`: the note, a section of it, or one block. */
import { dirname } from 'node:path';
import { splitFrontMatter } from '../../sources/front-matter.ts';
import { relativePath } from '../../sources/includes/include-paths.ts';
import type { Marker } from '../../sources/includes/markers.ts';
import { maskCode } from '../code/code-mask.ts';

/** Null where the note has no such part. `path` is that of the note, `file` that of the article. */
export function embeddedText({ part }: Marker, text: string, path: string, file: string): string | null {
  const { body } = splitFrontMatter({ path, text }).value;
  const wanted = part.split('#').at(-1)!.trim();
  const found = wanted === '' ? body.trim() : wanted.startsWith('^') ? blockOf(body, wanted) : sectionOf(body, wanted);
  return found === null ? null : withAddresses(found, path, file);
}

/** The paragraph or item that ends with the id, or the block before a line with nothing else. */
function blockOf(body: string, id: string): string | null {
  const lines = body.split('\n');
  const at = lines.findIndex(
    (line) => line.trim() === id || [` ${id}`, `]]${id}`].some((end) => line.trimEnd().endsWith(end)),
  );
  if (at === -1) return null;
  const line = lines[at]!;
  if (/^[ \t]*(?:[-*+]|\d+[.)])[ \t]/.test(line)) return line;
  let end = at;
  if (line.trim() === id) while (end > 0 && (lines[end - 1] ?? '').trim() === '') end -= 1;
  let start = end;
  while (start > 0 && lines[start - 1]!.trim() !== '') start -= 1;
  return [...lines.slice(start, end), ...(end === at ? [line] : [])].join('\n');
}

/** A heading and what is below it, up to the next that is not lower. */
function sectionOf(body: string, heading: string): string | null {
  const lines = body.split('\n');
  const masked = maskCode(body).split('\n');
  const fold = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '');
  const headings = masked.map((line) => /^(#{1,6})[ \t]+\S/.exec(line)?.[1]?.length ?? 0);
  const start = headings.findIndex((level, at) => level > 0 && fold(lines[at]!) === fold(heading));
  if (start === -1) return null;
  const next = headings.findIndex((level, at) => at > start && level > 0 && level <= headings[start]!);
  return lines
    .slice(start, next === -1 ? undefined : next)
    .join('\n')
    .trim();
}

const address = /(\]\(<?)((?![a-z][\w+.-]*:|[/#<])[^()\s>]+)/gi;

/** Relative addresses start at the folder of the note. */
function withAddresses(text: string, path: string, file: string): string {
  if (dirname(path) === dirname(file)) return text;
  const masked = maskCode(text);
  const folder = relativePath(dirname(path), file);
  return text.replace(address, (match, before: string, written: string, index: number) =>
    masked.startsWith('](', index) ? `${before}${folder}/${written}` : match,
  );
}

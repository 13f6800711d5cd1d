/**
 * SUMMARY.md, the table of contents of mdBook, GitBook and HonKit: links in nested lists, and headings for parts.
 *
 * https://rust-lang.github.io/mdBook/format/summary.html
 */
import type { SiteEntry } from './tool.ts';

const link = /^\[((?:[^[\]\\]|\\.|\[[^\]]*\])*)\]\(\s*(?:<([^>]*)>|((?:[^()\s]|\([^()]*\))*))(?:\s+["'].*["'])?\s*\)/;

export function readSummary(text: string): SiteEntry[] {
  const entries: SiteEntry[] = [];
  /** The entries that a line may lie below, by their indentation. */
  let open: { indent: number; entry: SiteEntry }[] = [];
  let part: SiteEntry | null = null;
  let isFirstHeading = true;
  for (const [index, raw] of withoutComments(text).split('\n').entries()) {
    const heading = /^(#{1,6})\s+(.*?)\s*#*\s*$/.exec(raw);
    if (heading !== null) {
      const [, marks, words] = heading;
      // The first is the title of the list itself.
      if (!(isFirstHeading && marks === '#')) {
        part = { title: plainText(words!), path: null, line: index + 1, isPart: true, children: [] };
        entries.push(part);
        open = [];
      }
      isFirstHeading = false;
      continue;
    }
    if (/^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/.test(raw)) {
      // What follows a rule belongs to no part.
      part = null;
      open = [];
      continue;
    }
    const item = /^(\s*)(?:[-*+]|\d+[.)])\s+(.*)$/.exec(raw);
    const written = (item?.[2] ?? raw).trim();
    const found = link.exec(written);
    const title = plainText(found?.[1] ?? written);
    if (found === null && (item === null || title === '')) continue;
    const path = addressOf(found?.[2] ?? found?.[3] ?? '');
    const entry: SiteEntry = { title: title === '' ? null : title, path, line: index + 1, children: [] };
    const indent = item === null ? -1 : width(item[1]!);
    open = open.filter((each) => each.indent < indent);
    const around = open.at(-1)?.entry ?? (item === null ? null : part);
    (around?.children ?? entries).push(entry);
    if (item !== null) open.push({ indent, entry });
  }
  return entries;
}

/** Null for a chapter without a page, and for a page of the web. */
export function addressOf(written: string): string | null {
  const path = written.replace(/[?#].*$/, '').replace(/^\.\//, '');
  return path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//') ? null : path;
}

/** Lines stay where they are. */
function withoutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => comment.replace(/[^\n]+/g, ''));
}

function width(space: string): number {
  return space.replaceAll('\t', '    ').length;
}

/** The words of a title, without the marks of emphasis and code. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(`+)(.+?)\1/g, '$2')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)(.+?)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/<[^>]*>/g, '')
    .trim();
}

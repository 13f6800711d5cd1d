/** Parts of an included file: lines by their numbers, anchors of mdBook, regions of VitePress. */

/** `5`, `2:10`, `:10`, `2:` as in mdBook; from 1, ends included. Null where it is no range. */
export function linesInRange(text: string, range: string): string | null {
  const [, first, colon, last] = /^(\d*)(:?)(\d*)$/.exec(range) ?? [];
  if (first === undefined || (first === '' && colon === '')) return null;
  const from = first === '' ? 1 : Number(first);
  const to = last !== '' ? Number(last) : colon === '' ? from : Number.POSITIVE_INFINITY;
  return linesOf(text)
    .filter((_, index) => index + 1 >= from && index + 1 <= to)
    .join('\n');
}

export function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** Null where the file has no such anchor. Lines that name any anchor are left out. */
export function linesInAnchor(text: string, anchor: string): string | null {
  const named = (line: string, mark: string) => new RegExp(`${mark}:\\s*([\\w_-]+)`).exec(line)?.[1];
  const lines = linesOf(text);
  const start = lines.findIndex((line) => named(line, 'ANCHOR') === anchor);
  if (start === -1) return null;
  const length = lines.slice(start + 1).findIndex((line) => named(line, 'ANCHOR_END') === anchor);
  return lines
    .slice(start + 1, length === -1 ? undefined : start + 1 + length)
    .filter((line) => named(line, 'ANCHOR') === undefined && named(line, 'ANCHOR_END') === undefined)
    .join('\n');
}

/** Between `--8<-- [start:name]` and `--8<-- [end:name]`; null where the file has no such section. */
export function linesInSection(text: string, name: string): string | null {
  const lines = linesOf(text);
  const start = lines.findIndex((line) => line.includes(`8<-- [start:${name}]`));
  if (start === -1) return null;
  const length = lines.slice(start + 1).findIndex((line) => line.includes(`8<-- [end:${name}]`));
  const chosen = lines.slice(start + 1, length === -1 ? undefined : start + 1 + length);
  return withoutCommonIndent(chosen.filter((line) => !/8<-- \[(?:start|end):/.test(line))).join('\n');
}

/** `#region name` in a comment of any language. */
const region =
  /^\s*(?:\/\/|\/\*|<!--|#|--|%%|::|;+|"""|\(\*|'|REM)?\s*#?(?:pragma\s+)?((?:end)?region)\b\s*(.*?)\s*(?:\*\/|-->|\*\))?\s*$/i;

/** The lines of a region, without the indent that all of them have; null where the file has no such region. */
export function linesInRegion(text: string, name: string): string | null {
  const lines = linesOf(text);
  const marks = lines.map((line) => region.exec(line));
  const start = marks.findIndex((mark) => mark?.[1]?.toLowerCase() === 'region' && mark[2] === name);
  if (start === -1) return null;
  let depth = 0;
  let end = lines.length;
  for (let at = start; at < lines.length; at += 1) {
    const mark = marks[at];
    if (!mark) continue;
    depth += mark[1]!.toLowerCase() === 'region' ? 1 : -1;
    if (depth > 0 && !(mark[1]!.toLowerCase() === 'endregion' && mark[2] === name)) continue;
    end = at;
    break;
  }
  return withoutCommonIndent(lines.slice(start + 1, end).filter((_, at) => !marks[start + 1 + at])).join('\n');
}

function withoutCommonIndent(lines: string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length);
  const least = indents.length === 0 ? 0 : Math.min(...indents);
  return lines.map((line) => line.slice(least));
}

/** A fence that no run of backticks in the code closes. */
export function fenceFor(code: string): string {
  const longest = (code.match(/`+/g) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  return '`'.repeat(longest + 1);
}

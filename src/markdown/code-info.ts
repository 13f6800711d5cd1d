/**
 * What stands behind the fence of a block of code: `ts title="a.ts" {1,3-5} start=10`. In: the words. Out: what they ask
 * for. What is not known here is for other programs, and passed over.
 */

export interface CodeInfo {
  /** As written; '' when none is named. */
  language: string;
  title: string | null;
  /** Numbers of the lines that are marked, from and to. */
  marked: [number, number][];
  /** The number of the first line; null when lines have no numbers. */
  start: number | null;
}

const longestTitle = 200;

export function readInfo(words: string): CodeInfo {
  const info: CodeInfo = { language: '', title: null, marked: [], start: null };
  const [first, rest] = languageIn(words.trim());
  // `ts:a.ts`, as some write it; `c++` and `objective-c` have no colon.
  const colon = first.indexOf(':');
  info.language = colon > 0 ? first.slice(0, colon) : first;
  if (colon > 0 && first.length > colon + 1) info.title = first.slice(colon + 1);
  for (const match of rest.matchAll(part)) readPart(info, match.groups ?? {});
  return info;
}

/** `{…}`, `key="…"`, `key='…'`, `key=…`, or a word. */
const part =
  /\{(?<braces>[^{}]*)\}|(?<key>[\w-]+)=(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>\S*))|(?<word>[^\s{}]+)/g;

function languageIn(words: string): [string, string] {
  const [, first = ''] = /^([^\s{]*)/.exec(words) ?? [];
  if (/^[\w-]+=/.test(first)) return ['', words];
  return [first, words.slice(first.length)];
}

function readPart(info: CodeInfo, groups: Record<string, string | undefined>): void {
  const { braces, key, word } = groups;
  const value = groups.double ?? groups.single ?? groups.bare ?? '';
  if (braces !== undefined) readBraces(info, braces.trim());
  else if (key === 'title' || key === 'filename') info.title = value.trim().slice(0, longestTitle) || null;
  else if (key === 'start' && /^\d{1,6}$/.test(value)) info.start = Number(value);
  // A word with a dot or a slash in it is the name of a file.
  else if (word !== undefined && info.title === null && /[^.]\.\w|\//.test(word)) info.title = word;
}

/** Lines to mark, or a language and its title as pandoc writes them: `{.python title="a.py"}`. */
function readBraces(info: CodeInfo, words: string): void {
  if (/^[\d\s,-]+$/.test(words)) {
    for (const [, from = '0', to = from] of words.matchAll(/(\d{1,6})(?:\s*-\s*(\d{1,6}))?/g))
      info.marked.push([Number(from), Number(to)]);
    return;
  }
  const language = /(?:^|\s)\.([\w+#-]+)/.exec(words)?.[1];
  if (info.language === '' && language !== undefined) info.language = language;
  for (const match of words.matchAll(part)) if (match.groups?.key !== undefined) readPart(info, match.groups);
}

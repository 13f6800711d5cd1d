/**
 * The info string of a code block: `ts title="a.ts" {1,3-5} start=10`, and what other tools write: `rust,ignore`,
 * `{python}`, `sh [npm]`, `js:line-numbers`. Unknown parts are ignored.
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

export function readInfo(text: string): CodeInfo {
  const info: CodeInfo = { language: '', title: null, marked: [], start: null };
  const [first, rest] = languageIn(text.trim());
  const [name = '', ...suffixes] = first.split(/[:,]/);
  info.language = name;
  // `ts:a.ts`, as some write it; `rust,ignore` speaks to a tool. `c++` and `objective-c` have no colon.
  const [suffix = ''] = first[name.length] === ':' ? suffixes : [];
  const [, numbered, start = '1'] = /^((?:no-)?line-numbers)(?:=(\d{1,6}))?$/.exec(suffix) ?? [];
  if (numbered === 'line-numbers') info.start = Number(start);
  else if (numbered === undefined && suffix !== '') info.title = suffix;
  for (const match of rest.matchAll(part)) readPart(info, match.groups ?? {});
  return info;
}

/** `[title]`, `{…}`, `key="…"`, `key='…'`, `key=…`, or a word. */
const part =
  /\[(?<title>[^[\]]*)\]|\{(?<braces>[^{}]*)\}|(?<key>[\w-]+)=(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>\S*))|(?<word>[^\s{}]+)/g;

function languageIn(text: string): [string, string] {
  const [, first = ''] = /^([^\s{[]*)/.exec(text) ?? [];
  if (/^[\w-]+=/.test(first)) return ['', text];
  return [first, text.slice(first.length)];
}

function readPart(info: CodeInfo, groups: Record<string, string | undefined>): void {
  const { braces, key, title, word } = groups;
  const value = groups.double ?? groups.single ?? groups.bare ?? '';
  if (braces !== undefined) readBraces(info, braces.trim());
  else if (title !== undefined) info.title = title.trim().slice(0, longestTitle) || info.title;
  else if (key === 'title' || key === 'filename') info.title = value.trim().slice(0, longestTitle) || null;
  else if (key === 'start' && /^\d{1,6}$/.test(value)) info.start = Number(value);
  // A word with a dot or a slash in it is the name of a file.
  else if (word !== undefined && info.title === null && /[^.]\.\w|\//.test(word)) info.title = word;
}

/** Highlighted lines, or pandoc, Quarto and R Markdown attributes: `{.python title="a.py"}`, `{r, echo=FALSE}`. */
function readBraces(info: CodeInfo, text: string): void {
  if (/^[\d\s,-]+$/.test(text)) {
    for (const [, from = '0', to = from] of text.matchAll(/(\d{1,6})(?:\s*-\s*(\d{1,6}))?/g))
      info.marked.push([Number(from), Number(to)]);
    return;
  }
  const language = /(?:^|\s)\.([\w+#-]+)/.exec(text)?.[1] ?? /^([a-zA-Z][\w+#-]*)(?=[\s,]|$)/.exec(text)?.[1];
  if (info.language === '' && language !== undefined) info.language = language;
  for (const match of text.matchAll(part)) if (match.groups?.key !== undefined) readPart(info, match.groups);
}

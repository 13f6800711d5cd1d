/**
 * Front matter: YAML between `---` fences or in an HTML comment, TOML between `+++`, or JSON in braces, as Hugo has
 * them; empty lines may precede it. What cannot be read is reported and left out.
 */
import { problem, type Report, type Reported } from '../model/diagnostics.ts';
import type { Metadata } from '../model/settings/metadata-keys.ts';
import { keyLine, readLines } from './front-matter-lines.ts';
import { emptyMetadata, isMetadataKey, metadataKeyOf, readMetadata } from './metadata.ts';
import { readToml } from './toml.ts';
import { parseYaml, type YamlEntry } from './yaml.ts';

export interface SplitArticle {
  meta: Metadata;
  /** The first line of each key. */
  keyLines: ReadonlyMap<string, number>;
  /** Always the end of the text given. */
  body: string;
  /** Line of the file on which the body begins, from 1. */
  bodyLine: number;
}

/** The text between the marks, and the offset at which what follows them begins. */
interface Block {
  kind: 'fence' | 'comment' | 'toml' | 'json' | 'open';
  content: string;
  contentStart: number;
  end: number;
}

export function splitFrontMatter(source: { path: string; text: string }): Reported<SplitArticle> {
  const { path, text } = source;
  const diagnostics: Reported<SplitArticle>['diagnostics'] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const bodyFrom = (offset: number) => ({ body: text.slice(offset), bodyLine: lineAt(text, offset) });

  const block = findClosedFence(text) ?? findComment(text) ?? findToml(text) ?? findJson(text) ?? findOpenFence(text);
  const entries =
    block && isFrontMatter(block) ? readEntries(block, path, lineAt(text, block.contentStart), report) : null;
  if (block?.kind === 'open' && entries !== null) {
    const place = { file: path, line: lineAt(text, block.contentStart) - 1 };
    const message = 'front matter is not closed; it was taken to end at the first empty line';
    report(problem('front-matter-invalid', message, place, 'add `---` on a line of its own below it'));
  }
  if (block === null || entries === null) {
    return { value: { meta: emptyMetadata(), keyLines: new Map(), ...bodyFrom(startOf(text)) }, diagnostics };
  }
  const keyLines = new Map(entries.map(({ key, line }) => [metadataKeyOf(key) ?? key, line] as const).reverse());
  return { value: { meta: readMetadata(entries, path, report), keyLines, ...bodyFrom(block.end) }, diagnostics };
}

/** A block that begins with `---` on the first line that is not empty. */
const fence = /^\uFEFF?(?:[ \t]*(?:\r\n|\r|\n))*---[ \t]*(?:\r\n|\r|\n)/;

/** A thematic break further down closes nothing: a heading stands above it. */
function findClosedFence(text: string): Block | null {
  const closed = findFence(text);
  const holdsHeading = closed !== null && /(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)#{1,6} /.test(closed.content);
  return holdsHeading ? (findOpenFence(text) ?? closed) : closed;
}

function findFence(text: string): Block | null {
  const opening = fence.exec(text);
  if (!opening) return null;
  const contentStart = opening[0].length;
  // Sticky at the start of the content, so that an empty block is closed by its first line.
  const closing = /(?:^|\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)/.exec(text.slice(contentStart));
  if (!closing) return null;
  const content = text.slice(contentStart, contentStart + closing.index);
  return { kind: 'fence', content, contentStart, end: contentStart + closing.index + closing[0].length };
}

/** Keys that nobody closed, up to the first empty line. Without a known key it is a thematic break. */
function findOpenFence(text: string): Block | null {
  const opening = fence.exec(text);
  if (opening === null) return null;
  const contentStart = opening[0].length;
  const lines = /^(?:[^\S\r\n]*[^\s][^\r\n]*(?:\r\n|\r|\n|$))+/.exec(text.slice(contentStart))?.[0] ?? '';
  const written = lines.split(/\r\n|\r|\n/).filter((line) => line !== '');
  const isKeys = written.every((line) => keyLine(line) !== null || /^(?:\s|-\s)/.test(line));
  if (!isKeys || !written.some((line) => keyLine(line)?.known)) return null;
  return { kind: 'open', content: lines, contentStart, end: contentStart + lines.length };
}

function findToml(text: string): Block | null {
  const [opening] = /^\uFEFF?(?:[ \t]*(?:\r\n|\r|\n))*\+\+\+[ \t]*(?:\r\n|\r|\n)/.exec(text) ?? [];
  if (opening === undefined) return null;
  const closing = /(?:^|\r\n|\r|\n)\+\+\+[ \t]*(?:\r\n|\r|\n|$)/.exec(text.slice(opening.length));
  if (closing === null) return null;
  const content = text.slice(opening.length, opening.length + closing.index);
  return {
    kind: 'toml',
    content,
    contentStart: opening.length,
    end: opening.length + closing.index + closing[0].length,
  };
}

/** From a line with `{` to the first that is `}`. */
function findJson(text: string): Block | null {
  const [opening] = /^\uFEFF?(?:[ \t]*(?:\r\n|\r|\n))*(?=\{[ \t]*(?:\r\n|\r|\n))/.exec(text) ?? [];
  if (opening === undefined) return null;
  const closing = /(?:\r\n|\r|\n)\}[ \t]*(?:\r\n|\r|\n|$)/.exec(text.slice(opening.length));
  if (closing === null) return null;
  const end = opening.length + closing.index + closing[0].length;
  return { kind: 'json', content: text.slice(opening.length, end), contentStart: opening.length, end };
}

function findComment(text: string): Block | null {
  // Four spaces would make it code; `<!-->` and `<!--->` are whole comments by themselves.
  const opening = /^\uFEFF?(?:[ \t]*(?:\r\n|\r|\n))* {0,3}<!--(?!-?>)/.exec(text);
  if (!opening) return null;
  const contentStart = opening[0].length;
  const contentEnd = text.indexOf('-->', contentStart);
  if (contentEnd === -1) return null;
  const rest = /[ \t]*(?:\r\n|\r|\n|$)/y;
  rest.lastIndex = contentEnd + 3;
  const end = rest.test(text) ? rest.lastIndex : contentEnd + 3;
  return { kind: 'comment', content: text.slice(contentStart, contentEnd), contentStart, end };
}

/** Comments are used for much else, and `---` is a thematic break too: only a known key tells front matter. */
function isFrontMatter(block: Block): boolean {
  if (block.kind === 'toml') return true;
  if (block.kind === 'json') return parsesAsMapping(block.content);
  const lines = block.content.split(/\r\n|\r|\n/);
  if (lines.some((line) => keyLine(line)?.known)) return true;
  if (block.kind === 'comment') return false;
  // Keys for other tools only; a blank line after the fence is what prose between two thematic breaks has.
  const isEmpty = lines.every((line) => line.trim() === '' || line.startsWith('#'));
  return isEmpty ? !block.content.includes('#') : lines[0]!.trim() !== '' && parsesAsMapping(block.content);
}

function parsesAsMapping(content: string): boolean {
  const answer = parseYaml(content);
  return answer.kind === 'value' && answer.value.kind === 'mapping';
}

/** YAML if it is YAML that says what its author meant, else line by line. */
function readEntries(block: Block, path: string, firstLine: number, report: Report): YamlEntry[] {
  const content = block.content.replace(/\r\n?/g, '\n');
  if (block.kind === 'toml') return readToml(content, path, firstLine, report);
  // JSON is YAML.
  const answer = parseYaml(content, firstLine);
  const written = answer.kind === 'value' && answer.value.kind === 'mapping' ? answer.value.entries : null;
  if (written !== null && !written.some(hidesKey)) return written;
  const { entries, unreadable } = readLines(content, firstLine);
  for (const { line, text } of unreadable) {
    const hint = 'write it as `key: value`, or indent it to continue the line above';
    report(problem('front-matter-invalid', `cannot read \`${text}\` in the front matter`, { file: path, line }, hint));
  }
  return entries;
}

/** `title：Gemini: more` is YAML with the key `title：Gemini`, but it was meant as a title. */
function hidesKey(entry: YamlEntry): boolean {
  const known = keyLine(`${entry.key}:`);
  return !isMetadataKey(entry.key) && known?.known === true;
}

/** A byte order mark is no text. */
function startOf(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}

function lineAt(text: string, offset: number): number {
  return (text.slice(0, offset).match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
}

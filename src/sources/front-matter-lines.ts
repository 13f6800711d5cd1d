/**
 * Front matter that is not valid YAML, read line by line as people mean it: `title: Gemini: our model`. One colon too
 * many costs no other key.
 */

import { excerpt } from '../text/characters.ts';
import { isMetadataKey } from './metadata.ts';
import { fromPlain, parseYaml, type YamlEntry, type YamlValue } from './yaml.ts';

interface LineGroup {
  key: string;
  /** What follows the colon. */
  first: string;
  indent: number;
  line: number;
  /** The lines of the key and those that continue it, as written. */
  lines: string[];
}

/** Longer than any key; looking further for a colon would make long lines slow. */
const longestKey = 60;

export function readLines(
  content: string,
  firstLine: number,
): { entries: YamlEntry[]; unreadable: { line: number; text: string }[] } {
  const chunks: LineGroup[] = [];
  const unreadable: { line: number; text: string }[] = [];
  content.split('\n').forEach((text, index) => {
    const line = firstLine + index;
    const chunk = chunks.at(-1);
    const trimmed = text.trim();
    const indent = text.length - text.trimStart().length;
    if (trimmed === '') {
      chunk?.lines.push('');
      return;
    }
    // Comments, and fences that someone put inside an HTML comment as well.
    if (trimmed.startsWith('#') || trimmed === '---' || trimmed === '...') return;
    const start = keyLine(text);
    const continues = chunk !== undefined && (indent > chunk.indent || /^-(?:\s|$)/.test(trimmed));
    if (start && (start.known || !continues)) {
      chunks.push({ key: start.key, first: start.rest, indent, line, lines: [text] });
    } else if (continues) {
      chunk.lines.push(text);
    } else {
      unreadable.push({ line, text: excerpt(trimmed) });
    }
  });
  const entries = chunks.map((chunk) => ({ key: chunk.key, value: readChunk(chunk), line: chunk.line }));
  return { entries, unreadable };
}

/** The key that begins a line. Known keys may have a full-width colon or no space after it; others need `: `. */
export function keyLine(line: string): { key: string; rest: string; known: boolean } | null {
  const text = line.trimStart();
  const colon = text.slice(0, longestKey).search(/[:：]/);
  if (colon < 1) return null;
  const key = unquote(text.slice(0, colon).trim());
  const rest = text.slice(colon + 1);
  if (isMetadataKey(key)) return { key, rest: rest.trim(), known: true };
  const isKey = text[colon] === ':' && /^(?:\s|$)/.test(rest) && /^[\p{L}_][\p{L}\p{N}_ .-]*$/u.test(key);
  return isKey ? { key, rest: rest.trim(), known: false } : null;
}

/** One key with its lines is often good YAML even where the whole is not: lists, nested keys, block text. */
function readChunk(chunk: LineGroup): YamlValue {
  const answer = parseYaml(chunk.lines.join('\n'), chunk.line);
  if (answer.kind === 'value' && answer.value.kind === 'mapping' && answer.value.entries.length === 1) {
    const entry = answer.value.entries[0]!;
    if (entry.key === chunk.key) return entry.value;
  }
  const more = chunk.lines.slice(1).map((line) => line.trim());
  const written = more.filter((line) => line !== '');
  const isList = chunk.first === '' && written.length > 0 && written.every((line) => /^-(?:\s|$)/.test(line));
  if (isList)
    return fromPlain(
      written.map((line) => unquote(line.slice(1).trim())),
      chunk.line,
    );
  return fromPlain(unquote([chunk.first, ...written].join(' ').trim()), chunk.line);
}

function unquote(text: string): string {
  if (text.length < 2 || text[0] !== text.at(-1)) return text;
  if (text[0] === "'") return text.slice(1, -1).replaceAll("''", "'");
  if (text[0] === '"') return text.slice(1, -1).replace(/\\(["\\])/g, '$1');
  return text;
}

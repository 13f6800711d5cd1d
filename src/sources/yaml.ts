/**
 * YAML with a line for every value. Types are not guessed: every scalar stays the text that was written (`1.10` is a
 * version, `2024-05-12` a date, `no` a country). Tags are not followed, and aliases and nesting are limited.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';

export type YamlValue =
  | { kind: 'nothing'; line: number }
  /** `number` is what YAML takes for a comment but people write as text: the `#3` of `title: Weekly #3`. */
  | { kind: 'text'; text: string; number: string; line: number }
  | { kind: 'list'; items: YamlValue[]; line: number }
  | { kind: 'mapping'; entries: YamlEntry[]; line: number };

export interface YamlEntry {
  key: string;
  value: YamlValue;
  line: number;
}

export type YamlAnswer = { kind: 'value'; value: YamlValue } | { kind: 'invalid'; reason: string; line: number };

/** Far above what a list of articles needs, far below what makes the parser slow. */
const limits = { characters: 5_000_000, depth: 20, nodes: 50_000, aliases: 20 };

/** Parses one YAML document. `firstLine` is the line of the file in which the text begins. */
export function parseYaml(text: string, firstLine = 1): YamlAnswer {
  if (text.length > limits.characters) {
    return { kind: 'invalid', reason: 'the file is too large', line: firstLine };
  }
  if (isNestedDeeply(text)) return { kind: 'invalid', reason: tooDeep, line: firstLine };
  const counter = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    stringKeys: true,
    resolveKnownTags: false,
    // Reported by the reader of the keys, which knows that `author` and `authors` are one.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: counter,
  });
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line) + firstLine - 1;
  // A warning is a tag that was not understood: the value under it is not what its author meant.
  const trouble = document.errors[0] ?? document.warnings[0];
  if (trouble) return { kind: 'invalid', reason: sentence(trouble.message), line: lineAt(trouble.pos[0]) };
  return convert(text, document, lineAt);
}

/** The value as plain JavaScript: text, null, arrays, objects. `verbatim` restores numbers after a hash. */
export function plain(value: YamlValue, verbatim = true): unknown {
  switch (value.kind) {
    case 'nothing':
      return null;
    case 'text':
      return verbatim ? value.text + value.number : value.text;
    case 'list':
      return value.items.map((item) => plain(item, verbatim));
    case 'mapping':
      // fromEntries makes own properties, so that a key `__proto__` is a key like any other.
      return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value, verbatim)]));
  }
}

/** Plain JavaScript as if it had been written in YAML, all on one line. */
export function fromPlain(value: unknown, line: number): YamlValue {
  if (value === null || value === undefined) return nothing(line);
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => fromPlain(item, line)), line };
  if (typeof value !== 'object') return { kind: 'text', text: String(value), number: '', line };
  const entries = Object.entries(value).map(([key, each]) => ({ key, value: fromPlain(each, line), line }));
  return { kind: 'mapping', entries, line };
}

function convert(text: string, document: Document.Parsed, lineAt: (offset: number) => number): YamlAnswer {
  let nodes = 0;
  let aliases = 0;
  let excess: string | null = null;

  const value = read(document.contents, 1, 0);
  return excess === null ? { kind: 'value', value } : { kind: 'invalid', reason: excess, line: value.line };

  function read(node: ParsedNode | null, line: number, depth: number): YamlValue {
    if (node === null) return { kind: 'nothing', line };
    const here = lineAt(node.range[0]);
    nodes += 1;
    if (depth > limits.depth || nodes > limits.nodes) excess = tooDeep;
    if (excess !== null) return { kind: 'nothing', line: here };
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > limits.aliases) excess = 'it has too many aliases';
      return excess === null ? read((node.resolve(document) as ParsedNode) ?? null, here, depth + 1) : nothing(here);
    }
    if (isScalar(node)) return readScalar(String(node.value ?? ''), node.type === 'PLAIN', node.range[1], here);
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => read(item, here, depth + 1)), line: here };
    if (!isMap(node)) return nothing(here);
    const entries = node.items.map((pair) => {
      const keyLine = pair.key ? lineAt(pair.key.range[0]) : here;
      const key = isScalar(pair.key) ? String(pair.key.value ?? '') : '';
      return { key, value: read(pair.value, keyLine, depth + 1), line: keyLine };
    });
    return { kind: 'mapping', entries, line: here };
  }

  function readScalar(content: string, isPlain: boolean, end: number, line: number): YamlValue {
    if (!isPlain) return { kind: 'text', text: content, number: '', line };
    if (/^(?:~|null|)$/i.test(content)) return nothing(line);
    const newline = text.indexOf('\n', end);
    const rest = text.slice(end, newline === -1 ? text.length : newline);
    return { kind: 'text', text: content, number: /^[ \t]+#\d.*$/.test(rest) ? rest.trimEnd() : '', line };
  }
}

/** The library recurses, and V8 aborts on a nearly full stack: nesting is limited before, counted roughly. */
function isNestedDeeply(text: string): boolean {
  if (/^ {200}|^[ \t]*(?:[-?:][ \t]+(?:[&!]\S*[ \t]+)*){20}/m.test(text)) return true;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    if (bracket === '[' || bracket === '{') depth += 1;
    else if (depth > 0) depth -= 1;
    if (depth > limits.depth) return true;
  }
  return false;
}

const tooDeep = 'values are nested too deeply';

function nothing(line: number): YamlValue {
  return { kind: 'nothing', line };
}

function sentence(message: string): string {
  const line = message.split('\n')[0]!.replace(/[.:]+$/, '');
  return line.charAt(0).toLowerCase() + line.slice(1);
}

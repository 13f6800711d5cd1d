/**
 * Syntax highlighting by highlight.js, which is synchronous. No limit is a time limit, so that the same code always
 * gives the same tokens.
 */
import {
  type Emitter,
  type Grammar,
  type HighlighterLibrary,
  loadGrammar,
  loadHighlighter,
  onDemand,
} from '../extension/on-demand.ts';
import { readLanguages } from './languages.ts';

export type CodeKind =
  | 'keyword'
  | 'comment'
  | 'string'
  | 'number'
  | 'function'
  | 'type'
  | 'attribute'
  | 'heading'
  | 'inserted'
  | 'deleted';

export interface CodeToken {
  text: string;
  kind: CodeKind | null;
}

/** https://highlightjs.readthedocs.io/en/latest/css-classes-reference.html */
const scopes: Record<CodeKind | 'plain', string> = {
  plain: 'subst operator punctuation params tag prompt template-variable',
  keyword: 'keyword selector-tag name strong language',
  comment: 'comment',
  string: 'string regexp char code',
  number: 'number literal symbol constant',
  function: 'title built_in',
  type: 'type class',
  attribute: 'attr attribute property selector-class selector-id selector-attr selector-pseudo meta',
  heading: 'section',
  inserted: 'addition',
  deleted: 'deletion',
};

/** What is not here has the kind of what it stands in. */
const kindOf = new Map(
  Object.entries(scopes).flatMap(([kind, names]) =>
    names.split(' ').map((name) => [name, kind === 'plain' ? null : (kind as CodeKind)] as const),
  ),
);

/** Names that mean no language at all. */
const plainNames = new Set(
  'text txt plain plaintext plain-text none nohighlight no-highlight raw output math'.split(' '),
);

export function isPlain(language: string): boolean {
  return language === '' || plainNames.has(language.toLowerCase());
}

const languages = onDemand(readLanguages);

/** As its makers write it; a language that is not known has the name the author gave it. */
export function languageName(language: string): string {
  return languages().get(language.toLowerCase())?.name ?? language;
}

export function isKnown(language: string): boolean {
  return languages().has(language.toLowerCase());
}

export function languageIds(): Iterable<string> {
  return [...languages().keys(), ...plainNames];
}

/** Of its own: the shared one knows what others registered. */
const highlighter = onDemand(() => {
  const library = loadHighlighter().newInstance();
  library.configure({ __emitter: TokenLines });
  return library;
});

/** Registers a grammar and those of the languages that stand in it. */
function register(grammar: string, library: HighlighterLibrary): void {
  if (library.getLanguage(grammar) !== undefined) return;
  const others = new Set<string>();
  library.registerLanguage(grammar, (api) => {
    const mode = loadGrammar(grammar)(api);
    chooseSublanguages(mode, others);
    adjustments[grammar]?.(mode);
    return mode;
  });
  for (const each of others) {
    const found = languages().get(each)?.grammar ?? null;
    if (found !== null) register(found, library);
  }
}

/** In a shell, the name of a command may be part of an option or a path: `--rm`, `./test`. */
const adjustments: Record<string, (mode: Grammar) => void> = {
  bash: ({ keywords }) => {
    (keywords as { $pattern: RegExp }).$pattern = /(?<![\w./-])[a-z][a-z0-9._-]+\b/;
  },
};

/** Of languages to guess from, the first is taken: which one fits best depends on what else is registered. */
function chooseSublanguages(mode: object, found: Set<string>, visited = new Set<object>()): void {
  if (visited.has(mode)) return;
  visited.add(mode);
  if ('subLanguage' in mode && mode.subLanguage !== undefined) {
    const { subLanguage } = mode;
    const chosen: unknown = Array.isArray(subLanguage) ? subLanguage[0] : subLanguage;
    if (chosen === undefined) delete (mode as { subLanguage?: unknown }).subLanguage;
    else {
      mode.subLanguage = chosen;
      found.add(String(chosen));
    }
  }
  for (const value of Object.values(mode) as unknown[])
    if (typeof value === 'object' && value !== null && !(value instanceof RegExp))
      chooseSublanguages(value, found, visited);
}

/** Characters. A longer line is data, and stays plain. */
const longestLine = 1000;

/** The lines of code in a language that is known. */
export function highlight(code: string, language: string): CodeToken[][] {
  const grammar = languages().get(language.toLowerCase())?.grammar ?? null;
  const plain = plainLines(code);
  if (grammar === null) return plain;
  const library = highlighter();
  const short = code.split('\n').map((line) => (line.length > longestLine ? '' : line));
  let lines: CodeToken[][];
  try {
    register(grammar, library);
    const { _emitter, errorRaised } = library.highlight(short.join('\n'), { language: grammar, ignoreIllegals: true });
    if (errorRaised !== undefined) return plain;
    lines = (_emitter as TokenLines).lines;
  } catch {
    // A grammar may nest without end.
    return plain;
  }
  return plain.map((line, index) => {
    const found = lines[index];
    return found !== undefined && wordsOf(found) === wordsOf(line) ? found : line;
  });
}

export function plainLines(code: string): CodeToken[][] {
  return code.split('\n').map((line) => (line === '' ? [] : [{ text: line, kind: null }]));
}

function wordsOf(pieces: CodeToken[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** Of browsers and Node, which highlight.js takes for a part of the language. */
const objects = new Set('console window document module global localStorage sessionStorage'.split(' '));

/** Of TypeScript and Python, which highlight.js does not tell from functions. */
const builtInTypes = new Set(
  'any void number boolean string object never symbol bigint unknown int float str bool list dict tuple bytes'.split(
    ' ',
  ),
);

function refineKind(kind: CodeKind | null, words: string): CodeKind | null {
  if (kind === 'keyword' && objects.has(words)) return null;
  return kind === 'function' && builtInTypes.has(words) ? 'type' : kind;
}

/**
 * Takes what highlight.js finds, in place of markup. Neighbours of one kind are one piece; white space has none. The
 * interface is that of highlight.js.
 */
class TokenLines implements Emitter {
  readonly lines: CodeToken[][] = [[]];
  readonly #open: (CodeKind | null)[] = [null];

  addText(text: string): void {
    this.#add(text, this.#open.at(-1)!);
  }

  openNode(scope: string): void {
    this.#open.push(kindIn(scope, this.#open.at(-1)!));
  }

  closeNode(): void {
    if (this.#open.length > 1) this.#open.pop();
  }

  startScope(scope: string): void {
    this.openNode(scope);
  }

  endScope(): void {
    this.closeNode();
  }

  __addSublanguage(emitter: Emitter): void {
    for (const [index, line] of (emitter as TokenLines).lines.entries()) {
      if (index > 0) this.lines.push([]);
      for (const { text, kind } of line) this.#add(text, kind ?? this.#open.at(-1)!);
    }
  }

  toHTML(): string {
    return '';
  }

  finalize(): void {}

  #add(text: string, kind: CodeKind | null): void {
    for (const [index, words] of text.split('\n').entries()) {
      if (index > 0) this.lines.push([]);
      if (words !== '') add(words, kind, this.lines.at(-1)!);
    }
  }
}

function add(words: string, kind: CodeKind | null, line: CodeToken[]): void {
  const last = line.at(-1);
  const own = words.trim() === '' ? null : refineKind(kind, words);
  if (last !== undefined && last.kind === own) last.text += words;
  else line.push({ text: words, kind: own });
}

/** The last name that says something decides: `title.class` is a class. */
function kindIn(scope: string, around: CodeKind | null): CodeKind | null {
  const name = scope.split('.').findLast((each) => kindOf.has(each));
  if (name === undefined) return around;
  const kind = kindOf.get(name)!;
  // `null` in JSON is a keyword within a literal.
  return kind === 'keyword' && around === 'number' ? around : kind;
}

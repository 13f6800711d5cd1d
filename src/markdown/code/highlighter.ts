/**
 * Syntax highlighting by Shiki, with JavaScript's own regular expressions, which is synchronous. No limit is a time
 * limit, so that the same code always gives the same tokens.
 */
import {
  type Grammar,
  loadGrammar,
  loadShiki,
  loadShikiEngine,
  loadShikiLanguages,
  onDemand,
} from '../extension/on-demand.ts';

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

/** What is what, by the names that grammars of TextMate give: the longest name that fits decides. */
const scopes: Record<CodeKind | 'plain', string> = {
  plain:
    'keyword.operator storage.type.function.arrow punctuation.definition.template-expression meta.embedded source.embedded variable.other.interpolation meta.template.expression',
  keyword:
    'keyword storage entity.name.tag keyword.operator.new keyword.operator.expression keyword.operator.word keyword.operator.logical.python keyword.operator.sizeof variable.language markup.bold',
  comment: 'comment punctuation.definition.comment',
  string: 'string punctuation.definition.string constant.character.escape markup.inline.raw',
  number: 'constant support.constant keyword.other.unit',
  function: 'entity.name.function support.function variable.function meta.definition.method',
  type: 'entity.name.type entity.name.class entity.name.namespace entity.other.inherited-class support.class support.type',
  attribute:
    'entity.other.attribute-name support.type.property-name meta.object-literal.key variable.other.property.yaml',
  heading: 'markup.heading entity.name.section',
  inserted: 'markup.inserted',
  deleted: 'markup.deleted',
};

/** A theme whose colours are numbers of kinds. */
const kinds = Object.keys(scopes) as (CodeKind | 'plain')[];
const colourOf = (index: number) => `#${index.toString(16).padStart(6, '0')}`;
const theme = {
  name: 'kinds',
  type: 'light' as const,
  fg: colourOf(0),
  bg: '#ffffff',
  settings: [
    { settings: { foreground: colourOf(0) } },
    ...kinds.map((kind, index) => ({
      scope: scopes[kind].split(' '),
      settings: { foreground: colourOf(index) },
    })),
  ],
};

/** Names that mean no language at all. */
const plainNames = new Set(
  'text txt plain plaintext plain-text none nohighlight no-highlight raw output math'.split(' '),
);
/** Names that authors use and Shiki does not. */
const otherNames: Record<string, string> = { golang: 'go', node: 'javascript', htm: 'html', 'c#': 'csharp' };

export function isPlain(language: string): boolean {
  return language === '' || plainNames.has(language.toLowerCase());
}

/** As its makers write it; a language that is not known has the name the author gave it. */
export function languageName(language: string): string {
  const id = languages().get(language.toLowerCase());
  return loadShikiLanguages().bundledLanguagesInfo.find((each) => each.id === id)?.name ?? language;
}

/** The names of languages -> ids of their grammars. */
const languages = onDemand((): ReadonlyMap<string, string> => {
  const bundled = loadShikiLanguages().bundledLanguagesInfo.flatMap(({ id, aliases = [] }) =>
    [id, ...aliases].map((name) => [name.toLowerCase(), id] as const),
  );
  return new Map([...Object.entries(otherNames), ...bundled]);
});

export function isKnown(language: string): boolean {
  return languages().has(language.toLowerCase());
}

export function languageIds(): Iterable<string> {
  return [...languages().keys(), ...plainNames];
}

interface Reader {
  loadLanguageSync(grammars: Grammar[]): void;
  getLoadedLanguages(): string[];
  codeToTokensBase(code: string, options: object): { content: string; color?: string }[][];
}

const shikiReader = onDemand(
  () =>
    loadShiki().createHighlighterCoreSync({
      themes: [theme],
      langs: [],
      engine: loadShikiEngine().createJavaScriptRegexEngine({ forgiving: true }),
    }) as unknown as Reader,
);

function readerFor(id: string): Reader {
  const reader = shikiReader();
  if (!reader.getLoadedLanguages().includes(id)) reader.loadLanguageSync(loadGrammar(id));
  return reader;
}

/** Characters. A longer line is data, and stays plain. */
const longestLine = 1000;

/** The lines of code in a language that is known. */
export function highlight(code: string, language: string): CodeToken[][] {
  const id = languages().get(language.toLowerCase());
  return id === undefined ? plainLines(code) : read(code, id);
}

export function plainLines(code: string): CodeToken[][] {
  return code.split('\n').map((line) => (line === '' ? [] : [{ text: line, kind: null }]));
}

function read(code: string, id: string): CodeToken[][] {
  const plain = plainLines(code);
  const options = { lang: id, theme: theme.name, tokenizeMaxLineLength: longestLine, tokenizeTimeLimit: 0 };
  let lines: CodeToken[][];
  try {
    lines = readerFor(id).codeToTokensBase(code, options).map(piecesOf);
  } catch {
    // A grammar may hold an expression that JavaScript does not know, or nest without end.
    return plain;
  }
  return plain.map((line, index) => (wordsOf(lines[index]) === wordsOf(line) ? lines[index]! : line));
}

function wordsOf(pieces: CodeToken[] | undefined): string {
  return (pieces ?? []).map(({ text }) => text).join('');
}

/** Neighbours of one kind are one piece, and white space belongs to what is before it. */
function piecesOf(tokens: { content: string; color?: string }[]): CodeToken[] {
  const pieces: CodeToken[] = [];
  for (const { content, color = colourOf(0) } of tokens) {
    const found = kinds[Number.parseInt(color.slice(1), 16)] ?? 'plain';
    const kind = found === 'plain' || content.trim() === '' ? null : found;
    const last = pieces.at(-1);
    if (last !== undefined && last.kind === kind) last.text += content;
    else pieces.push({ text: content, kind });
  }
  return pieces;
}

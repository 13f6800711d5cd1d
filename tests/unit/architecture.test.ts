/** The rules of the house, checked on the text of `src/`: who may import whom, and what may be called where. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const house = fileURLToPath(new URL('../../src', import.meta.url));

interface SourceFile {
  /** Relative to `src`, with slashes. */
  name: string;
  text: string;
  /** The text without comments. */
  code: string;
  /** As written: './tree.ts', 'marked'. */
  imports: string[];
  /** Those of them that are files of `src`, as names. */
  neighbours: string[];
}

const files: SourceFile[] = readdirSync(house, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort()
  .map((name) => readSource(name.replaceAll('\\', '/')));

/**
 * From the ground up: a file may import from its own level and from those below. Folders on one line do not see each other. A
 * folder inside another has a level of its own where it is named here; else it belongs to the folder around it.
 */
const levels: string[][] = [
  ['text'],
  ['model'],
  ['locale'],
  ['hast', 'fonts'],
  ['sources', 'templates'],
  ['config', 'typography'],
  ['pdf/geometry'],
  ['diagrams'],
  ['markdown/extension'],
  ['markdown/html', 'markdown/math', 'markdown/emphasis', 'markdown/lint'],
  ['markdown/syntaxes', 'markdown/footnotes', 'markdown/code'],
  ['markdown'],
  ['images'],
  ['assemble'],
  ['render'],
  ['pdf/file'],
  ['pdf/tagging'],
  ['pdf/text', 'pdf/page'],
  ['pdf/check'],
  ['pdf/finish'],
  ['pdf/print'],
  ['pdf/join'],
  ['epub', 'pdf', 'html'],
  ['stages', 'verify', 'neighbours', 'article-cache'],
  ['catalogue'],
  ['gather'],
  ['library'],
  ['build'],
  ['commands'],
  ['report'],
  ['octavo'],
  ['cli'],
];

/** The edge stands beside the levels: it sees the model, functions of text and packages alone, and only these see it. */
const edgeUsers = ['octavo.ts', 'cli.ts'];

/** What may be written only in its one place. */
const onePlace: { what: string; pattern: RegExp; allowed: RegExp; reason: string }[] = [
  { what: 'console', pattern: /\bconsole\./, allowed: /^$/, reason: 'cli.ts prints, through process.stdout' },
  {
    what: 'process',
    pattern: /\bprocess\./,
    allowed: /^(cli\.ts|images\/convert\/worker\.ts|node\/)/,
    reason: 'the environment is read once, at the edge; two files are programs',
  },
  {
    what: 'fetch',
    pattern: /(?<![.\w])fetch\(/,
    allowed: /^node\/download\.ts$/,
    reason: 'every request passes the check for private addresses',
  },
  {
    what: 'the time of day',
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)/,
    allowed: /^node\/(cache|download|host)\.ts$/,
    reason:
      'same input, same bytes; Retry-After may hold a date, octavo.lock has the day of a first build, the cache that of use',
  },
  {
    what: 'chance',
    pattern: /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/,
    allowed: /^node\//,
    reason: 'same bytes',
  },
  {
    what: 'the stopwatch',
    pattern: /\bperformance\./,
    allowed: /^node\//,
    reason: 'timings come from host.clock, which tests can hold still',
  },
  {
    what: 'timers',
    pattern: /\bset(Timeout|Interval|Immediate)\(/,
    allowed: /^node\//,
    reason: 'waiting is asked of the host, so that tests need not wait',
  },
];

/** Packages that one file, or one folder, knows. */
const onePackage: { what: string; allowed: RegExp; reason: string }[] = [
  { what: 'node:fs', allowed: /^(cli\.ts|node\/)/, reason: 'files are asked of the host' },
  { what: 'node:http', allowed: /^node\//, reason: 'the network is asked of the host' },
  { what: 'node:child_process', allowed: /^node\//, reason: 'programs are started at the edge' },
  { what: 'undici', allowed: /^node\/download\.ts$/, reason: 'one file speaks HTTP' },
  { what: 'puppeteer', allowed: /^node\/browser\//, reason: 'one place drives the browser' },
  { what: '@sparticuz/chromium', allowed: /^node\/browser\//, reason: 'one place finds the browser' },
  { what: '@puppeteer/browsers', allowed: /^node\/browser\//, reason: 'one place finds the browser' },
  { what: 'epub-gen-memory', allowed: /^epub\/container\/archive\.ts$/, reason: 'it is worked around in one file' },
  { what: 'jszip', allowed: /^epub\/container\/archive\.ts$/, reason: 'the archive inside epub-gen-memory' },
  { what: '@likecoin/epubcheck-ts', allowed: /^epub\/check\/validate\.ts$/, reason: 'one file judges' },
  { what: 'subset-font', allowed: /^fonts\/subset\.ts$/, reason: 'one file makes fonts smaller' },
  { what: 'hyphen', allowed: /^typography\/hyphenation\.ts$/, reason: 'one file hyphenates' },
  { what: 'temml', allowed: /^markdown\/extension\/on-demand\.ts$/, reason: 'it is loaded when a formula needs it' },
  {
    what: 'highlight.js',
    allowed: /^markdown\/extension\/on-demand\.ts$/,
    reason: 'it is loaded when a code block needs it',
  },
  { what: 'sharp', allowed: /^images\//, reason: 'only the image stage decodes pictures' },
  { what: 'css-tree', allowed: /^(text\/css|epub\/split-css)\.ts$/, reason: 'one file reads style sheets' },
  { what: 'saxes', allowed: /^epub\/xhtml-reader\.ts$/, reason: 'one file reads XHTML' },
  { what: 'yaml', allowed: /^sources\/yaml\.ts$/, reason: 'one file keeps YAML safe' },
  {
    what: 'valibot',
    allowed: /^(model\/settings\/|sources\/read-settings\.ts)/,
    reason: 'settings are declared in one folder',
  },
  { what: 'mustache', allowed: /^templates\/bounded-mustache\.ts$/, reason: 'one file fills templates' },
  { what: 'hast-util-sanitize', allowed: /^hast\/(allow-list|sanitize)\.ts$/, reason: 'one file decides what is safe' },
  {
    what: 'parse5',
    allowed: /^hast\/parse\.ts$/,
    reason: 'one file knows the parser of HTML',
  },
  {
    what: 'parseMarkup',
    allowed: /^(hast\/parse|markdown\/article|images\/convert\/svg)\.ts$/,
    reason: 'HTML is parsed once, and not again after it was sanitised',
  },
];

describe('imports', () => {
  it('are found at all', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(fileNamed('article-cache.ts').neighbours).toContain('markdown/article.ts');
  });

  it('name files that exist', () => {
    const lost = files.flatMap(({ name, neighbours }) =>
      neighbours
        .filter((neighbour) => !files.some((file) => file.name === neighbour))
        .map((lost) => `${name}: ${lost}`),
    );
    expect(lost).toEqual([]);
  });

  it('point from a level to those below it', () => {
    const wrong = files
      .filter(({ name }) => placeOf(name) !== 'node')
      .flatMap(({ name, neighbours }) =>
        neighbours
          .filter((neighbour) => placeOf(neighbour) !== 'node' && !isBelow(placeOf(neighbour), placeOf(name)))
          .map((neighbour) => `${name} imports ${neighbour}`),
      );
    expect(wrong).toEqual([]);
  });

  it('of the edge reach the model, text and packages alone, and the edge is seen by two files', () => {
    const wrong = files.flatMap(({ name, neighbours }) =>
      neighbours
        .filter((neighbour) =>
          placeOf(name) === 'node'
            ? !['node', 'model', 'text'].includes(placeOf(neighbour))
            : placeOf(neighbour) === 'node' && !edgeUsers.includes(name),
        )
        .map((neighbour) => `${name} imports ${neighbour}`),
    );
    expect(wrong).toEqual([]);
  });

  it('make no circle, types counted', () => {
    expect(findCircles()).toEqual([]);
  });

  it('stand in folders that docs/architecture.md describes', () => {
    const described = readFileSync(join(house, '../docs/architecture.md'), 'utf8');
    const folders = new Set(files.flatMap(({ name }) => dirname(name).split('/')).filter((folder) => folder !== '.'));
    expect([...folders].filter((folder) => !new RegExp(`^ +${folder}/ +\\w`, 'm').test(described))).toEqual([]);
  });

  it('reach no folder that the levels do not know', () => {
    const known = [...levels.flat(), 'node'];
    expect(files.map(({ name }) => placeOf(name)).filter((place) => !known.includes(place))).toEqual([]);
  });
});

describe('one place only', () => {
  it.each(onePlace)('for $what: $reason', ({ pattern, allowed }) => {
    const found = files.filter(({ name, code }) => !allowed.test(name) && pattern.test(code));
    expect(found.map(({ name }) => name)).toEqual([]);
  });

  it.each(onePackage)('for $what: $reason', ({ what, allowed }) => {
    const users = files.filter(({ imports }) => imports.some((path) => path === what || path.startsWith(`${what}/`)));
    expect(users.filter(({ name }) => !allowed.test(name)).map(({ name }) => name)).toEqual([]);
  });

  it('for marked: it is run by parse.ts, and a syntax knows its types and the tokenizer it stands in for', () => {
    const users = files.filter(({ name, code }) => {
      const statements = code.match(/import [^;]*? from 'marked'/g) ?? [];
      return !/^markdown\//.test(name)
        ? statements.length > 0
        : name !== 'markdown/parse.ts' &&
            statements.some((statement) => !/^import (?:type |\{ Tokenizer(?:, type \w+)* \})/.test(statement));
    });
    expect(users.map(({ name }) => name)).toEqual([]);
  });

  it.each([...onePlace.map(({ allowed }) => allowed), ...onePackage.map(({ allowed }) => allowed)])(
    'names a place that is there: %s',
    (allowed) => {
      expect(allowed.source === '^$' || files.some(({ name }) => allowed.test(name))).toBe(true);
    },
  );
});

describe('state', () => {
  // Built on demand or filled later, it would be shared by all articles and builds, and owned by nobody.
  const variable = /^(?:export )?let /m;
  const filledLater =
    /^(?:export )?const \w+\b(?!: *(?:Readonly|readonly))[^\n=]*= *(?:new (?:Weak)?(?:Map|Set)\b[^()\n]*\(\)|\[\]|\{\})(?: as [^;\n]+)?;/m;

  it('is not kept by a module', () => {
    const keepers = files.filter(({ code }) => variable.test(code) || filledLater.test(code));
    expect(keepers.map(({ name }) => name)).toEqual([]);
  });

  it.each([
    'let last = 0;',
    'export let last: string | null = null;',
    'const known = new Map<string, Map<string, number>>();',
    'const known: Map<string, number> = new Map();',
    'export const seen = new WeakSet<object>();',
    'const found: string[] = [];',
    'const byName: Record<string, number> = {};',
    'const byName = {} as Record<string, number>;',
  ])('is found in `%s`', (line) => {
    expect(variable.test(`a\n${line}`) || filledLater.test(`a\n${line}`)).toBe(true);
  });

  it.each([
    '  let last = 0;',
    'const none: ReadonlySet<string> = new Set();',
    'const none: readonly string[] = [];',
    "const names = new Set(['a']);",
    'const start = () => {};',
  ])('is not found in `%s`', (line) => {
    expect(variable.test(`a\n${line}`) || filledLater.test(`a\n${line}`)).toBe(false);
  });
});

describe('a file', () => {
  it('has the name of a thing, not of a drawer', () => {
    const drawers = /^(utils?|utilities|helpers?|common|core|index|misc|shared|lib|types|constants)\.ts$/;
    expect(files.map(({ name }) => name).filter((name) => drawers.test(basename(name)))).toEqual([]);
  });

  it.each(files)('$name fits the hand and says what it is', ({ text }) => {
    const lines = text.trimEnd().split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(10);
    expect(lines).toBeLessThanOrEqual(300);
    expect(text).toMatch(/^(#!.*\n)?\/\*\*/);
  });
});

function readSource(name: string): SourceFile {
  const text = readFileSync(join(house, name), 'utf8');
  const code = withoutComments(text);
  const imports = [...code.matchAll(/(?:\bfrom |\bimport\(|\bimport )\s*'([^']+)'/g)].map((match) => match[1]!);
  const neighbours = imports
    .filter((path) => path.startsWith('.') && path.endsWith('.ts'))
    .map((path) => relative(house, join(house, dirname(name), path)).replaceAll('\\', '/'));
  return { name, text, code, imports, neighbours };
}

/** Comments blanked; text between quotes is read over, so that `'//'` begins no comment. */
function withoutComments(text: string): string {
  return text.replace(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g,
    (_, quoted: string | undefined) => quoted ?? '',
  );
}

function fileNamed(name: string): SourceFile {
  return files.find((file) => file.name === name)!;
}

/** The innermost folder that has a level, or for a file at the top its own name: `build`. */
function placeOf(name: string): string {
  const known = levels.flat();
  for (let folder = dirname(name); folder !== '.'; folder = dirname(folder)) if (known.includes(folder)) return folder;
  return name.includes('/') ? name.split('/')[0]! : name.replace(/\.ts$/, '');
}

function isBelow(lower: string, upper: string): boolean {
  const levelOf = (place: string) => levels.findIndex((level) => level.includes(place));
  return lower === upper || levelOf(lower) < levelOf(upper);
}

/** Every import that leads back to the file that imports. */
function findCircles(): string[] {
  return files.flatMap(({ name, neighbours }) =>
    neighbours
      .filter((neighbour) => reachedFrom(neighbour).has(name))
      .map((neighbour) => `${name} -> ${neighbour} -> ... -> ${name}`),
  );
}

function reachedFrom(start: string): Set<string> {
  const reached = new Set<string>();
  const waiting = [start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...(fileNamed(name)?.neighbours ?? []));
  }
  return reached;
}

/** The table of commands and options, from which help, parsing and the handbook's test are made. */
import { parseArgs } from 'node:util';
import { parseShard } from '../library/shards.ts';
import { type Format, formats, type Profile, profiles, type Target, targets } from '../model/book.ts';
import { nearest } from '../text/nearest.ts';

interface Option {
  short?: string;
  /** The name of its value in the help; null for a switch. */
  value: string | null;
  help: string;
}

const buildOptions = {
  out: { short: 'o', value: 'DIR', help: 'output directory (default: dist)' },
  format: { short: 'f', value: 'LIST', help: `formats: ${formats.join(',')} (default: epub,pdf)` },
  target: { short: 't', value: 'LIST', help: `EPUB targets: ${targets.join(',')}` },
  profile: { short: 'p', value: 'LIST', help: `PDF profiles: ${profiles.join(',')} (default: screen)` },
  flat: { value: null, help: 'write all books into one directory' },
  shard: { value: 'N/M', help: 'build part N of M, to spread a library over machines' },
  offline: { value: null, help: 'download nothing; use cached images only' },
  frozen: { value: null, help: 'use only the images recorded in octavo.lock' },
  strict: { value: null, help: 'fail the build on warnings' },
  'allow-private-hosts': { value: null, help: 'allow images from loopback and private addresses' },
  verbose: { value: null, help: 'print every diagnostic on its own line' },
  json: { value: null, help: 'print only the build report to stdout, as JSON' },
  debug: { value: 'DIR', help: 'write the result of every build stage to DIR' },
} as const satisfies Record<string, Option>;

const checkOptions = {
  ...buildOptions,
  metadata: { value: null, help: 'print the metadata of each article and where it comes from' },
} as const satisfies Record<string, Option>;

const imagesOptions = {
  update: { value: null, help: 'download all images again and update octavo.lock' },
  vendor: { value: null, help: 'store copies of the original images next to the book' },
  'missing-alt': { value: null, help: 'list images without alt text in images.alt.yaml' },
  'allow-private-hosts': buildOptions['allow-private-hosts'],
  verbose: buildOptions.verbose,
  json: { value: null, help: 'print only the report to stdout, as JSON' },
} as const satisfies Record<string, Option>;

const reportOptions = {
  out: { short: 'o', value: 'DIR', help: 'directory with the outputs of all shards; writes its catalogue' },
  verbose: buildOptions.verbose,
  json: { value: null, help: 'print only the merged report to stdout, as JSON' },
} as const satisfies Record<string, Option>;

const cacheOptions = {
  json: { value: null, help: 'print the size of the cache as JSON' },
} as const satisfies Record<string, Option>;

export const commands = {
  build: { help: 'build books from articles', options: buildOptions },
  check: { help: 'build and validate without writing anything', options: checkOptions },
  images: { help: 'list, update or vendor the images of books', options: imagesOptions },
  report: { help: 'join the JSON reports of shards', options: reportOptions, operands: 'merge FILE...' },
  cache: { help: 'show the cache, or clear it', options: cacheOptions, operands: '[clear]' },
} as const;

export type CommandName = keyof typeof commands;

export type Command =
  | { kind: 'help'; text: string }
  | { kind: 'version' }
  | { kind: 'usage'; message: string; hint: string }
  | (SharedSettings & {
      kind: 'build' | 'check';
      out: string | null;
      formats: Format[] | null;
      targets: Target[] | null;
      profiles: Profile[] | null;
      flat: boolean;
      offline: boolean;
      frozen: boolean;
      strict: boolean;
      debug: string | null;
      /** Of `check`: the metadata of articles is listed, and nothing is built. */
      metadata: boolean;
      /** `2/5`: a part of the books. */
      shard: string | null;
    })
  | { kind: 'cache'; task: 'show' | 'clear'; json: boolean }
  | { kind: 'merge'; files: string[]; out: string | null; verbose: boolean; json: boolean }
  | (SharedSettings & { kind: 'images'; task: 'list' | 'update' | 'vendor' | 'missing-alt' });

interface SharedSettings {
  paths: string[];
  allowPrivateHosts: boolean;
  verbose: boolean;
  json: boolean;
}

export function readArguments(words: string[]): Command {
  if (words.length === 0 || words.some((word) => word === '--help' || word === '-h'))
    return { kind: 'help', text: helpText() };
  if (words.includes('--version')) return { kind: 'version' };
  const [name = '', ...rest] = words;
  if (!isCommand(name)) {
    const near = nearest(name, Object.keys(commands));
    const hint = near === null ? 'run `octavo --help` to list the commands' : `did you mean \`octavo ${near}\`?`;
    return { kind: 'usage', message: `unknown command "${name}"`, hint };
  }
  return readOptions(name, rest);
}

function readOptions(name: CommandName, words: string[]): Command {
  const table: Record<string, Option> = commands[name].options;
  const options = Object.fromEntries(
    Object.entries(table).map(([key, { short, value }]) => [
      key,
      { type: value === null ? ('boolean' as const) : ('string' as const), ...(short === undefined ? {} : { short }) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    const shared = {
      paths: positionals,
      allowPrivateHosts: values['allow-private-hosts'] === true,
      verbose: values.verbose === true,
      json: values.json === true,
    };
    switch (name) {
      case 'images':
        return readImages(values, shared);
      case 'cache':
        return readCacheTask(shared);
      case 'report':
        return readMerge(values, shared);
      default:
        return readBuild(name, values, shared);
    }
  } catch (error) {
    return usageFrom(error, Object.keys(table));
  }
}

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

function readBuild(kind: 'build' | 'check', values: Values, shared: SharedSettings): Command {
  const text = (key: string) => (typeof values[key] === 'string' ? (values[key] as string) : null);
  const wanted = readList(text('format'), formats);
  if (typeof wanted === 'string') return usage(`unknown format "${wanted}"`, `formats: ${formats.join(', ')}`);
  const devices = readList(text('target'), targets);
  if (typeof devices === 'string') return usage(`unknown target "${devices}"`, `targets: ${targets.join(', ')}`);
  const purposes = readList(text('profile'), profiles);
  if (typeof purposes === 'string') return usage(`unknown profile "${purposes}"`, `profiles: ${profiles.join(', ')}`);
  for (const key of ['out', 'debug'])
    if (text(key) === '') return usage(`--${key} requires a directory`, 'run `octavo --help` to list the options');
  const shard = text('shard');
  if (shard !== null && parseShard(shard) === null)
    return usage(`not a shard: "${shard}"`, 'write the second of five parts as `--shard 2/5`');
  return {
    kind,
    ...shared,
    out: text('out'),
    formats: wanted,
    targets: devices,
    profiles: purposes,
    flat: values.flat === true,
    offline: values.offline === true,
    frozen: values.frozen === true,
    strict: values.strict === true,
    debug: text('debug'),
    metadata: values.metadata === true,
    shard,
  };
}

function readCacheTask({ paths, json }: SharedSettings): Command {
  const [task = 'show', ...rest] = paths;
  if (rest.length > 0 || (task !== 'clear' && task !== 'show'))
    return usage(`unknown task of the cache: "${paths.join(' ')}"`, 'run `octavo cache` or `octavo cache clear`');
  return { kind: 'cache', task, json };
}

function readMerge(values: Values, { paths, verbose, json }: SharedSettings): Command {
  const [task, ...files] = paths;
  if (task !== 'merge' || files.length === 0)
    return usage('expected `merge` and reports', 'run `octavo report merge A.json B.json`');
  return { kind: 'merge', files, out: typeof values.out === 'string' ? values.out : null, verbose, json };
}

function readImages(values: Values, shared: SharedSettings): Command {
  const tasks = (['update', 'vendor', 'missing-alt'] as const).filter((task) => values[task] === true);
  if (tasks.length > 1)
    return usage('--update, --vendor and --missing-alt cannot be combined', 'run them one at a time');
  return { kind: 'images', ...shared, task: tasks[0] ?? 'list' };
}

/** The choices of a list, null when there is none, or the word that is none of them. */
function readList<T extends string>(list: string | null, choices: readonly T[]): T[] | null | string {
  if (list === null) return null;
  const words = list.split(',').map((word) => word.trim().toLowerCase());
  const unknown = words.find((word) => !(choices as readonly string[]).includes(word));
  return unknown ?? ([...new Set(words)] as T[]);
}

/** What `parseArgs` says of unknown options and missing values, shortened, with the nearest name. */
function usageFrom(error: unknown, known: string[]): Command {
  if (!(error instanceof TypeError) || !('code' in error) || !String(error.code).startsWith('ERR_PARSE_ARGS'))
    throw error;
  const word = /'(--?[^',\s]+)/.exec(error.message)?.[1] ?? '';
  const near = error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? nearest(word.replace(/^-+/, ''), known) : null;
  const message =
    error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? `unknown option ${word}` : firstSentence(error.message);
  return usage(message, near === null ? 'run `octavo --help` to list the options' : `did you mean \`--${near}\`?`);
}

function usage(message: string, hint: string): Command {
  return { kind: 'usage', message, hint };
}

function firstSentence(message: string): string {
  const sentence = message.split('\n')[0]!.replace(/\.$/, '');
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

export function helpText(): string {
  const lines = ['Octavo turns Markdown articles into books: EPUB and PDF from one source.', '', 'Usage:'];
  for (const [name, command] of Object.entries(commands)) {
    const operands = 'operands' in command ? command.operands : '[PATH...]';
    lines.push(`  octavo ${`${name} ${operands}`.padEnd(22)} ${command.help}`);
  }
  lines.push(
    '',
    'PATH is an article (.md) or a folder. A folder with a book.yaml, mkdocs.yml, SUMMARY.md or the like',
    'becomes one book; otherwise each article in it and in its folders becomes a book. Default: the',
    'working directory if it has an octavo.yaml or one of those files, or no directory `articles`;',
    'otherwise `articles`.',
    '',
    'Options of build and check:',
    ...optionLines(buildOptions),
    '',
    'Options of check:',
    ...optionLines({ metadata: checkOptions.metadata }),
    '',
    'Options of images:',
    ...optionLines(imagesOptions),
    '',
    'Options of report:',
    ...optionLines(reportOptions),
    '',
    'Options of cache:',
    ...optionLines(cacheOptions),
    '',
  );
  lines.push(`  ${'-h, --help'.padEnd(28)} show this help`, `  ${'    --version'.padEnd(28)} show the version`);
  return lines.join('\n');
}

function optionLines(options: Record<string, Option>): string[] {
  return Object.entries(options).map(([name, { short, value, help }]) => {
    const flag = `${short === undefined ? '    ' : `-${short}, `}--${name}${value === null ? '' : ` ${value}`}`;
    return `  ${flag.padEnd(28)} ${help}`;
  });
}

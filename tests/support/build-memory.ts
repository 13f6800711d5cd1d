/**
 * A whole build in memory. In: files by path, relative to the working folder. Out: what was built, with the EPUB
 * unpacked. The stages and templates are the real ones; only the outside world is not.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildResult, type BuiltBook, buildBooks, type Task } from '../../src/build.ts';
import type { BuildOptions } from '../../src/config/search.ts';
import type { Format } from '../../src/model/book.ts';
import type { Diagnostic } from '../../src/model/diagnostics.ts';
import { type Entries, unpack } from './epub.ts';
import { type MemoryHost, type MemoryHostOptions, memoryHost } from './memory-host.ts';

export const workingFolder = '/desk';
const templateFolder = '/octavo/templates';

/** What is built unless a test says otherwise: the whole desk, as EPUB. */
export function buildOptions(): BuildOptions {
  return {
    paths: [workingFolder],
    workingFolder,
    outputFolder: '/dist',
    formats: ['epub'],
    targets: null,
    profiles: null,
    flat: null,
    offline: false,
    frozen: false,
    update: false,
    allowPrivateHosts: false,
    templateFolder,
    fixedDate: null,
  };
}

export interface MemoryBuildOptions extends Partial<MemoryHostOptions> {
  /** What is built, relative to the working folder. Default: all of it. */
  paths: string[];
  /** There is no browser in memory, so PDF only gives its diagnostic. Default: epub. */
  formats: Format[] | null;
  task: Partial<Task>;
  build: Partial<BuildOptions>;
}

export interface MemoryBuild extends Pick<BuildResult, 'badInput' | 'failed' | 'catalogue'> {
  books: BuiltBook[];
  /** Without `cover-not-rendered`, which every EPUB built in memory gives. */
  diagnostics: Diagnostic[];
  /** Of the first EPUB; empty when there is none. */
  epub: Entries;
  /** The first EPUB as written. */
  bytes: Uint8Array;
  /** The first HTML page; empty when there is none. */
  html: string;
  host: MemoryHost;
}

export async function buildInMemory(
  files: Record<string, string | Uint8Array>,
  options: Partial<MemoryBuildOptions> = {},
): Promise<MemoryBuild> {
  const placed = Object.entries(files).map(([path, content]) => [resolve(workingFolder, path), content] as const);
  const host = memoryHost({ ...builtInTemplates(), ...Object.fromEntries(placed) }, options);
  const result = await buildBooks(
    {
      ...buildOptions(),
      paths: (options.paths ?? ['.']).map((path) => resolve(workingFolder, path)),
      formats: options.formats === undefined ? ['epub'] : options.formats,
      ...options.build,
    },
    { check: false, strict: false, debugFolder: null, ...options.task },
    host,
  );
  const outputs = result.books.flatMap((book) => book.outputs);
  const first = (format: Format) =>
    host.files.get(outputs.find(({ kind }) => kind === format)?.path ?? '') ?? new Uint8Array();
  const bytes = first('epub');
  return {
    ...result,
    diagnostics: result.diagnostics.filter(({ code }) => code !== 'cover-not-rendered'),
    epub: bytes.length === 0 ? new Map() : await unpack(bytes),
    bytes,
    html: new TextDecoder().decode(first('html')),
    host,
  };
}

export function builtInTemplates(): Record<string, Uint8Array> {
  const folder = fileURLToPath(new URL('../../templates', import.meta.url));
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [`${templateFolder}/${relative(folder, path)}`, readFileSync(path)]),
  );
}

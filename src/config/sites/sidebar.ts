/**
 * The sidebars of VitePress and VuePress. A site with several has them one after the other in one book.
 *
 * https://vitepress.dev/reference/default-theme-sidebar https://ecosystem.vuejs.press/themes/default/config.html#sidebar
 */
import { join } from 'node:path';
import { readScript, type Script } from './script.ts';
import { addressOf } from './summary.ts';
import type { FoundConfiguration, SiteBook, SiteEntry, SiteHost, SiteTool } from './tool.ts';
import { textIn, valueIn } from './values.ts';

const extensions = ['ts', 'mts', 'js', 'mjs', 'cts', 'cjs'];
const configurations = (folder: string) =>
  ['config', 'config/index'].flatMap((name) => extensions.map((extension) => `${folder}/${name}.${extension}`));

export const vitePress: SiteTool = {
  name: 'VitePress',
  files: configurations('.vitepress'),
  read: (found, host) => readSidebars(found, host),
};

export const vuePress: SiteTool = {
  name: 'VuePress',
  files: configurations('.vuepress'),
  read: (found, host) => readSidebars(found, host),
};

async function readSidebars({ folder, path }: FoundConfiguration, host: SiteHost): Promise<SiteBook | null> {
  const script = await readScript(path, folder, host);
  if (script === null) return null;
  const pages = join(folder, String(script.values('srcDir').find((value) => typeof value === 'string') ?? '.'));
  const sidebars: unknown[] = [];
  // The main language of a site in several may have a configuration of its own beside its pages.
  for (const extension of extensions) {
    const additional = await readScript(join(pages, `config.${extension}`), folder, host);
    if (additional !== null) sidebars.push(...sidebarsIn(additional));
  }
  if (sidebars.length === 0) sidebars.push(...sidebarsIn(script));
  const entries = sidebars.flatMap((sidebar) => entriesOf(sidebar, { kind: 'folder', path: '' }));
  if (!hasPages(entries)) return null;
  const main = script.main();
  const first = (name: string) => {
    const values = [textIn(main, name), ...script.values(name)];
    return values.find((value): value is string => typeof value === 'string' && value !== '') ?? null;
  };
  return {
    file: path,
    folder: pages,
    hidden: hiddenFolders(script),
    root: folder,
    title: first('title'),
    authors: [],
    description: first('description'),
    language: textIn(main, 'lang') ?? textIn(valueIn(main, 'locales./'), 'lang') ?? first('lang'),
    entries,
  };
}

/** `rewrites: { 'en/:rest*': ':rest*' }` */
function hiddenFolders(script: Script): string[] {
  const rewrites = script.values('rewrites').flatMap((value) => Object.entries(value ?? {}));
  return rewrites.flatMap(([from, to]) => (/^:\w+\*$/.test(String(to)) ? [from.replace(/\/?:\w+\*$/, '')] : []));
}

/** Of a site in several languages, the sidebars of the first. */
function sidebarsIn(script: Script): unknown[] {
  const named = script.values('sidebar').filter((value) => typeof value === 'object' && value !== null);
  return named.length > 0 ? named.slice(0, 1) : [];
}

/** What links of a sidebar are relative to. VitePress puts its `base` before every link; a folder is for relative ones. */
type Base = { kind: 'prefix' | 'folder'; path: string };

/** A list of items, or lists by the path below which they are shown. */
function entriesOf(sidebar: unknown, base: Base): SiteEntry[] {
  if (Array.isArray(sidebar)) return sidebar.flatMap((item) => entryOf(item, base));
  if (typeof sidebar !== 'object' || sidebar === null) return [];
  const items = valueIn(sidebar, 'items') ?? valueIn(sidebar, 'children');
  if (Array.isArray(items)) return entriesOf(items, baseOf(sidebar, base));
  return Object.entries(sidebar).flatMap(([path, list]) =>
    entriesOf(list, path.startsWith('/') ? { kind: 'folder', path } : base),
  );
}

function baseOf(item: object, base: Base): Base {
  const prefix = textIn(item, 'base');
  const folder = textIn(item, 'prefix');
  if (prefix !== null) return { kind: 'prefix', path: prefix };
  return folder === null ? base : { kind: 'folder', path: resolvePath(folder.replace(/\/?$/, '/'), base) };
}

/** `/guide/`, `['/guide/', 'Guide']`, or a mapping of text, link and items, whose names differ between versions. */
function entryOf(item: unknown, base: Base): SiteEntry[] {
  if (typeof item === 'string') return [page(null, item, base)];
  if (Array.isArray(item)) return typeof item[0] === 'string' ? [page(textOf(item[1]), item[0], base)] : [];
  if (typeof item !== 'object' || item === null) return [];
  const title = textIn(item, 'text') ?? textIn(item, 'title');
  const inner = baseOf(item, base);
  const link = valueIn(item, 'link') ?? valueIn(item, 'path');
  const items = valueIn(item, 'items') ?? valueIn(item, 'children');
  const children = Array.isArray(items) ? items.flatMap((each) => entryOf(each, inner)) : [];
  const own = typeof link === 'string' ? page(title, link, inner) : null;
  if (own === null && children.length === 0) return [];
  return [{ title, path: own?.path ?? null, line: null, isPart: Array.isArray(items), children }];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function page(title: string | null, link: string, base: Base): SiteEntry {
  const path = addressOf(resolvePath(link, base));
  return { title, path: path === null ? null : path.replace(/^\/+/, '') || '.', line: null, children: [] };
}

/** A prefix need not end at a slash: `reference/theme-` and `config`. */
function resolvePath(path: string, { kind, path: base }: Base): string {
  if (/^[a-z]+:/i.test(path)) return path;
  if (kind === 'prefix') return `${base}${path.replace(/^\//, base.endsWith('/') ? '' : '/')}`;
  return path.startsWith('/') ? path : `${base.replace(/(?<=[^/])$/, '/')}${path.replace(/^\.\//, '')}`;
}

function hasPages(entries: SiteEntry[]): boolean {
  return entries.some(({ path, children }) => path !== null || hasPages(children));
}

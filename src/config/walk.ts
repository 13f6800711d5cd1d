/**
 * Walks folders to any depth for articles and books. Left out are hidden folders, `node_modules`, the output folder,
 * what `.octavoignore` and octavo.yaml exclude, companions of articles, and pages about the repository itself.
 */
import { join } from 'node:path';
import type { Host } from '../model/host.ts';
import { isArticle, isFolderPage, naturally } from '../text/file-names.ts';
import { companionsAmong } from './companions.ts';
import { type Ignored, isIgnored, rulesIn } from './ignored.ts';

export type WalkHost = Pick<Host, 'readFile' | 'listFolder' | 'realPath'>;

export interface WalkOptions {
  /** Not walked. */
  outputFolder: string;
  ignored: Ignored;
  host: WalkHost;
  /** Whether a folder is a book as a whole, which is then not walked. */
  isBook: (folder: string) => Promise<boolean>;
  /** Whether what lies behind a link may be read; reports where it may not. */
  isAllowed: (path: string) => Promise<boolean>;
}

export interface WalkedFolder {
  /** Absolute paths in natural order: first the articles, then what is in the folders. */
  found: Found[];
  /** Articles by their extension that are none: absolute paths. */
  leftOut: string[];
}

export type Found = { kind: 'article' | 'book'; path: string };

/** Pages that a hosting service shows of a repository: some in any letter case, the others as they are usually written. */
const language = '(?:[._-][a-z]{2}(?:[-_][a-zA-Z]{2,4})?)?';
const readme = new RegExp(`^readme${language}$`, 'i');
const repositoryPages = [
  new RegExp(`^(?:changelog|contributing|code[-_]of[-_]conduct|licen[cs]e)${language}$`, 'i'),
  new RegExp(
    `^(?:AGENTS|AUTHORS|CHANGES|CLAUDE|CONTRIBUTORS|GOVERNANCE|HISTORY|MAINTAINERS|SECURITY|SUPPORT)${language}$`,
  ),
];

export async function walkFolder(folder: string, options: WalkOptions): Promise<WalkedFolder> {
  return walk(folder, options, new Set(), true);
}

async function walk(folder: string, options: WalkOptions, visited: Set<string>, isTop: boolean): Promise<WalkedFolder> {
  const { host, isBook, isAllowed } = options;
  const nothing: WalkedFolder = { found: [], leftOut: [] };
  // Two links may lead to each other.
  const real = (await host.realPath(folder)) ?? folder;
  if (visited.has(real)) return nothing;
  visited.add(real);
  const listing = await host.listFolder(folder);
  if (listing.kind !== 'folder') return nothing;
  const ignored = await rulesIn(folder, options.ignored, host);

  const below: WalkedFolder[] = [];
  for (const name of [...listing.folders].sort(naturally)) {
    const path = join(folder, name);
    if (name === 'node_modules' || path === options.outputFolder || isIgnored(path, 'folder', ignored)) continue;
    if (!(await isAllowed(path))) continue;
    if (await isBook(path)) below.push({ found: [{ kind: 'book', path }], leftOut: [] });
    else below.push(await walk(path, { ...options, ignored }, visited, false));
  }
  const files = listing.files.filter((name) => isArticle(name) && !isIgnored(join(folder, name), 'file', ignored));
  const { companions, orphans } = companionsAmong(files);
  const own = files.filter((name) => !companions.has(name) && !orphans.has(name)).sort(naturally);
  const isAlone = own.length === 1 && below.every(({ found }) => found.length === 0);
  const pages = isAlone ? [] : own.filter((name) => isAboutFolder(name, isTop));
  const articles = [];
  for (const name of own) {
    const path = join(folder, name);
    if (!pages.includes(name) && (await isAllowed(path))) articles.push({ kind: 'article' as const, path });
  }
  const leftOut = [...orphans, ...pages].sort(naturally).map((name) => join(folder, name));
  return {
    found: [...articles, ...below.flatMap(({ found }) => found)],
    leftOut: [...leftOut, ...below.flatMap((each) => each.leftOut)],
  };
}

/** A README among other articles speaks of the folder, and so does the list page of a section of a Hugo site. */
function isAboutFolder(name: string, isTop: boolean): boolean {
  const stem = name.replace(/\.[^.]+$/, '');
  return readme.test(stem) || stem === '_index' || (isTop && repositoryPages.some((page) => page.test(stem)));
}

/** Whether an article stands for its folder: `essay/essay.md`, `essay/index.md`. */
export function isArticleOfFolder(file: string, folder: string): boolean {
  const stem = file.replace(/\.[^.]+$/, '');
  return isFolderPage(file) || stem.normalize('NFC').toLowerCase() === folder.normalize('NFC').toLowerCase();
}

/** Finds the files that book.yaml lists inside the book's folder, each once, and reports everything else. */
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { ListedArticle, PartList, Written } from '../model/book.ts';
import { type Diagnostic, type Place, problem, type Report } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { mapInBatches } from '../sources/batches.ts';
import { cleanText, excerpt } from '../text/characters.ts';
import { articleExtensions, isArticle, isInside } from '../text/file-names.ts';
import { nearest } from '../text/nearest.ts';
import type { ListedPart } from './book-file.ts';
import { expandGlobs } from './globs.ts';

type ArticleHost = Pick<Host, 'readFile' | 'listFolder' | 'realPath'>;

export async function locateArticles(
  listed: ListedPart[],
  folder: string,
  host: ArticleHost,
  report: Report,
): Promise<PartList[]> {
  const seen = new Map<string, Place>();
  const parts: PartList[] = [];
  const expanded = await expandGlobs(listed, folder, host, report);
  const located = await locateAll(expanded, folder, host);
  for (const part of expanded) {
    const articles: ListedArticle[] = [];
    for (const article of part.articles) {
      const { path, diagnostics } = located.get(article)!;
      for (const diagnostic of diagnostics) report(diagnostic);
      if (path === null) continue;
      const earlier = seen.get(path);
      if (earlier) {
        const message = `\`${excerpt(article.value)}\` is listed twice, first on line ${earlier.line}`;
        report(problem('value-invalid', message, article.place, 'remove one of the two lines', [earlier]));
        continue;
      }
      seen.set(path, article.place);
      articles.push({ ...article, value: path });
    }
    if (articles.length > 0) parts.push({ title: part.title, articles });
  }
  return parts;
}

async function locateAll(listed: ListedPart[], folder: string, host: ArticleHost) {
  const folders = { folder, realFolder: await host.realPath(folder) };
  const articles = listed.flatMap((part) => part.articles);
  const located = await mapInBatches(articles, async (article) => {
    const diagnostics: Diagnostic[] = [];
    const path = await locate(article, folders, host, (diagnostic) => diagnostics.push(diagnostic));
    return [article, { path, diagnostics }] as const;
  });
  return new Map(located);
}

async function locate(
  article: Written<string>,
  { folder, realFolder }: { folder: string; realFolder: string | null },
  host: ArticleHost,
  report: Report,
): Promise<string | null> {
  const { value, place } = article;
  const name = excerpt(value);
  const refuse = (message: string, hint: string) => {
    report(problem('value-invalid', message, place, hint));
    return null;
  };
  if (value.trim() === '') return refuse('an item in the list is empty', 'write a file name, or remove the line');
  if (/\p{Cc}/u.test(value)) return refuse(`\`${name}\` contains a control character`, 'write only the file name');

  const written = resolve(folder, value);
  // Looked at before the disk is: a book from a stranger must not even learn what lies outside.
  if (written === resolve(folder) || !isInside(written, folder))
    return refuse(`\`${name}\` is outside the folder of the book`, outsideHint);
  const found = await findFile(written, host);
  switch (found.kind) {
    case 'missing':
      report(problem('path-not-found', `no such article: \`${name}\``, place, await missingHint(value, written, host)));
      return null;
    case 'folder':
      return refuse(`\`${name}\` is a folder`, 'list its articles individually');
    case 'refused':
      report(problem('path-not-found', `\`${name}\` cannot be read: ${found.reason}`, place));
      return null;
    case 'file':
      break;
  }
  if (!isArticle(found.path))
    return refuse(`\`${name}\` is not an article`, `article files end in ${articleExtensions.join(' or ')}`);
  const real = await host.realPath(found.path);
  if (real !== null && realFolder !== null && !isInside(real, realFolder)) {
    return refuse(`\`${name}\` is a symbolic link to a file outside the folder of the book`, outsideHint);
  }
  return found.path;
}

type PathAnswer = { kind: 'file'; path: string } | { kind: 'folder' | 'missing' } | { kind: 'refused'; reason: string };

/** macOS and some archives store `é` as two characters; a listing typed by hand holds one. */
async function findFile(path: string, host: ArticleHost): Promise<PathAnswer> {
  const answer = await host.readFile(path);
  if (answer.kind === 'file') return { kind: 'file', path };
  if (answer.kind !== 'missing') return answer;
  const names = await namesIn(dirname(path), host);
  const same = names.find((name) => name.normalize('NFC') === basename(path).normalize('NFC'));
  return same === undefined ? { kind: 'missing' } : { kind: 'file', path: join(dirname(path), same) };
}

async function missingHint(value: string, path: string, host: ArticleHost): Promise<string> {
  if (value.includes('\\')) return 'separate folders with `/` on every system';
  const names = (await namesIn(dirname(path), host)).filter(isArticle);
  const suggestion = nearest(basename(path), names);
  if (suggestion === null) return 'paths are relative to the folder of book.yaml';
  const meant = join(dirname(value), suggestion).replaceAll(sep, '/');
  return `did you mean \`${cleanText(meant)}\`?`;
}

async function namesIn(folder: string, host: ArticleHost): Promise<string[]> {
  const listing = await host.listFolder(folder);
  return listing.kind === 'folder' ? listing.files : [];
}

const outsideHint = 'move the article into the folder, or move book.yaml to a folder that contains all articles';

/** Globs among the articles of book.yaml, such as `chapters/*.md` or `**`. */
import { join, relative } from 'node:path';
import picomatch from 'picomatch';
import type { ListedArticle } from '../model/book.ts';
import { problem, type Report } from '../model/diagnostics.ts';
import type { ListedPart } from './book-file.ts';
import { type WalkHost, walkFolder } from './walk.ts';

/** The parts with every glob replaced by the articles it matches, in natural order; none that is listed elsewhere. */
export async function expandGlobs(
  parts: ListedPart[],
  folder: string,
  host: WalkHost,
  report: Report,
): Promise<ListedPart[]> {
  const listed = parts.flatMap(({ articles }) => articles);
  const globs: ListedArticle[] = [];
  for (const article of listed) if (await isGlob(article, folder, host)) globs.push(article);
  if (globs.length === 0) return parts;
  const { found } = await walkFolder(folder, {
    outputFolder: '',
    ignored: [],
    host,
    isBook: async () => false,
    isAllowed: async () => true,
  });
  const paths = found.map(({ path }) => relative(folder, path).replaceAll('\\', '/'));
  const taken = new Set(listed.filter((each) => !globs.includes(each)).map(({ value }) => value.replace(/^\.\//, '')));
  const expand = (article: ListedArticle): ListedArticle[] => {
    if (!globs.includes(article)) return [article];
    const isMatch = picomatch(article.value.replace(/^\.\//, ''));
    const matches = paths.filter((path) => isMatch(path));
    if (matches.length === 0)
      report(problem('path-not-found', `no article matches \`${article.value}\``, article.place));
    const own = matches.filter((path) => !taken.has(path));
    for (const path of own) taken.add(path);
    return own.map((value) => ({ ...article, value }));
  };
  return parts.map((part) => ({ ...part, articles: part.articles.flatMap(expand) }));
}

/** `[draft].md` may be the name of a file. */
async function isGlob({ value }: ListedArticle, folder: string, host: WalkHost): Promise<boolean> {
  return /[*?{[]/.test(value) && (await host.readFile(join(folder, value))).kind !== 'file';
}

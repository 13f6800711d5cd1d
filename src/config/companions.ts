/**
 * Files beside an article that are not articles themselves: the original, a draft translation, other languages.
 *
 *     essay.md   essay.en.md   essay.origin.md   essay.translated.md
 */
import { extname } from 'node:path';

/** States of a text on its way to an article; nobody reads them as a book, even where the article is missing. */
const workingCopies = new Set(['origin', 'original', 'translated']);

/** Of the article files of one folder, those that accompany another, and working copies that accompany none. */
export function companionsAmong(files: readonly string[]): { companions: Set<string>; orphans: Set<string> } {
  const stems = new Set(files.map((name) => stemOf(name).toLowerCase()));
  const companions = new Set<string>();
  const orphans = new Set<string>();
  for (const name of files) {
    const stem = stemOf(name);
    const mark = extname(stem).slice(1);
    if (mark === '') continue;
    const isWorkingCopy = workingCopies.has(mark.toLowerCase());
    if (!isWorkingCopy && !isLanguage(mark)) continue;
    if (stems.has(stem.slice(0, -mark.length - 1).toLowerCase())) companions.add(name);
    else if (isWorkingCopy) orphans.add(name);
  }
  return { companions, orphans };
}

function stemOf(name: string): string {
  return name.slice(0, name.length - extname(name).length);
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** `en`, `zh-CN`, `zh_tw`, and `cn`, which people write for Chinese. */
function isLanguage(mark: string): boolean {
  const tag = mark.replaceAll('_', '-');
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag)) return false;
  try {
    return /^(?:cn|jp)$/i.test(tag) || languageNames.of(tag.split('-')[0]!.toLowerCase()) !== undefined;
  } catch {
    return false;
  }
}

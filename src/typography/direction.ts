/** Direction of languages, binding side of books, and left-to-right code and formulas in right-to-left text. */
import type { Root } from 'hast';
import { elements } from '../hast/tree.ts';
import type { Book } from '../model/book.ts';

export type Direction = 'ltr' | 'rtl';
/** The edge where pages are held together. */
export type Binding = 'left' | 'right';

/** Scripts of living languages (ISO 15924). */
const rightToLeft = new Set('Arab Hebr Syrc Thaa Nkoo Adlm Rohg Mand Samr'.split(' '));

export function directionOf(language: string): Direction {
  return rightToLeft.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
}

/** Books of vertical lines and of lines from right to left begin at what others call their back. */
export function bindingOf({
  config,
  meta,
}: {
  config: Pick<Book['config'], 'writing'>;
  meta: { language: string };
}): Binding {
  return config.writing === 'vertical' || directionOf(meta.language) === 'rtl' ? 'right' : 'left';
}

/** Whether any chapter runs right to left: style sheets then use logical sides. */
export function hasRightToLeft({ meta, sections }: Pick<Book, 'sections'> & { meta: { language: string } }): boolean {
  const languages = sections.flatMap((section) => (section.kind === 'chapter' ? [section.language] : []));
  return [meta.language, ...languages].some((language) => directionOf(language) === 'rtl');
}

/** The attribute of an element in a language, inside one of another; null where nothing need be said. */
export function directionWithin(language: string, outer: string): Direction | null {
  const direction = directionOf(language);
  return direction === 'rtl' || directionOf(outer) === 'rtl' ? direction : null;
}

/** Code and formulas are written from left to right in every language. */
export function keepLeftToRight(tree: Root): void {
  for (const { tagName, properties } of elements(tree))
    if (/^(?:pre|code|kbd|samp|math)$/.test(tagName)) properties.dir ??= 'ltr';
}

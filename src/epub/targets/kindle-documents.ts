/**
 * Documents as Kindle's converter wants them. In: the documents of an EPUB. Out: those without the page of the cover, which it
 * shows by itself, and formulas without the elements it does not know. Must not change a word that is shown.
 */
import type { ContentDocument } from '../documents.ts';

export function forKindle(documents: ContentDocument[]): ContentDocument[] {
  return documents
    .filter(({ kind }) => kind !== 'cover')
    .map((document) => ({ ...document, xhtml: withPlainFormulas(document.xhtml) }));
}

/**
 * Authors may write `semantics` with annotations, which are not shown, around a formula; Enhanced Typesetting knows neither.
 * Kindle Publishing Guidelines 2019.2, 10.6.
 */
function withPlainFormulas(xhtml: string): string {
  return xhtml
    .replace(/<annotation(?:-xml)?\b(?:"[^"]*"|[^">])*>[\s\S]*?<\/annotation(?:-xml)?>/g, '')
    .replace(/<semantics\b(?:"[^"]*"|[^">])*>/g, '<mrow>')
    .replaceAll('</semantics>', '</mrow>');
}

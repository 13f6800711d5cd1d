/** Documents for Kindle: no cover page, which it adds itself, and no unsupported MathML elements. */
import type { ContentDocument } from '../documents.ts';
import { readXhtml } from '../xhtml-reader.ts';

export function forKindle(documents: ContentDocument[]): ContentDocument[] {
  return documents
    .filter(({ kind }) => kind !== 'cover')
    .map((document) => ({ ...document, xhtml: withPlainFormulas(document.xhtml) }));
}

/** Enhanced Typesetting supports no `semantics` and annotations. Kindle Publishing Guidelines 2019.2, 10.6. */
function withPlainFormulas(xhtml: string): string {
  if (!/<(?:semantics|annotation)/.test(xhtml)) return xhtml;
  const open: string[] = [];
  let annotations = 0;
  const plain = readXhtml(xhtml).map((part) => {
    const written = xhtml.slice(part.start, part.end);
    const name = part.kind === 'start' ? part.name : part.kind === 'end' ? open.pop()! : '';
    if (part.kind === 'start' && !part.empty) open.push(name);
    const isAnnotation = name === 'annotation' || name === 'annotation-xml';
    const isHidden = annotations > 0 || isAnnotation;
    if (isAnnotation && part.kind === 'start' && !part.empty) annotations += 1;
    if (isAnnotation && part.kind === 'end') annotations -= 1;
    if (isHidden) return '';
    return name === 'semantics' ? (part.kind === 'end' ? '</mrow>' : '<mrow>') : written;
  });
  return plain.join('');
}

/**
 * Accessibility metadata (EPUB Accessibility 1.1) that is true of this book. Conformance to WCAG is claimed only in the
 * words of book.yaml, since only people can evaluate it.
 */

import { elements } from '../hast/tree.ts';
import { stringsFor } from '../locale/strings.ts';
import type { Book } from '../model/book.ts';
import { imageKey } from '../text/urls.ts';

/** https://www.w3.org/TR/epub-a11y-11/#sec-disc-package; `pages`: whether the book has those of a PDF. */
export function accessibilityOf(book: Book, pages: boolean): { property: string; value: string }[] {
  const { images, described, formulas } = survey(book);
  const summary = stringsFor(book.meta.language).accessibilitySummary;
  const features = [
    'structuralNavigation',
    'tableOfContents',
    'readingOrder',
    'displayTransformability',
    ...(images && described ? ['alternativeText'] : []),
    ...(formulas ? ['MathML'] : []),
    ...(pages ? ['pageBreakMarkers', 'pageNavigation'] : []),
  ];
  const { accessibility: claim } = book.config;
  return [
    ...(claim === null
      ? []
      : [
          { property: 'dcterms:conformsTo', value: `EPUB Accessibility 1.1 - ${claim.conformsTo}` },
          { property: 'a11y:certifiedBy', value: claim.certifiedBy },
        ]),
    { property: 'schema:accessMode', value: 'textual' },
    ...(images ? [{ property: 'schema:accessMode', value: 'visual' }] : []),
    { property: 'schema:accessModeSufficient', value: described || !images ? 'textual' : 'textual,visual' },
    ...features.map((value) => ({ property: 'schema:accessibilityFeature', value })),
    // Images are stills and there is neither sound nor script.
    ...['noFlashingHazard', 'noMotionSimulationHazard', 'noSoundHazard'].map((value) => ({
      property: 'schema:accessibilityHazard',
      value,
    })),
    {
      property: 'schema:accessibilitySummary',
      value: !images ? summary.textOnly : described ? summary.described : summary.images,
    },
  ];
}

function survey(book: Book): { images: boolean; described: boolean; formulas: boolean } {
  let images = false;
  let described = true;
  let formulas = false;
  for (const section of book.sections) {
    if (section.kind === 'part') continue;
    for (const node of elements(section.tree)) {
      if (node.tagName === 'math') formulas = true;
      if (node.tagName !== 'img' || book.assets.get(imageKey(node.properties.src))?.kind !== 'image') continue;
      images = true;
      // A decorative image has nothing to say.
      if (node.properties.role !== 'presentation' && String(node.properties.alt ?? '').trim() === '') described = false;
    }
  }
  return { images, described, formulas };
}

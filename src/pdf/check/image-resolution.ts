/**
 * Reports images whose resolution is too low for print: one note with count and places. Octavo keeps all pixels there
 * are, up to 300 ppi.
 */
import type { Element } from 'hast';
import { elements, lineOf } from '../../hast/tree.ts';
import type { Book, Image } from '../../model/book.ts';
import { type Diagnostic, type Place, problem } from '../../model/diagnostics.ts';
import { pixels, shownSize } from '../../render/sections.ts';
import { imageKey } from '../../text/urls.ts';
import { figureSpace, toPixels } from '../geometry/text-block.ts';

/** Pixels to the inch, under which a reader sees them. */
const leastResolution = 200;

/** Inches: of a smaller image, such as a sign between words, nobody counts pixels. */
const smallestFigure = 1;

export function checkResolution(book: Book): Diagnostic[] {
  const found: { resolution: number; place: Place }[] = [];
  for (const section of book.sections) {
    if (section.kind !== 'chapter') continue;
    for (const node of elements(section.tree)) {
      const asset = node.tagName === 'img' ? book.assets.get(imageKey(node.properties.src)) : undefined;
      if (asset?.kind !== 'image' || isDrawn(asset)) continue;
      const inches = inchesOf(node, asset, book);
      const resolution = Math.round(asset.print.width / inches);
      const place = { file: section.article.source.path, line: lineOf(node) };
      if (inches >= smallestFigure && resolution < leastResolution) found.push({ resolution, place });
    }
  }
  const [coarsest, ...others] = found.sort((first, second) => first.resolution - second.resolution);
  if (coarsest === undefined) return [];
  const count = others.length === 0 ? 'an image is' : `${found.length} images are`;
  const message = `${count} below ${leastResolution} pixels per inch on paper (lowest: ${coarsest.resolution})`;
  const hint = 'use larger files, or a smaller size: <img src="…" width="300">';
  const related = others.slice(0, named).map(({ place }) => place);
  return [problem('image-low-resolution', message, coarsest.place, hint, related)];
}

/** It has no pixels on paper. */
function isDrawn({ original, labels }: Image): boolean {
  return labels !== undefined || original.mediaType === 'image/svg+xml';
}

/** Places that the note names besides the coarsest. */
const named = 8;

/** The width of an image on paper: its natural one, or what was asked for, where the page has the room. */
function inchesOf(node: Element, image: Image, { config }: Pick<Book, 'config'>): number {
  const natural = shownSize(image, image.print);
  const asked = pixels(node.properties.width) ?? natural.width;
  const space = figureSpace(config);
  const height = (natural.height * asked) / natural.width;
  const share = Math.min(1, toPixels(space.width) / asked, toPixels(space.height) / height);
  return (asked * share) / toPixels(25.4);
}

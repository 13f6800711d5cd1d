/** What a format tells the shared markup about itself; a format is one value of this type. */
import type { Root } from 'hast';
import type { Chapter, Part, Writing } from '../model/book.ts';

export interface Medium {
  /** The href of an id of the book. */
  link(id: string): string;
  /** The image with that key in Assets in this format; null when missing. `sized`: its author chose a size. */
  image(key: string, sized: boolean): MediumImage | null;
  /** Attributes put on a section's element, as `' style="…"'`. */
  attributes?(section: Part | Chapter): string;
  /** Which way lines of CJK text run. */
  writing: Writing;
  /** Whether headings of chapters in parts go down a level: one document has one outline. */
  nested: boolean;
  /** Whether elements carry the line of their article they were written on. */
  keepLines: boolean;
  /** Whether templates write `epub:type`, which HTML does not have. */
  epubTypes: boolean;
  /** The last step: may rework the tree of a chapter, whose links, images and text are set. */
  finish?(tree: Root, chapter: Chapter): void;
}

/** `drawing` is an SVG that takes the place of the image. Sizes in CSS pixels. */
export interface MediumImage {
  src: string;
  width: number;
  height: number;
  className?: string;
  drawing?: string;
}

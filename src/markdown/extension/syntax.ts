/**
 * What a Markdown syntax is. Types only.
 */
import type { Root } from 'hast';
import type { MarkedExtension } from 'marked';
import type { Report } from '../../model/diagnostics.ts';

export interface SyntaxContext {
  /** The article's path, for diagnostics. */
  file: string;
  language: string;
  report: Report;
}

export interface Syntax {
  name: string;
  /**
   * What marked must know to read it; null when the tree alone is enough. What remembers something of the article while it is
   * read is made anew for each.
   */
  marked: MarkedExtension | (() => MarkedExtension) | null;
  /** What is changed in the sanitised tree; null when marked's HTML is right. */
  transform: ((tree: Root, context: SyntaxContext) => void) | null;
}

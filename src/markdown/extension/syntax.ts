/** What a Markdown syntax is. Types only. */
import type { Root } from 'hast';
import type { MarkedExtension } from 'marked';
import type { Dialect } from '../../model/book.ts';
import type { Report } from '../../model/diagnostics.ts';

export interface SyntaxContext {
  /** The article's path, for diagnostics. */
  file: string;
  language: string;
  /** Those that are on. */
  dialects: ReadonlySet<Dialect>;
  report: Report;
  /** Takes text of the article that is left out and that no reader will miss. */
  account: (removed: string) => void;
}

export interface Syntax {
  name: string;
  /** What marked must know to read it, created for each article where it keeps state; null when the tree is enough. */
  marked: MarkedExtension | (() => MarkedExtension) | null;
  /** What is changed in the sanitized tree; null when marked's HTML is right. */
  transform: ((tree: Root, context: SyntaxContext) => void) | null;
}

/**
 * The Markdown syntaxes beyond GFM, in the order in which they are applied. To add one: a file beside this with a
 * Syntax, a line here, a pair in `tests/markdown/`, and a page in the handbook's specimen.
 */
import type { Root } from 'hast';
import type { MarkedExtension } from 'marked';
import type { Report } from '../diagnostics.ts';
import { code } from './code.ts';
import { emphasis } from './emphasis.ts';
import { figures } from './figures.ts';
import { lists } from './lists.ts';
import { softBreaks } from './soft-breaks.ts';
import { tables } from './tables.ts';
import { taskLists } from './task-lists.ts';

export interface SyntaxContext {
  /** The article's path, for diagnostics. */
  file: string;
  language: string;
  report: Report;
}

export interface Syntax {
  name: string;
  /** What marked must know to read it; null when the tree alone is enough. */
  marked: MarkedExtension | null;
  /** What is changed in the sanitised tree; null when marked's HTML is right. */
  transform: ((tree: Root, context: SyntaxContext) => void) | null;
}

export const syntaxes: Syntax[] = [softBreaks, figures, emphasis, code, lists, tables, taskLists];

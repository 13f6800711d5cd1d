/**
 * The Markdown syntaxes beyond GFM, in the order in which they are applied. To add one: a file beside this with a
 * Syntax, a line here, a pair in `tests/markdown/`, and a page in the handbook's specimen.
 */
import { code } from './code.ts';
import { emphasis } from './emphasis.ts';
import { figures } from './figures.ts';
import { lists } from './lists.ts';
import { softBreaks } from './soft-breaks.ts';
import type { Syntax } from './syntax.ts';
import { tables } from './tables.ts';
import { taskLists } from './task-lists.ts';

export const syntaxes: Syntax[] = [softBreaks, figures, emphasis, code, lists, tables, taskLists];

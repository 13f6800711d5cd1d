/**
 * The Markdown syntaxes beyond GFM, in the order in which they are applied. To add one: a file beside this with a
 * Syntax, a line here, a pair in `tests/markdown/`, and a page in the handbook's specimen.
 */

import { code } from './code/code.ts';
import { codeSpans } from './code/code-spans.ts';
import { diagrams } from './code/diagrams.ts';
import { emphasis } from './emphasis/emphasis.ts';
import type { Syntax } from './extension/syntax.ts';
import { footnotes } from './footnotes/footnotes.ts';
import { openHtml } from './html/open-html.ts';
import { commonMistakes } from './lint/common-mistakes.ts';
import { mathematics } from './math/mathematics.ts';
import { abbreviations } from './syntaxes/abbreviations.ts';
import { attributes } from './syntaxes/attributes.ts';
import { autolinks } from './syntaxes/autolinks.ts';
import { callouts } from './syntaxes/callouts.ts';
import { definitionLists } from './syntaxes/definition-lists.ts';
import { figures } from './syntaxes/figures.ts';
import { highlighted } from './syntaxes/highlight.ts';
import { indents } from './syntaxes/indents.ts';
import { linkDefinitions } from './syntaxes/link-definitions.ts';
import { lists } from './syntaxes/lists.ts';
import { looseImages } from './syntaxes/loose-images.ts';
import { ruby } from './syntaxes/ruby.ts';
import { softBreaks } from './syntaxes/soft-breaks.ts';
import { superscript } from './syntaxes/superscript.ts';
import { tableCaptions } from './syntaxes/table-captions.ts';
import { tables } from './syntaxes/tables.ts';
import { taskLists } from './syntaxes/task-lists.ts';

export const syntaxes: Syntax[] = [
  linkDefinitions,
  openHtml,
  looseImages,
  callouts,
  attributes,
  tableCaptions,
  definitionLists,
  highlighted,
  superscript,
  ruby,
  autolinks,
  codeSpans,
  indents,
  lists,
  commonMistakes,
  footnotes,
  softBreaks,
  abbreviations,
  mathematics,
  diagrams,
  figures,
  emphasis,
  code,
  tables,
  taskLists,
];

/**
 * The Markdown syntaxes beyond GFM, in the order in which they are applied. To add one: a file beside this with a
 * Syntax, a line here, a pair in `tests/markdown/`, and a page in the handbook's specimen.
 */
import { abbreviations } from './abbreviations.ts';
import { attributes } from './attributes.ts';
import { autolinks } from './autolinks.ts';
import { callouts } from './callouts.ts';
import { code } from './code.ts';
import { codeSpans } from './code-spans.ts';
import { definitionLists } from './definition-lists.ts';
import { diagrams } from './diagrams.ts';
import { emphasis } from './emphasis.ts';
import { figures } from './figures.ts';
import { footnotes } from './footnotes.ts';
import { indents } from './indents.ts';
import { linkDefinitions } from './link-definitions.ts';
import { lists } from './lists.ts';
import { looseImages } from './loose-images.ts';
import { markedWords } from './marked-words.ts';
import { mathematics } from './mathematics.ts';
import { openHtml } from './open-html.ts';
import { raised } from './raised.ts';
import { ruby } from './ruby.ts';
import { slips } from './slips.ts';
import { softBreaks } from './soft-breaks.ts';
import type { Syntax } from './syntax.ts';
import { tableCaptions } from './table-captions.ts';
import { tables } from './tables.ts';
import { taskLists } from './task-lists.ts';

export const syntaxes: Syntax[] = [
  linkDefinitions,
  openHtml,
  looseImages,
  callouts,
  attributes,
  tableCaptions,
  definitionLists,
  markedWords,
  raised,
  ruby,
  autolinks,
  codeSpans,
  indents,
  lists,
  slips,
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

/** Reports formulas that are printed small because nothing in them can be broken. */
import type { Nodes } from 'hast';
import { lineOf } from '../../hast/tree.ts';
import type { Book, Chapter } from '../../model/book.ts';
import { type Diagnostic, problem } from '../../model/diagnostics.ts';
import { measureOf } from '../geometry/text-block.ts';
import { formulaScale } from './break-formulas.ts';

/** Points of the text. */
const text = 10.5;
/** Points that are still easy to read; letters above and below the line have half of them. */
const least = 6.5;

export function checkFormulas({ sections, config }: Pick<Book, 'sections' | 'config'>): Diagnostic[] {
  const measure = measureOf(config);
  return sections.flatMap((section) => (section.kind === 'chapter' ? inChapter(section, measure) : []));
}

function inChapter({ tree, article }: Chapter, measure: number): Diagnostic[] {
  const found: Diagnostic[] = [];
  const waiting: { node: Nodes; line: number | null }[] = [{ node: tree, line: null }];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const { node } = step;
    if (node.type !== 'root' && node.type !== 'element') continue;
    const line = (node.type === 'element' ? lineOf(node) : null) ?? step.line;
    if (node.type === 'element' && node.tagName === 'math') {
      const size = text * formulaScale(node, measure - 1);
      const points = Math.round(size * 10) / 10;
      const message = `formula is wider than the line and is set at only ${points} pt on paper`;
      if (size < least) found.push(problem('formula-too-small', message, { file: article.source.path, line }, hint));
    } else for (const child of [...node.children].reverse()) waiting.push({ node: child as Nodes, line });
  }
  return found;
}

const hint = 'break it into rows with `aligned` or `multline`, or define shorthands for parts of it';

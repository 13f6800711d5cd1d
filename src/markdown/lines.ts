/** Gives every element a `dataLine`: its own, that of a comment before raw HTML, or that of what precedes it. */
import type { Nodes, Root } from 'hast';
import { lineOf } from '../hast/tree.ts';
import { readLineMark } from './extension/line-marks.ts';

export function inheritLines(tree: Root, firstLine: number, originalLine = (line: number) => line): void {
  let line = firstLine;
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'comment') line = readLineMark(node.value) ?? line;
    if (node.type === 'element') {
      line = lineOf(node) ?? line;
      node.properties.dataLine = originalLine(line);
    }
    if ('children' in node) for (const child of [...node.children].reverse()) waiting.push(child as Nodes);
  }
}

/**
 * What the tree of a chapter needs for paper, where nothing scrolls and lines are broken once and for all. In: a tree. Out: the
 * same, with captions, tables, lists and references as paper wants them. Must not change a word.
 */
import type { Element, Root } from 'hast';
import { element, elements, isElement } from '../../hast/tree.ts';
import type { Writing } from '../../model/book.ts';
import { makeRoomForNumbers } from './list-numbers.ts';
import { tieNoteReferences } from './note-references.ts';
import { fitTables } from './wide-tables.ts';

/** `measure`: characters of a line. */
export function setTreeOnPaper(tree: Root, measure: number, writing: Writing): void {
  partCaptions(tree);
  fitTables(tree, measure);
  makeRoomForNumbers(tree, writing);
  tieNoteReferences(tree);
  if (writing === 'vertical') markBeginnings(tree);
}

/** Chrome leaves a caption behind, and an empty page, where a table repeats its head: on paper it stands before the table. */
function partCaptions(tree: Root): void {
  for (const node of elements(tree)) {
    const [table] = node.children;
    if (!isElement(table, 'table')) continue;
    const caption = table.children.find((child): child is Element => isElement(child, 'caption'));
    if (caption === undefined) continue;
    table.children = table.children.filter((child) => child !== caption);
    node.children.unshift({ ...caption, tagName: 'p', properties: { ...caption.properties, className: ['caption'] } });
  }
}

/**
 * With vertical lines Chrome looks for a place at the left of its element, which may be pages after its beginning: the id goes to
 * where the words begin.
 */
function markBeginnings(tree: Root): void {
  for (const node of elements(tree)) {
    const { id, ...properties } = node.properties;
    if (id === undefined || !beginning.has(node.tagName)) continue;
    node.properties = properties;
    node.children.unshift(element('span', { id }));
  }
}

const beginning = new Set('p li dd dt div section blockquote figure aside details'.split(' '));

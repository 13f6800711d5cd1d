/**
 * Fits the tree of a chapter to paper, where nothing scrolls or opens and lines are broken once and for all. Adds
 * hyphens and hints for the tags of the PDF; changes no word.
 */
import type { Element, Parents, Root } from 'hast';
import { addClass, classesOf, collapsedText, element, elements, isElement, rewrite } from '../../hast/tree.ts';
import type { BookConfig, Chapter } from '../../model/book.ts';
import { widthOf } from '../../text/text-width.ts';
import type { Hyphenate } from '../../typography/hyphenation.ts';
import { heightOf, measureOf } from '../geometry/text-block.ts';
import { addTagHints } from '../tagging/tag-hints.ts';
import { fitFormula } from './break-formulas.ts';
import { makeRoomForNumbers } from './list-numbers.ts';
import { tieNoteReferences } from './note-references.ts';
import { splitTallFormula } from './split-tall-formulas.ts';
import { fitTables } from './wide-tables.ts';

/** Chrome splits a paragraph of three lines badly, since two must stay together: short ones are kept whole. */
const wholeLines = 3;

/** Characters beside a formula with a number. */
const numberRoom = 6;

export function fitForPaper(tree: Root, { language }: Chapter, config: BookConfig, hyphenate: Hyphenate): void {
  const measure = measureOf(config);
  rewrite(tree, (node, parent) => {
    if (node.tagName === 'details') node.properties.open = true;
    if (node.tagName === 'p' && widthOf(collapsedText(node)) <= measure * wholeLines) addClass(node, 'short');
    if (node.tagName !== 'math') return undefined;
    fitFormula(node, measure - (isNumbered(parent) ? numberRoom : 1));
    return splitTallFormula(node, heightOf(config)) ?? undefined;
  });
  detachCaptions(tree);
  fitTables(tree, measure);
  makeRoomForNumbers(tree, config.writing);
  tieNoteReferences(tree);
  if (config.writing === 'vertical') moveIdsToStart(tree);
  hyphenate(tree, language);
  // Last: the other steps leave alone what has a language of its own.
  addTagHints(tree, language);
}

function isNumbered(parent: Parents): boolean {
  return parent.type === 'element' && classesOf(parent).includes('formula-numbered');
}

/**
 * Where a table repeats its head, Chrome leaves the caption behind on an empty page: on paper it precedes the table.
 */
function detachCaptions(tree: Root): void {
  for (const node of elements(tree)) {
    const [table] = node.children;
    if (!isElement(table, 'table')) continue;
    const caption = table.children.find((child): child is Element => isElement(child, 'caption'));
    if (caption === undefined) continue;
    table.children = table.children.filter((child) => child !== caption);
    node.children.unshift({ ...caption, tagName: 'p', properties: { ...caption.properties, className: ['caption'] } });
  }
}

/** In vertical text Chrome places an id at its element's left, pages later: it moves to where the text begins. */
function moveIdsToStart(tree: Root): void {
  for (const node of elements(tree)) {
    const { id, ...properties } = node.properties;
    if (id === undefined || !beginning.has(node.tagName)) continue;
    node.properties = properties;
    node.children.unshift(element('span', { id }));
  }
}

const beginning = new Set('p li dd dt div section blockquote figure aside details'.split(' '));

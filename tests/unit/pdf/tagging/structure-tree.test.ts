/** The tree of tags as it is read, added to and written. */
import { describe, expect, it } from 'vitest';
import { dictionaryAt, listAt, type PdfDocument } from '../../../../src/pdf/file/document.ts';
import type { PdfDictionary, PdfValue } from '../../../../src/pdf/file/objects.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import {
  addElement,
  annotationOf,
  elementsIn,
  markedKid,
  markKid,
  marksOfPage,
  mcidOn,
  readTags,
  type TagTree,
  writeNames,
  writeParents,
} from '../../../../src/pdf/tagging/structure-tree.ts';
import { makeBook } from '../../../support/pdf.ts';
import { taggedPdf } from '../../../support/tagged-pdf.ts';

function open(more: Record<number, string> = {}): { document: PdfDocument; tree: TagTree } {
  const document = readPdf(taggedPdf(more));
  return { document, tree: readTags(document)! };
}

const entries = (...pairs: [string, PdfValue][]): PdfDictionary => new Map(pairs);
const [page, other] = [{ number: 10 }, { number: 11 }];

describe('the tree of tags', () => {
  it('is null where the document has none', () => {
    expect(readTags(readPdf(makeBook('')))).toBeNull();
  });

  it('has its elements in reading order, parents before their children', () => {
    const { tree } = open();
    expect(Array.from(elementsIn(tree), ({ reference }) => reference.number)).toEqual([
      30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42,
    ]);
    expect(Array.from(elementsIn(tree, { number: 35 }), ({ reference }) => reference.number)).toEqual([35, 36, 37, 38]);
  });

  it('is read from an index in parts, and written as one list in order', () => {
    const { document, tree } = open({
      5: '<</Kids [70 0 R 71 0 R]>>',
      70: '<</Nums [9 41 0 R]>>',
      71: '<</Nums [3 42 0 R 0 [31 0 R]]>>',
    });
    writeParents(tree);
    const index = dictionaryAt(document, tree.root.get('/ParentTree'));
    expect(index.get('/Nums')).toEqual([0, [{ number: 31 }], 3, { number: 42 }, 9, { number: 41 }]);
    expect(tree.root.get('/ParentTreeNextKey')).toBe(10);
  });

  it('without pages or annotations begins to count at 0', () => {
    const { tree } = open({ 5: '<<>>' });
    writeParents(tree);
    expect(tree.root.get('/ParentTreeNextKey')).toBe(0);
  });

  it('has an index of the elements that have identifiers, sorted by these', () => {
    const { document, tree } = open();
    dictionaryAt(document, { number: 31 }).set('/ID', '(z)');
    dictionaryAt(document, { number: 40 }).set('/ID', '(a)');
    writeNames(tree);
    const index = dictionaryAt(document, tree.root.get('/IDTree'));
    expect(index.get('/Names')).toEqual(['(a)', { number: 40 }, '(z)', { number: 31 }]);
  });

  it('has no such index where no element has one', () => {
    const { tree } = open();
    tree.root.set('/IDTree', entries());
    writeNames(tree);
    expect(tree.root.has('/IDTree')).toBe(false);
  });

  it('gives a page that has no list of elements an empty one, which is written', () => {
    const { document, tree } = open({ 5: '<<>>' });
    const list = marksOfPage(tree, dictionaryAt(document, page));
    list.push({ number: 31 });
    expect(tree.parents.get(0)).toBe(list);
    expect(marksOfPage(tree, dictionaryAt(document, page))).toBe(list);
  });
});

describe('a child of an element', () => {
  const { document } = open();
  const onPage = entries(['/Pg', page]);

  it('that is a number is marked content of the page of the element', () => {
    expect(markedKid(document, onPage, 3)).toEqual({ page, mcid: 3 });
    expect(markedKid(document, onPage, 0)).toEqual({ page, mcid: 0 });
    expect(markedKid(document, entries(), 3)).toBeNull();
  });

  it('that names its page is marked content of that page', () => {
    const kid = entries(['/Type', '/MCR'], ['/Pg', other], ['/MCID', 4]);
    expect(markedKid(document, onPage, kid)).toEqual({ page: other, mcid: 4 });
    expect([mcidOn(other, document, onPage, kid), mcidOn(page, document, onPage, kid)]).toEqual([4, null]);
  });

  it('that is an element or an annotation is no marked content', () => {
    expect(markedKid(document, onPage, { number: 31 })).toBeNull();
    expect(
      markedKid(document, onPage, entries(['/Type', '/OBJR'], ['/Obj', { number: 50 }], ['/Pg', page])),
    ).toBeNull();
    expect(mcidOn(page, document, onPage, undefined)).toBeNull();
  });

  it('is written as a number on the page of its element, and with its page on another', () => {
    expect(markKid(onPage, page, 5)).toBe(5);
    expect(markKid(onPage, other, 5)).toEqual(entries(['/Type', '/MCR'], ['/Pg', other], ['/MCID', 5]));
    expect(markKid(entries(), page, 5)).toEqual(entries(['/Type', '/MCR'], ['/Pg', page], ['/MCID', 5]));
  });

  it('stands for an annotation only if it refers to one', () => {
    const annotation = dictionaryAt(document, { number: 50 });
    expect(annotationOf(document, entries(['/Type', '/OBJR'], ['/Obj', { number: 50 }]))).toBe(annotation);
    expect(annotationOf(document, entries(['/Type', '/MCR'], ['/Obj', { number: 50 }]))).toBeNull();
    expect(annotationOf(document, entries(['/Type', '/OBJR'], ['/Obj', { number: 21 }]))).toBeNull();
  });

  it('that is added names its parent', () => {
    const added = dictionaryAt(document, addElement(document, '/Lbl', { number: 33 }, [1]));
    expect([added.get('/S'), added.get('/P'), listAt(document, added.get('/K'))]).toEqual([
      '/Lbl',
      { number: 33 },
      [1],
    ]);
  });
});

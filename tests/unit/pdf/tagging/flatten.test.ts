/** Elements that say nothing are removed, and their content stays where it was. */
import { describe, expect, it } from 'vitest';
import { dictionaryAt, listAt } from '../../../../src/pdf/file/document.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { flattenTags } from '../../../../src/pdf/tagging/flatten.ts';
import { elementsIn, readTags } from '../../../../src/pdf/tagging/structure-tree.ts';
import { taggedPdf } from '../../../support/tagged-pdf.ts';

const element = (kind: string, parent: number, kids: string, more = '/Pg 10 0 R') =>
  `<</Type /StructElem /S /${kind} /P ${parent} 0 R ${more} /K ${kids}>>`;

function flatten(elements: Record<number, string>, parents = '[0 [31 0 R]]') {
  const document = readPdf(
    taggedPdf({ 30: element('Document', 4, '[31 0 R]', ''), 5: `<</Nums ${parents}>>`, ...elements }),
  );
  const tree = readTags(document)!;
  flattenTags(tree);
  return {
    document,
    tree,
    at: (number: number) => dictionaryAt(document, { number }),
    types: Array.from(elementsIn(tree), ({ dictionary }) => dictionary.get('/S')),
  };
}

describe('an element that says nothing', () => {
  it('gives its content to the element around it, in the same order', () => {
    const { types, at } = flatten({
      31: element('P', 30, '[0 32 0 R 3]'),
      32: element('NonStruct', 31, '[1 33 0 R]'),
      33: element('NonStruct', 32, '2'),
    });
    expect(types).toEqual(['/Document', '/P']);
    expect(at(31).get('/K')).toEqual([0, 1, 2, 3]);
  });

  it('gives its elements their new parent', () => {
    const { at } = flatten({ 31: element('NonStruct', 30, '[32 0 R]'), 32: element('P', 31, '0') });
    expect(at(30).get('/K')).toEqual([{ number: 32 }]);
    expect(at(32).get('/P')).toEqual({ number: 30 });
  });

  it('keeps the page of its content where that is another than the page of the element around it', () => {
    const { at, document } = flatten({
      31: element('P', 30, '[32 0 R]', '/Pg 11 0 R'),
      32: element('NonStruct', 31, '0'),
    });
    const [kid] = listAt(document, at(31).get('/K'));
    expect(dictionaryAt(document, kid).get('/Pg')).toEqual({ number: 10 });
    expect(dictionaryAt(document, kid).get('/MCID')).toBe(0);
  });

  it('is not the parent of any content afterwards', () => {
    const { tree } = flatten(
      { 31: element('P', 30, '[32 0 R]'), 32: element('NonStruct', 31, '[0 1]') },
      '[0 [32 0 R 32 0 R] 1 32 0 R]',
    );
    expect(tree.parents.get(0)).toEqual([{ number: 31 }, { number: 31 }]);
    expect(tree.parents.get(1)).toEqual({ number: 31 });
  });
});

describe('an element stays', () => {
  it('where it has a language or attributes', () => {
    const { types } = flatten({
      31: element('P', 30, '[32 0 R 33 0 R]'),
      32: element('NonStruct', 31, '0', '/Lang (en)'),
      33: element('NonStruct', 31, '1', '/A [<</O /Layout>>]'),
    });
    expect(types).toEqual(['/Document', '/P', '/NonStruct', '/NonStruct']);
  });

  it('in a list or a table, which hold elements only, where it has content of its own', () => {
    const { types } = flatten({
      31: element('Table', 30, '[32 0 R 34 0 R]'),
      32: element('NonStruct', 31, '[33 0 R]'),
      33: element('TR', 32, '[]'),
      34: element('NonStruct', 31, '[0]'),
    });
    expect(types).toEqual(['/Document', '/Table', '/TR', '/NonStruct']);
  });
});

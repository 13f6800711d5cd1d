/** Titles of the book's own headings in the place of what Chrome read from the page. */
import { describe, expect, it } from 'vitest';
import { catalogOf, dictionaryAt } from '../../../../src/pdf/file/document.ts';
import { decodeText } from '../../../../src/pdf/file/objects.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { alignTitles, writeTitles } from '../../../../src/pdf/tagging/outline.ts';
import { readTags } from '../../../../src/pdf/tagging/structure-tree.ts';
import { taggedPdf } from '../../../support/tagged-pdf.ts';

function titled(heading: string) {
  const more = { 62: '<</Title (Jointhere) /Dest [10 0 R /XYZ 0 100 0] /SE 31 0 R>>' };
  const document = readPdf(taggedPdf(more));
  writeTitles(document, readTags(document), [heading]);
  const outline = dictionaryAt(document, catalogOf(document).get('/Outlines'));
  return { entry: dictionaryAt(document, outline.get('/First')), tag: dictionaryAt(document, { number: 31 }) };
}

describe('the outline', () => {
  it('has a heading that fills two lines with its space', () => {
    expect(decodeText(titled('Join there').entry.get('/Title'))).toBe('Join there');
  });

  it('leads to a heading that a screen reader reads in the same words', () => {
    const { tag } = titled('Join there');
    expect(decodeText(tag.get('/T'))).toBe('Join there');
    expect(decodeText(tag.get('/ActualText'))).toBe('Join there');
  });
});

describe('headings of the book and of the print', () => {
  it('are taken in their order where there are as many', () => {
    expect(alignTitles(['E=mc^2E=mc2', 'ab'], ['E=mc^2', 'a b'])).toEqual(['E=mc^2', 'a b']);
  });

  it('are matched by their letters where the print lacks some or has more', () => {
    expect(alignTitles(['ab', 'added', 'cd'], ['a b', 'c d'])).toEqual(['a b', null, 'c d']);
    expect(alignTitles(['cd'], ['a b', 'c d'])).toEqual(['c d']);
  });
});

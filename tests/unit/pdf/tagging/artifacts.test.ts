/** What no tag speaks of, in a print made as Chrome makes them. */
import { describe, expect, it } from 'vitest';
import { dictionaryAt, drawingOf, listAt, pagesOf } from '../../../../src/pdf/file/document.ts';
import { decodeText } from '../../../../src/pdf/file/objects.ts';
import { elementsIn, readTags } from '../../../../src/pdf/tagging/structure-tree.ts';
import { readPageWords } from '../../../../src/pdf/text/page-words.ts';
import { taggedPdf } from '../../../support/tagged-pdf.ts';
import { finishBytes } from '../finish/finishing.ts';

function finish(openings: number[] = []) {
  const { document } = finishBytes(taggedPdf(), { openings: new Set(openings) });
  const elements = [...elementsIn(readTags(document)!)].map(({ dictionary }) => dictionary);
  const links = elements.filter((each) => each.get('/S') === '/Link');
  return { document, elements, links, drawing: drawingOf(document, pagesOf(document)[0]!) };
}

describe('what Chrome left without a tag', () => {
  it('is an artifact where it stands in the margins, above or below', () => {
    const { drawing } = finish();
    expect(drawing).toMatch(/\/Type \/Pagination \/Subtype \/Header>> BDC\nBT\n[\s\S]*?<0048> Tj\nET\nEMC/);
    expect(drawing).toMatch(/\/Type \/Pagination \/Subtype \/Footer>> BDC\nBT\n[\s\S]*?<0046> Tj\nET\nEMC/);
  });

  it('is an artifact where it is a line', () => {
    expect(finish().drawing).toMatch(/\/Artifact <<\/Type \/Layout >> BDC\n50 100 m\n300 100 l\nS\nEMC/);
  });

  it('is the sign of the item of a list that begins after it', () => {
    const { elements } = finish();
    const sign = elements.find((each) => each.get('/S') === '/Lbl')!;
    expect(decodeText(sign.get('/ActualText'))).toBe('•');
    expect(elements.map((each) => each.get('/S')).join(' ')).toContain('/L /LI /Lbl /LBody /Strong');
  });

  it('belongs to the words before it where it is a number set upright', () => {
    const { words, untagged } = readPageWords(finish().document);
    expect(words.map((each) => each.words).join('')).toMatch(/EU$/);
    expect(untagged.map((each) => each.words).join('')).toBe('HF');
  });

  it('is gone where it is the running head of a page that opens a chapter, and the folio stays', () => {
    const { drawing } = finish([1]);
    expect(drawing).not.toContain('<0048>');
    expect(drawing).toContain('<0046>');
  });
});

it('a link says what it is, though Chrome took its role for another', () => {
  const { document, links } = finish();
  expect(links).toHaveLength(1);
  const annotation = dictionaryAt(
    document,
    listAt(document, dictionaryAt(document, pagesOf(document)[0]!).get('/Annots'))[0],
  );
  expect(decodeText(annotation.get('/Contents'))).toBe('E');
});

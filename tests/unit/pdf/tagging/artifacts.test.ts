/** What no tag speaks of, in a print made as Chrome makes them. */
import { describe, expect, it } from 'vitest';
import { dictionaryAt, drawingOf, listAt, pagesOf } from '../../../../src/pdf/file/document.ts';
import { decodeText } from '../../../../src/pdf/file/objects.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { markArtifacts } from '../../../../src/pdf/tagging/artifacts.ts';
import { elementsIn, readTags } from '../../../../src/pdf/tagging/structure-tree.ts';
import { readPageText } from '../../../../src/pdf/text/page-words.ts';
import { taggedPdf } from '../../../support/tagged-pdf.ts';
import { finishBytes } from '../finish/finishing.ts';

async function finish() {
  const { document } = await finishBytes(taggedPdf());
  const elements = [...elementsIn(readTags(document)!)].map(({ dictionary }) => dictionary);
  const links = elements.filter((each) => each.get('/S') === '/Link');
  return { document, elements, links, drawing: drawingOf(document, pagesOf(document)[0]!) };
}

describe('what Chrome left without a tag', () => {
  it('is an artifact where it is a line', async () => {
    expect((await finish()).drawing).toMatch(/\/Artifact <<\/Type \/Layout >> BDC\n50 100 m\n300 100 l\nS\nEMC/);
  });

  it('is the sign of the item of a list that begins after it', async () => {
    const { elements } = await finish();
    const sign = elements.find((each) => each.get('/S') === '/Lbl')!;
    expect(decodeText(sign.get('/ActualText'))).toBe('•');
    expect(elements.map((each) => each.get('/S')).join(' ')).toContain('/L /LI /Lbl /LBody /Strong');
  });

  it('belongs to the words before it where it is a number set upright', async () => {
    const { words, untagged } = readPageText((await finish()).document);
    expect(words.map((each) => each.words).join('')).toMatch(/EU$/);
    expect(untagged).toEqual([]);
  });
});

const stream = (text: string) => `<</Length ${text.length}>> stream\n${text}\nendstream`;
const letter = 'BT\n/F1 12 Tf\n1 0 0 1 50 300 Tm\n<0041> Tj\nET\n';
const tagged = (mcid: number) => `/P <</MCID ${mcid} >>BDC\n${letter}EMC\n`;
const dot = '50 200 4 4 re\nf\n';

/** A list of one item with two pieces of marked content, and what is drawn in the text block. */
function drawn(drawing: string) {
  const element = (kind: string, parent: number, kids: string) =>
    `<</Type /StructElem /S /${kind} /P ${parent} 0 R /Pg 10 0 R /K ${kids}>>`;
  const document = readPdf(
    taggedPdf({
      5: '<</Nums [0 [42 0 R 42 0 R]]>>',
      21: stream(`40 60 340 480 re\nW n\n${drawing}`),
      30: element('L', 4, '[40 0 R]'),
      40: element('LI', 30, '[41 0 R]'),
      41: element('LBody', 40, '[42 0 R]'),
      42: element('P', 41, '[0 1]'),
    }),
  );
  const tree = readTags(document)!;
  markArtifacts(document, pagesOf(document)[0]!, tree);
  const drawingAfter = drawingOf(document, pagesOf(document)[0]!);
  return {
    kids: listAt(document, dictionaryAt(document, { number: 42 }).get('/K')),
    types: Array.from(elementsIn(tree), ({ dictionary }) => dictionary.get('/S')),
    artifacts: drawingAfter.match(/\/Artifact/g)?.length ?? 0,
  };
}

describe('text without a tag', () => {
  it('comes right after the preceding content, in drawing order', () => {
    expect(drawn(`${tagged(0)}${letter}${letter}${tagged(1)}`).kids).toEqual([0, 2, 3, 1]);
    expect(drawn(`${tagged(0)}${tagged(1)}${letter}`).kids).toEqual([0, 1, 2]);
  });

  it('before the first words of an item is its label', () => {
    expect(drawn(`${letter}${letter}${tagged(0)}${tagged(1)}`)).toMatchObject({
      kids: [0, 1],
      types: ['/L', '/LI', '/Lbl', '/LBody', '/P'],
    });
  });

  it('before content that does not begin an item comes before it', () => {
    expect(drawn(`${letter}${letter}${tagged(1)}${tagged(0)}`).kids).toEqual([0, 2, 3, 1]);
  });
});

describe('a small shape before an item', () => {
  it('is its label where it is alone', () => {
    expect(drawn(`${dot}${tagged(0)}${tagged(1)}`)).toMatchObject({
      types: ['/L', '/LI', '/Lbl', '/LBody', '/P'],
      artifacts: 0,
    });
  });

  it('is decoration where there are more, as in a line of dots', () => {
    expect(drawn(`${dot}${dot}${tagged(0)}${tagged(1)}`)).toMatchObject({
      types: ['/L', '/LI', '/LBody', '/P'],
      artifacts: 2,
    });
  });

  it('is decoration where it is no smaller than a letter', () => {
    expect(drawn(`50 200 9 9 re\nf\n${tagged(0)}${tagged(1)}`).artifacts).toBe(1);
    expect(drawn(`50 200 8.9 8.9 re\nf\n${tagged(0)}${tagged(1)}`).artifacts).toBe(0);
  });
});

it('a link says what it is, though Chrome took its role for another', async () => {
  const { document, links } = await finish();
  expect(links).toHaveLength(1);
  const annotation = dictionaryAt(
    document,
    listAt(document, dictionaryAt(document, pagesOf(document)[0]!).get('/Annots'))[0],
  );
  expect(decodeText(annotation.get('/Contents'))).toBe('E');
});

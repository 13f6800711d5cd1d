/** What stands outside of every tag on a page, and where. */
import { describe, expect, it } from 'vitest';
import { findUntagged, wrapPieces } from '../../../../src/pdf/tagging/untagged.ts';

const find = (drawing: string) => findUntagged(drawing).pieces;
const text = (height: number) => `BT /F1 10 Tf 1 0 0 1 20 ${height} Tm <0041> Tj ET`;
const tagged = (mcid: number, drawing = text(50)) => `/P <</MCID ${mcid}>> BDC ${drawing} EMC\n`;

describe('a piece that no tag speaks of', () => {
  it.each([
    ['text', text(40), { kind: 'text' }],
    ['shape', '10 20 30 5 re f', { kind: 'shape', size: 30 }],
    ['shape', '10 20 m 10 60 l S', { kind: 'shape', size: 40 }],
    ['picture', '1 0 0 1 5 7 cm /X1 Do', { kind: 'image' }],
    ['picture', 'BI /W 1 ID x\nEI', { kind: 'image' }],
  ])('is a %s: %s', (_, drawing, piece) => {
    expect(find(drawing)).toMatchObject([piece]);
  });

  it('is whole: a text object, or a path from its first point', () => {
    const drawing = `q 1 g\n${text(40)}\n1 2 m 3 4 l 5 6 l h f\nQ`;
    const cut = find(drawing).map(({ start, end }) => drawing.slice(start, end));
    expect(cut).toEqual([text(40), '1 2 m 3 4 l 5 6 l h f']);
  });

  it('is measured by the matrix, until that is restored', () => {
    const line = '0 0 m 10 0 l S';
    expect(find(`q 2 0 0 2 10 20 cm ${line} Q ${line}`).map(({ size }) => size)).toEqual([20, 10]);
  });

  it('is neither what is tagged, nor an artifact, nor text that shows nothing, nor a clipping', () => {
    const nothing = ['BT /F1 10 Tf ET', '/Artifact BMC 0 0 9 9 re f EMC', '0 0 5 5 re W n', '0 0 5 5 re n'];
    expect(find(`${tagged(0)}${nothing.join('\n')}`)).toEqual([]);
    expect(find(`/P <</MCID 0>> BDC /Span <</ActualText (x)>> BDC ${text(1)} EMC ${text(2)} EMC`)).toEqual([]);
    expect(find(`BT /P <</MCID 0>> BDC <0041> Tj EMC <0042> Tj ET`)).toEqual([]);
  });

  it('is one where what it stands in has no number', () => {
    expect(find(`/Span <</ActualText (x)>> BDC ${text(30)} EMC`)).toMatchObject([{ kind: 'text' }]);
  });

  it('is between the marked content before and after it', () => {
    const found = find(`${text(1)}\n${tagged(4)}${text(2)}\n${text(3)}\n${tagged(7)}${text(4)}`);
    expect(found.map(({ after, before }) => [after, before])).toEqual([
      [null, 4],
      [4, 7],
      [4, 7],
      [7, null],
    ]);
  });
});

it('the MCIDs of all marked content are returned in drawing order', () => {
  expect(findUntagged(`${tagged(3)}${tagged(0)}/Span <</ActualText (x)>> BDC EMC ${tagged(3)}`).mcids).toEqual([
    3, 0, 3,
  ]);
});

describe('a drawing', () => {
  const drawing = `q\n${text(1)}\n0 0 1 1 re f\nQ`;

  it('has marks around each piece, and everything else as it was', () => {
    const dressed = wrapPieces(drawing, find(drawing), ({ kind }) => `/${kind} BMC`);
    expect(dressed).toBe(`q\n/text BMC\n${text(1)}\nEMC\n/shape BMC\n0 0 1 1 re f\nEMC\nQ`);
  });

  it('loses the pieces for which there is nothing to say', () => {
    expect(wrapPieces(drawing, find(drawing), ({ kind }) => (kind === 'text' ? null : '/A BMC'))).toBe(
      'q\n\n/A BMC\n0 0 1 1 re f\nEMC\nQ',
    );
  });
});

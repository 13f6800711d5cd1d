import { describe, expect, it } from 'vitest';
import { dictionaryAt, drawingOf, listAt, pagesOf } from '../../../../src/pdf/file/document.ts';
import type { PageBoxOptions } from '../../../../src/pdf/join/page-boxes.ts';
import { makeBook, makePdf } from '../../../support/pdf.ts';
import { finishBytes } from '../finish/finishing.ts';

const trim = { width: 148, height: 210 };
async function boxesOf(sheet: Partial<PageBoxOptions>) {
  const { document } = await finishBytes(makeBook('/first 21 0 R'), { trim, ...sheet });
  const boxes = pagesOf(document).map((page) => {
    const box = (name: string) =>
      (dictionaryAt(document, page).get(name) as number[]).map((each) => Math.round(each * 100) / 100);
    return { media: box('/MediaBox'), bleed: box('/BleedBox'), trim: box('/TrimBox') };
  });
  return { document, boxes };
}

describe('the boxes of a page', () => {
  it('are exact where Chrome rounded, and all the same without bleed', async () => {
    const exact = [0, 0, 419.53, 595.28];
    expect((await boxesOf({})).boxes).toEqual(Array(5).fill({ media: exact, bleed: exact, trim: exact }));
  });

  it('have the bleed on all sides', async () => {
    const { boxes } = await boxesOf({ bleed: 3 });
    expect(boxes[1]).toEqual({
      media: [0, 0, 436.54, 612.28],
      bleed: [0, 0, 436.54, 612.28],
      trim: [8.5, 8.5, 428.03, 603.78],
    });
  });

  it.each([
    ['left', 0, 8.5],
    ['right', 8.5, 0],
  ] as const)('have none at the bound edge where that is asked: %s', async (binding, recto, verso) => {
    const { boxes } = await boxesOf({ bleed: 3, spineBleed: false, binding });
    expect(boxes.slice(0, 2).map((box) => box.trim[0])).toEqual([recto, verso]);
    expect(boxes.map((box) => box.media[2])).toEqual(Array(5).fill(428.03));
  });

  it('leave room for crop marks, which stand outside of the bleed and of the trim', async () => {
    const { document, boxes } = await boxesOf({ bleed: 3, marks: true });
    const { media, bleed, trim: cut } = boxes[0]!;
    expect(bleed[0]! - media[0]!).toBeGreaterThan(14);
    expect(cut[2]! - cut[0]!).toBeCloseTo(419.53, 1);
    const drawing = drawingOf(document, pagesOf(document)[0]!);
    const marks = drawing.slice(drawing.indexOf('/Artifact'));
    const ends = [...marks.matchAll(/([\d.]+) ([\d.]+) [ml]\n/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(ends).toHaveLength(16);
    for (const [x, y] of ends) {
      const inside = x! > bleed[0]! && x! < bleed[2]! && y! > bleed[1]! && y! < bleed[3]!;
      expect(inside, `${x} ${y}`).toBe(false);
      expect(x! >= 0 && x! <= media[2]! && y! >= 0 && y! <= media[3]!, `${x} ${y}`).toBe(true);
    }
    expect(marks).toContain('0 G\n0.25 w\n');
  });

  it('carry links and patterns with them, across and up', async () => {
    const printed =
      '<</Type /Page /Parent 3 0 R /MediaBox [0 0 436.5 612.75] /Annots [5 0 R] /Resources <</Pattern <</P1 6 0 R>>>>>>';
    const { document } = await finishBytes(
      makePdf(
        {
          1: '<<>>',
          2: '<</Type /Catalog /Pages 3 0 R>>',
          3: '<</Type /Pages /Count 1 /Kids [4 0 R]>>',
          4: printed,
          5: '<</Type /Annot /Rect [10 20 30 40] /QuadPoints [1 2 3 4 5 6 7 8]>>',
          6: '<</Type /Pattern /Matrix [1 0 0 1 100 200]>>',
        },
        '/Root 2 0 R\n/Info 1 0 R',
      ),
      { trim, bleed: 3, spineBleed: false },
    );
    const [left, up] = [-8.5039, -0.4663];
    const [page] = pagesOf(document).map((each) => dictionaryAt(document, each));
    const link = dictionaryAt(document, listAt(document, page!.get('/Annots'))[0]);
    const moved = (numbers: number[]) =>
      numbers.map((each, index) => expect.closeTo(each + (index % 2 === 0 ? left : up), 3));
    expect(link.get('/Rect')).toEqual(moved([10, 20, 30, 40]));
    expect(link.get('/QuadPoints')).toEqual(moved([1, 2, 3, 4, 5, 6, 7, 8]));
    const resources = dictionaryAt(document, page!.get('/Resources'));
    const pattern = dictionaryAt(document, dictionaryAt(document, resources.get('/Pattern')).get('/P1'));
    expect(pattern.get('/Matrix')).toEqual([1, 0, 0, 1, ...moved([100, 200])]);
  });

  it('carry what is drawn with them', async () => {
    const { document } = await boxesOf({});
    expect(drawingOf(document, pagesOf(document)[1]!)).toMatch(/^q\n1 0 0 1 0 -0\.22\d* cm\n/);
  });
});

import { describe, expect, it } from 'vitest';
import { catalogOf, contentAt, valueAt } from '../../../../src/pdf/file/document.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { writePdf } from '../../../../src/pdf/file/writer.ts';
import { makePdf } from '../../../support/pdf.ts';

const stream = (text: string) => `<</Length ${text.length}>> stream\n${text}\nendstream`;
const rewrite = (objects: Record<number, string>) => writePdf(readPdf(makePdf(objects, '/Root 2 0 R\n/Info 1 0 R')));
const rootOf = (bytes: Uint8Array) => {
  const file = readPdf(bytes);
  return { file, root: catalogOf(file) };
};

describe('a rewritten file', () => {
  it('has every value it had, under other numbers', () => {
    const { file, root } = rootOf(
      rewrite({ 1: '<</Title (t)>>', 2: '<</A 9 0 R /B [true null -2.5 .00000025 /N#20x]>>', 9: stream('a(b)') }),
    );
    expect(root.get('/B')).toEqual([true, null, -2.5, 0.00000025, '/N#20x']);
    expect(contentAt(file, root.get('/A'))).toBe('a(b)');
    expect(valueAt(file, file.trailer.get('/Info'))).toEqual(new Map([['/Title', '(t)']]));
  });

  it('leaves out what nothing leads to', () => {
    const bytes = Buffer.from(rewrite({ 1: '<<>>', 2: '<</A 3 0 R>>', 3: '5', 4: stream('nobody asks for this') }));
    expect(bytes.includes('nobody')).toBe(false);
    expect(readPdf(bytes).trailer.get('/Size')).toBe(6);
  });

  it('has equal streams once, and those that name them too', () => {
    const image = (mask: number) => `<</SMask ${mask} 0 R /Length 3>> stream\nabc\nendstream`;
    const { root } = rootOf(
      rewrite({
        1: '<<>>',
        2: '<</A 3 0 R /B 4 0 R /C 7 0 R>>',
        3: image(5),
        4: image(6),
        5: stream('m'),
        6: stream('m'),
        7: stream('n'),
      }),
    );
    expect(root.get('/A')).toEqual(root.get('/B'));
    expect(root.get('/C')).not.toEqual(root.get('/A'));
  });

  it('does not depend on how its objects were numbered', () => {
    const first = rewrite({ 1: '<<>>', 2: '<</A 3 0 R /B 4 0 R>>', 3: '(x)', 4: stream('y') });
    const second = rewrite({ 1: '<<>>', 2: '<</A 8 0 R /B 5 0 R>>', 5: stream('y'), 8: '(x)' });
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('has a name that its content decides', () => {
    const idOf = (bytes: Uint8Array) => readPdf(bytes).trailer.get('/ID');
    const first = idOf(rewrite({ 1: '<<>>', 2: '<</A 1>>' }));
    expect(first).toEqual([expect.stringMatching(/^<[0-9A-F]{32}>$/), (first as string[])[0]]);
    expect(idOf(rewrite({ 1: '<<>>', 2: '<</A 2>>' }))).not.toEqual(first);
  });

  it('may nest as deep as it likes', () => {
    const objects: Record<number, string> = { 1: '<<>>', 2: '<</K 3 0 R>>' };
    for (let number = 3; number < 9000; number += 1) objects[number] = `<</K ${number + 1} 0 R /P ${number - 1} 0 R>>`;
    objects[9000] = '(the end)';
    expect(readPdf(rewrite(objects)).trailer.get('/Size')).toBeGreaterThan(9000);
  });
});

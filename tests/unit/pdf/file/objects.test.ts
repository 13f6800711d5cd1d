import { describe, expect, it } from 'vitest';
import { valueAt } from '../../../../src/pdf/file/document.ts';
import { decodeText, type PdfValue, printValue, textString } from '../../../../src/pdf/file/objects.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { makePdf } from '../../../support/pdf.ts';

const trailer = '/Root 2 0 R\n/Info 1 0 R';

function parse(value: string): PdfValue {
  const file = readPdf(makePdf({ 1: '<<>>', 2: '<<>>', 3: value, 4: '(after)' }, trailer));
  expect(valueAt(file, { number: 4 })).toBe('(after)');
  return valueAt(file, { number: 3 });
}

describe('a value', () => {
  it.each<[syntax: string, value: PdfValue]>([
    ['12', 12],
    ['-3.5', -3.5],
    ['+.25', 0.25],
    ['true', true],
    ['false', false],
    ['null', null],
    ['/Name', '/Name'],
    ['/A#20B#2FC', '/A#20B#2FC'],
    ['(plain)', '(plain)'],
    ['()', '()'],
    ['(a (b (c) d) e)', '(a (b (c) d) e)'],
    ['(a \\) b)', '(a \\) b)'],
    ['(a \\( b)', '(a \\( b)'],
    ['(ends in a backslash \\\\)', '(ends in a backslash \\\\)'],
    ['((\\))\\\\)', '((\\))\\\\)'],
    ['(<< /Not /A >> [dictionary] % nor a comment)', '(<< /Not /A >> [dictionary] % nor a comment)'],
    ['(two\nlines)', '(two\nlines)'],
    ['<FEFF4E2D>', '<FEFF4E2D>'],
    ['<FE FF\n4E>', '<FE FF\n4E>'],
    ['7 0 R', { number: 7 }],
    ['[]', []],
    ['[1 2 3]', [1, 2, 3]],
    ['[1 0 R 2 0 R]', [{ number: 1 }, { number: 2 }]],
    ['[1 0 2 0 R]', [1, 0, { number: 2 }]],
    ['[[1 [2]] (a)/B<0A>]', [[1, [2]], '(a)', '/B', '<0A>']],
    ['% a comment\n% and another\n5', 5],
    ['[1 % (\n2]', [1, 2]],
  ])('%s is read', (syntax, value) => {
    expect(parse(syntax)).toEqual(value);
  });

  it('that is a dictionary has its entries in order', () => {
    const value = parse('<</A 1/B[2 0 R(x)]/C<</D/E>>\n/F (a))>>'.replace('(a))', '(a)'));
    expect(value).toEqual(
      new Map<string, PdfValue>([
        ['/A', 1],
        ['/B', [{ number: 2 }, '(x)']],
        ['/C', new Map([['/D', '/E']])],
        ['/F', '(a)'],
      ]),
    );
    expect([...(value as Map<string, PdfValue>).keys()]).toEqual(['/A', '/B', '/C', '/F']);
  });

  it('of a stream is its dictionary', () => {
    expect(parse('<</Length 6>> stream\n(<<[>>\nendstream')).toEqual(new Map([['/Length', 6]]));
  });

  it.each(['[1 0 R (a (b) \\) c) /N#20x <<\n/K -2.5 /L [true null <00>]>>]', '<</A <</B 3 0 R>>>>', '()'])(
    'printed and read again is the same: %s',
    (syntax) => {
      expect(parse(printValue(parse(syntax)))).toEqual(parse(syntax));
    },
  );
});

describe('a file', () => {
  it('has a trailer, and null for what is not there', () => {
    const file = readPdf(makePdf({ 1: '<<>>', 2: '<</X 9 0 R>>' }, trailer));
    expect(file.trailer.get('/Size')).toBe(3);
    expect(valueAt(file, file.trailer.get('/Root'))).toEqual(new Map([['/X', { number: 9 }]]));
    expect(valueAt(file, { number: 9 })).toBeNull();
    expect(valueAt(file, undefined)).toBeNull();
    expect(valueAt(file, '/Name')).toBe('/Name');
  });

  it.each(['', 'not a PDF', '%PDF-1.4\nstartxref\n5\n%%EOF\n'])('that is invalid is rejected: %j', (text) => {
    expect(() => readPdf(Buffer.from(text))).toThrow('not a PDF as Chrome writes it');
  });
});

it('a file that ends inside a value is an error, not an endless loop', () => {
  const file = readPdf(makePdf({ 1: '<<>>', 2: `[1 2 ${'%'.repeat(100)}` }, trailer));
  expect(() => valueAt(file, { number: 2 })).toThrow('the PDF ends inside a value');
});

it('a text string is UTF-16 with its mark, so that nothing in it ends it', () => {
  expect(textString('A)\\中😀')).toBe('<FEFF00410029005C4E2DD83DDE00>');
});

it.each([
  [textString('中 (a)'), '中 (a)'],
  ['(a \\(b\\) \\101\\n)', 'a (b) A\n'],
  ['<41 42>', 'AB'],
  [undefined, ''],
])('the words of %s are %j', (value, words) => {
  expect(decodeText(value)).toBe(words);
});

it('a long object is read whole, and what follows it', () => {
  const long = `[${'(some words) '.repeat(3000)}]`;
  const file = readPdf(makePdf({ 1: '<<>>', 2: '<<>>', 3: long, 4: '(after)' }, trailer));
  expect(valueAt(file, { number: 3 })).toHaveLength(3000);
  expect(valueAt(file, { number: 4 })).toBe('(after)');
});

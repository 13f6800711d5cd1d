/** Whatever a PDF may hold, reading it and writing it gives the same again. */
import { describe, expect, it } from 'vitest';
import { codesShownBy, operationsIn } from '../../../../src/pdf/file/content.ts';
import { type PdfDocument, PdfObjects, unpack } from '../../../../src/pdf/file/document.ts';
import {
  decodeText,
  isReference,
  isStream,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
  type PdfValue,
  parseValue,
  printValue,
  textString,
} from '../../../../src/pdf/file/objects.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { writePdf } from '../../../../src/pdf/file/writer.ts';
import { makePdf } from '../../../support/pdf.ts';
import { fc } from '../../../support/properties.ts';

const objectCount = 12;

const number = fc.oneof(
  fc.integer(),
  fc.double({ min: 1e-6, max: 1e30, noNaN: true }),
  fc.double({ min: -1e30, max: -1e-6, noNaN: true }),
);
/** As written: any regular character, and `#` with two digits for any other. */
const name = fc
  .array(fc.oneof(fc.constantFrom(...'aZ09-_.*+:!\xa0é'), fc.integer({ min: 1, max: 255 }).map(escapedInName)), {
    maxLength: 8,
  })
  .map((parts) => `/${parts.join('')}`);
const bytes = fc.uint8Array({ maxLength: 40 });
const literal = fc.tuple(bytes, fc.integer({ min: 0, max: 7 })).map(([data, way]) => literalOf(data, way));
const hexadecimal = fc.tuple(bytes, fc.constantFrom('', ' ', '\n')).map(([data, gap]) => hexadecimalOf(data, gap));
const scalar: fc.Arbitrary<PdfValue> = fc.oneof(
  number,
  name,
  literal,
  hexadecimal,
  fc.boolean(),
  fc.constant(null),
) as fc.Arbitrary<PdfValue>;

/** `leaf`: what stands at the ends of arrays and dictionaries. */
function valuesOf(leaf: fc.Arbitrary<PdfValue>): fc.Arbitrary<PdfValue> {
  return fc.letrec<{ value: PdfValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 5 }),
      fc.array(fc.tuple(name, tie('value')), { maxLength: 5 }).map((entries): PdfValue => new Map(entries)),
    ),
  })).value;
}

const reference = fc.integer({ min: 1, max: objectCount }).map((each): PdfValue => ({ number: each }));
const value = valuesOf(fc.oneof(scalar, reference));
const dictionary = fc
  .array(fc.tuple(name, value), { maxLength: 4 })
  .map((entries): PdfDictionary => new Map(entries.map(([key, entry]) => [`/x${key.slice(1)}`, entry])));
const object: fc.Arbitrary<PdfObject> = fc.oneof(value, fc.record({ dictionary, data: fc.uint8Array() }));
/** Numbered from 1, where the first leads to all others. */
const objects = fc
  .array(object, { minLength: objectCount - 1, maxLength: objectCount - 1 })
  .map((others): PdfObject[] => [
    new Map<string, PdfValue>([['/All', others.map((_, index) => ({ number: index + 2 }))]]),
    ...others,
  ]);

function documentOf(all: PdfObject[]): PdfDocument {
  const document = { trailer: new Map([['/Root', { number: 1 }]]), objects: new PdfObjects(), next: all.length + 1 };
  for (const [index, each] of all.entries()) document.objects.set(index + 1, each);
  return document;
}

describe('a document', () => {
  it('is the same when it was written and read', () => {
    fc.assert(
      fc.property(objects, (all) => {
        const document = documentOf(all);
        expectSame(document, readPdf(writePdf(document)));
      }),
    );
  });

  it('that was read is the same bytes when it is written again', () => {
    fc.assert(
      fc.property(objects, (all) => {
        const written = writePdf(documentOf(all));
        expect(Buffer.compare(writePdf(readPdf(written)), written)).toBe(0);
      }),
    );
  });

  it('with a plain table of its objects, as Chrome writes it, is read as it was', () => {
    fc.assert(
      fc.property(objects, fc.boolean(), (all, lengthElsewhere) => {
        const lengths = all.map((each) => (isStream(each) ? each.data.length : 0));
        const text = all.map((each, index) =>
          isStream(each)
            ? `${printValue(new Map(each.dictionary).set('/Length', lengthElsewhere ? { number: 100 + index } : lengths[index]!))}\nstream\n${Buffer.from(each.data).toString('latin1')}\nendstream`
            : printValue(each),
        );
        const numbered = [...text.entries()].map(([index, each]) => [index + 1, each]);
        const separate = lengths.map((length, index) => [100 + index, String(length)]);
        const file = makePdf(Object.fromEntries([...numbered, ...separate]), '/Root 1 0 R');
        expectSame(documentOf(all), readPdf(file));
      }),
    );
  });
});

describe('a value', () => {
  it('is the same when it was written and parsed', () => {
    fc.assert(
      fc.property(value, (each) => {
        const text = printValue(each);
        expect(parseValue(`${text} `)).toEqual({ value: each, end: text.length });
      }),
    );
  });

  it('that is text is the same when it was encoded and decoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeText(textString(text))).toBe(text);
      }),
    );
  });
});

/** Between tokens: white space of every kind, and comments. */
const gap = fc.constantFrom(' ', '\n', '\r\n', '\t', '\0', '\f', ' % (a comment\n', '%>>\r');
const operator = fc.constantFrom("'", '"', 'Tj', 'TJ', 'Td', 'T*', 'BT', 'ET', 'BDC', 'EMC', 'f*', 'q', 'cm', 'd0');
const operation = fc.record({
  operator,
  operands: fc.array(
    valuesOf(scalar).map((each) => printValue(each)),
    { maxLength: 6 },
  ),
});
/** Whatever its bytes are, an image ends at the first EI that stands alone. */
const image = fc
  .uint8Array({ maxLength: 30 })
  .map((data) => Buffer.from(data).toString('latin1'))
  .filter((data) => !/(^|[\0\s])EI([\0\s]|$)/.test(data))
  .map((data) => ({ operator: 'ID', operands: ['/W', '1'], data }));

describe('a content stream', () => {
  it('has the operations that were written, whatever is between them', () => {
    const step = fc.oneof({ arbitrary: operation, weight: 5 }, image);
    fc.assert(
      fc.property(fc.array(fc.tuple(step, gap), { maxLength: 12 }), (steps) => {
        const written = steps.map(([{ operands, ...each }, between]) =>
          'data' in each
            ? `BI${between}${operands.join(between)}${between}ID ${each.data}\nEI${between[0] === '%' ? ' ' : ''}${between}`
            : `${[...operands, each.operator].join(between)}${between}`,
        );
        const expected = steps.flatMap(([{ operator: each, operands }]) =>
          each === 'ID'
            ? [
                { operator: 'BI', operands: [] },
                { operator: each, operands },
              ]
            : [{ operator: each, operands }],
        );
        const content = written.join('');
        const found = [...operationsIn(content)];
        expect(found.map((each) => ({ operator: each.operator, operands: each.operands }))).toEqual(expected);
        // Written again without what was between, it reads the same.
        const again = found.map(({ start, end }) => content.slice(start, end)).join('\n');
        expect([...operationsIn(again)].map((each) => each.operands)).toEqual(found.map((each) => each.operands));
      }),
    );
  });

  it('shows the same glyphs by strings of both kinds, alone and in arrays', () => {
    fc.assert(
      fc.property(bytes, fc.integer({ min: 0, max: 7 }), fc.constantFrom("'", 'Tj'), (data, way, shows) => {
        const strings = [literalOf(data, way), hexadecimalOf(data, '\n')];
        const digits = Buffer.from(data).toString('hex').toUpperCase();
        const codesIn = (content: string) =>
          [...operationsIn(content)].map((each) => codesShownBy(each)?.toUpperCase());
        for (const string of strings) {
          expect(codesIn(`${string} ${shows}`)).toEqual([digits]);
          expect(codesIn(`1 2 ${string} "`)).toEqual([digits]);
        }
        expect(codesIn(`[${strings.join(' -20.5 ')}] TJ`)).toEqual([digits + digits]);
      }),
    );
  });
});

function escapedInName(code: number): string {
  return `#${code.toString(16).padStart(2, '0')}`;
}

/** `way`: which of the three ways to escape are used where a character need not be. */
function literalOf(data: Uint8Array, way: number): string {
  const characters = Array.from(data, (code) => {
    const character = String.fromCharCode(code);
    if ((way & 1) === 1) return `\\${code.toString(8).padStart(3, '0')}`;
    if (/[()\\\r]/.test(character)) return `\\${character === '\r' ? 'r' : character}`;
    return (way & 2) === 2 && /[^0-7nrtbf\r\n]/.test(character) ? `\\${character}` : character;
  });
  const text = characters.join((way & 4) === 4 ? '\\\n' : '');
  return `(${text})`;
}

function hexadecimalOf(data: Uint8Array, gap: string): string {
  return `<${Array.from(data, (code) => code.toString(16).padStart(2, '0')).join(gap)}>`;
}

/** Numbers of objects may differ, and equal streams may be one. */
function expectSame(document: PdfDocument, other: PdfDocument): void {
  const numbers = new Map<number, number>();
  const waiting: [PdfReference, PdfReference][] = [
    [document.trailer.get('/Root') as PdfReference, other.trailer.get('/Root') as PdfReference],
  ];
  const plain = (source: PdfValue): unknown => {
    if (isReference(source)) return 'reference';
    if (Array.isArray(source)) return source.map(plain);
    return source instanceof Map ? [...source].map(([key, entry]) => [key, plain(entry)]) : source;
  };
  const referencesIn = (source: PdfValue): PdfReference[] => {
    if (isReference(source)) return [source];
    return Array.isArray(source) || source instanceof Map ? [...source.values()].flatMap(referencesIn) : [];
  };
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [one, two] = pair;
    if (numbers.has(one.number)) {
      expect(two.number).toBe(numbers.get(one.number));
      continue;
    }
    numbers.set(one.number, two.number);
    const [first, second] = [document.objects.get(one.number), other.objects.get(two.number)];
    expect(isStream(second)).toBe(isStream(first));
    if (isStream(first) && isStream(second)) expect(Buffer.compare(unpack(first), unpack(second))).toBe(0);
    const [value, again] = [first, second].map((each) => (isStream(each) ? withoutPacking(each.dictionary) : each));
    expect(plain(again as PdfValue)).toEqual(plain(value as PdfValue));
    const found = referencesIn(again as PdfValue);
    waiting.push(
      ...referencesIn(value as PdfValue).map((each, index): [PdfReference, PdfReference] => [each, found[index]!]),
    );
  }
}

function withoutPacking(entries: PdfDictionary): PdfDictionary {
  return new Map([...entries].filter(([key]) => key !== '/Length' && key !== '/Filter'));
}

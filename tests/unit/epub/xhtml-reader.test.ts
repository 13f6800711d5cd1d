/** Finished documents as tags and text. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readWellFormed } from '../../../src/epub/well-formed-xhtml.ts';
import { charactersOf, parseXhtml, readXhtml, textBetween } from '../../../src/epub/xhtml-reader.ts';
import { fc } from '../../support/properties.ts';

const partsOf = (source: string) => readXhtml(source).map((part) => [part.kind, source.slice(part.start, part.end)]);

describe('the parts of a document', () => {
  it('are its tags, its text and the rest', () => {
    const source =
      '<?xml version="1.0"?>\n<!DOCTYPE html>\n<p class="a b">x &amp; <br/><!-- <i> --><![CDATA[<]]></p>\n';
    expect(partsOf(source)).toEqual([
      ['other', '<?xml version="1.0"?>'],
      ['text', '\n'],
      ['other', '<!DOCTYPE html>'],
      ['text', '\n'],
      ['start', '<p class="a b">'],
      ['text', 'x &amp; '],
      ['start', '<br/>'],
      ['other', '<!-- <i> -->'],
      ['other', '<![CDATA[<]]>'],
      ['end', '</p>'],
      ['text', '\n'],
    ]);
  });

  it('have names, attributes and namespaces as XML has them', () => {
    const [tag] = readXhtml('<a:b xmlns:a="urn:a" c="1 &lt; 2 &gt;" class="d  e"/>');
    expect(tag).toMatchObject({ name: 'a:b', local: 'b', namespace: 'urn:a', classes: ['d', 'e'], empty: true });
    expect(tag?.kind === 'start' && tag.attributes.get('c')).toBe('1 < 2 >');
  });

  it('are read on after an error, which is reported once', () => {
    const errors: [string, number][] = [];
    const parts = readXhtml('<p>\n<b>x</p>\n<i>y</p>', (message, line) => errors.push([message, line]));
    expect(errors).toEqual([[expect.stringContaining('unexpected close tag'), 2]]);
    expect(parts.filter(({ kind }) => kind === 'start').length).toBe(3);
  });

  it('are together the whole source, whatever it is', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<br/>',
      '<a b="c>d">',
      'x',
      '&amp;',
      '&',
      '<',
      '>',
      '<!--',
      '-->',
      '<?a',
      '?>',
      '<![CDATA[',
      ']]>',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const source = pieces.join('');
        let end = 0;
        for (const part of readXhtml(source)) {
          expect(part.start).toBe(end);
          expect(part.end).toBeGreaterThan(part.start);
          end = part.end;
        }
        expect(end).toBe(source.length);
      }),
    );
  });
});

describe('well-formed documents', () => {
  it('are read without the parser where Octavo wrote them, and give the same parts', () => {
    const files = goldenDocuments();
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const source = readFileSync(file, 'utf8');
      expect([file, readWellFormed(source)]).toEqual([file, parseXhtml(source)]);
    }
  });

  it('are read so only if the parser finds no error, and then as by the parser', () => {
    const piece = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<b class="a  b">',
        '</b>',
        '<br/>',
        '<br />',
        '<a b="1" b="2"/>',
        '<a\nb="&amp;&#10;"/>',
        '<a>',
      ],
      ...[
        '</a>',
        '</a >',
        'x',
        ' ',
        '\n',
        '&amp;',
        '&#160;',
        '&nbsp;',
        '&#0;',
        '&',
        '<',
        ']]>',
        '\u0001',
        '\ud800',
        '\r',
      ],
      ...['<!-- a -->', '<!-- -- -->', '<!---->', '<!DOCTYPE html>', '<?xml version="1.0" encoding="UTF-8"?>', '<?a?>'],
      ...['<s:svg xmlns:s="urn:s"/>', '<svg xmlns="urn:s" xlink:href="a"/>', '<p epub:type="a"/>', '<a b=c/>', '<A/>'],
      ...['<html xmlns="urn:h" xmlns:epub="urn:e" xmlns:xlink="urn:x">', '</html>', '<x:p/>', '<1/>', '<![CDATA[a]]>'],
    );
    let count = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.boolean(), (pieces, isWrapped) => {
        const content = pieces.join('');
        const source = isWrapped ? `<html xmlns="urn:h" xmlns:epub="urn:e">${content}</html>` : content;
        const parts = readWellFormed(source);
        if (parts === null) return;
        count += 1;
        const errors: string[] = [];
        expect(parts).toEqual(parseXhtml(source, (message) => errors.push(message)));
        expect(errors).toEqual([]);
      }),
      { numRuns: 5000 },
    );
    expect(count).toBeGreaterThan(100);
  });
});

/** Of the books in tests/golden. */
function goldenDocuments(): string[] {
  const folder = new URL('../../golden/', import.meta.url);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xhtml'))
    .map((name) => fileURLToPath(new URL(name, folder)));
}

describe('text', () => {
  const source = '𠮷&#x20BB7;&#65;&quot;&nope;';
  const whole = { start: 0, end: source.length };

  it('has its references decoded, and those that XML does not know as written', () => {
    expect(textBetween(source, whole)).toBe('𠮷𠮷A"&nope;');
  });

  it('gives each character with its offset', () => {
    expect([...charactersOf(source, whole)]).toEqual([
      ['𠮷', 0],
      ['𠮷', 2],
      ['A', 11],
      ['"', 16],
      ['&nope;', 22],
    ]);
  });
});

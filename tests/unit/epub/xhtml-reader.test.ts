/** Finished documents as tags and text. */
import { describe, expect, it } from 'vitest';
import { charactersOf, readXhtml, textBetween } from '../../../src/epub/xhtml-reader.ts';
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

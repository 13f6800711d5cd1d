import type { Element } from 'hast';
import { describe, expect, it } from 'vitest';
import { escapeAttribute, escapeText, serialize } from '../../../src/hast/serialize.ts';
import { element, text } from '../../../src/hast/tree.ts';
import { asDocument, faultOf, find } from '../../support/xml.ts';

describe('printed markup', () => {
  it.each<[string, Element, string]>([
    ['a void element', element('br'), '<br/>'],
    ['an empty element', element('p'), '<p></p>'],
    ['an attribute that is true', element('details', { open: true }), '<details open="open"></details>'],
    ['attributes that are absent', element('p', { title: undefined, hidden: false }), '<p></p>'],
    [
      'names as HTML has them',
      element('td', { colSpan: 2, className: ['a', 'b'] }),
      '<td colspan="2" class="a b"></td>',
    ],
    ['no source line', element('p', { dataLine: 3 }), '<p></p>'],
    ['quotes and tags in an attribute', element('p', { title: '"<&>\'' }), '<p title="&quot;&lt;&amp;&gt;\'"></p>'],
    ['line ends in an attribute', element('p', { title: 'a\nb\tc' }), '<p title="a&#10;b&#9;c"></p>'],
    [
      'a drawing',
      element('svg', { viewBox: '0 0 1 1' }, [element('path', { strokeWidth: '2' })]),
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path stroke-width="2"></path></svg>',
    ],
    [
      'a link in a drawing, which older readers know by another name',
      element('svg', {}, [element('a', { href: '#x' })]),
      '<svg xmlns="http://www.w3.org/2000/svg"><a href="#x" xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#x"></a></svg>',
    ],
    [
      'a formula',
      element('math', {}, [element('mi', { mathvariant: 'bold' }, [text('x')])]),
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi mathvariant="bold">x</mi></math>',
    ],
  ])('has %s', (_, node, printed) => {
    expect(serialize(node)).toBe(printed);
  });

  it('leaves comments out and raw markup as it is', () => {
    const root = {
      type: 'root' as const,
      children: [
        { type: 'comment' as const, value: 'x' },
        { type: 'raw' as const, value: '<i/>' },
      ],
    };
    expect(serialize(root)).toBe('<i/>');
  });

  it('nests deeper than the stack', () => {
    let node = element('b', {}, [text('x')]);
    for (let depth = 0; depth < 50_000; depth += 1) node = element('i', {}, [node]);
    expect(serialize(node)).toBe(`${'<i>'.repeat(50_000)}<b>x</b>${'</i>'.repeat(50_000)}`);
  });
});

describe('escaped text', () => {
  /** What XML 1.0 forbids, and what is nearly that. */
  const characters = [
    '\0',
    '\x08',
    '\x0b',
    '\x0c',
    '\x1f',
    '\ufffe',
    '\uffff',
    '\ud800',
    '\udc00',
    '\ud800\ud800',
    ']]>',
    '<?xml',
    '<!--',
    '&xxe;',
  ];

  it.each(characters)('with %j is well-formed in text and attributes, and loses nothing beside it', (character) => {
    const markup = `<p title="a${escapeAttribute(character)}b">c${escapeText(character)}d</p>`;
    expect(faultOf(asDocument(markup))).toBeNull();
    const [words] = find(asDocument(markup), '//h:p');
    const [title] = find(asDocument(markup), '//h:p/@title');
    const kept = /^[\]<&]/.test(character) ? character : '';
    expect([words, title]).toEqual([`c${kept}d`, `a${kept}b`]);
  });

  it.each(['\t\n', '\u{10ffff}', '\ue000', '😀', '汉', '\u0085'])('keeps %j', (character) => {
    expect(find(asDocument(`<p>${escapeText(character)}</p>`), '//h:p')).toEqual([character]);
  });
});

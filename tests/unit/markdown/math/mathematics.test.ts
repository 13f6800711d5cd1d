/** Formulas: what is one, what a hostile one may do, and what of them reaches the tree. */

import { describe, expect, test } from 'vitest';
import { keepAllowed } from '../../../../src/hast/sanitize.ts';
import { serialize } from '../../../../src/hast/serialize.ts';
import { elements, isElement, textOf } from '../../../../src/hast/tree.ts';
import { parseArticle } from '../../../../src/markdown/article.ts';
import { setFormula } from '../../../../src/markdown/math/formula.ts';
import type { Numbering } from '../../../../src/markdown/math/formula-tree.ts';
import { fc } from '../../../support/properties.ts';
import { asDocument, faultOf } from '../../../support/xml.ts';

function parse(text: string) {
  return parseArticle({ path: '/a.md', text });
}

/** The sources of the formulas that are set. */
function formulasIn(text: string): string[] {
  const found = [...elements(parse(text).value.tree)].filter((node) => isElement(node, 'math'));
  return found.map(({ properties }) => String(properties.alttext));
}

function set(source: string, display = true) {
  const numbering: Numbering = { last: 0, labels: new Map(), references: [] };
  return setFormula(source, display, numbering);
}

describe('dollars', () => {
  test.each([
    ['设$x$为', ['x']],
    ['$x$', ['x']],
    ['（$x$）、$y$。', ['x', 'y']],
    ['\\(x\\) and \\[y=1\\]', ['x', 'y=1']],
    ['$x\\$y$', ['x\\$y']],
    ['$x\ny$', ['x\ny']],
    ['$`a_1*b`$', ['a_1*b']],
    ['*a $b*c$ d*', ['b*c']],
    ['a $$x$$ b', ['x']],
    ['\\\\$x$', ['x']],
    ['a\n\n## T $x$', ['x']],
    ['[$x$](https://example.org/)', ['x']],
  ])('%j holds formulas', (text, formulas) => expect(formulasIn(text)).toEqual(formulas));

  test.each([
    '$5 and $6',
    '$5和$6',
    'US$5 到 US$6',
    '5$ or 6$',
    '$ x $',
    '$x $',
    '\\$x\\$',
    '`$x$`',
    '$5 for `x$`',
    '$$',
    '$$ $$',
    '$x\n\ny$',
    '$$x\n\ny$$',
    '    $x$',
    '```\n$x$\n```',
    '<pre>$x$</pre>',
    'a <code>$x$</code>',
    '\\(see below\\) and \\[1\\]',
    '$HOME/$USER',
  ])('%j is text', (text) => {
    expect(formulasIn(text)).toEqual([]);
    expect(parse(text).diagnostics.filter(({ code }) => code === 'formula-invalid')).toEqual([]);
  });

  test('a formula on its own lines interrupts a paragraph, which goes on below it', () => {
    const { tree } = parse('# T\n\n甲\n$$\nx\n- y\n$$\n乙\n').value;
    expect(serialize(tree)).toMatch(/<p>甲<\/p>\s*<div class="formula">.*<\/div>\s*<p class="continued">乙<\/p>/s);
  });
});

describe('what cannot be set', () => {
  test.each([
    ['line 3 $\\foo$', 3, 'unsupported function name: \\foo'],
    ['$$\na \\\\\n\\foo\n$$', 5, 'unsupported function name: \\foo'],
    ['```math\na\n\\foo\n```', 5, 'unsupported function name: \\foo'],
    ['$$\\frac{a}$$', 3, "unexpected end of input in a macro argument, expected '}'"],
    ['$\\def\\a{\\a\\a}\\a$', 3, 'a macro expands without end'],
    ['$\\includegraphics{a.png}$', 3, '\\includegraphics is not allowed in a book'],
    ['$\\class{a}{x}$', 3, '\\class is not allowed in a book'],
    ['$\\style{color:red}{x}$', 3, '\\style is not allowed in a book'],
    ['$\\data{a=b}{x}$', 3, '\\data is not allowed in a book'],
    ['$\\href{https://example.org/}{x}$', 3, 'unsupported function name: \\href'],
    ['$\\url{https://example.org/}$', 3, 'unsupported function name: \\url'],
    [`$${'x'.repeat(100_000)}$`, 3, 'it has 100000 characters; the limit is 10000'],
    [`$${'{'.repeat(3000)}${'}'.repeat(3000)}$`, 3, 'it is nested too deeply'],
  ])('%.40j has its reason and its line', (text, line, reason) => {
    const { value, diagnostics } = parse(`# T\n\n${text}\n`);
    expect(diagnostics.map(({ code, place }) => [code, place?.line])).toEqual([['formula-invalid', line]]);
    expect(diagnostics[0]!.message).toBe(`formula cannot be typeset: ${reason}`);
    expect([...elements(value.tree)].some((node) => isElement(node, 'code'))).toBe(true);
  });

  test('few commands that write many others are stopped', () => {
    const doubling = 'abcdefgh'.split('').map((name, index, all) => {
      const next = all[index + 1];
      return `\\def\\${name}#1{${next === undefined ? '#1' : `\\${next}{${'#1'.repeat(10)}}`}}`;
    });
    expect(set(`${doubling.join('')}\\a{xxxxxxxxxx}`)).toMatchObject({ kind: 'refused' });
    expect(set(`\\def\\a#1{${'#1'.repeat(2000)}}\\a{${'x'.repeat(4000)}}`)).toMatchObject({ kind: 'refused' });
    expect(set(`\\def\\a{${'x'.repeat(9000)}}${'\\a'.repeat(400)}`)).toMatchObject({ kind: 'refused' });
  });

  test('user-defined commands work, including redefined ones', () => {
    expect(set('\\newcommand{\\norm}[1]{\\lVert #1 \\rVert} \\norm{x} + \\norm{y}').kind).toBe('set');
    expect(set('\\newcommand\\R{\\mathbb{R}} \\R^n').kind).toBe('set');
    expect(set('\\def\\d{\\mathrm{d}} \\int f \\d x').kind).toBe('set');
  });

  test('sizes have an end', () => {
    const made = set('\\rule{99999em}{99999pt}\\hspace{99999cm}x');
    expect(made.kind === 'set' && serialize(made.tree)).not.toMatch(/(?:width|height)="\d{4}/);
  });

  test('no formula throws, and none says more than a book may hold', () => {
    const pieces = fc.constantFrom(
      ...'\\frac{ } ^ _ & \\\\ x 1 + \\left( \\right) \\begin{aligned} \\end{aligned} \\begin{cases} \\end{cases} \\text{汉 $ \\color{red} \\cancel{ \\overline{ \\def\\a #1 \\a \\label{a} \\tag{1} \\ref{a} \\sqrt[ ] \\char"41 \\ce{ \\\' \\hat{ % ~ \\verb|a| \\boxed{ \\mathbb{ \\sum \\limits'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), fc.boolean(), (parts, display) => {
        const made = set(parts.join(' '), display);
        if (made.kind === 'refused') {
          expect(made.reason).not.toBe('');
          return;
        }
        const { tree } = made;
        expect(serialize(tree)).not.toMatch(/ style=| href=|<(?:a|span|img)\b/);
        expect(faultOf(asDocument(serialize(keepAllowed(structuredClone(tree)))))).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });
});

describe('numbers', () => {
  test('count through the article, and a formula that fails takes none', () => {
    const equation = (inner: string) => `$$\\begin{equation} ${inner} \\end{equation}$$\n\n`;
    const text = `# T\n\n${equation('a')}> ${equation('b')}${equation('\\foo')}- ${equation('c')}`;
    expect(textOf(parse(text).value.tree).match(/\(\d\)/g)).toEqual(['(1)', '(2)', '(3)']);
  });

  test('are found by their label, before and after', () => {
    const text = '# T\n\nBy $\\eqref{one}$.\n\n$$\\begin{equation} a \\label{one} \\end{equation}$$\n\n$\\ref{one}$\n';
    const { value, diagnostics } = parse(text);
    expect(diagnostics).toEqual([]);
    const links = [...elements(value.tree)].filter((node) => isElement(node, 'a'));
    expect(links.map((node) => [node.properties.href, textOf(node)])).toEqual([
      ['#formula-one', '(1)'],
      ['#formula-one', '1'],
    ]);
    expect([...elements(value.tree)].some(({ properties }) => properties.id === 'formula-one')).toBe(true);
  });

  test('a label that nothing has is said', () => {
    const { diagnostics } = parse('# T\n\nBy $x \\ref{none}$.\n');
    expect(diagnostics.map(({ code, place }) => [code, place?.line])).toEqual([['formula-invalid', 3]]);
  });
});

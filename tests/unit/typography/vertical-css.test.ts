/** Rules for horizontal lines, turned with the text. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rotateStyles } from '../../../src/typography/vertical-css.ts';

describe('a turned style sheet', () => {
  it.each([
    ['p { margin: 1em 2em 3em 4em; }', 'p { margin: 4em 1em 2em 3em; }'],
    ['p { padding: 1em 2em; }', 'p { padding: 2em 1em 2em 1em; }'],
    ['p { margin: 0; }', 'p { margin: 0; }'],
    ['p { margin: calc(var(--text-height) * 0.09) 0 9mm; }', 'p { margin: 0 calc(var(--text-width) * 0.09) 0 9mm; }'],
    ['p { margin-left: 1em; padding-top: 2em }', 'p { margin-top: 1em; padding-right: 2em }'],
    ['p { border-left: 2px solid #999; }', 'p { border-top: 2px solid #999; }'],
    ['p { border-top-left-radius: 3px; }', 'p { border-top-right-radius: 3px; }'],
    ['p { border-radius: 1px 2px 3px 4px; }', 'p { border-radius: 4px 1px 2px 3px; }'],
    ['p { border-color: red green; }', 'p { border-color: green red green red; }'],
    ['p { background-position: left top; }', 'p { background-position: top right; }'],
    ['p { float: left; clear: both; }', 'p { float: left; clear: both; }'],
    ['@media (min-width: 9em) { p { top: 0 } }', '@media (min-width: 9em) { p { right: 0 } }'],
    ['p::before { content: "}"; left: 0 !important; }', 'p::before { content: "}"; top: 0 !important; }'],
    ['p { border-bottom-width: 2px; top: 0; }', 'p { border-left-width: 2px; right: 0; }'],
    ['p { max-width: 30%; height: 1em; min-height: 100vh; }', 'p { max-height: 30%; width: 1em; min-width: 100vw; }'],
    ['p { overflow-x: clip; }', 'p { overflow-y: clip; }'],
    [
      'p { text-align: left; border: 1px solid; line-height: 1.5; }',
      'p { text-align: left; border: 1px solid; line-height: 1.5; }',
    ],
    ['/* a: b; */ td, th { padding-left: 0; }', '/* a: b; */ td, th { padding-top: 0; }'],
  ])('turns %s', (rule, turned) => {
    expect(rotateStyles(rule)).toBe(turned);
  });

  it.each([
    'mtd { padding-left: 0; }',
    'math .boxed { padding: 1em 2em; }',
    '.cover-foot { left: 10cqw; }',
    'a, math > * { width: 1em; }',
  ])('leaves %s, which stays horizontal', (rule) => {
    expect(rotateStyles(rule)).toBe(rule);
  });

  it('comes back after four turns', () => {
    for (const name of ['book.css', 'epub.css', 'print.css']) {
      const sheet = readFileSync(new URL(`../../../templates/${name}`, import.meta.url), 'utf8');
      const once = rotateStyles(sheet);
      expect(once).not.toBe(sheet);
      const plain = (text: string) =>
        text.replace(/\s+/g, ' ').replace(/(margin|padding|border-width|inset): [^;}]*/g, '$1');
      expect(plain(rotateStyles(rotateStyles(rotateStyles(once))))).toBe(plain(sheet));
    }
  });
});

/** Syntax of other tools: each kind is reported once, with its line and a count, and nothing else is. */
import { expect, it } from 'vitest';
import { parseArticle } from '../../../src/markdown/article.ts';

function notesOf(text: string): string[] {
  const { diagnostics } = parseArticle({ path: '/a.md', text });
  return diagnostics
    .filter(({ code }) => code === 'foreign-syntax')
    .map(({ message, place }) => `${place?.line}: ${message.replace(' are printed as they are written', '')}`);
}

it.each([
  ['[[a]] and [[b|c]]', '3: wiki links: [[a]] and 1 more'],
  ['![[b.png]]', '3: embeds of Obsidian: ![[b.png]]'],
  ['::: warning\nx\n:::', '3: containers: ::: warning'],
  ['!!! note "x"\n    y', '3: admonitions: !!! note "x"'],
  ['=== "Python"\n\n    x', '3: tabs: === "Python"'],
  ['[TOC]', '3: tables of contents: [TOC]'],
  ['@[TOC](目录)', '3: tables of contents: @[TOC](目录)'],
  ['[[toc]]', '3: tables of contents: [[toc]]'],
  ['a %%hidden%% b', '3: comments of Obsidian: %%hidden%%'],
  ['```rust\n{{#include a.rs}}\n```', '4: includes of mdBook: {{#include a.rs}}'],
  ['{{< figure src="a" >}}', '3: shortcodes and tags of site generators: {{< figure src="a" >}}'],
  ['文中 {% raw %} 一处', '3: shortcodes and tags of site generators: {% raw %}'],
  ['{{ page.title }}', '3: variables of templates: {{ page.title }}'],
  ['see [@doe99, p. 3]', '3: citations: [@doe99, p. 3]'],
  ['\\newpage', '3: page breaks: \\newpage'],
  ['<div style="page-break-after: always"></div>', '3: page breaks: <div style="page-break-after: always"'],
  ['see :ref:`intro`', '3: roles of Sphinx: :ref:`intro`'],
  ['see {doc}`intro`', '3: roles of Sphinx: {doc}`intro`'],
  ['> [!QUESTION]\n> x', '3: callouts of other kinds: > [!QUESTION]'],
  [':bulb: idea', '3: emoji codes: :bulb:'],
])('%s is reported', (text, note) => {
  expect(notesOf(`# T\n\n${text}\n`)).toEqual([note]);
});

it.each([
  '`[[a]]`',
  '```sh\n[[ -f x ]]\n```',
  '> [!NOTE]\n> x',
  '[words](a.md) and [^1]\n\n[^1]: note',
  'at 12:30:45 and a::b::c',
  '100%% and 50%%',
  'a ::: b',
  'x === y',
  '<!-- [TOC] -->',
  'std::vector:size:x',
])('%s is not', (text) => {
  expect(notesOf(`# T\n\n${text}\n`)).toEqual([]);
});

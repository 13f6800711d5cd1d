/** Syntax of other tools: each kind is reported once, with its line and a count, and nothing else is. */
import { expect, it } from 'vitest';
import { parseArticle } from '../../../src/markdown/article.ts';
import type { Dialect } from '../../../src/model/book.ts';

function notesOf(text: string, dialects?: ReadonlySet<Dialect>): string[] {
  const { diagnostics } = parseArticle({ path: '/a.md', text }, dialects);
  return diagnostics
    .filter(({ code }) => code === 'foreign-syntax')
    .map(({ message, place }) => `${place?.line}: ${message.replace(' are not supported; printed as text', '')}`);
}

it.each([
  ['[[a]] and [[b|c]]', '3: wiki links: [[a]] and 1 more'],
  ['![[b.png]]', '3: Obsidian embeds: ![[b.png]]'],
  ['::: warning\nx\n:::', '3: containers: ::: warning'],
  ['!!! note "x"\n    y', '3: admonitions: !!! note "x"'],
  ['=== "Python"\n\n    x', '3: tabs: === "Python"'],
  ['[TOC]', '3: table of contents markers: [TOC]'],
  ['@[TOC](目录)', '3: table of contents markers: @[TOC](目录)'],
  ['[[toc]]', '3: table of contents markers: [[toc]]'],
  ['a %%hidden%% b', '3: Obsidian comments: %%hidden%%'],
  ['```rust\n{{#include a.rs}}\n```', '4: mdBook includes: {{#include a.rs}}'],
  ['{{< figure src="a" >}}', '3: site generator tags: {{< figure src="a" >}}'],
  ['文中 {% raw %} 一处', '3: site generator tags: {% raw %}'],
  ['{{ page.title }}', '3: template variables: {{ page.title }}'],
  ['see [@doe99, p. 3]', '3: citations: [@doe99, p. 3]'],
  ['\\newpage', '3: page breaks: \\newpage'],
  ['<div style="page-break-after: always"></div>', '3: page breaks: <div style="page-break-after: always"'],
  ['see :ref:`intro`', '3: Sphinx roles: :ref:`intro`'],
  ['see {doc}`intro`', '3: Sphinx roles: {doc}`intro`'],
  ['> [!QUESTION]\n> x', '3: callouts of this type: > [!QUESTION]'],
  [':bulb: idea', '3: emoji shortcodes: :bulb:'],
])('without its dialect, %s is reported', (text, note) => {
  expect(notesOf(`# T\n\n${text}\n`, new Set())).toEqual([note]);
});

it.each([
  ['::: warning\nx', '3: containers: ::: warning'],
  ['!!! note\n\ntext', '3: admonitions: !!! note'],
  [':bulb: and :no-such-emoji:', '3: emoji shortcodes: :no-such-emoji:'],
  ['{{< unknown src="a" >}}', '3: site generator tags: {{< unknown src="a" >}}'],
  ['文中 {% 标签 %} 一处', '3: site generator tags: {% 标签 %}'],
  ['[[ -f x ]] is a test', '3: wiki links: [[ -f x ]]'],
])('what a dialect cannot make sense of is reported: %s', (text, note) => {
  expect(notesOf(`# T\n\n${text}\n`)).toEqual([note]);
});

it.each([
  '[[a]] and [[b|c]] and ![[b.png]] and ![[note]]',
  '::: warning\nx\n:::',
  '!!! note "x"\n    y',
  '=== "Python"\n\n    x',
  '[TOC]',
  'a %%hidden%% b',
  '{{< figure src="a.png" alt="b" >}}',
  '\\newpage',
  '> [!QUESTION]\n> x',
  ':bulb: idea',
])('%s of a dialect is not', (text) => {
  expect(notesOf(`# T\n\n${text}\n`)).toEqual([]);
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

/**
 * The dialects of Markdown that Octavo reads beside its own, each a key of `dialects` in book.yaml. All are on: their
 * delimiters mean nothing else. `markdown/dialects.ts` says how each is read.
 */
import * as v from 'valibot';
import { toggle } from './choices.ts';
import { key } from './declaration.ts';

const dialect = (en: string, zh: string) => key(toggle, { en, zh, example: 'off', default: 'on' });

export const dialectKeys = v.strictObject({
  obsidian: dialect(
    'Obsidian: `[[links]]`, `![[embeds]]`, `%%comments%%`, `^block-ids`, all kinds of callouts',
    'Obsidian：`[[链接]]`、`![[嵌入]]`、`%%注释%%`、`^块标识`、各种标注',
  ),
  containers: dialect(
    'VuePress, VitePress, Docusaurus, MyST and Quarto: containers between lines of `:::`, code groups and tabs',
    'VuePress、VitePress、Docusaurus、MyST、Quarto：`:::` 之间的容器、代码组、选项卡',
  ),
  mkdocs: dialect(
    'MkDocs: admonitions `!!! note` and `/// note`, collapsible ones `??? note`, tabs `=== "Title"`, snippets `--8<--`',
    'MkDocs：`!!! note`、`/// note`、可折叠的 `??? note`、选项卡 `=== "标题"`、片段 `--8<--`',
  ),
  mdbook: dialect(
    'mdBook: `{{#include file:lines}}`, `{{#rustdoc_include}}`, `{{#playground}}`, `{{#title}}`',
    'mdBook：`{{#include 文件:行}}`、`{{#rustdoc_include}}`、`{{#playground}}`、`{{#title}}`',
  ),
  vitepress: dialect(
    'VitePress and VuePress: code from a file `<<< @/file#region{lines}`, `<!--@include: file-->`',
    'VitePress、VuePress：取自文件的代码 `<<< @/文件#区域{行}`、`<!--@include: 文件-->`',
  ),
  hugo: dialect(
    'Hugo: the shortcodes `figure`, `ref`, `relref`, `highlight`, `details`, videos, and callouts of common themes',
    'Hugo：短代码 `figure`、`ref`、`relref`、`highlight`、`details`、视频，以及常见主题的标注',
  ),
  'jekyll-hexo': dialect(
    'Jekyll and Hexo: `{% raw %}`, `{% highlight %}`, `{% post_url %}`, `{% asset_img %}`, `{% note %}` and the like',
    'Jekyll、Hexo：`{% raw %}`、`{% highlight %}`、`{% post_url %}`、`{% asset_img %}`、`{% note %}` 等',
  ),
  emoji: dialect('GitHub: emoji short codes such as `:tada:`', 'GitHub：表情短代码，如 `:tada:`'),
  toc: dialect(
    'table of contents markers such as `[TOC]` and `[[toc]]`, left out because a book has its own',
    '目录标记，如 `[TOC]`、`[[toc]]`：书自有目录，略去',
  ),
  'page-breaks': dialect(
    '`\\newpage`, `\\pagebreak` and `<div style="page-break-after: always">`, which begin a new page in the PDF',
    '`\\newpage`、`\\pagebreak`、`<div style="page-break-after: always">`：在 PDF 里另起一页',
  ),
});

export type Dialect = keyof typeof dialectKeys.entries;
export const dialects = Object.keys(dialectKeys.entries) as Dialect[];

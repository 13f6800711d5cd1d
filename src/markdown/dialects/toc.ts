/** Lines where a site puts its table of contents, `[TOC]` and the like: a book has its own, so they are left out. */
import type { MarkedExtension } from 'marked';
import type { Syntax } from '../extension/syntax.ts';

const marker =
  /^ {0,3}(?:@?\[toc\](?:\([^)\n]*\))?|\[\[_?toc_?\]\]|\$\{toc\}|\{:toc\}|\{\{[<%]? *toc *[>%]?\}\}|\[-{2,}TOC-{2,}\])[ \t]*(?:\n+|$)/i;
/** Kramdown puts it in place of the list before it. */
const list = /^ {0,3}(?:[-*+]|1\.)[ \t]+[^\n]*\n[ \t]*\{:[ \t]*toc\b[^}\n]*\}[ \t]*(?:\n+|$)/i;

const marked: MarkedExtension = {
  extensions: [
    {
      name: 'tableOfContents',
      level: 'block',
      tokenizer(source) {
        const raw = marker.exec(source.slice(0, 200))?.[0] ?? list.exec(source.slice(0, 400))?.[0];
        if (raw === undefined) return undefined;
        const removed = [{ code: null, message: '', hint: null, line: 0, removed: raw }];
        return { type: 'tableOfContents', raw, problems: () => removed };
      },
      renderer: () => '',
    },
  ],
};

export const toc: Syntax[] = [{ name: 'table of contents markers', marked, transform: null }];

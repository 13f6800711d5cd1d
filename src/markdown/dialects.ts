/**
 * The dialects: what each adds to marked and to the tree, and by which characters an article may have it. To add one: an
 * entry in `model/settings/dialect-keys.ts`, a file in `dialects/`, a line here, and a pair in `tests/markdown/`.
 */
import type { Dialect } from '../model/book.ts';
import { dialects } from '../model/settings/dialect-keys.ts';
import { containers } from './dialects/containers.ts';
import { emoji } from './dialects/emoji.ts';
import { icons, mkdocs } from './dialects/mkdocs.ts';
import { myst } from './dialects/myst.ts';
import { obsidian } from './dialects/obsidian.ts';
import { pageBreaks } from './dialects/page-breaks.ts';
import { toc } from './dialects/toc.ts';
import type { Syntax } from './extension/syntax.ts';

interface DialectEntry {
  /** An article without any of them is not searched. */
  triggers: RegExp;
  syntaxes: readonly Syntax[];
}

const entries: Readonly<Record<Dialect, DialectEntry>> = {
  obsidian: { triggers: /\[\[|%%|\s\^[\w-]/, syntaxes: obsidian },
  containers: { triggers: /:::|(?:```|~~~)\{/, syntaxes: [...containers, ...myst] },
  mkdocs: {
    triggers: /!!!|\/\/\/ |\?\?\?|===[!+]{0,2}[ \t]|:(?:material|octicons|fontawesome|simple)-/,
    syntaxes: [...mkdocs, icons],
  },
  mdbook: { triggers: /\{\{#/, syntaxes: [] },
  vitepress: { triggers: /<<<|@include/, syntaxes: [] },
  hugo: { triggers: /\{\{[<%]/, syntaxes: [] },
  'jekyll-hexo': { triggers: /\{[%{]/, syntaxes: [] },
  emoji: { triggers: /:[a-z0-9_+-]+:/, syntaxes: [emoji] },
  toc: { triggers: /toc/i, syntaxes: toc },
  'page-breaks': { triggers: /break|\\newpage|\\clear/, syntaxes: pageBreaks },
};

export const allDialects: ReadonlySet<Dialect> = new Set(dialects);

/** Those that are on and may occur in a text. */
export function dialectsIn(text: string, enabled: ReadonlySet<Dialect>): ReadonlySet<Dialect> {
  return new Set(dialects.filter((name) => enabled.has(name) && entries[name].triggers.test(text)));
}

/** What these dialects add, each once. */
export function syntaxesOf(used: ReadonlySet<Dialect>): Syntax[] {
  return [...new Set(dialects.flatMap((name) => (used.has(name) ? entries[name].syntaxes : [])))];
}

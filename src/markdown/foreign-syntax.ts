/**
 * Reports syntax of other tools that is printed as written: one note for each kind, at its first line. The source is
 * not parsed; code is left out, except for what a tool replaces there too.
 */
import type { Root } from 'hast';
import { collapsedText, copyTree, rewrite } from '../hast/tree.ts';
import type { Dialect } from '../model/book.ts';
import { maskCode, maskSpans } from './code/code-mask.ts';
import { onDemand } from './extension/on-demand.ts';
import { withoutComments } from './html/comments.ts';

interface ForeignSyntax {
  /** Whose syntax it is, in the plural. */
  name: string;
  pattern: RegExp;
  /** A character that all of them have, so that most articles are not searched. */
  trigger: string;
  /** Whether it is replaced in code blocks as well. */
  inCode?: true;
  /** The dialect that has it: nothing is reported while that is on. */
  dialect?: Dialect;
  /** Of a dialect that reports by itself what it cannot replace. */
  isReplaced?: true;
  hint: string;
}

const expand = 'write out what it stands for, or remove it';
const known = 'note|tip|important|warning|caution';

/** One entry for each kind. A match is shown in the message. */
const kinds: ForeignSyntax[] = [
  {
    name: 'Obsidian embeds',
    dialect: 'obsidian',
    pattern: /!\[\[[^[\]\n^][^[\]\n]*\]\]/g,
    trigger: '![[',
    hint: 'write `![alt text](file.png)` for an image',
  },
  {
    name: 'wiki links',
    dialect: 'obsidian',
    pattern: /(?<![!\w])\[\[(?!_?toc_?\]\])[^[\]\n^][^[\]\n]*\]\]/gi,
    trigger: '[[',
    hint: 'write `[text](article.md)`',
  },
  {
    name: 'table of contents markers',
    dialect: 'toc',
    pattern: /^[ \t]*(?:@?\[toc\](?:\([^)\n]*\))?|\[\[_?toc_?\]\]|\$\{toc\})[ \t]*$/gim,
    trigger: '[',
    hint: 'remove it: the book already has a table of contents',
  },
  {
    name: 'containers',
    dialect: 'containers',
    pattern: /^[ \t>]*:{3,}[ \t]*\S[^\n]*$/gm,
    trigger: ':::',
    hint: 'write a callout: `> [!NOTE]`',
  },
  {
    name: 'admonitions',
    dialect: 'mkdocs',
    pattern: /^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+\w[^\n]*$/gm,
    trigger: '\n',
    hint: 'write a callout: `> [!NOTE]`',
  },
  {
    name: 'tabs',
    dialect: 'mkdocs',
    pattern: /^[ \t]*===[!+]?[ \t]+"[^\n]*$/gm,
    trigger: '===',
    hint: 'write a heading for each tab',
  },
  {
    name: 'Obsidian comments',
    dialect: 'obsidian',
    pattern: /%%(?=[^\s%])[^%\n]*%%|^%%$/gm,
    trigger: '%%',
    hint: 'write `<!-- … -->`',
  },
  {
    name: 'mdBook includes',
    dialect: 'mdbook',
    isReplaced: true,
    pattern: /\{\{\s*#\w+[^}\n]*\}\}/g,
    trigger: '{{',
    inCode: true,
    hint: expand,
  },
  {
    name: 'site generator tags',
    pattern: /\{\{(?:[<%]|&lt;).{1,200}?(?:[>%]|&gt;)\}\}|\{%.{1,200}?%\}/g,
    trigger: '{',
    inCode: true,
    hint: expand,
  },
  { name: 'template variables', pattern: /\{\{(?![<%#]|&lt;)[^{}\n]{1,100}\}\}/g, trigger: '{{', hint: expand },
  {
    name: 'citations',
    pattern: /(?<![\w\]])\[-?@[\w:.#$%&+?<>~/-]+[^\]\n]*\]/g,
    trigger: '[',
    hint: 'write a footnote: `[^name]`',
  },
  {
    name: 'page breaks',
    dialect: 'page-breaks',
    pattern:
      /^[ \t]*\\(?:newpage|pagebreak|clearpage)\b|<\w+[^<>]*style\s*=\s*["'][^"'<>]*break-(?:after|before)[^"'<>]*["']/gim,
    trigger: 'break',
    hint: 'remove it: every chapter starts on a new page',
  },
  {
    name: 'Sphinx roles',
    pattern: /(?:\{[a-z][\w:+.-]*\}|(?<![\w:]):[a-z][\w:+.-]*:)`[^`\n]+`/g,
    trigger: '`',
    hint: expand,
  },
  {
    name: 'callouts of this type',
    dialect: 'obsidian',
    pattern: new RegExp(`^[ \\t]*>[ \\t]*\\[!(?!(?:${known})\\])[\\w-]+\\][^\\n]*$`, 'gim'),
    trigger: '[!',
    hint: 'write NOTE, TIP, IMPORTANT, WARNING or CAUTION',
  },
  {
    name: 'emoji shortcodes',
    dialect: 'emoji',
    pattern: /(?<![\w:/]):[a-z][a-z0-9_+-]{2,30}:(?![\w/`])/g,
    trigger: ':',
    hint: 'write the emoji itself',
  },
];

/** `\newpage` and the style of a division have no character in common. */
const triggers = new Map<string, string[]>([['break', ['break', '\\newpage', '\\clearpage']]]);

/** Takes the line of the first of its kind, from 0. */
export type ReportForeign = (line: number, message: string, hint: string) => void;

/** `text` is that of the article after expansion, `tree` what it became. */
export function findForeignSyntax(
  text: string,
  tree: Root,
  enabled: ReadonlySet<Dialect>,
  report: ReportForeign,
): void {
  const wanted = kinds.filter(({ trigger }) =>
    (triggers.get(trigger) ?? [trigger]).some((each) => text.includes(each)),
  );
  if (wanted.length === 0) return;
  const visible = withoutComments(text);
  const prose = maskCode(visible);
  const printed = onDemand(() => proseOf(tree));
  for (const { name, pattern, inCode, dialect, isReplaced, hint } of wanted) {
    const isOn = dialect !== undefined && enabled.has(dialect);
    if (isOn && isReplaced) continue;
    const searched = inCode ? maskSpans(visible) : prose;
    const matches = [...searched.matchAll(pattern)];
    // Of a dialect that is read, only what it could not make sense of is left.
    const found = isOn ? matches.filter(([raw]) => printed().includes(folded(raw))) : matches;
    const [first] = found;
    if (first === undefined) continue;
    const line = searched.slice(0, first.index).match(/\n/g)?.length ?? 0;
    const example = first[0].replace('&lt;', '<').replace('&gt;', '>').trim().slice(0, 60);
    const more = found.length > 1 ? ` and ${found.length - 1} more` : '';
    report(line, `${name} are not supported; printed as text: ${example}${more}`, hint);
  }
}

/** The text of the tree beside code, white space folded. */
function proseOf(tree: Root): string {
  const copy = copyTree(tree);
  rewrite(copy, (node) => (node.tagName === 'code' || node.tagName === 'pre' ? [] : undefined));
  return collapsedText(copy);
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Reports syntax of other tools that is printed as written: one note for each kind, at its first line. The source is
 * not parsed; code is left out, except for what a tool replaces there too.
 */
import { problem, type Report } from '../model/diagnostics.ts';
import { withoutComments } from './html/comments.ts';

interface ForeignSyntax {
  /** Whose syntax it is, in the plural. */
  name: string;
  pattern: RegExp;
  /** A character that all of them have, so that most articles are not searched. */
  trigger: string;
  /** Whether it is replaced in code blocks as well. */
  inCode?: true;
  hint: string;
}

const expand = 'write out what it stands for, or remove it';
const known = 'note|tip|important|warning|caution';

/** One entry for each kind. A match is shown in the message. */
const kinds: ForeignSyntax[] = [
  {
    name: 'Obsidian embeds',
    pattern: /!\[\[[^[\]\n^][^[\]\n]*\]\]/g,
    trigger: '![[',
    hint: 'write `![alt text](file.png)` for an image',
  },
  {
    name: 'wiki links',
    pattern: /(?<![!\w])\[\[(?!_?toc_?\]\])[^[\]\n^][^[\]\n]*\]\]/gi,
    trigger: '[[',
    hint: 'write `[text](article.md)`',
  },
  {
    name: 'table of contents markers',
    pattern: /^[ \t]*(?:@?\[toc\](?:\([^)\n]*\))?|\[\[_?toc_?\]\]|\$\{toc\})[ \t]*$/gim,
    trigger: '[',
    hint: 'remove it: the book already has a table of contents',
  },
  {
    name: 'containers',
    pattern: /^[ \t>]*:{3,}[ \t]*\S[^\n]*$/gm,
    trigger: ':::',
    hint: 'write a callout: `> [!NOTE]`',
  },
  {
    name: 'admonitions',
    pattern: /^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+\w[^\n]*$/gm,
    trigger: '\n',
    hint: 'write a callout: `> [!NOTE]`',
  },
  { name: 'tabs', pattern: /^[ \t]*===[!+]?[ \t]+"[^\n]*$/gm, trigger: '===', hint: 'write a heading for each tab' },
  { name: 'Obsidian comments', pattern: /%%(?=[^\s%])[^%\n]*%%|^%%$/gm, trigger: '%%', hint: 'write `<!-- … -->`' },
  { name: 'mdBook includes', pattern: /\{\{\s*#\w+[^}\n]*\}\}/g, trigger: '{{', inCode: true, hint: expand },
  {
    name: 'site generator tags',
    pattern: /\{\{[<%].{1,200}?[>%]\}\}|\{%.{1,200}?%\}/g,
    trigger: '{',
    inCode: true,
    hint: expand,
  },
  { name: 'template variables', pattern: /\{\{(?![<%#])[^{}\n]{1,100}\}\}/g, trigger: '{{', hint: expand },
  {
    name: 'citations',
    pattern: /(?<![\w\]])\[-?@[\w:.#$%&+?<>~/-]+[^\]\n]*\]/g,
    trigger: '[',
    hint: 'write a footnote: `[^name]`',
  },
  {
    name: 'page breaks',
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
    pattern: new RegExp(`^[ \\t]*>[ \\t]*\\[!(?!(?:${known})\\])[\\w-]+\\][^\\n]*$`, 'gim'),
    trigger: '[!',
    hint: 'write NOTE, TIP, IMPORTANT, WARNING or CAUTION',
  },
  {
    name: 'emoji shortcodes',
    pattern: /(?<![\w:/]):[a-z][a-z0-9_+-]{2,30}:(?![\w/`])/g,
    trigger: ':',
    hint: 'write the emoji itself',
  },
];

/** `\newpage` and the style of a division have no character in common. */
const triggers = new Map<string, string[]>([['break', ['break', '\\newpage', '\\clearpage']]]);

export function findForeignSyntax(text: string, file: string, firstLine: number, report: Report): void {
  const wanted = kinds.filter(({ trigger }) =>
    (triggers.get(trigger) ?? [trigger]).some((each) => text.includes(each)),
  );
  if (wanted.length === 0) return;
  const prose = withoutCode(text);
  for (const { name, pattern, inCode, hint } of wanted) {
    const searched = inCode ? withoutSpans(text) : prose;
    const found = [...searched.matchAll(pattern)];
    const [first] = found;
    if (first === undefined) continue;
    const line = firstLine + (searched.slice(0, first.index).match(/\n/g)?.length ?? 0);
    const example = first[0].trim().slice(0, 60);
    const message = `${name} are not supported; printed as text: ${example}${found.length > 1 ? ` and ${found.length - 1} more` : ''}`;
    report(problem('foreign-syntax', message, { file, line }, hint));
  }
}

/** Every line stays where it is. */
function blank(match: string): string {
  return match.replace(/[^\n]+/g, ' ');
}

function withoutSpans(text: string): string {
  return withoutComments(text).replace(/(?<!`)(`{1,20})(?!`)[^\n]*?[^`\n]\1(?!`)/g, blank);
}

function withoutCode(text: string): string {
  const roles = /(?<![}:`])(`{1,20})(?!`)[^\n]*?[^`\n]\1(?!`)/g;
  return withoutFences(withoutComments(text)).replace(roles, blank);
}

const fence = /^[ \t>]*(?:[-*+] |\d+[.)] )?[ \t]*(`{3,}|~{3,})/;

function withoutFences(text: string): string {
  let open = '';
  const lines = text.split('\n').map((line) => {
    const mark = fence.exec(line)?.[1];
    const closes = open !== '' && mark?.startsWith(open) === true && /^[ \t>]*[`~]+[ \t]*$/.test(line);
    if (mark === undefined && open === '') return line;
    open = closes ? '' : open || mark!;
    return '';
  });
  return lines.join('\n');
}

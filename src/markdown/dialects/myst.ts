/**
 * Directives of MyST between backticks, whose content is Markdown: ```` ```{note} Title ````. Those that hold code are
 * code blocks in their language; any other stays a code block.
 */
import type { MarkedExtension, Tokens } from 'marked';
import { calloutKind } from '../../locale/callout-kinds.ts';
import type { Syntax } from '../extension/syntax.ts';
import { endOfLine } from '../extension/tokenizing.ts';
import { type TitledBlock, titledBlocks, titledToken } from './titled-blocks.ts';

const opening = /^ {0,3}(`{3,}|~{3,})\{([a-zA-Z][\w-]*)\}[ \t]*([^`\n]*)$/;
const collapsed = /^(?:dropdown|details)$/;
const groups = /^(?:tab-set|grid|grid-item|card|margin|sidebar|aside|epigraph|div)$/;
const codes = /^(?:code-block|code|code-cell|sourcecode)$/;

const marked: MarkedExtension = {
  extensions: [
    {
      name: 'directive',
      level: 'block',
      tokenizer(source): Tokens.Generic | undefined {
        if (!/^ {0,3}(?:```|~~~)[`~]*\{/.test(source)) return undefined;
        const first = source.slice(0, endOfLine(source, 0));
        const [, fence, written = '', argument = ''] = opening.exec(first) ?? [];
        const name = written.toLowerCase();
        if (fence === undefined) return undefined;
        const raw = wholeOf(source, fence);
        if (raw === null) return undefined;
        if (codes.test(name)) return codeToken(raw, argument.trim());
        const block = readDirective(raw, name, argument.trim());
        return block === null ? undefined : titledToken(this.lexer, block);
      },
    },
  ],
};

export const myst: Syntax[] = [{ name: 'directives', marked, transform: null }, titledBlocks];

/** Up to the line that closes it; null where none does. */
function wholeOf(source: string, fence: string): string | null {
  for (let at = endOfLine(source, 0) + 1; at < source.length; at = endOfLine(source, at) + 1) {
    const line = source.slice(at, endOfLine(source, at)).trim();
    if (line.startsWith(fence) && line.replaceAll(fence[0]!, '') === '')
      return source.slice(0, Math.min(endOfLine(source, at) + 1, source.length));
  }
  return null;
}

interface Parts {
  /** The first line and those with options. */
  opening: string;
  rest: string;
  content: string;
  options: string;
}

function partsOf(raw: string): Parts {
  const lines = raw.trimEnd().split('\n');
  let count = 1;
  while (/^[ \t]*:[\w-]+:/.test(lines[count] ?? '')) count += 1;
  if (count === 1 && lines[1]?.trim() === '---') {
    const end = lines.findIndex((line, at) => at > 1 && line.trim() === '---');
    if (end !== -1) count = end + 1;
  }
  const start = `${lines.slice(0, count).join('\n')}\n`;
  const options = lines.slice(1, count).join('\n');
  return { opening: start, rest: raw.slice(start.length), content: lines.slice(count, -1).join('\n'), options };
}

function codeToken(raw: string, language: string): Tokens.Code & Tokens.Generic {
  const { content, options } = partsOf(raw);
  const problems = () => [{ code: null, message: '', hint: null, line: 0, removed: options }];
  return { type: 'code', raw, lang: language.replace(/^ipython3?$/, 'python'), text: content, problems } as Tokens.Code;
}

function readDirective(raw: string, name: string, argument: string): TitledBlock | null {
  const { opening: first, rest, content, options } = partsOf(raw);
  const block = { opening: first, rest, removed: `${name} ${options}` };
  const inTitle = { title: argument, content };
  if (name === 'figure' || name === 'image')
    return { ...block, name: 'group', title: null, content: figure(argument, options, content) };
  if (name === 'admonition') return { ...block, ...inTitle, name: 'note' };
  if (name === 'tab-item') return { ...block, ...inTitle, name: 'tab' };
  if (collapsed.test(name)) return { ...block, ...inTitle, name: 'details' };
  if (groups.test(name)) return { ...block, title: argument, content, name: argument === '' ? 'group' : 'details' };
  if (calloutKind(name) === null) return null;
  // Sphinx takes the text behind the name for the beginning of the content.
  const isTitle = name !== 'seealso';
  return { ...block, name, title: isTitle ? argument : '', content: isTitle ? content : `${argument}\n${content}` };
}

function figure(path: string, options: string, caption: string): string {
  const [, alt = ''] = /^[ \t]*:alt:[ \t]*(.*)$/m.exec(options) ?? [];
  const image = `![${alt.replace(/[[\]]/g, '\\$&')}](<${path.replace(/[<>]/g, '')}>)`;
  return caption.trim() === ''
    ? image
    : `<figure>\n\n${image}\n\n<figcaption>\n\n${caption.trim()}\n\n</figcaption>\n</figure>`;
}

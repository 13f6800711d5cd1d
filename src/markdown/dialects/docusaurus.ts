/**
 * The components of Docusaurus that hold text: tabs, `<TabItem label="Title">`, become blocks with a title, and imports of
 * its theme are left out. MDX takes no indent for code, so the text in a tab loses its own.
 */
import { escapeText } from '../../hast/serialize.ts';
import { maskCode } from '../code/code-mask.ts';
import { endOfLine } from '../extension/tokenizing.ts';
import type { Edit } from '../extension/traced-text.ts';

const tag =
  /<(\/?)(Tabs|TabItem)\b((?:[^>{"']|"[^"\n]{0,500}"|'[^'\n]{0,500}'|\{[^{}]{0,500}(?:\{[^{}]{0,500}\}[^{}]{0,100}){0,20}\}){0,1000})>/g;
const themeImport = /^import [^\n]* from ['"]@(?:theme|site|docusaurus)[^'"\n]*['"];?[ \t]*$/gm;

export function docusaurusEdits(text: string): Edit[] {
  if (!text.includes('<TabItem') && !text.includes("from '@theme")) return [];
  const masked = maskCode(text);
  const isProse = (index: number) => masked[index] !== ' ';
  const edits: Edit[] = [];
  let inside: { start: number } | null = null;
  for (const { 0: raw, index, 1: slash, 2: name, 3: attributes = '' } of text.matchAll(tag)) {
    if (!isProse(index)) continue;
    const end = index + raw.length;
    const start = indentBefore(text, index);
    if (name === 'Tabs') edits.push({ start, end, text: slash === '' ? '<div>\n' : '\n</div>\n' });
    else if (slash === '') {
      edits.push({ start, end, text: `\n<div class="titled">\n\n${titleOf(attributes, text)}\n` });
      inside = { start: end };
    } else {
      if (inside !== null) edits.push(...outdent(text, inside.start, start));
      inside = null;
      edits.push({ start, end, text: '\n</div>\n' });
    }
  }
  for (const { 0: raw, index } of text.matchAll(themeImport))
    if (isProse(index)) edits.push({ start: index, end: index + raw.length, text: '' });
  return edits.sort((first, second) => first.start - second.start);
}

function indentBefore(text: string, index: number): number {
  const line = text.lastIndexOf('\n', index - 1) + 1;
  return text.slice(line, index).trim() === '' ? line : index;
}

/** The label of a tab, or that of its value in the list of an older version. */
function titleOf(attributes: string, text: string): string {
  const attribute = (name: string) => new RegExp(`\\b${name}=\\{?["']([^"']*)["']`).exec(attributes)?.[1];
  const value = attribute('value') ?? '';
  const listed = [...text.matchAll(/\{\s*label:\s*['"]([^'"]*)['"],\s*value:\s*['"]([^'"]*)['"]/g)];
  const label = attribute('label') ?? listed.find((match) => match[2] === value)?.[1] ?? value;
  return label === '' ? '' : `<p class="titled-title"><strong>${escapeText(label)}</strong></p>\n`;
}

function outdent(text: string, start: number, end: number): Edit[] {
  const lines: { at: number; indent: number }[] = [];
  for (let at = endOfLine(text, start) + 1; at < end; at = endOfLine(text, at) + 1) {
    const line = text.slice(at, Math.min(endOfLine(text, at), end));
    if (line.trim() !== '') lines.push({ at, indent: /^[ \t]*/.exec(line)![0].length });
  }
  const least = lines.reduce((smallest, { indent }) => Math.min(smallest, indent), Number.POSITIVE_INFINITY);
  if (least === 0 || lines.length === 0) return [];
  return lines.map(({ at }) => ({ start: at, end: at + least, text: '' }));
}

/**
 * The heading that names an article, found without parsing its Markdown: the first one, unless it is a section among
 * others. `markdown/title.ts` decides the same on the tree.
 */

export interface OpeningHeading {
  level: number;
  /** Without the syntax of links, emphasis and code. */
  text: string;
  /** In the text, from 0. */
  line: number;
}

export function findOpeningHeading(text: string): OpeningHeading | null {
  const headings = headingsOf(text);
  const [first] = headings;
  if (first === undefined) return null;
  const isOneOfSeveral = first.level > 1 && headings.some((other) => other !== first && other.level === first.level);
  return isOneOfSeveral ? null : first;
}

/** Characters of a line that are read: no title is longer, and patterns would be slow. */
const longestLine = 2000;

function headingsOf(text: string): OpeningHeading[] {
  const found: OpeningHeading[] = [];
  const lines = text.split('\n').map((line) => line.slice(0, longestLine));
  const add = (level: number, written: string, line: number) => {
    const plain = plainHeading(written);
    if (plain !== '') found.push({ level, text: plain, line });
  };
  let fence: string | null = null;
  let inComment = false;
  for (const [index, line] of lines.entries()) {
    const [opening] = /^ {0,3}(?:`{3,}(?=[^`]*$)|~{3,})/.exec(line) ?? [];
    if (fence !== null) {
      if (opening?.trim().startsWith(fence) === true && /^[\s`~]*$/.test(line)) fence = null;
      continue;
    }
    if (inComment) {
      inComment = !line.includes('-->');
      continue;
    }
    if (opening !== undefined) fence = opening.trim();
    else if (/^ {0,3}<!--/.test(line)) inComment = !line.includes('-->');
    const [, marks, atx] = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(line) ?? [];
    if (marks !== undefined) add(marks.length, atx ?? '', index);
    const [, level, inline] = /^ {0,3}<h([1-6])\b[^>]*>(.*?)<\/h\1>/i.exec(line) ?? [];
    if (level !== undefined) add(Number(level), inline!, index);
    const isUnderlined = /^ {0,3}\S/.test(line) && !/^ {0,3}(?:[#>|]|[-*+] |\d+[.)] )/.test(line);
    const underline = /^ {0,3}(=+|-{2,})[ \t]*$/.exec(lines[index + 1] ?? '')?.[1];
    if (isUnderlined && marks === undefined && underline !== undefined && !/^ {0,3}[-=]+\s*$/.test(line))
      add(underline.startsWith('=') ? 1 : 2, line, index);
  }
  return found;
}

function plainHeading(written: string): string {
  const images = /!\[([^\]]*)\]\([^()]*\)/g;
  // A heading that is a logo says what its image says.
  return plainText(written.replace(images, '')) || plainText(written.replace(images, '$1'));
}

/** Less-than signs in code and after a backslash begin no tag. */
const literal = '\uE003';

function plainText(written: string): string {
  return written
    .replace(/\s*\{[#.][^{}]*\}\s*$/, '')
    .replace(/`+[^`]+`+/g, (code) => code.replaceAll('<', literal))
    .replaceAll('\\<', literal)
    .replace(/\[\]\([^()]*\)/g, '')
    .replace(/\[((?:[^[\]]|\[[^[\]]*\])*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])/g, '$1')
    .replace(/\[\^[^\]]+\]/g, '')
    .replace(/\$([^$\s](?:[^$]*[^$\s])?)\$(?!\d)/g, '$1')
    .replace(/<(?:rt|rp)\b[^>]*>.*?<\/(?:rt|rp)>/gi, '')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '\uE002$1')
    .replace(/(?<!\uE002)(?:\*+|`+|~~|==)|(?<![\p{L}\p{N}\uE002])_+(?=\S)|(?<=\S)(?<!\uE002)_+(?![\p{L}\p{N}])/gu, '')
    .replaceAll('\uE002', '')
    .replaceAll(literal, '<')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

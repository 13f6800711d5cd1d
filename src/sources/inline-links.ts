/** The links of one line of Markdown, and the line with a placeholder in place of each. Nothing else is parsed. */

export interface InlineLink {
  url: string;
  /** Its text as a title; null where that is an address or a word such as `link`. */
  title: string | null;
  /** Something of it is in neither the address nor the title. */
  loses: boolean;
}

/** A placeholder; its group is the number of the link. */
export const linkPattern = '\\uE000(\\d+)\\uE001';

export function linkAt(links: readonly InlineLink[], match: { 1?: string } | RegExpExecArray): InlineLink {
  return links[Number(match[1])]!;
}

/** `[text](address "title")`, one level of brackets and parentheses within; `<address>`; a bare address. */
const link =
  /(?<!!)\[((?:[^[\]\\\n]|\\.|\[[^[\]\n]*\])+)\]\(\s*<?((?:[^\s()<>]|\([^\s()]*\))+)>?(\s+(?:"[^"]*"|'[^']*'))?\s*\)|<(https?:\/\/[^\s<>]+)>|(https?:\/\/[^\s<>()，。；、）》」]+(?:\([^\s<>()]*\)[^\s<>()，。；、）》」]*)*)/giu;

export function readInline(line: string): { text: string; links: InlineLink[] } {
  const links: InlineLink[] = [];
  const text = line
    .replace(/[\uE000\uE001]/g, '')
    .replace(link, (_, label?: string, address?: string, title?: string, angled?: string, bare?: string) => {
      const stop = bare === undefined ? '' : (/[.,;:!?'"*_]+$/.exec(bare)?.[0] ?? '');
      const url = address ?? angled ?? bare!.slice(0, bare!.length - stop.length);
      const words = label === undefined ? null : plainText(label);
      links.push({ url, title: isTitle(words) ? words : null, loses: title !== undefined || !/^https?:/i.test(url) });
      return `\uE000${links.length - 1}\uE001${stop}`;
    })
    .replace(/<br\s*\/?>|<\/?(?:small|center|em|strong|b|i|p)>|\\$/gi, ' ');
  return { text: plainText(text), links };
}

/** Without the delimiters of emphasis and code, and without escapes. */
function plainText(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, '\uE002$1')
    .replace(/(?<!\uE002)[*`]+|(?<![\p{L}\p{N}\uE002])_+|(?<!\uE002)_+(?![\p{L}\p{N}])/gu, '')
    .replaceAll('\uE002', '')
    .replace(/&amp;/g, '&')
    .replace(/&(?:#39|apos);/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Words that sites put on a link to the original. */
const generic =
  /^(?:(?:英文|查看|阅读|閱讀|本文)?(?:原文|链接|連結|鏈接|来源|來源|出处|地址|网址|网页)+|(?:the |this )?(?:original|source|link|here|article|post)(?: (?:article|post|link))?|(?:https?:\/\/|www\.)\S+|[\w-]+(?:\.[\w-]+)+(?:\/\S*)?)$/iu;

function isTitle(words: string | null): words is string {
  return words !== null && words !== '' && !generic.test(words);
}

/**
 * Marks CJK words in text of another script with their language, for fonts, voices and punctuation. Code, formulas and
 * spans with a language stay as they are.
 */
import type { ElementContent, Parents, Root, RootContent } from 'hast';
import { serialize } from '../hast/serialize.ts';
import { element, isElement, text } from '../hast/tree.ts';
import { isHan } from '../locale/strings.ts';
import { staysAsWritten } from './cjk.ts';

/** Markup of words that are not in a tree, such as a title. */
export function languageSpanMarkup(text: string, language: string): string {
  const tree: Root = { type: 'root', children: [{ type: 'text', value: text }] };
  markLanguageSpans(tree, language, language);
  return serialize(tree);
}

export function markLanguageSpans(tree: Root, language: string, bookLanguage: string): void {
  // Han characters in Korean are Korean.
  if (new Intl.Locale(language).language === 'ko') return;
  const open: Parents[] = [tree];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const child of parent.children) if (isElement(child) && !staysAsWritten(child)) open.push(child);
    const pieces = (parent.children as RootContent[]).flatMap((child) =>
      child.type === 'text' && letter.test(child.value) ? markWords(child.value, bookLanguage) : [child],
    );
    parent.children = pieces as typeof parent.children;
  }
}

const letters = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}';
const letter = new RegExp(`[${letters}]`, 'u');
/** From the first letter or opening mark to the last letter or closing one. */
const run = new RegExp(
  `[《「『（【〈]*[${letters}](?:[${letters}\\u3000-\\u303f\\uff01-\\uff60—…· ]*[${letters}\\u3001-\\u301b\\uff01-\\uff60])?`,
  'gu',
);

function markWords(value: string, bookLanguage: string): ElementContent[] {
  const pieces: ElementContent[] = [];
  let done = 0;
  for (const { 0: words, index } of value.matchAll(run)) {
    if (index > done) pieces.push(text(value.slice(done, index)));
    pieces.push(element('span', { lang: languageOf(words, bookLanguage) }, [text(words)]));
    done = index + words.length;
  }
  if (done < value.length) pieces.push(text(value.slice(done)));
  return pieces;
}

function languageOf(text: string, bookLanguage: string): string {
  if (/\p{Script=Hangul}/u.test(text)) return 'ko';
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  return isHan(bookLanguage) ? bookLanguage : 'zh';
}

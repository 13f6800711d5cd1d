/**
 * Guesses the language of a text: zh-CN, zh-TW, ja, ko or en. Code, URLs and markup do not count. Anything unknown is
 * en, whose fonts and line breaking suit the other alphabets.
 */

/** A Han character or a Hangul syllable says about as much as this many Latin letters. */
const lettersPerCharacter = 2.5;
/** Chinese full of Latin words keeps more than this by weight; an English text with Chinese names stays far below. */
const leastShare = 0.15;
/** Japanese prose is at least one third kana; a Chinese text that quotes Japanese stays below this. */
const leastKana = 0.2;

/** Characters: some pages say it. */
const enough = 4000;

export function guessLanguage(text: string): string {
  const prose = proseOf(text).slice(0, enough);
  const han = count(prose, /\p{Script=Han}+/gu);
  const kana = count(prose, /[\p{Script=Hiragana}\p{Script=Katakana}]+/gu);
  const hangul = count(prose, /\p{Script=Hangul}+/gu);
  const letters = count(prose, /\p{L}+/gu) - han - kana - hangul;

  const eastern = (han + kana + hangul) * lettersPerCharacter;
  if (eastern === 0 || eastern / (eastern + Math.max(0, letters)) < leastShare) return 'en';
  if (hangul > han + kana) return 'ko';
  if (kana / (han + kana) >= leastKana) return 'ja';
  return isTraditional(prose) ? 'zh-TW' : 'zh-CN';
}

/** What is left when code, comments, tags and addresses are gone. */
function proseOf(text: string): string {
  return text
    .replace(/^ {0,3}(`{3,}(?=[^`\n]*\n)|~{3,}(?!~))[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))/gm, ' ')
    .replace(/`[^`\n]*`/g, ' ')
    .replace(/<!--[\s\S]*?(?:-->|(?![\s\S]))/g, ' ')
    .replace(/<[/!?a-z][^<>]*>/gi, ' ')
    .replace(/\]\([^()\s]*/g, ' ')
    .replace(/(?:https?:\/\/|www\.|mailto:)[^\s<>()\p{Script=Han}，。、；：）」』】]+/giu, ' ');
}

function isTraditional(prose: string): boolean {
  let traditional = 0;
  let simplified = 0;
  for (const character of prose) {
    if (traditionalOnly.has(character)) traditional += 1;
    else if (simplifiedOnly.has(character)) simplified += 1;
  }
  // A quotation from the other side of the strait must not turn the whole text.
  return traditional > simplified * 2;
}

/** The characters of all runs: a match a letter would take longer than the whole parser. */
function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const [run] of text.matchAll(pattern)) found += run.length;
  return found;
}

/** The most common characters with two forms, in the same order. None of them is a word in the other form. */
const traditionalOnly: ReadonlySet<string> = new Set(
  '這個們來說時為會對國學過還發經現點問關開與從樣讓將應進動種長間見電話實頭體機無業當產東車書變門歡語認請謝買題類網',
);
const simplifiedOnly: ReadonlySet<string> = new Set(
  '这个们来说时为会对国学过还发经现点问关开与从样让将应进动种长间见电话实头体机无业当产东车书变门欢语认请谢买题类网',
);

/**
 * Soft hyphens for Latin scripts, in print only: on screens they hinder search and reading aloud. Code, URLs,
 * capitalized names, headings and captions stay whole.
 */
import type { Element, Parents, Root } from 'hast';

/** Puts soft hyphens into the text of a tree whose language it is. */
export type Hyphenate = (tree: Root, language: string) => void;

type Patterns = (text: string) => string;

/** Packages have the patterns of about eighty languages; where there are none, words stay whole. */
export async function loadHyphenation(languages: Iterable<string>): Promise<Hyphenate> {
  const patterns = new Map<string, Patterns | null>();
  for (const language of languages) {
    const name = patternsFor(language);
    if (!patterns.has(name)) patterns.set(name, await loadPatterns(name));
  }
  return (tree, language) => {
    const hyphenate = patterns.get(patternsFor(language));
    if (hyphenate) hyphenateText(tree, hyphenate);
  };
}

/** Latin words in a text of Han characters, kana or Hangul are English more often than anything else. */
function patternsFor(language: string): string {
  const [base = '', ...rest] = language.toLowerCase().split('-');
  if (['zh', 'ja', 'ko', 'en'].includes(base)) return rest.includes('gb') ? 'en-gb' : 'en-us';
  return base;
}

async function loadPatterns(name: string): Promise<Patterns | null> {
  if (!/^[a-z]{2,3}(?:-[a-z]{2})?$/.test(name)) return null;
  try {
    const { hyphenateSync } = (await import(`hyphen/${name}/index.js`)).default;
    return (text) => hyphenateSync(text, { minWordLength: shortestWord });
  } catch {
    return null;
  }
}

/** Letters. A part of it on a line of its own would be no help. */
const shortestWord = 7;

const whole = new Set('code pre kbd samp var math svg h1 h2 h3 h4 h5 h6 figcaption rt th td'.split(' '));

function hyphenateText(tree: Root, hyphenate: Patterns): void {
  const open: Parents[] = [tree];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const child of parent.children) {
      if (child.type === 'text') child.value = child.value.replace(word, (found) => breakWord(found, hyphenate));
      else if (child.type === 'element' && !isWhole(child)) open.push(child);
    }
  }
}

/** Words of another language have rules of their own. */
function isWhole(node: Element): boolean {
  return node.properties.lang !== undefined || whole.has(node.tagName);
}

/** What stands between spaces and Han characters. */
const word = /[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]+/gu;

function breakWord(found: string, hyphenate: Patterns): string {
  const address = /[/\\@_=#:]|\w\.\w/.test(found);
  const name = /\p{Ll}\p{Lu}|\p{Lu}{2}|\d/u.test(found);
  return address || name || !/\p{Script=Latin}/u.test(found) ? found : hyphenate(found);
}

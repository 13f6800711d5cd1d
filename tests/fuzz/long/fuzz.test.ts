/**
 * Generated articles, and articles of people with something changed, in large numbers: none throws, all are well-formed, no
 * word is lost without a diagnostic, and EPUBCheck finds nothing in the books made of them.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildInMemory } from '../../support/build-memory.ts';
import { epubCheck, hasJava, unless } from '../../support/judges.ts';
import { drawImage } from '../../support/pictures.ts';
import { generateArticle, mutate } from '../generator.ts';
import { faultsOf, peopleArticles } from '../outcome.ts';

const first = Number(process.env.FUZZ_SEED ?? 1);
const count = Number(process.env.FUZZ_COUNT ?? 20_000);
const batch = 250;
const batches = Array.from({ length: Math.ceil(count / batch) }, (_, index) => first + index * batch);
const articles = peopleArticles();

function articleOf(seed: number): string {
  // Every fourth is one of people's, changed.
  return seed % 4 === 0 ? mutate(articles[seed % articles.length]!, seed) : generateArticle(seed).text;
}

test.each(batches)('no article from seed %i on throws, is not well-formed or loses a word in silence', (from) => {
  const faults: string[] = [];
  for (let seed = from; seed < from + batch; seed += 1) {
    const article = seed % 4 === 0 ? { text: articleOf(seed), words: [] } : generateArticle(seed);
    for (const fault of faultsOf(article)) faults.push(`seed ${seed}: ${fault}`);
  }
  expect(faults).toEqual([]);
});

describe(`EPUBCheck${unless(hasJava, 'Java')}`, () => {
  test.skipIf(!hasJava).each(batches)('finds nothing in a book of the articles from seed %i on', async (from) => {
    const names = Array.from({ length: batch }, (_, index) => `a${from + index}.md`);
    const { bytes } = await buildInMemory({
      'book.yaml': `title: Fuzz\nlanguage: en\narticles: [${names.join(', ')}]\n`,
      'image.png': await drawImage(8, 8),
      ...Object.fromEntries(names.map((name, index) => [name, articleOf(from + index)])),
    });
    const folder = mkdtempSync(join(tmpdir(), 'octavo-fuzz-'));
    try {
      writeFileSync(join(folder, 'fuzz.epub'), bytes);
      expect(await epubCheck(join(folder, 'fuzz.epub'))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

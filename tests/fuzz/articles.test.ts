/** A share of the generated articles that `npm run fuzz` reads, and the articles of people: no word is gone in silence. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseArticle } from '../../src/markdown/article.ts';
import { unless } from '../support/judges.ts';
import { generateArticle } from './generator.ts';
import { faultsOf } from './outcome.ts';

test.each([1, 10_001, 20_001])(
  '100 generated articles from seed %i on are well-formed and keep their words',
  (from) => {
    const faults: string[] = [];
    for (let seed = from; seed < from + 100; seed += 1)
      for (const fault of faultsOf(generateArticle(seed))) faults.push(`seed ${seed}: ${fault}`);
    expect(faults).toEqual([]);
  },
);

const root = fileURLToPath(new URL('../..', import.meta.url));

function missingIn(folder: string): string[] {
  const missing: string[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.md')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    const { diagnostics } = parseArticle({ path: `/book/${name}`, text });
    for (const { code, place, message } of diagnostics)
      if (code === 'text-missing') missing.push(`${name}:${place?.line} ${message}`);
  }
  return missing;
}

test('no text of the handbook is missing', () => {
  expect(missingIn(join(root, 'articles/handbook'))).toEqual([]);
});

for (const folder of ['../shared/articles', '../shared/corpus']) {
  const isHere = existsSync(join(root, folder));
  test.skipIf(!isHere)(`no text of ${folder} is missing${unless(isHere, folder)}`, () => {
    expect(missingIn(join(root, folder))).toEqual([]);
  });
}

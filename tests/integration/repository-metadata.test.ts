/** The metadata of a repository of translations in three generations of one layout, where it is there. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { metadata } from '../../src/octavo.ts';

const repository = fileURLToPath(new URL('../../../shared/repository', import.meta.url));
const articles = existsSync(repository)
  ? readdirSync(repository, { recursive: true, encoding: 'utf8' }).filter(
      (path) => basename(path, '.md') === basename(join(path, '..')),
    )
  : [];

describe.skipIf(articles.length === 0)('every article of the repository', async () => {
  const report = await metadata({ paths: articles, workingFolder: repository });

  test('is described without a warning', () => {
    expect(report.articles.map(({ path }) => path)).toEqual(articles);
    expect(report.diagnostics).toEqual([]);
  });

  test.each(articles)('%s has the title and people of the article and the address of its original', (path) => {
    const { fields } = report.articles.find((article) => article.path === path)!;
    const slug = basename(path, '.md');
    const field = (name: string) => fields.find((each) => each.name === name);
    expect(field('title')).toMatchObject({ value: expect.stringMatching(/第 \d 篇$/), origin: 'front matter' });
    expect(field('authors')).toMatchObject({ value: expect.stringMatching(/^[A-D]\. \w+$/), origin: 'provenance' });
    expect(field('url')).toMatchObject({ value: `https://news.example.org/${slug}/`, origin: 'provenance' });
    expect(field('originalTitle')?.value).toMatch(/^How .* change what a team pays$/);
    expect(field('language')?.value).toBe('zh-CN');
    const hasSidecar = existsSync(join(repository, path, `../${slug}.meta.json`));
    expect(field('date')?.origin).toBe(hasSidecar ? `${slug}.meta.json` : field('date') && 'git');
  });
});

/** The date inside outputs, which must not depend on the machine that builds them. */
import { describe, expect, it } from 'vitest';
import { parseLock } from '../../../src/images/lock.ts';
import { buildInMemory, type MemoryBuildOptions } from '../../support/build-memory.ts';
import { textOf } from '../../support/epub.ts';
import { find } from '../../support/xml.ts';

const monday = new Date('2026-11-23T08:00:00Z');
const tuesday = new Date('2026-11-24T08:00:00Z');

async function build(files: Record<string, string>, options: Partial<MemoryBuildOptions> = {}) {
  const list = Object.keys(files).filter((name) => name.endsWith('.md'));
  const settings = `${files['book.yaml'] ?? ''}articles: [${list.join(', ')}]\n`;
  const { host, epub } = await buildInMemory({ ...files, 'book.yaml': settings }, options);
  const lock = host.files.get('/desk/octavo.lock');
  const package_ = textOf(epub, 'OEBPS/content.opf');
  return {
    modified: find(package_, "//opf:meta[@property='dcterms:modified']")[0],
    lock: lock === undefined ? null : new TextDecoder().decode(lock),
  };
}

const dated = (date: string) => `---\ndate: ${date}\n---\n\nText.\n`;

describe('the date inside a book', () => {
  it('is that of book.yaml, and octavo.lock says nothing of it', async () => {
    const files = { 'book.yaml': 'date: 2024-05\n', 'a.md': dated('2025-01-02') };
    expect(await build(files, { today: monday })).toEqual({ modified: '2024-05-01T00:00:00Z', lock: null });
  });

  it('is else that of the newest article', async () => {
    const files = { 'a.md': dated('2025-01-02'), 'b.md': dated('2024-12-31'), 'c.md': 'Text.\n' };
    expect(await build(files, { today: monday })).toEqual({ modified: '2025-01-02T00:00:00Z', lock: null });
  });

  it('is else the day of its first build, in every later build of the same text', async () => {
    const files = { 'a.md': 'Text.\n' };
    const first = await build(files, { today: monday });
    expect(first.modified).toBe('2026-11-23T08:00:00Z');
    const second = await build({ ...files, 'octavo.lock': first.lock! }, { today: tuesday });
    expect(second).toEqual(first);
    expect(parseLock(first.lock!)!.dates.size).toBe(1);
  });

  it('is that of the next build once the text is another', async () => {
    const { lock } = await build({ 'a.md': 'Text.\n' }, { today: monday });
    const { modified } = await build({ 'a.md': 'Another.\n', 'octavo.lock': lock! }, { today: tuesday });
    expect(modified).toBe('2026-11-24T08:00:00Z');
  });

  it('does not depend on the folder in which the book and its cover are', async () => {
    const cover = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
    const inFolder = async (folder: string, lock: string, today: Date) => {
      const files = {
        [`${folder}/book.yaml`]: 'cover: cover.svg\narticles: [a.md]\n',
        [`${folder}/a.md`]: 'Text.\n',
        [`${folder}/cover.svg`]: cover,
        [`${folder}/octavo.lock`]: lock,
      };
      const { host } = await buildInMemory(files, { paths: [folder], today });
      return new TextDecoder().decode(host.files.get(`/desk/${folder}/octavo.lock`));
    };
    const first = await inFolder('one', '{ "version": 1, "books": [], "images": [] }', monday);
    const dateIn = (lock: string) => [...parseLock(lock)!.dates.values()].map(({ date }) => date);
    expect(dateIn(first)).toEqual([monday.toISOString()]);
    expect(dateIn(await inFolder('two', first.replace('"one"', '"two"'), tuesday))).toEqual([monday.toISOString()]);
  });

  it('is SOURCE_DATE_EPOCH where that is set, and octavo.lock stays as it was', async () => {
    const { lock } = await build({ 'a.md': 'Text.\n' }, { today: monday });
    const fixed = { build: { fixedDate: new Date('2020-02-02T00:00:00Z') } };
    expect(await build({ 'a.md': 'Text.\n', 'octavo.lock': lock! }, fixed)).toEqual({
      modified: '2020-02-02T00:00:00Z',
      lock,
    });
  });
});

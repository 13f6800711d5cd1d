import { describe, expect, test } from 'vitest';
import type { Progress } from '../../../src/model/host.ts';
import { createProgressLine } from '../../../src/node/progress.ts';

const told: Progress[] = [
  { book: 'a', stage: 'read', done: 0, total: 0 },
  { book: 'a', stage: 'read', done: 0, total: 2 },
  { book: 'a', stage: 'read', done: 2, total: 2 },
  { book: 'a', stage: 'images', done: 0, total: 0 },
  { book: 'a', stage: 'images', done: 1, total: 3 },
  { book: 'a', stage: 'images', done: 3, total: 3 },
  { book: 'a', stage: 'images', done: 3, total: 3 },
  { book: 'a', stage: 'pdf', done: 0, total: 1 },
  { book: 'a', stage: 'pdf', done: 14, total: null },
  { book: 'a', stage: 'pdf', done: 1, total: 1 },
];

function write(isTTY: boolean, quiet = false): string {
  let written = '';
  const line = createProgressLine({ isTTY, columns: 40, write: (text) => (written += text) }, quiet);
  for (const progress of told) line.tell(progress);
  line.end();
  return written;
}

describe('progress', () => {
  test('is one line per stage without a terminal', () => {
    expect(write(false)).toBe('a: reading 2/2 articles\na: loading 3/3 images\na: printing PDF 14 pages\n');
  });

  test('is one line that moves on a terminal, and clears itself', () => {
    const lines = write(true).split('\r\u001b[K');
    expect(lines).toContain('a: loading 1/3 images');
    expect(lines.at(-1)).toBe('');
    expect(write(true)).not.toContain('\n');
  });

  test('counts the books of a library on a terminal, and says how much time is left once two are built', () => {
    let written = '';
    let time = 0;
    const stream = { isTTY: true, columns: 80, write: (text: string) => (written += text) };
    const line = createProgressLine(stream, false, () => time);
    const finish = (done: number) => line.tell({ book: 'a', stage: 'books', done, total: 10 });
    finish(0);
    // A book that was skipped takes no time.
    time = 10;
    finish(1);
    line.tell({ book: 'b', stage: 'read', done: 0, total: 1 });
    time = 30_010;
    finish(2);
    time = 60_010;
    finish(3);
    line.tell({ book: 'c', stage: 'read', done: 0, total: 1 });
    const lines = written.split('\r\u001b[K');
    expect(lines).toContain('1/10 b: reading 0/1 articles');
    expect(lines).toContain('3/10, 4 min left c: reading 0/1 articles');
  });

  test('is nothing when quiet', () => {
    expect(write(true, true)).toBe('');
  });
});

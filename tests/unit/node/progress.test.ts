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

  test('is nothing when quiet', () => {
    expect(write(true, true)).toBe('');
  });
});

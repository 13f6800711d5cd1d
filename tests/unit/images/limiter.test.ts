import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../../src/images/limiter.ts';

describe('a limiter', () => {
  it('runs no more tasks at once than allowed, in total and per group', async () => {
    const limit = createLimiter(5, 2);
    const running = { a: 0, b: 0, c: 0, d: 0 };
    const most = { all: 0, each: 0 };
    const groups = ['a', 'b', 'c', 'd'] as const;
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const group = groups[index % 4]!;
        return limit(group, async () => {
          running[group] += 1;
          most.all = Math.max(most.all, running.a + running.b + running.c + running.d);
          most.each = Math.max(most.each, running[group]);
          await new Promise((done) => setTimeout(done, 1));
          running[group] -= 1;
          return index;
        });
      }),
    );
    expect(most).toEqual({ all: 5, each: 2 });
    expect(results).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });

  it('lets another host go on while one is full', async () => {
    const limit = createLimiter(16, 1);
    let release = () => {};
    const slow = limit('slow', () => new Promise<void>((done) => (release = done)));
    const behind = limit('slow', async () => 'behind');
    expect(await limit('quick', async () => 'quick')).toBe('quick');
    expect(await limit(null, async () => 'file')).toBe('file');
    release();
    await slow;
    expect(await behind).toBe('behind');
  });

  it('goes on after a task that fails', async () => {
    const limit = createLimiter(1, 1);
    await expect(limit('a', async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await limit('a', async () => 1)).toBe(1);
  });
});

/** Decoders in processes of their own: one that dies costs its picture and nothing else. */
import { availableParallelism } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConversionAnswer } from '../../../src/model/host.ts';
import { type Converters, createConverters } from '../../../src/node/converters.ts';

const dying = new URL('../../support/dying-decoder.mjs', import.meta.url);
let converters: Converters;
afterEach(() => converters.close());

function ask(first: number): Promise<ConversionAnswer> {
  return converters.convert({ bytes: Uint8Array.of(first), maximumPixels: 1, forms: [], fonts: null });
}

function processOf(answer: ConversionAnswer): string {
  return answer.kind === 'failed' ? answer.problem.split(' by ')[1]! : 'none';
}

describe('images decoded in separate processes', () => {
  it('are answered one by one, by few processes that are used again', async () => {
    converters = createConverters(dying);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(10 + index)));
    expect(answers.map((answer) => answer.kind === 'failed' && answer.problem.split(' ')[1])).toEqual(
      Array.from({ length: 20 }, (_, index) => String(10 + index)),
    );
    expect(new Set(answers.map(processOf)).size).toBeLessThanOrEqual(Math.min(availableParallelism(), 4));
  });

  it('lose one image if a decoder crashes', async () => {
    converters = createConverters(dying);
    const answers = await Promise.all([3, 1, 4, 1, 5, 1, 6].map(ask));
    expect(answers.map((answer) => (answer.kind === 'died' ? answer.reason : 'answered'))).toEqual([
      'answered',
      'crash',
      'answered',
      'crash',
      'answered',
      'crash',
      'answered',
    ]);
    expect((await ask(7)).kind).toBe('failed');
  });

  it('lose one image if a decoder never ends', async () => {
    converters = createConverters(dying, 1500);
    const answers = await Promise.all([2, 3, 2, 4].map(ask));
    expect(answers.map((answer) => (answer.kind === 'died' ? answer.reason : 'answered'))).toEqual([
      'hang',
      'answered',
      'hang',
      'answered',
    ]);
  });

  it('lose all images, but not the build, if the program is missing', async () => {
    converters = createConverters(new URL('../../support/no-such-decoder.mjs', import.meta.url));
    expect(await Promise.all([ask(3), ask(4), ask(5)])).toEqual(Array(3).fill({ kind: 'died', reason: 'crash' }));
  });

  it('are not begun after the end', async () => {
    converters = createConverters(dying);
    const begun = ask(2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    converters.close();
    expect(await begun).toEqual({ kind: 'died', reason: 'crash' });
    expect(await ask(3)).toEqual({ kind: 'died', reason: 'crash' });
  });
});

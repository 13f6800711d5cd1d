/**
 * Inline code that is never closed: its backticks become text before marked searches the rest of the paragraph for
 * every run of them.
 */
import type { MarkedExtension } from 'marked';
import type { Syntax } from '../extension/syntax.ts';
import { plainText } from '../extension/tokenizing.ts';

/** The runs of the paragraph read last: marked hands over what is left of it at each run. */
let last: { source: string; ends: ReadonlyMap<number, number> } = { source: '', ends: new Map() };

const extension: MarkedExtension = {
  extensions: [
    {
      name: 'codespan',
      level: 'inline',
      tokenizer(source) {
        const run = /^`+/.exec(source)?.[0];
        if (run === undefined) return undefined;
        if (!isRest(source)) last = { source, ends: lastRuns(source) };
        if (isClosed(run, source)) return undefined;
        // Few runs are closed nowhere: here the whole rest may be compared.
        if (!last.source.endsWith(source)) last = { source, ends: lastRuns(source) };
        return isClosed(run, source) ? undefined : plainText(run);
      },
    },
  ],
};

const window = 32;

/** Whether it looks like the rest of that paragraph. Comparing all of it at every run would be quadratic. */
function isRest(source: string): boolean {
  const from = last.source.length - source.length;
  return (
    from >= 0 && last.source.startsWith(source.slice(0, window), from) && last.source.endsWith(source.slice(-window))
  );
}

function isClosed(run: string, source: string): boolean {
  return (last.ends.get(run.length) ?? source.length) < source.length;
}

/** By the length of a run, how far from the end of the text the last such run begins. */
function lastRuns(source: string): Map<number, number> {
  const ends = new Map<number, number>();
  for (const { 0: run, index } of source.matchAll(/`+/g)) ends.set(run.length, source.length - index);
  return ends;
}

export const codeSpans: Syntax = { name: 'code spans', marked: extension, transform: null };

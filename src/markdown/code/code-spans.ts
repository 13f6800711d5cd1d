/**
 * Inline code that is never closed: its backticks become text before marked searches the rest of the paragraph for
 * every run of them.
 */
import type { MarkedExtension } from 'marked';
import type { Syntax } from '../extension/syntax.ts';
import { plainText } from '../extension/tokenizing.ts';

/** The runs of a paragraph. */
interface Runs {
  source: string;
  /** By the length of a run, how far from the end of the paragraph the last such run begins. */
  ends: ReadonlyMap<number, number>;
}

function createExtension(): MarkedExtension {
  /** Of the paragraph read last: marked hands over what is left of it at each run. */
  let last: Runs = { source: '', ends: new Map() };
  return {
    extensions: [
      {
        name: 'codespan',
        level: 'inline',
        tokenizer(source) {
          const run = /^`+/.exec(source)?.[0];
          if (run === undefined) return undefined;
          if (!isRest(source, last)) last = runsOf(source);
          if (isClosed(run, source, last)) return undefined;
          // Few runs are closed nowhere: here the whole rest may be compared.
          if (!last.source.endsWith(source)) last = runsOf(source);
          return isClosed(run, source, last) ? undefined : plainText(run);
        },
      },
    ],
  };
}

const window = 32;

/** Whether it looks like the rest of that paragraph. Comparing all of it at every run would be quadratic. */
function isRest(rest: string, { source }: Runs): boolean {
  const from = source.length - rest.length;
  return from >= 0 && source.startsWith(rest.slice(0, window), from) && source.endsWith(rest.slice(-window));
}

function isClosed(run: string, source: string, { ends }: Runs): boolean {
  return (ends.get(run.length) ?? source.length) < source.length;
}

function runsOf(source: string): Runs {
  const ends = new Map<number, number>();
  for (const { 0: run, index } of source.matchAll(/`+/g)) ends.set(run.length, source.length - index);
  return { source, ends };
}

export const codeSpans: Syntax = { name: 'code spans', marked: createExtension, transform: null };

/**
 * Packages loaded when an article first needs them, since most have neither formulas nor code. Loaded synchronously,
 * since parsing is.
 */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** Node keeps what it has loaded. */
export function loadTemml(): typeof import('temml').default {
  return load('temml');
}

export type HighlighterLibrary = import('highlight.js').HLJSApi;

export type Grammar = import('highlight.js').Language;

export type Emitter = import('highlight.js').Emitter;

export function loadHighlighter(): HighlighterLibrary {
  return load('highlight.js/lib/core');
}

/** A constant that takes time to make, made when it is first needed. */
export function onDemand<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** By a name of `code/languages.ts`, never by a word of an article. */
export function loadGrammar(name: string): (library: HighlighterLibrary) => Grammar {
  return load(`highlight.js/lib/languages/${name}`);
}

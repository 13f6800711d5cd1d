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

export function loadShiki(): typeof import('shiki/core') {
  return load('shiki/core');
}

export function loadShikiEngine(): typeof import('shiki/engine/javascript') {
  return load('shiki/engine/javascript');
}

/** The names of the languages and where their grammars are; no grammar yet. */
export function loadShikiLanguages(): typeof import('shiki/langs') {
  return load('shiki/langs');
}

/** A constant that takes time to make, made when it is first needed. */
export function onDemand<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

export type Grammar = import('shiki/core').LanguageRegistration;

/** A grammar with those it refers to; by an id of `loadShikiLanguages`, never by a word of an article. */
export function loadGrammar(id: string): Grammar[] {
  return (load(`shiki/langs/${id}.mjs`) as { default: Grammar[] }).default;
}

/** Why an image is missing. It has no place, since an image may be used in many. */
import type { Code } from '../model/diagnostics.ts';

export type ImageCode = Extract<Code, `image-${string}` | `diagram-${string}` | 'cache-write-failed'>;

export interface Failure {
  kind: 'failed';
  code: ImageCode;
  /** The predicate of a sentence about the image: `not found (404)`, `is an HTML page, not a picture`. */
  problem: string;
  hint: string | null;
  /** Of a diagram: the line of its source, from 1. */
  line?: number;
}

export function failure(code: ImageCode, problem: string, hint: string | null = null): Failure {
  return { kind: 'failed', code, problem, hint };
}

/** What to do about an image of too many bytes or pixels. */
export const smallerHint = 'save a smaller copy next to the article and use that';

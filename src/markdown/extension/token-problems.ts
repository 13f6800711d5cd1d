/**
 * What a syntax finds wrong while marked reads, when nobody is there to report to. A token carries its problems until
 * all of the article is read and each token has its line.
 */
import type { Code } from '../../model/diagnostics.ts';

export interface TokenProblem {
  /** Null where words are left out that nobody will miss. */
  code: Code | null;
  message: string;
  hint: string | null;
  /** Counted from the first line of the token. */
  line: number;
  /** The words of the article that are left out because of it. */
  removed?: string;
}

/** Asked once the whole article is read. */
export type ProblemsOf = () => TokenProblem[];

/** Reports one problem; `line` is that of the file. */
export type ReportToken = (found: TokenProblem) => void;

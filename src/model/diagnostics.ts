/**
 * Problems as values; the table of every code is `codes.ts`. A stage reports a Diagnostic made with `problem`, continues with a
 * fallback, and never prints.
 */

import { type Code, codes, type Severity } from './codes.ts';

export { type Code, codes, type Severity } from './codes.ts';

/** Where something was written. `file` is absolute; `line` counts from 1 in the file as stored, null when unknown. */
export interface Place {
  file: string;
  line: number | null;
}

export interface Diagnostic {
  code: Code;
  severity: Severity;
  /** One sentence, lower case, without a full stop. */
  message: string;
  place: Place | null;
  /** What to do about it; null when the message says it all. */
  hint: string | null;
  /** Other places that belong to the same problem. */
  related: Place[];
}

/** The value of a stage together with the problems met on the way. */
export interface Reported<T> {
  value: T;
  diagnostics: Diagnostic[];
}

/** Takes a diagnostic. `removed` is the text of the article that is left out because of it. */
export type Report = (diagnostic: Diagnostic, removed?: string) => void;

/** Makes a Diagnostic; the severity comes from the table. */
export function problem(
  code: Code,
  message: string,
  place: Place | null,
  hint: string | null = null,
  related: Place[] = [],
): Diagnostic {
  return { code, severity: codes[code].severity, message, place, hint, related };
}

/** Collects what several functions report: `take` keeps the diagnostics and gives the value. */
export function collector() {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
  };
  const take = <T>(reported: Reported<T>): T => {
    reported.diagnostics.forEach(report);
    return reported.value;
  };
  return { diagnostics, report, take };
}

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error';
}

const severities: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/** In the order of files and lines; what has no place comes first. Said twice of the same line, a problem is one. */
export function sortProblems(diagnostics: Diagnostic[]): Diagnostic[] {
  const distinct = new Map(
    diagnostics.map((each) => [[each.code, each.place?.file, each.place?.line, each.message].join('\0'), each]),
  );
  return [...distinct.values()].sort(
    (first, second) =>
      compare(first.place?.file ?? '', second.place?.file ?? '') ||
      (first.place?.line ?? 0) - (second.place?.line ?? 0) ||
      severities[first.severity] - severities[second.severity],
  );
}

function compare(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}

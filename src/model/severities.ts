/** Severities as a book chooses them in book.yaml. An error stays an error. */
import { type Code, codes, type Diagnostic } from './diagnostics.ts';

/** What a book says of some codes: another severity, or that nobody wants to hear of them. */
export type SeverityChoices = Readonly<Partial<Record<Code, SeverityChoice>>>;

export const severityChoices = ['error', 'warning', 'note', 'off'] as const;
export type SeverityChoice = (typeof severityChoices)[number];

/** An error keeps a wrong book from being written: it is not for the book to say that it is none. */
export function isChangeable(code: Code): boolean {
  return codes[code].severity !== 'error';
}

/** The problems as the book wants them. */
export function chooseSeverities(diagnostics: Diagnostic[], choices: SeverityChoices): Diagnostic[] {
  return diagnostics.flatMap((each) => {
    const severity = choices[each.code] ?? each.severity;
    return severity === 'off' ? [] : [{ ...each, severity }];
  });
}

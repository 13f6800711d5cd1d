/**
 * `diagnostics` in book.yaml. In: its mapping of codes. Out: the severities that the book gives them. An error keeps a wrong
 * book from being written, and no book may call it less.
 */
import { type Code, codes } from '../model/diagnostics.ts';
import { isChangeable, type SeverityChoice, type SeverityChoices, severityChoices } from '../model/severities.ts';
import type { YamlValue } from '../sources/yaml.ts';
import { type Reading, refuse } from './book-entries.ts';
import { readChoice, readSettings } from './written-choices.ts';

export function readSeverities(value: YamlValue, reading: Reading): SeverityChoices {
  const choices = new Map<Code, SeverityChoice>();
  const readers = (Object.keys(codes) as Code[]).map((code) => [
    code,
    (written: YamlValue) => {
      const choice = readChoice(written, code, severityChoices, reading);
      if (choice === null) return;
      if (choice === 'error' || isChangeable(code)) choices.set(code, choice);
      else
        refuse(reading, written.line, `\`${code}\` is always an error`, 'correct what it reports, or remove the line');
    },
  ]);
  readSettings('diagnostics', value, reading, Object.fromEntries(readers));
  return choices;
}

/**
 * What book.yaml says of the book's accessibility. In: the value of `accessibility`. Out: who claims which level of WCAG, or
 * null. Must not claim anything by itself: only people can judge it.
 */
import type { AccessibilityClaim } from '../model/book.ts';
import type { YamlValue } from '../sources/yaml.ts';
import { quoted, type Reading, readKeys, refuse, shape } from './book-entries.ts';

export const claimKeys = {
  'conforms-to': 'the level someone has judged the book to meet: WCAG 2.0, 2.1 or 2.2 with A, AA or AAA',
  'certified-by': 'who has judged it: a person or an organisation',
} as const;

export function readClaim(value: YamlValue, reading: Reading): AccessibilityClaim | null {
  if (value.kind === 'nothing') return null;
  if (value.kind !== 'mapping') {
    const hint = `write it below \`accessibility:\`, indented: ${Object.keys(claimKeys).join(', ')}`;
    refuse(reading, value.line, `\`accessibility\` must be a mapping, not ${shape(value)}`, hint);
    return null;
  }
  let conformsTo: string | null = null;
  let certifiedBy: string | null = null;
  readKeys(
    value.entries,
    {
      'conforms-to': (level) => {
        conformsTo = readLevel(level, reading);
      },
      'certified-by': (name) => {
        if (name.kind === 'text' && name.text.trim() !== '') certifiedBy = name.text.trim();
        else refuse(reading, name.line, `\`certified-by\` cannot be ${quoted(name)}`, 'write a name');
      },
    },
    reading,
  );
  if (conformsTo !== null && certifiedBy !== null) return { conformsTo, certifiedBy };
  const missing = Object.keys(claimKeys).find((key) => value.entries.every((entry) => entry.key !== key));
  if (missing === undefined) return null;
  refuse(
    reading,
    value.line,
    `\`accessibility\` lacks \`${missing}\``,
    'a claim names the level and who has judged it',
  );
  return null;
}

/** https://www.w3.org/TR/epub-a11y-11/#sec-conf-reporting-pub */
function readLevel(value: YamlValue, reading: Reading): string | null {
  const match =
    value.kind === 'text' ? /^(?:WCAG\s*)?(2\.[012])\s*(?:Level\s*)?(A{1,3})$/i.exec(value.text.trim()) : null;
  if (match !== null) return `WCAG ${match[1]} Level ${match[2]!.toUpperCase()}`;
  refuse(reading, value.line, `\`conforms-to\` cannot be ${quoted(value)}`, 'write a level as in WCAG 2.2 AA');
  return null;
}

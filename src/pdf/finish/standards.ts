/** Claims a standard in the metadata where our check finds no violation, else reports it. */
import type { BookMeta } from '../../model/book.ts';
import { type Diagnostic, problem } from '../../model/diagnostics.ts';
import { checkArchive } from '../check/pdf-a.ts';
import { checkAccessibility, type Finding } from '../check/pdf-ua.ts';
import { addObject, catalogOf, type PdfDocument } from '../file/document.ts';
import { writeXmp } from '../file/metadata.ts';
import type { PdfValue } from '../file/objects.ts';
import { srgbProfile } from '../file/srgb-profile.ts';

export type Standard = 'ua-1' | 'a-2b';

const standards: Record<Standard, { name: string; check: (document: PdfDocument) => Finding[] }> = {
  'ua-1': { name: 'PDF/UA-1', check: checkAccessibility },
  'a-2b': { name: 'PDF/A-2b', check: checkArchive },
};

export function claimStandard(
  document: PdfDocument,
  meta: BookMeta,
  language: string,
  standard: Standard | null,
): Diagnostic[] {
  if (standard === 'a-2b') setOutputIntent(document);
  writeXmp(document, meta, language, standard);
  if (standard === null) return [];
  const { name, check } = standards[standard];
  const findings = check(document);
  if (findings.length === 0) return [];
  writeXmp(document, meta, language, null);
  const first = findings.slice(0, shown).map(({ rule, message }) => `${rule} ${message}`);
  const more = findings.length > shown ? ` and ${findings.length - shown} more` : '';
  const message = `the PDF is not marked as ${name}: ${first.join('; ')}${more}`;
  const hint = 'numbers refer to clauses of the standard; the file was written without claiming conformance';
  return [problem('pdf-standard-violated', message, null, hint)];
}

/** Findings that a problem names. */
const shown = 3;

/** All colours of a print are those of sRGB (ISO 19005-2, 6.2.3). */
function setOutputIntent(document: PdfDocument): void {
  const profile = addObject(document, { dictionary: new Map([['/N', 3]]), data: srgbProfile() });
  const intent = new Map<string, PdfValue>([
    ['/Type', '/OutputIntent'],
    ['/S', '/GTS_PDFA1'],
    ['/OutputConditionIdentifier', '(sRGB IEC61966-2.1)'],
    ['/Info', '(sRGB IEC61966-2.1)'],
    ['/DestOutputProfile', profile],
  ]);
  catalogOf(document).set('/OutputIntents', [addObject(document, intent)]);
}

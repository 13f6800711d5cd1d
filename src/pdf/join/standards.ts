/** Claims a standard in the metadata where our check finds no violation, else reports it. */
import type { BookMeta } from '../../model/book.ts';
import { type Diagnostic, problem } from '../../model/diagnostics.ts';
import { checkArchiveCatalog } from '../check/pdf-a.ts';
import { checkCatalog, type Finding, type Standard } from '../check/pdf-ua.ts';
import { addObject, catalogOf, type PdfDocument } from '../file/document.ts';
import { writeXmp } from '../file/metadata.ts';
import type { PdfValue } from '../file/objects.ts';
import { srgbProfile } from '../file/srgb-profile.ts';

const standards: Record<Standard, { name: string; check: (frame: PdfDocument) => Finding[] }> = {
  'ua-1': { name: 'PDF/UA-1', check: checkCatalog },
  'a-2b': { name: 'PDF/A-2b', check: checkArchiveCatalog },
};

/** `frame`: the document without its pages. `violations`: what was found in these. */
export function claimStandard(
  frame: PdfDocument,
  meta: BookMeta,
  language: string,
  standard: Standard | null,
  violations: readonly Finding[],
): Diagnostic[] {
  if (standard === 'a-2b') setOutputIntent(frame);
  writeXmp(frame, meta, language, standard);
  if (standard === null) return [];
  const { name, check } = standards[standard];
  const findings = [...check(frame), ...violations];
  if (findings.length === 0) return [];
  writeXmp(frame, meta, language, null);
  const first = findings.slice(0, shown).map(describeFinding);
  const more = findings.length > shown ? ` and ${findings.length - shown} more` : '';
  const message = `the PDF is not marked as ${name}: ${first.join('; ')}${more}`;
  const hint = 'numbers refer to clauses of the standard; the file was written without claiming conformance';
  return [problem('pdf-standard-violated', message, null, hint)];
}

function describeFinding({ rule, message, page }: Finding): string {
  return `${rule} ${message}${page === undefined ? '' : ` on page ${page}`}`;
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

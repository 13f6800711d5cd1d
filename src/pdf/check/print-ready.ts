/** Reports what print shops reject in a file made for them, with pages. */
import { type Diagnostic, problem } from '../../model/diagnostics.ts';
import { dictionaryAt, type PdfDocument, pagesOf, valueAt } from '../file/document.ts';
import type { PdfDictionary, PdfValue } from '../file/objects.ts';

/** What a print shop rejects, and the pages it is on, from 1. */
export interface PrinterFault {
  thing: string;
  pages: number[];
}

export function findPrinterFaults(document: PdfDocument): PrinterFault[] {
  const found = new Map<string, number[]>();
  for (const [index, reference] of pagesOf(document).entries()) {
    for (const thing of new Set(faultsIn(document, dictionaryAt(document, reference))))
      found.set(thing, [...(found.get(thing) ?? []), index + 1]);
  }
  return Array.from(found, ([thing, pages]) => ({ thing, pages }));
}

/** `faults`: those of all parts. A cover is printed on one side: what a leaf asks for does not count. */
export function describePrinterFaults(faults: readonly PrinterFault[], pages: number, oneSided: boolean): Diagnostic[] {
  const places = new Map<string, number[]>();
  for (const { thing, pages: on } of faults) places.set(thing, [...(places.get(thing) ?? []), ...on]);
  const odd = `the print PDF has an odd number of pages (${pages})`;
  return [
    ...Array.from(places, ([thing, on]) => refused(thing, `the print PDF contains ${thing} on ${pagesNamed(on)}`)),
    ...(pages % 2 === 1 && !oneSided ? [problem('pdf-not-print-ready', odd, null)] : []),
  ];
}

const drawnFont = 'a Type 3 font';

function refused(thing: string, message: string): Diagnostic {
  const hint =
    thing === drawnFont
      ? 'printers require outline fonts; a template of the book may use a system font'
      : 'printers require pages without transparency; use solid colours';
  return problem('pdf-not-print-ready', message, null, hint);
}

/** Pages that a problem names. */
const named = 8;

function pagesNamed(pages: number[]): string {
  const more = pages.length > named ? ` and ${pages.length - named} more` : '';
  return `page${pages.length === 1 ? '' : 's'} ${pages.slice(0, named).join(', ')}${more}`;
}

/** What is drawn on a page, and what that draws. */
function faultsIn(document: PdfDocument, page: PdfDictionary): string[] {
  const found = page.has('/Group') ? ['a transparent page'] : [];
  const seen = new Set<PdfValue>();
  const waiting = [page];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    const resources = dictionaryAt(document, each.get('/Resources'));
    if (seen.has(resources)) continue;
    seen.add(resources);
    for (const font of entriesOf(document, resources, '/Font'))
      if (font.get('/Subtype') === '/Type3') found.push(drawnFont);
    for (const state of entriesOf(document, resources, '/ExtGState')) found.push(...stateFaults(document, state));
    for (const key of ['/XObject', '/Pattern']) {
      for (const drawn of entriesOf(document, resources, key)) {
        if (dictionaryAt(document, drawn.get('/Group')).get('/S') === '/Transparency')
          found.push('a transparent group');
        if (drawn.get('/Subtype') === '/Image' && drawn.has('/SMask')) found.push('a transparent image');
        waiting.push(drawn);
      }
    }
  }
  return found;
}

function entriesOf(document: PdfDocument, resources: PdfDictionary, key: string): PdfDictionary[] {
  const values = [...dictionaryAt(document, resources.get(key)).values()];
  return values.flatMap((value) => {
    const dictionary = valueAt(document, value);
    return dictionary instanceof Map ? [dictionary] : [];
  });
}

function stateFaults(document: PdfDocument, state: PdfDictionary): string[] {
  const mask = valueAt(document, state.get('/SMask'));
  const opacity = Math.min(Number(state.get('/ca') ?? 1), Number(state.get('/CA') ?? 1));
  const blend = state.get('/BM') ?? '/Normal';
  return [
    ...(mask !== null && mask !== '/None' ? ['a soft mask'] : []),
    ...(opacity < 1 ? [`an opacity of ${opacity}`] : []),
    ...(blend === '/Normal' || blend === '/Compatible' ? [] : [`blend mode ${String(blend).slice(1)}`]),
  ];
}

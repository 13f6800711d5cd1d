/**
 * What tests of finished PDFs start from: the metadata of a small book, and how it is finished and joined where nothing
 * else is said.
 */
import type { BookMeta } from '../../../../src/model/book.ts';
import type { Diagnostic } from '../../../../src/model/diagnostics.ts';
import { checkCatalog, checkTaggedContent, type Finding } from '../../../../src/pdf/check/pdf-ua.ts';
import { describePrinterFaults } from '../../../../src/pdf/check/print-ready.ts';
import type { PdfDocument } from '../../../../src/pdf/file/document.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { finishPart, type PartOptions } from '../../../../src/pdf/finish/finish-part.ts';
import type { JoinOptions } from '../../../../src/pdf/join/growing-book.ts';
import { joinParts } from '../../../../src/pdf/join/join.ts';
import { memoryHost } from '../../../support/memory-host.ts';
import { assemble } from '../../assemble/fixtures.ts';

export const someMeta: BookMeta = assemble({ 'a.md': '# 题\n\n正文\n' }, { date: new Date('2024-01-02T03:04:05Z') })
  .book.meta;

export const joining: JoinOptions = {
  profile: 'screen',
  pages: 1,
  trim: { width: 148, height: 210 },
  bleed: 0,
  spineBleed: true,
  marks: false,
  binding: 'left',
  offsetOf: () => 0,
  furniture: null,
  meta: someMeta,
  language: 'zh-CN',
  labels: [],
  standard: null,
  findings: [],
};

export const finishing: PartOptions = {
  profile: 'screen',
  headings: [],
  titles: new Map(),
  words: new Set(),
  standard: null,
};

export type FinishOptions = Partial<PartOptions & JoinOptions>;

/** A book of one part. */
export async function finishBytes(
  printed: Uint8Array,
  options: FinishOptions = {},
): Promise<{ bytes: Buffer; document: PdfDocument; diagnostics: Diagnostic[] }> {
  const part = finishPart(readPdf(printed), { ...finishing, ...options });
  const { pages, findings, faults, bytes } = part;
  const joined = await joinParts(
    [{ first: 1, pages, load: async () => bytes }],
    {
      ...joining,
      pages,
      findings,
      ...options,
    },
    memoryHost({}),
  );
  const whole = Buffer.concat(joined.chunks);
  const printer = options.profile === 'print' ? describePrinterFaults(faults, pages, false) : [];
  return { bytes: whole, document: readPdf(whole), diagnostics: [...joined.diagnostics, ...printer] };
}

/** All that is checked of a whole document. */
export function checkAccessibility(document: PdfDocument): Finding[] {
  return [...checkCatalog(document), ...checkTaggedContent(document)];
}

/**
 * What tests of finished PDFs start from: the metadata of a small book, and how it is finished where nothing else is
 * said.
 */
import type { BookMeta } from '../../../../src/model/book.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { writePdf } from '../../../../src/pdf/file/writer.ts';
import { type PostprocessOptions, postprocess } from '../../../../src/pdf/finish/finish.ts';
import { assemble } from '../../assemble/fixtures.ts';

export const someMeta: BookMeta = assemble({ 'a.md': '# 题\n\n正文\n' }, { date: new Date('2024-01-02T03:04:05Z') })
  .book.meta;

export const finishing: PostprocessOptions = {
  profile: 'screen',
  trim: { width: 148, height: 210 },
  bleed: 0,
  spineBleed: true,
  marks: false,
  openings: new Set(),
  headings: [],
  words: new Set(),
  labels: [],
  standard: null,
  binding: 'left',
};

/** A print finished and written, and the file read again. */
export function finishBytes(printed: Uint8Array, finish: Partial<PostprocessOptions> = {}) {
  const document = readPdf(printed);
  const diagnostics = postprocess(document, someMeta, 'zh-CN', { ...finishing, ...finish });
  const bytes = writePdf(document);
  return { bytes, document: readPdf(bytes), diagnostics };
}

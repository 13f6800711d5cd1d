/**
 * Book to EPUB 3.3, one file for each target. Documents, cover and fonts are made once; each target has its own variant
 * of the documents, package document and checks.
 */
import { join } from 'node:path';
import { epubName } from '../config/output-name.ts';
import type { LicenceHost } from '../fonts/licence.ts';
import type { Book, StoredImage, Target, Writing } from '../model/book.ts';
import { type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import type { EpubFile } from '../model/output.ts';
import type { PdfText } from '../model/page-text.ts';
import type { Templates } from '../templates/load-templates.ts';
import { type StyleSheets, stylesFor } from '../typography/vertical-css.ts';
import { checkForTarget } from './check/preflight.ts';
import { checkTogether } from './check/quick-check.ts';
import { sourceFinder } from './check/source-lines.ts';
import type { ZipEntry } from './container/zip.ts';
import { type CoverHost, makeCover } from './cover.ts';
import { cachedDocuments, cachedFacts } from './document-cache.ts';
import { type ContentDocument, modernSheet, sheetNames } from './documents.ts';
import { openEpubCache } from './epub-cache.ts';
import { embedFonts } from './fonts/embedded-fonts.ts';
import { navigationDocument, ncxDocument, type PackedFiles, packageDocument, type StyleSheet } from './package.ts';
import { addPageBreaks } from './page-list.ts';
import { splitStyles } from './split-css.ts';
import { forKindle } from './targets/kindle-documents.ts';
import { withKoboSpans } from './targets/kobo-spans.ts';

const sheets: StyleSheets = { rotated: ['book.css', 'epub.css'], vertical: ['vertical.css'] };

/** `print` comes when the PDF is finished, null when there is none; what needs no pages is made while it is printed. */
export async function renderEpub(
  book: Book,
  templates: Templates,
  host: EpubHost,
  print: Promise<PdfText | null>,
): Promise<Reported<EpubFile[]>> {
  const cache = await openEpubCache(book, templates, host);
  const found = await cache.find();
  const cached = found === null ? null : await found.withPages(await print);
  if (cached !== null) return cached;
  const { value: prepared, diagnostics } = await prepareContent(book, templates, host);
  const pages = await print;
  const made = await renderWithPages(book, prepared, pages, templates, host);
  const reported = { value: made.value, diagnostics: [...diagnostics, ...made.diagnostics] };
  await cache.write(reported, pages);
  return reported;
}

type EpubHost = CoverHost &
  Pick<Host, 'packageFile' | 'readFile' | 'readCache' | 'writeCache' | 'storeFile' | 'storedFile' | 'progress'>;

async function renderWithPages(
  book: Book,
  prepared: Content,
  pages: PdfText | null,
  templates: Templates,
  host: Pick<Host, 'readCache' | 'writeCache'>,
): Promise<Reported<EpubFile[]>> {
  const content = pages === null ? prepared : { ...prepared, ...addPageBreaks(prepared.documents, book, pages) };
  const diagnostics = await checkQuickly(book, content, templates, host);
  const made = await Promise.all(
    book.config.epub.targets.map((target) => renderForTarget(target, book, content, templates)),
  );
  return {
    value: made.map(({ value }) => value),
    diagnostics: [...diagnostics, ...made.flatMap((each) => each.diagnostics)],
  };
}

/** Where a book's own templates go wrong is told at once; `octavo check` tells the rest. */
async function checkQuickly(
  book: Book,
  content: Content,
  templates: Templates,
  host: Pick<Host, 'readCache' | 'writeCache'>,
): Promise<Diagnostic[]> {
  const { documents, images, styles, fontFiles } = content;
  const files = [
    ...documents.map(({ name }) => name),
    ...images.map(({ name }) => `images/${name}`),
    ...[...styles, ...fontFiles].map(({ name }) => name),
  ];
  const findings = checkTogether(await cachedFacts(documents, host), new Set(files));
  if (findings.length === 0) return [];
  const findSource = sourceFinder(book, templates);
  const path = join(book.config.outputFolder, epubName(book.config.name, book.config.epub.targets[0] ?? 'generic'));
  return findings.map(({ message, path: name, line }) =>
    problem('epub-warning', `${message} (${name}:${line})`, findSource(name ?? '', line) ?? { file: path, line: null }),
  );
}

/** What the EPUBs of all targets have. */
interface Content extends PackedFiles {
  documents: ContentDocument[];
  styles: StyleSheet[];
  fontFiles: ZipEntry[];
  fontBytes: number;
}

async function prepareContent(book: Book, templates: Templates, host: EpubHost): Promise<Reported<Content>> {
  const diagnostics: Diagnostic[] = [];
  const cover = await makeCover(book, templates, host);
  diagnostics.push(...cover.diagnostics);
  const documents = await cachedDocuments(book, templates, cover.value, host);
  const embedded = book.config.epub.fonts === 'embed' ? await embedBookFonts(book, documents, templates, host) : null;
  diagnostics.push(...(embedded?.diagnostics ?? []));
  const fonts = embedded?.value.fonts ?? [];
  const content = {
    documents,
    styles: [
      ...sheetsFor('horizontal', book, templates),
      ...(book.config.writing === 'vertical' ? sheetsFor('vertical', book, templates) : []),
      ...(embedded === null ? [] : [{ name: 'fonts.css', text: embedded.value.style }]),
    ],
    images: usedImages(book, cover.value),
    cover: cover.value,
    fonts,
    fontFiles: fonts.map(({ entry }) => entry),
    fontBytes: fonts.reduce((sum, { entry }) => sum + entry.packed.length, 0),
    marks: [],
  };
  return { value: content, diagnostics };
}

async function renderForTarget(
  target: Target,
  book: Book,
  content: Content,
  templates: Templates,
): Promise<Reported<EpubFile>> {
  const { images, styles, fontFiles, fontBytes, marks } = content;
  const documents = documentsFor(target, content.documents);
  const navigation = navigationDocument(book, documents, marks, templates);
  // Loaded with its packages only where an EPUB changed.
  const { packEpub } = await import('./container/archive.ts');
  const chunks = await packEpub({
    title: book.meta.title,
    language: book.meta.language,
    documents,
    files: [
      ...images.map((image) => ({ name: `images/${image.name}`, kind: 'stored' as const, content: image })),
      ...styles.slice(1).map(styleSheet),
      ...fontFiles,
    ],
    style: styles[0]!.text,
    package: packageDocument(book, documents, content, templates, target),
    navigation: target === 'kobo' ? withKoboSpans(navigation) : navigation,
    ncx: ncxDocument(book, documents, marks, templates),
    date: book.meta.modified,
  });
  const path = join(book.config.outputFolder, epubName(book.config.name, target));
  return {
    value: { kind: 'epub', target, path, chunks, fontBytes, cover: content.cover },
    diagnostics: checkForTarget(target, book, { documents, styles, cover: content.cover }),
  };
}

function documentsFor(target: Target, documents: ContentDocument[]): ContentDocument[] {
  switch (target) {
    case 'generic':
    case 'apple':
      return documents;
    case 'kindle':
      return forKindle(documents);
    case 'kobo':
      return documents.map((document) => ({ ...document, xhtml: withKoboSpans(document.xhtml) }));
  }
}

function sheetsFor(writing: Writing, book: Book, templates: Templates): StyleSheet[] {
  const { plain, modern } = splitStyles(stylesFor(book, sheets, templates, writing));
  const name = sheetNames[writing];
  return [
    { name, text: plain },
    { name: modernSheet(name), text: modern },
  ];
}

/** For what the contents say too. */
async function embedBookFonts(book: Book, documents: ContentDocument[], templates: Templates, host: LicenceHost) {
  const texts = [...documents.map(({ xhtml }) => xhtml), navigationDocument(book, documents, [], templates)];
  return embedFonts(texts, book.meta.language, host);
}

function styleSheet({ name, text }: StyleSheet): ZipEntry {
  return { name, kind: 'deflated', bytes: new TextEncoder().encode(text) };
}

/** Each image that is shown, once, in the order of its first use. */
function usedImages(book: Book, cover: StoredImage | null): StoredImage[] {
  const used = new Map<string, StoredImage>();
  if (cover !== null) used.set(cover.name, cover);
  for (const asset of shownImages(book)) used.set(asset.name, asset);
  return [...used.values()];
}

function* shownImages(book: Book): Generator<StoredImage> {
  for (const [key, asset] of book.assets) {
    if (asset.kind === 'image' && book.shown.has(key)) yield asset.screen;
  }
}

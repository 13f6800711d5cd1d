/**
 * What the builder may ask of the outside world. Types only; `node/` answers for real, `tests/support` from memory.
 * Every question has an answer: a missing file or a 404 is a value. A function asks for the part it needs:
 * `Pick<Host, 'readFile'>`.
 */
import type { ImagePolicy, StoredImage } from './book.ts';
import type { Code } from './diagnostics.ts';
import type { NewFile } from './output.ts';

export type FileAnswer =
  | { kind: 'file'; bytes: Uint8Array }
  | { kind: 'folder' }
  | { kind: 'missing' }
  /** Not a regular file, too large, or no right to read it. `size` in bytes where that is the reason. */
  | { kind: 'refused'; reason: string; size?: number };

export type FolderAnswer = { kind: 'folder'; files: string[]; folders: string[] } | { kind: 'missing' };

/** One HTTP request for one resource, without cookies or credentials. */
export interface DownloadRequest {
  url: string;
  headers: Record<string, string>;
  /** More headers for some hosts: sent to these alone, also after a redirect. */
  hosts: ImagePolicy['hosts'];
  /** Milliseconds for the whole of it. */
  timeout: number;
  maximumBytes: number;
  allowPrivateHosts: boolean;
}

export type DownloadAnswer =
  | { kind: 'body'; bytes: Uint8Array; url: string; mediaType: string | null; date: Date }
  /** The server answered, but not with 2xx. `retryAfter` in milliseconds. */
  | { kind: 'status'; status: number; retryAfter: number | null }
  /** No answer. `cause` names two failures that retries seldom cure: an unknown name, a closed port. */
  | { kind: 'failed'; reason: string; temporary: boolean; cause?: 'name' | 'closed' }
  /** The address, or one it redirects to, is private or of another scheme: nothing was sent there. */
  | { kind: 'private'; address: string }
  | { kind: 'too-large' };

/** A shape an image is wanted in: no larger than this, in pixels. */
export interface ImageForm {
  name: 'screen' | 'print';
  width: number;
  height: number;
}

/** An image to decode and encode, in a process of its own: decoders crash, and some images take them hours. */
export interface ConversionJob {
  bytes: Uint8Array;
  /** Larger images are not decoded. */
  maximumPixels: number;
  forms: ImageForm[];
  /** Of an SVG with words; those of the machine are never used. */
  fonts: DrawingFonts | null;
}

export interface DrawingFonts {
  /** TrueType fonts by the names they are called in `lists`: absolute paths. */
  files: ReadonlyMap<string, string>;
  /** What sets the words of a family in a style, first to last. */
  lists: { family: string; bold: boolean; italic: boolean; fonts: string[] }[];
}

export interface MadeFile {
  bytes: Uint8Array;
  mediaType: StoredImage['mediaType'];
  /** Pixels; of an SVG its natural size. */
  width: number;
  height: number;
}

export type ConversionAnswer =
  /** One file a form, in their order; two may be one. The rest tells of the original. */
  | { kind: 'made'; files: MadeFile[]; mediaType: string; width: number; height: number }
  | { kind: 'failed'; code: Code; problem: string; hint: string | null }
  /** The process ended before its work, or was ended because it took too long. */
  | { kind: 'died'; reason: 'crash' | 'hang' };

/** An SVG to draw in exactly that many pixels, in the same processes. */
export interface RasterJob {
  svg: string;
  width: number;
  height: number;
  fonts: DrawingFonts;
}

/** A page to print. It is loaded at a private origin, with no script and no network. */
export interface PageJob {
  html: string;
  /** What the page may load: path below the origin (`fonts/a.woff2`) -> absolute path of a file, or the bytes. */
  files: ReadonlyMap<string, string | Uint8Array>;
}

export interface PrintJob extends PageJob {
  /** Of what is printed, for `--debug`: `pdf-screen/intro`. */
  name: string;
  /**
   * In the place of the body of `html`, which stays loaded with its fonts while other bodies of the same page are printed.
   * Null: its own.
   */
  body: string | null;
  tagged: boolean;
}

/** A diagram to draw. The page has mermaid among its files; it is the only one whose scripts run. */
export interface DrawJob extends PageJob {
  source: string;
  /** Of mermaid; what an author writes into a diagram cannot change those it names as `secure`. */
  settings: Readonly<Record<string, unknown>>;
  /** The ids in the drawing begin with it. */
  name: string;
  /** The families its words are set in, as in CSS. */
  family: string;
  /** CSS pixels that most of its letters are made, and the longest side of its image, in pixels. */
  letters: number;
  longestSide: number;
  /** Milliseconds. */
  timeout: number;
}

export type DrawAnswer =
  | {
      kind: 'drawn';
      /** With attributes alone: no style sheet, no class. */
      svg: string;
      png: Uint8Array;
      /** CSS pixels, with letters of the size asked for. */
      width: number;
      height: number;
      labels: string[];
    }
  /** The author's mistake. `line` counts in the source as mermaid reads it (see `diagrams/diagram-errors.ts`). */
  | { kind: 'invalid'; reason: string; line: number | null }
  | { kind: 'no-browser'; reason: string }
  | { kind: 'failed'; reason: string };

export type BrowserAnswer =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'no-browser'; reason: string }
  /** It ended before its work, and so did another one that was started for the same. */
  | { kind: 'crashed'; reason: string }
  | { kind: 'failed'; reason: string };

export type StoreAnswer = { kind: 'stored'; path: string } | { kind: 'failed'; reason: string };

/** What a checks of EPUBs finds. */
export interface EpubFinding {
  /** fatal, error, warning, usage or info. */
  severity: string;
  id: string;
  message: string;
  /** Of the file in the EPUB. */
  path: string | null;
  line: number | null;
}

export type EpubCheckAnswer = { kind: 'findings'; findings: EpubFinding[] } | { kind: 'absent' };

/** What a stage tells while it works. `total` is null when not known; of `books`, `book` is the one just finished. */
export interface Progress {
  book: string;
  stage: Stage;
  done: number;
  total: number | null;
}

export const stages = ['books', 'read', 'parse', 'images', 'assemble', 'epub', 'pdf', 'html', 'write'] as const;
export type Stage = (typeof stages)[number];

export interface Host {
  /** A larger file is not read at all. Default: far more than any text has. */
  readFile(path: string, maximumBytes?: number): Promise<FileAnswer>;
  /** Names, sorted; hidden ones left out. */
  listFolder(path: string): Promise<FolderAnswer>;
  /** The path with every link resolved, or null when there is nothing. */
  realPath(path: string): Promise<string | null>;
  /** The day (`2024-05-12`) on which git first recorded a file, under any name; null when there is none to be had. */
  firstCommitDate(path: string): Promise<string | null>;
  /** Writes all or nothing: each to a temporary file first, then renamed. Returns a reason when it failed. */
  writeFiles(files: NewFile[]): Promise<{ kind: 'written' } | { kind: 'failed'; path: string; reason: string }>;

  download(request: DownloadRequest): Promise<DownloadAnswer>;
  /** Resolves after this many milliseconds. */
  wait(milliseconds: number): Promise<void>;

  /** A key is a path of ASCII names below the cache: `prints/ab12….pdf`. Null when absent or damaged. */
  readCache(key: string): Promise<Uint8Array | null>;
  /** Never leaves half a file. A cache that cannot be written costs time only, so nobody is told. */
  writeCache(key: string, bytes: Uint8Array): Promise<void>;
  /** Bytes that an output, or another program, will read as a file of the cache. */
  storeFile(key: string, bytes: Uint8Array): Promise<StoreAnswer>;
  /** The absolute path of what was stored, or null where its hash does not begin with these digits. */
  storedFile(key: string, sha256: string): Promise<string | null>;

  convert(job: ConversionJob): Promise<ConversionAnswer>;
  rasterize(job: RasterJob): Promise<ConversionAnswer>;

  print(job: PrintJob): Promise<BrowserAnswer>;
  draw(job: DrawJob): Promise<DrawAnswer>;
  /** Absolute path of a file inside an installed package (`@fontsource/noto-emoji/files/…`), or null. */
  packageFile(specifier: string): string | null;

  /** EPUBCheck of an EPUB, which is asked for only where there is one that can be run. */
  epubCheck(file: () => Promise<string | null>): Promise<EpubCheckAnswer>;

  /** Resolves when signals and answers that arrived meanwhile have been heard: long work asks for it now and then. */
  rest(): Promise<void>;
  today(): Date;
  /** Milliseconds since some moment, for timings only: never part of an output. */
  clock(): number;
  progress(progress: Progress): void;
}

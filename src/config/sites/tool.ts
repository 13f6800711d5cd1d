/** What a configuration of another tool says of a book. Types only. */
import type { FileAnswer, Host } from '../../model/host.ts';

export type SiteHost = Pick<Host, 'readFile' | 'listFolder' | 'realPath'>;

/** One line of a table of contents: a page, a title above others, or both. */
export interface SiteEntry {
  title: string | null;
  /** Relative to the folder of the pages, without the slash that stands for it; null for a title alone. */
  path: string | null;
  /** Of the file that lists it; null where that is not known. */
  line: number | null;
  /** Whether it begins a part of the book, though it has a page or stands alone. */
  isPart?: boolean;
  children: SiteEntry[];
}

export interface SiteBook {
  /** The file that lists the pages, absolute. */
  file: string;
  /** The folder of the pages. */
  folder: string;
  /** Folders below it that its pages are published without, as VitePress's `rewrites` say. */
  hidden?: readonly string[];
  /** The folder of the book's repository: pages may include files of it. */
  root: string;
  title: string | null;
  authors: string[];
  description: string | null;
  language: string | null;
  entries: SiteEntry[];
}

/** A tool that makes sites or books of Markdown, and where it lists their pages. */
export interface SiteTool {
  name: string;
  /** Files by which it is recognized, the first that exists counts. */
  files: readonly string[];
  /** Null where the file lists no pages: they are then articles like others. */
  read: (found: FoundConfiguration, host: SiteHost) => Promise<SiteBook | null>;
}

export interface FoundConfiguration {
  folder: string;
  path: string;
  text: string;
}

export async function readText(path: string, host: Pick<Host, 'readFile'>): Promise<string | null> {
  const answer: FileAnswer = await host.readFile(path, longestFile);
  if (answer.kind !== 'file') return null;
  return new TextDecoder().decode(answer.bytes).replaceAll('\r\n', '\n');
}

/** Bytes of a configuration that is read. */
const longestFile = 5_000_000;

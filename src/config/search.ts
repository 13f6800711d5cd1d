/** What a search for books is asked for, and what its functions share. Types only. */
import type { Format, Profile, Target } from '../model/book.ts';
import type { Report } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import type { Library } from './library-file.ts';

/** What a command line, or a caller of the library, decides. All paths are absolute. */
export interface BuildOptions {
  /** None: the library, book or site in the working folder, or its folder `articles`. */
  paths: string[];
  /** Paths in messages are relative to it. */
  workingFolder: string;
  outputFolder: string;
  /** Null: what the book says, else the default. */
  formats: Format[] | null;
  /** The same of the devices an EPUB is made for. */
  targets: Target[] | null;
  /** And of what a PDF is for. */
  profiles: Profile[] | null;
  /** Whether outputs are in one folder, whatever folders the articles are in. Null: what octavo.yaml says. */
  flat: boolean | null;
  offline: boolean;
  frozen: boolean;
  /** Fetch every image again. */
  update: boolean;
  allowPrivateHosts: boolean;
  /** Octavo's own templates. */
  templateFolder: string;
  fixedDate: Date | null;
}

/** What the functions of a search share. */
export interface Search {
  options: BuildOptions;
  host: Pick<Host, 'readFile' | 'listFolder' | 'realPath' | 'firstCommitDate'>;
  report: Report;
}

/** Where a book was found. */
export interface BookPlace {
  library: Library;
  /** The folder of the repository or site. */
  root: string;
  /** Names of outputs repeat the folders below this one; null: they have no folders. */
  names: string | null;
}

/** An article as read, with what stands beside it, before its Markdown is parsed. Types only. */
import type { Metadata } from './settings/metadata-keys.ts';

export interface Source {
  path: string;
  text: string;
  /** The title that book.yaml gives it. */
  title?: string;
  /** Whether that title is for the table of contents only. */
  isNavigationTitle?: boolean;
  /** The metadata file beside it: `SLUG.meta.json` or `SLUG.json`. */
  sidecar?: { path: string; text: string };
  /** The day of its first commit, read only where nothing else dates it. */
  firstCommit?: string;
  /** The files that it includes, read beforehand: parsing opens none. */
  included?: IncludedFiles;
}

/** Where a value of an article's metadata comes from. */
export type Origin =
  | { kind: 'book.yaml' | 'git' | 'file name' | 'detected' }
  | { kind: 'front matter' | 'provenance' | 'heading'; line: number }
  | { kind: 'sidecar'; file: string };

export type DescribedField = keyof Metadata | 'originalTitle';

/** What an article says of itself, without its Markdown parsed. */
export interface ArticleDescription {
  meta: Metadata;
  /** The title in force: of book.yaml, front matter, the sidecar or a heading, else the name of the file. */
  title: string;
  /** The language in force: of front matter, else guessed from the text. */
  language: string;
  /** The title of the text that the article translates or republishes, where it is another. */
  originalTitle: string | null;
  /** Of every value that is there; `title` and `language` always. */
  origins: ReadonlyMap<DescribedField, Origin>;
}

/** Only single values are read, so that it can be recorded which an article depends on. */
type Lookup<T> = Pick<ReadonlyMap<string, T>, 'get'>;

/** Files that articles of a book include. */
export interface IncludedFiles {
  /** By absolute path. */
  files: Lookup<IncludedFile>;
  /** Absolute paths of all files below `rootFolder` by their name in lower case, where an article embeds any by name. */
  byName: Lookup<readonly string[]>;
  rootFolder: string;
  /** Where paths of the site start, those with `@`: the source folder of VitePress, or the folder of mkdocs.yml. */
  siteFolder: string;
  /** What builds the site, where code is shown otherwise than it is written; null where nothing says so. */
  generator: 'mdbook' | 'jekyll' | null;
}

export type IncludedFile = { kind: 'text'; text: string } | { kind: 'unreadable'; reason: string };

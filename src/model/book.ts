/**
 * The nouns of the book trade, in the order in which a build makes them. Types only, and the words of `options.ts`: no
 * code that runs. "Article" is a file as written; "Chapter" is its place in a book.
 */
import type { Root } from 'hast';
import type { Place } from './diagnostics.ts';
import type { Profile } from './options.ts';
import type { BookSettings, ImageSettings, TypographyCheck } from './settings/book-keys.ts';
import type { Written } from './settings/declaration.ts';
import type { Dialect } from './settings/dialect-keys.ts';
import type { Metadata } from './settings/metadata-keys.ts';
import type { PageSize } from './settings/page-size.ts';
import type { ArticleDescription, Source } from './source.ts';

export * from './options.ts';
export type * from './source.ts';
export type { Dialect, Metadata, PageSize, TypographyCheck, Written };

// ---- argv, book.yaml -> BookConfig

/** A part as listed in book.yaml. A book without parts has one, whose title is null. */
export interface PartList {
  title: string | null;
  /** In reading order. */
  articles: ListedArticle[];
}

/** Its path is absolute. */
export type ListedArticle = Written<string> & {
  /** The title that the list gives it. */
  title?: string;
  /** Whether that title is for the table of contents only: the page has a heading of its own. */
  isNavigationTitle?: boolean;
  /** How many chapters it lies below, such as the sections of a chapter in SUMMARY.md. */
  depth?: number;
};

/** One book to build: paths absolute, defaults filled in. */
export interface BookConfig
  extends Omit<BookSettings, 'articles' | 'parts' | 'static' | 'typography' | 'dialects' | 'pdf'> {
  /** Path of the output files below the output folder, with slashes, without extension; in any script. */
  name: string;
  /** The folder of the book. Local images must lie inside it. */
  folder: string;
  /** The folder of the repository or site that the book is part of: root-relative paths start there. */
  root: string;
  /** book.yaml, or null for an article that is a book by itself. */
  file: string | null;
  parts: PartList[];
  meta: Metadata;
  /** What octavo.yaml says of all books: counts where neither the book nor its articles say anything. */
  inheritedMeta: Metadata;
  /** Address of the site on which the articles are published, without a slash at its end. */
  site: string | null;
  /** Of a volume made of articles of a repository. */
  volume: VolumeFacts | null;
  outputFolder: string;
  /** Whether a draft is built: its author named the file. */
  drafts: boolean;
  page: PageSize;
  pdf: PdfSettings;
  images: ImagePolicy;
  /** Those that are not switched off. */
  typography: ReadonlySet<TypographyCheck>;
  /** Those that are not switched off. */
  dialects: ReadonlySet<Dialect>;
  /** Folders searched for a template, first match wins: the book's own, then Octavo's. */
  templateFolders: string[];
  /** SOURCE_DATE_EPOCH when set: it is then the date of everything inside the outputs. */
  fixedDate: Date | null;
}

/** What distinguishes a volume from a book that lists its articles. */
export interface VolumeFacts {
  /** Of octavo.yaml, where it is declared. */
  line: number;
  /** Whether an index of its articles is appended. */
  index: boolean;
  /** Largest EPUB, in bytes. */
  maximumBytes: number | null;
  /** Largest number of pages of a PDF. */
  maximumPages: number | null;
}

/** How a book is set on paper, beside the size of its pages. */
export interface PdfSettings extends Omit<BookSettings['pdf'], 'page' | 'cover' | 'paper'> {
  /** Each gets a file of its own. The first one's pages are those the EPUB names. */
  profiles: Profile[];
  /** Millimetres beyond the page that are cut off, in the print profile. */
  bleed: number;
  /** The cover sheet around the book: millimetres that a page adds to the spine. Null when none is made. */
  wrap: { thickness: number } | null;
}

/** How images may be had and how large they may be. */
export interface ImagePolicy extends ImageSettings {
  /** Nothing is fetched. */
  offline: boolean;
  /** Nothing is fetched, and only what octavo.lock names is used. */
  frozen: boolean;
  /** Every image is fetched again. */
  update: boolean;
  allowPrivateHosts: boolean;
  /** Absolute paths of folders outside that of the book whose images it may show. */
  folders: string[];
}

// ---- files -> Source -> Article

/** A heading of an article, after levels were made consistent: 2 to 6, since 1 is the chapter's title. */
export interface Heading {
  id: string;
  level: number;
  text: string;
  line: number | null;
}

/** A place where an article shows an image. */
export interface AssetRef {
  /** In Assets; see `assetKey`. */
  key: string;
  /** As written by the author. */
  url: string;
  /** The file that says so: relative paths start from its folder. */
  at: Place;
  use: 'figure' | 'cover';
  /**
   * The alt text as written; '' when the author marked the image as decorative, null when nothing is said.
   */
  alt: string | null;
}

/** One file as written, parsed. Pure: the same Source gives the same Article. */
export interface Article extends ArticleDescription {
  source: Source;
  /** The hash of everything it was parsed from; null where nothing was cached. */
  inputs: string | null;
  /** Without the title. Elements carry `dataLine`, headings are h2 to h6 with ids, images keep their address. */
  tree: Root;
  headings: Heading[];
  assets: AssetRef[];
  /** Paths of files that it links to, relative to its own. */
  linkedPaths: string[];
}

// ---- AssetRef[] -> Assets

/** A file that is read when it is needed. */
export interface StoredFile {
  /** Absolute path of the bytes. */
  file: string;
  bytes: number;
  /** As ZIP archives have it: whoever reads the file checks it. */
  crc32: number;
}

/** A file in the image cache. */
export interface StoredImage extends StoredFile {
  /** Name inside an output, from the content's hash: ASCII, stable. */
  name: string;
  mediaType: 'image/png' | 'image/jpeg' | 'image/svg+xml';
  /** Pixels; of an SVG its natural size. */
  width: number;
  height: number;
}

/** An image the book can show. */
export interface Image {
  kind: 'image';
  /** For e-readers: PNG or JPEG, sRGB, opaque, upright, at most 5.6 million pixels. Made for EPUB and HTML only. */
  screen: StoredImage;
  /** For paper: as `screen`, 300 pixels to the inch of the page; an SVG stays one. Made for PDF only. */
  print: StoredImage;
  /** Width and height are those it is shown at where there is room: of an SVG the natural ones, upright. */
  original: { mediaType: string; bytes: number; width: number; height: number };
  /** The words in a diagram. `print` is then an SVG to be set into the page, where the fonts of the book are. */
  labels?: string[];
}

/** `ref` says who named it. */
export interface CoverImage extends Image {
  ref: AssetRef;
}

/** An image that is missing: the book shows a placeholder. A Diagnostic has the same reason. */
export interface MissingImage {
  kind: 'missing';
  reason: string;
}

/** What each address became, by the key of its references. */
export type Assets = ReadonlyMap<string, Image | MissingImage>;

// ---- images.alt.yaml -> AltTexts

/** What images.alt.yaml says of an image. */
export interface AltText {
  /** '' when the image is decorative, null when its text is not written yet. */
  alt: string | null;
  address: string;
  place: Place;
}

/** Alternative texts that stand beside the articles, by the key of the image (see `assetKey`). */
export type AltTexts = ReadonlyMap<string, AltText>;

// ---- all of it -> Book

/** Metadata of a finished book: every decision taken. */
export interface BookMeta extends Omit<Metadata, 'title' | 'language' | 'identifier' | 'cover'> {
  title: string;
  language: string;
  /** urn:uuid:… or urn:isbn:…; the same for every build of the book. */
  identifier: string;
  /** The date inside outputs (see `buildDate`). */
  modified: Date;
}

export interface Chapter {
  kind: 'chapter';
  /** How many chapters it lies below in the table of contents. */
  depth: number;
  /** ASCII, unique and stable: it names files and anchors. */
  id: string;
  title: string;
  language: string;
  /** What the article says of itself, for the lines under its title. */
  meta: Metadata;
  /** Ids unique in the book, links resolved to `#id`, images to `asset:<key>`, missing ones to placeholders. */
  tree: Root;
  headings: Heading[];
  article: Article;
}

export interface Part {
  kind: 'part';
  id: string;
  title: string;
}

/** One line of the contents. `target` is the id of a part, chapter or heading. */
export interface TocEntry {
  title: string;
  target: string;
  /** The chapter, or part, that holds the target. */
  section: string;
  /** 1 for parts and chapters outside parts; as the nesting goes on. */
  level: number;
  children: TocEntry[];
}

export interface Book {
  /** The hash of everything it was assembled from, without the templates; null where it was not cached. */
  inputs: string | null;
  config: BookConfig;
  meta: BookMeta;
  /** Parts and chapters in reading order. */
  sections: (Part | Chapter)[];
  toc: TocEntry[];
  /** Null when the book names none, or one that is missing. */
  cover: CoverImage | null;
  assets: Assets;
  /** Keys of the assets that the chapters show. */
  shown: ReadonlySet<string>;
  /** Every id of the book -> the id of the part or chapter it is in. */
  sectionOf: ReadonlyMap<string, string>;
}

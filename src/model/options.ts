/**
 * The words among which a command line, a book.yaml or front matter chooses: one list each, from which help, reading and
 * hints are made; and the settings that come of them. In: nothing. Out: lists and types. Must not say what a choice means for a book: the stages do.
 */

export const formats = ['epub', 'pdf', 'html'] as const;
export type Format = (typeof formats)[number];

/** The devices an EPUB is made for; `generic` is for all of them. */
export const targets = ['generic', 'kindle', 'kobo', 'apple'] as const;
export type Target = (typeof targets)[number];

/** What a PDF is for: reading on a screen, or a printer of books. */
export const profiles = ['screen', 'print'] as const;
export type Profile = (typeof profiles)[number];

/** Printers whose rules are known (`config/printer-presets.ts`). */
export const presets = ['kdp', 'lulu', 'ingram', 'home-duplex', 'booklet'] as const;
export type Preset = (typeof presets)[number];

/** What a PDF may say it conforms to: for archives, for readers with disabilities. */
export const pdfStandards = ['a-2b', 'ua-1'] as const;
export type PdfStandard = (typeof pdfStandards)[number];

/** Lists behind the contents of a PDF. */
export const pdfLists = ['figures', 'tables'] as const;
export type PdfList = (typeof pdfLists)[number];

/** What becomes of addresses of the web in print: notes at the end of their chapter, such notes with codes for telephones, or nothing. */
export const printedLinks = ['notes', 'qr', 'none'] as const;
export type PrintedLinks = (typeof printedLinks)[number];

/** Whether the print profile has its cover beside it: back, spine and front on one sheet. */
export const printedCovers = ['none', 'wrap'] as const;
export type PrintedCover = (typeof printedCovers)[number];

/** Papers whose thickness a printer may tell (`config/printer-presets.ts`). */
export const papers = ['white', 'cream', 'colour'] as const;
export type Paper = (typeof papers)[number];

/** How a book is set on paper, beside the size of its pages. */
export interface PdfSettings {
  /** Each gets a file of its own. The first one's pages are those the EPUB names. */
  profiles: Profile[];
  /** Whose rules the print profile keeps; null when nobody in particular prints the book. */
  preset: Preset | null;
  /** Millimetres beyond the page that are cut off, in the print profile. */
  bleed: number;
  /** Whether the print profile has marks where it is cut. */
  cropMarks: boolean;
  standard: PdfStandard | null;
  lists: PdfList[];
  links: PrintedLinks;
  /** The cover sheet around the book: millimetres that a page adds to the spine. Null when none is made. */
  wrap: { thickness: number } | null;
  /** Words for the last page; empty when there is none. */
  colophon: string;
}

/** How paragraphs are told apart: by an indent, or by space between them. */
export const paragraphStyles = ['indent', 'block'] as const;
export type ParagraphStyle = (typeof paragraphStyles)[number];

/** Which way lines run: vertical ones from top to bottom, the first at the right. */
export const writings = ['horizontal', 'vertical'] as const;
export type Writing = (typeof writings)[number];

/** What `octavo check` looks for in Chinese text. */
export const typographyChecks = ['half-width', 'quotes', 'ellipsis', 'dash', 'spaces'] as const;
export type TypographyCheck = (typeof typographyChecks)[number];

/** What someone has judged of a book's accessibility, and says in their own name. */
export interface AccessibilityClaim {
  /** As in `WCAG 2.2 Level AA`. */
  conformsTo: string;
  certifiedBy: string;
}

/** How pictures may be had and how large they may be. */
export interface ImagePolicy {
  /** Nothing is fetched. */
  offline: boolean;
  /** Nothing is fetched, and only what octavo.lock names is used. */
  frozen: boolean;
  /** Every picture is fetched again. */
  update: boolean;
  allowPrivateHosts: boolean;
  /** Absolute paths of folders outside that of the book whose images it may show. */
  folders: string[];
  /** Largest download, in bytes after decoding. */
  maximumBytes: number;
  /** Largest picture that is decoded, in pixels. */
  maximumPixels: number;
  /** Longest time for one picture with all its tries, in milliseconds. */
  timeout: number;
  /** All downloads of a book together, in bytes. */
  totalBytes: number;
  /** From the first download of a book to the last, in milliseconds. */
  totalTimeout: number;
  hosts: HostHeaders;
}

/** By host as in a URL, or `*.` and a domain for every host below it: names of headers and their values. */
export type HostHeaders = Readonly<Record<string, Readonly<Record<string, string>>>>;

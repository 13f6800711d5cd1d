/** The option lists of the command line, book.yaml and front matter, from which help, parsing and hints are made. */

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

/** What a PDF may claim to conform to: for archives, for readers with disabilities. */
export const pdfStandards = ['a-2b', 'ua-1'] as const;

/** Lists behind the table of contents of a PDF. */
export const pdfLists = ['figures', 'tables'] as const;
export type PdfList = (typeof pdfLists)[number];

/** What becomes of web addresses in print: notes at the end of their chapter, such notes with QR codes, or nothing. */
export const printedLinks = ['notes', 'qr', 'none'] as const;
export type PrintedLinks = (typeof printedLinks)[number];

/** Whether the print profile has its cover beside it: back, spine and front on one sheet. */
export const printedCovers = ['none', 'wrap'] as const;

/** Papers whose thickness a printer may publish (`config/printer-presets.ts`). */
export const papers = ['white', 'cream', 'colour'] as const;
export type Paper = (typeof papers)[number];

/** How paragraphs are separated: by an indent, or by space between them. */
export const paragraphStyles = ['indent', 'block'] as const;

/** Which way lines run: vertical ones from top to bottom, the first at the right. */
export const writings = ['horizontal', 'vertical'] as const;
export type Writing = (typeof writings)[number];

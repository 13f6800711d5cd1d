/**
 * The words among which a command line, a book.yaml or front matter chooses: one list each, from which help, reading and
 * hints are made. In: nothing. Out: lists and their types. Must not say what a choice means for a book: the stages do.
 */

export const formats = ['epub', 'pdf', 'html'] as const;
export type Format = (typeof formats)[number];

/** The devices an EPUB is made for; `generic` is for all of them. */
export const targets = ['generic', 'kindle', 'kobo', 'apple'] as const;
export type Target = (typeof targets)[number];

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

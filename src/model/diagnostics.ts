/**
 * Problems as values, and the table of every code. A stage reports a Diagnostic made with `problem`, continues with a
 * fallback, and never prints.
 */

/** Where something was written. `file` is absolute; `line` counts from 1 in the file as stored, null when unknown. */
export interface Place {
  file: string;
  line: number | null;
}

export type Severity = 'error' | 'warning' | 'note';

export interface Diagnostic {
  code: Code;
  severity: Severity;
  /** One sentence, lower case, without a full stop. */
  message: string;
  place: Place | null;
  /** What to do about it; null when the message says it all. */
  hint: string | null;
  /** Other places that belong to the same problem. */
  related: Place[];
}

/** The value of a stage together with the problems met on the way. */
export interface Reported<T> {
  value: T;
  diagnostics: Diagnostic[];
}

/** Takes a diagnostic. `removed` is the text of the article that is left out because of it. */
export type Report = (diagnostic: Diagnostic, removed?: string) => void;

interface CodeEntry {
  severity: Severity;
  /** What the code stands for, for the handbook's table. */
  meaning: string;
}

/** Every code with its severity, which no caller can change. `tests/diagnostics/<code>/` has an input for each. */
export const codes = {
  // Input
  'path-not-found': { severity: 'error', meaning: 'a path on the command line or in book.yaml does not exist' },
  'no-articles': { severity: 'error', meaning: 'a folder, or a book.yaml, holds no article' },
  'book-yaml-invalid': { severity: 'error', meaning: 'book.yaml is not valid YAML, or not a mapping' },
  'value-invalid': {
    severity: 'error',
    meaning: 'a value in book.yaml has the wrong type or is not one of those allowed',
  },
  'front-matter-invalid': { severity: 'warning', meaning: 'a line of the front matter cannot be read; it is left out' },
  'front-matter-value-invalid': {
    severity: 'warning',
    meaning: 'a value in the front matter cannot be used; it is left out',
  },
  'key-unknown': { severity: 'warning', meaning: 'a key that Octavo does not know, with the nearest one it does' },
  'key-ignored': { severity: 'note', meaning: 'a key of front matter that Octavo does not use' },
  'article-draft': { severity: 'note', meaning: 'an article with `draft: true` was left out' },
  'writing-mode-unsupported': {
    severity: 'warning',
    meaning: 'vertical lines are asked for a book whose language has none',
  },
  'not-utf8': { severity: 'error', meaning: 'an article is not UTF-8 text' },
  'article-empty': { severity: 'warning', meaning: 'an article has no text' },
  'path-outside-folder': { severity: 'error', meaning: 'a link leads outside the folder that is built' },
  'output-name-conflict': { severity: 'error', meaning: 'two books of one build would be written to the same file' },
  // Markdown
  'html-removed': {
    severity: 'warning',
    meaning: 'raw HTML that a book cannot hold was removed or replaced by a link',
  },
  'definition-unused': {
    severity: 'note',
    meaning: 'a link definition that nothing refers to, or that repeats another, prints nothing',
  },
  'abbreviation-unused': { severity: 'note', meaning: 'an abbreviation that is explained is not in the article' },
  'table-column-count': {
    severity: 'note',
    meaning: 'a row of a table has more cells than its header row; all are printed',
  },
  'code-block-unclosed': { severity: 'warning', meaning: 'a fence is not closed; the rest of the article is code' },
  'html-unclosed': {
    severity: 'warning',
    meaning: 'a comment, tag or element of raw HTML is not closed; it ends with its block, or is shown as text',
  },
  'text-missing': {
    severity: 'warning',
    meaning: 'words of an article are missing in its book, and nothing else says why',
  },
  'nesting-too-deep': { severity: 'warning', meaning: 'an article is nested too deep to be read as Markdown' },
  'heading-empty': { severity: 'warning', meaning: 'a heading without text was left out' },
  'list-item-empty': { severity: 'note', meaning: 'a list item without text was left out' },
  'heading-not-parsed': { severity: 'note', meaning: 'a paragraph looks like a heading that was not read as one' },
  'list-not-parsed': { severity: 'note', meaning: 'lines look like a list that was not read as one' },
  'emphasis-not-parsed': { severity: 'note', meaning: 'marks of emphasis were not read and are printed' },
  'formula-unclosed': { severity: 'note', meaning: 'dollars that open a formula and close none are printed' },
  'foreign-syntax': {
    severity: 'note',
    meaning: 'syntax of another tool, such as Obsidian, MkDocs or Hugo, is printed as it is written',
  },
  'signature-as-list': { severity: 'note', meaning: 'a list of one item looks like a signature' },
  'footnote-missing': {
    severity: 'warning',
    meaning: 'a reference to a note that is not written; the mark is printed',
  },
  'footnote-duplicate': {
    severity: 'warning',
    meaning: 'two notes of an article have one name; the second stays where it is written',
  },
  'footnote-unused': { severity: 'note', meaning: 'nothing refers to a note; it stays where it is written' },
  'attribute-unsupported': { severity: 'note', meaning: 'an attribute in braces cannot be set and was left out' },
  'character-removed': { severity: 'note', meaning: 'control or zero-width characters were removed from the text' },
  'typography-half-width': { severity: 'note', meaning: 'half-width punctuation in Chinese text' },
  'typography-quotes': { severity: 'note', meaning: 'straight, doubled or mixed quotation marks in Chinese text' },
  'typography-ellipsis': { severity: 'note', meaning: 'an ellipsis in Chinese text that is not ……' },
  'typography-dash': { severity: 'note', meaning: 'a dash in Chinese text that is not ——' },
  'typography-spaces': {
    severity: 'note',
    meaning: 'doubled spaces between Chinese and Latin words, or spaces in some places only',
  },
  'formula-invalid': { severity: 'warning', meaning: 'a formula is not TeX that can be set; its source is shown' },
  'code-language-unknown': {
    severity: 'note',
    meaning: 'a block of code names a language that is not known; it is printed without colours',
  },
  'code-block-too-long': { severity: 'note', meaning: 'a block of code is too long to be printed with colours' },
  // Links
  'link-broken': {
    severity: 'warning',
    meaning: 'a link leads to no article, heading or anchor of the book; its text stays',
  },
  'link-ambiguous': { severity: 'warning', meaning: 'a link may lead to one of several articles; its text stays' },
  'link-unsafe': {
    severity: 'warning',
    meaning: 'a link with a scheme other than http, https or mailto; its text stays',
  },
  // Images
  'image-missing': { severity: 'warning', meaning: 'a picture file does not exist' },
  'image-outside-folder': { severity: 'warning', meaning: 'a picture file lies outside the folder of its book' },
  'image-download-failed': { severity: 'warning', meaning: 'a picture could not be downloaded' },
  'image-private-host': { severity: 'warning', meaning: 'a picture at a private address was not fetched' },
  'image-not-cached': {
    severity: 'warning',
    meaning: 'a picture is not in the cache and --offline forbids to fetch it',
  },
  'image-type-unsupported': { severity: 'warning', meaning: 'what came is not a picture of a known type' },
  'image-damaged': { severity: 'warning', meaning: 'a picture is truncated or cannot be decoded' },
  'image-too-large': { severity: 'warning', meaning: 'a picture exceeds the limit in bytes or pixels' },
  'image-download-limit': {
    severity: 'warning',
    meaning: 'the pictures of one book together reached the limit in bytes or time; this one was not downloaded',
  },
  'image-changed': { severity: 'warning', meaning: 'an address gives another picture than octavo.lock says' },
  'image-not-locked': {
    severity: 'warning',
    meaning: 'a picture is not in octavo.lock and --frozen forbids to fetch it',
  },
  'image-locked-unavailable': {
    severity: 'error',
    meaning: 'octavo.lock names a picture that neither the cache nor the folder of the book holds, with --frozen',
  },
  'image-vendor-failed': { severity: 'warning', meaning: 'octavo images --vendor could not copy a picture' },
  'image-lock-not-written': { severity: 'note', meaning: 'octavo.lock could not be written beside the book' },
  'image-lock-invalid': { severity: 'error', meaning: 'octavo.lock cannot be read' },
  'image-address-invalid': {
    severity: 'warning',
    meaning: 'the address of a picture is not a path, data: or http(s) URL',
  },
  'image-alt-missing': { severity: 'warning', meaning: 'a picture has no alternative text' },
  'image-alt-placeholder': {
    severity: 'warning',
    meaning: 'an alternative text is the name of a file, or says nothing of its picture',
  },
  'image-alt-duplicate': {
    severity: 'warning',
    meaning: 'two pictures of an article have the same alternative text, or a picture that of its caption',
  },
  'image-alt-unused': { severity: 'note', meaning: 'images.alt.yaml names a picture that no chapter shows' },
  'image-alt-invalid': {
    severity: 'error',
    meaning: 'images.alt.yaml is not valid YAML or not a mapping, or a value in it is no text',
  },
  'cache-write-failed': {
    severity: 'error',
    meaning: 'an image of a book could not be stored in the cache: the disk is full or read-only',
  },
  'diagram-invalid': { severity: 'warning', meaning: 'mermaid cannot read a diagram; its source is shown as code' },
  'diagram-not-rendered': {
    severity: 'warning',
    meaning: 'a diagram is too large, or no browser could draw it; its source is shown as code',
  },
  'formula-too-small': {
    severity: 'warning',
    meaning: 'a formula that cannot be broken is set in small letters in the PDF',
  },
  'diagram-text-too-small': {
    severity: 'note',
    meaning: 'a diagram is so large that its letters on paper are too small to read',
  },
  // Output
  'browser-missing': { severity: 'error', meaning: 'no browser was found to print with' },
  'print-failed': { severity: 'error', meaning: 'the browser could not print the book' },
  'page-numbers-unstable': {
    severity: 'warning',
    meaning: 'the numbers of pages changed with every print; some in the contents may be wrong',
  },
  'pdf-preset-violated': { severity: 'warning', meaning: 'a printer would not take the PDF as it is' },
  'cover-not-rendered': { severity: 'warning', meaning: 'no browser could draw the cover of an EPUB' },
  'template-invalid': { severity: 'error', meaning: 'a template of the book cannot be read' },
  'template-unknown': {
    severity: 'warning',
    meaning: 'a file in the folder of templates, or one that a template includes, is none of the templates',
  },
  'template-content-removed': {
    severity: 'warning',
    meaning: 'a template of the book has a script or loads something from elsewhere; that was removed',
  },
  'font-missing': { severity: 'warning', meaning: 'the package with the fonts of a language is not installed' },
  'language-font-missing': {
    severity: 'error',
    meaning: 'no installed font can set the language of a book or chapter in the PDF',
  },
  'glyph-missing': { severity: 'warning', meaning: 'no font of the PDF has a character of the book' },
  'pdf-standard-violated': {
    severity: 'warning',
    meaning: 'a PDF does not keep the rules of the standard that was asked for; it is written without the claim',
  },
  'pdf-not-print-ready': {
    severity: 'warning',
    meaning: 'a PDF for a printer has something that printers refuse',
  },
  'epub-too-large': { severity: 'warning', meaning: 'an EPUB is larger than the devices it is made for take' },
  'chapter-too-large': { severity: 'warning', meaning: 'a chapter is larger than the devices of a target take' },
  'image-exceeds-target': { severity: 'warning', meaning: 'a picture is larger than the devices of a target take' },
  'image-low-resolution': { severity: 'note', meaning: 'pictures have too few pixels to be sharp in print' },
  'cover-too-small': {
    severity: 'warning',
    meaning: 'a cover is smaller than the shop of a target asks for, or too small in print for its picture or words',
  },
  'kindle-language': { severity: 'warning', meaning: 'the language of the book is not one that Kindle knows' },
  'kindle-formula': { severity: 'note', meaning: 'a book for Kindle has formulas, which not all of them show' },
  'kindle-markup': { severity: 'warning', meaning: 'a document has something that Send-to-Kindle refuses (E999)' },
  'kindle-style': { severity: 'warning', meaning: 'a style sheet has something that Send-to-Kindle refuses (E999)' },
  'epub-invalid': { severity: 'error', meaning: 'the validator found an error in the EPUB' },
  'epub-warning': { severity: 'warning', meaning: 'the validator warns of something in the EPUB' },
  'text-differs': { severity: 'error', meaning: 'words of an article are missing in an output, or said twice' },
  'output-failed': { severity: 'error', meaning: 'a finished file could not be written' },
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof codes;

/** Makes a Diagnostic; the severity comes from the table. */
export function problem(
  code: Code,
  message: string,
  place: Place | null,
  hint: string | null = null,
  related: Place[] = [],
): Diagnostic {
  return { code, severity: codes[code].severity, message, place, hint, related };
}

/** Collects what several functions report: `take` keeps the diagnostics and gives the value. */
export function createCollector() {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
  };
  const take = <T>(reported: Reported<T>): T => {
    reported.diagnostics.forEach(report);
    return reported.value;
  };
  return { diagnostics, report, take };
}

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error';
}

const severities: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/** In the order of files and lines; what has no place comes first. Said twice of the same line, a problem is one. */
export function sortProblems(diagnostics: Diagnostic[]): Diagnostic[] {
  const distinct = new Map(
    diagnostics.map((each) => [[each.code, each.place?.file, each.place?.line, each.message].join('\0'), each]),
  );
  return [...distinct.values()].sort(
    (first, second) =>
      compare(first.place?.file ?? '', second.place?.file ?? '') ||
      (first.place?.line ?? 0) - (second.place?.line ?? 0) ||
      severities[first.severity] - severities[second.severity],
  );
}

function compare(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}

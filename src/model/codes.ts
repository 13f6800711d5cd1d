/** The table of every diagnostic code. Handbook, schema and tests are made from it or compared with it. */

export type Severity = 'error' | 'warning' | 'note';

interface CodeEntry {
  severity: Severity;
  /** What the code stands for, for the handbook's table. */
  meaning: string;
}

/** Every code with its severity, which no caller can change. `tests/diagnostics/<code>/` has an input for each. */
export const codes = {
  // Input
  'path-not-found': { severity: 'error', meaning: 'a path on the command line or in book.yaml does not exist' },
  'no-articles': { severity: 'error', meaning: 'a folder or a book.yaml contains no articles' },
  'book-yaml-invalid': { severity: 'error', meaning: 'book.yaml is not valid YAML, or not a mapping' },
  'value-invalid': { severity: 'error', meaning: 'a value in book.yaml has the wrong type or is not allowed' },
  'front-matter-invalid': { severity: 'warning', meaning: 'a line of front matter cannot be parsed and is ignored' },
  'front-matter-value-invalid': { severity: 'warning', meaning: 'a value in front matter is invalid and is ignored' },
  'sidecar-invalid': { severity: 'warning', meaning: 'the metadata file beside an article is not valid JSON' },
  'key-unknown': { severity: 'warning', meaning: 'an unknown key; the nearest known one is suggested' },
  'key-ignored': { severity: 'note', meaning: 'a front matter key that Octavo does not use' },
  'volume-empty': { severity: 'warning', meaning: 'no article matches a volume of octavo.yaml' },
  'volume-too-large': {
    severity: 'warning',
    meaning: 'a single article makes a volume larger than its `split` allows',
  },
  'page-missing': {
    severity: 'warning',
    meaning: 'a page that mkdocs.yml, SUMMARY.md or a sidebar lists does not exist',
  },
  'page-unlisted': {
    severity: 'note',
    meaning: 'pages of a site are not in the list that its book follows',
  },
  'file-not-built': {
    severity: 'note',
    meaning: 'a README among other articles, or a working copy such as `a.origin.md`, is not made into a book',
  },
  'article-draft': { severity: 'note', meaning: 'an article with `draft: true` was skipped' },
  'writing-mode-unsupported': {
    severity: 'warning',
    meaning: '`writing: vertical` in a book whose language is not written vertically',
  },
  'not-utf8': { severity: 'error', meaning: 'an article is not UTF-8 text' },
  'article-empty': { severity: 'warning', meaning: 'an article has no text' },
  'path-outside-folder': { severity: 'error', meaning: 'a symbolic link points outside the folder being built' },
  'output-name-conflict': { severity: 'error', meaning: 'two books would be written to the same file' },
  // Markdown
  'html-removed': {
    severity: 'warning',
    meaning: 'raw HTML that is not allowed in a book was removed or replaced by a link',
  },
  'definition-unused': {
    severity: 'note',
    meaning: 'a link definition that is never referenced, or is a duplicate, is not printed',
  },
  'abbreviation-unused': { severity: 'note', meaning: 'a defined abbreviation is never used in the article' },
  'table-column-count': {
    severity: 'note',
    meaning: 'a table row has more cells than the header row; all are printed',
  },
  'code-block-unclosed': {
    severity: 'warning',
    meaning: 'a code fence is not closed; the rest of the article is code',
  },
  'html-unclosed': {
    severity: 'warning',
    meaning:
      'a comment, tag or element of raw HTML is not closed; it is closed at the end of its block, or shown as text',
  },
  'text-missing': {
    severity: 'warning',
    meaning: 'text of an article is missing from the book, and no other message explains it',
  },
  'nesting-too-deep': { severity: 'warning', meaning: 'an article is nested too deeply to be parsed as Markdown' },
  'heading-empty': { severity: 'warning', meaning: 'an empty heading was removed' },
  'list-item-empty': { severity: 'note', meaning: 'an empty list item was removed' },
  'heading-not-parsed': { severity: 'note', meaning: 'a paragraph looks like a heading but was not parsed as one' },
  'list-not-parsed': { severity: 'note', meaning: 'lines look like a list but were not parsed as one' },
  'emphasis-not-parsed': { severity: 'note', meaning: 'emphasis delimiters were not parsed and are printed as text' },
  'formula-unclosed': {
    severity: 'note',
    meaning: 'dollar signs that open a formula but never close it are printed as text',
  },
  'foreign-syntax': {
    severity: 'note',
    meaning: 'syntax of another tool, such as Obsidian, MkDocs or Hugo, is printed as text',
  },
  'include-failed': {
    severity: 'warning',
    meaning: 'a file that an article includes is missing, outside the folder of the book, or cannot be read',
  },
  'signature-as-list': { severity: 'note', meaning: 'a list with a single item looks like a signature' },
  'footnote-missing': { severity: 'warning', meaning: 'a footnote reference has no definition and is printed as text' },
  'footnote-duplicate': {
    severity: 'warning',
    meaning: 'two footnotes of an article have the same name; the second definition stays in place',
  },
  'footnote-unused': { severity: 'note', meaning: 'a footnote is never referenced; its definition stays in place' },
  'attribute-unsupported': { severity: 'note', meaning: 'an attribute in braces is not supported and is ignored' },
  'character-removed': { severity: 'note', meaning: 'control or zero-width characters were removed from the text' },
  'typography-half-width': { severity: 'note', meaning: 'half-width punctuation in Chinese text' },
  'typography-quotes': { severity: 'note', meaning: 'straight, doubled or mixed quotation marks in Chinese text' },
  'typography-ellipsis': { severity: 'note', meaning: 'an ellipsis other than …… in Chinese text' },
  'typography-dash': { severity: 'note', meaning: 'a dash other than —— in Chinese text' },
  'typography-spaces': { severity: 'note', meaning: 'doubled or inconsistent spaces between Chinese and Latin text' },
  'formula-invalid': { severity: 'warning', meaning: 'a formula cannot be typeset; its source is shown' },
  'code-language-unknown': {
    severity: 'note',
    meaning: 'a code block has an unknown language and is not highlighted',
  },
  'code-block-too-long': { severity: 'note', meaning: 'a code block is too long to be highlighted' },
  // Links
  'link-broken': {
    severity: 'warning',
    meaning: 'a link points to no article, heading or anchor of the book; only its text is kept',
  },
  'link-ambiguous': { severity: 'warning', meaning: 'a link matches several articles; only its text is kept' },
  'link-outside-book': {
    severity: 'note',
    meaning: 'links to articles of the repository that are not in the book; only their text is kept',
  },
  'link-unsafe': {
    severity: 'warning',
    meaning: 'a link with a scheme other than http, https or mailto; only its text is kept',
  },
  // Images
  'image-missing': { severity: 'warning', meaning: 'an image file does not exist' },
  'image-outside-folder': { severity: 'warning', meaning: 'an image file is outside the folder of its book' },
  'image-download-failed': { severity: 'warning', meaning: 'an image could not be downloaded' },
  'image-private-host': { severity: 'warning', meaning: 'an image at a private address was not downloaded' },
  'image-not-cached': {
    severity: 'warning',
    meaning: 'an image is not cached and `--offline` prevents downloading',
  },
  'image-type-unsupported': { severity: 'warning', meaning: 'a file is not an image, or not of a supported type' },
  'image-damaged': { severity: 'warning', meaning: 'an image is truncated or cannot be decoded' },
  'image-too-large': { severity: 'warning', meaning: 'an image exceeds the limit in bytes or pixels' },
  'image-download-limit': {
    severity: 'warning',
    meaning: 'the images of one book reached the total limit in bytes or time; this one was not downloaded',
  },
  'image-changed': { severity: 'warning', meaning: 'an address returns a different image than octavo.lock records' },
  'image-not-locked': {
    severity: 'warning',
    meaning: 'an image is not in octavo.lock, and `--frozen` prevents downloading it',
  },
  'image-locked-unavailable': {
    severity: 'error',
    meaning: 'with `--frozen`, an image in octavo.lock is neither cached nor vendored',
  },
  'image-vendor-failed': { severity: 'warning', meaning: '`octavo images --vendor` could not copy an image' },
  'image-lock-not-written': { severity: 'note', meaning: 'octavo.lock could not be written next to the book' },
  'image-lock-invalid': { severity: 'error', meaning: 'octavo.lock cannot be read' },
  'image-address-invalid': {
    severity: 'warning',
    meaning: 'an image address is not a path, data: or http(s) URL',
  },
  'image-alt-missing': { severity: 'warning', meaning: 'an image has no alt text' },
  'image-alt-placeholder': { severity: 'warning', meaning: 'alt text is a file name, or does not describe the image' },
  'image-alt-duplicate': {
    severity: 'warning',
    meaning: 'two images of an article have the same alt text, or alt text repeats the caption',
  },
  'image-alt-unused': { severity: 'note', meaning: 'images.alt.yaml names an image that no chapter uses' },
  'image-alt-invalid': {
    severity: 'error',
    meaning: 'images.alt.yaml is not valid YAML or not a mapping, or one of its values is not a string',
  },
  'cache-write-failed': {
    severity: 'error',
    meaning: 'an image could not be written to the cache: the disk is full or read-only',
  },
  'diagram-invalid': {
    severity: 'warning',
    meaning: 'a mermaid diagram has a syntax error; its source is shown as code',
  },
  'diagram-not-rendered': {
    severity: 'warning',
    meaning: 'a diagram is too large, or no browser could render it; its source is shown as code',
  },
  'formula-too-small': {
    severity: 'warning',
    meaning: 'a formula cannot be broken and is set in very small type in the PDF',
  },
  'diagram-text-too-small': {
    severity: 'note',
    meaning: 'a diagram is so large that its text is too small to read on paper',
  },
  // Output
  'browser-missing': { severity: 'error', meaning: 'no browser was found to print the PDF' },
  'print-failed': { severity: 'error', meaning: 'the browser could not print the book' },
  'page-numbers-unstable': {
    severity: 'warning',
    meaning: 'page numbers changed in every layout pass; some in the table of contents may be wrong',
  },
  'pdf-preset-violated': { severity: 'warning', meaning: 'the PDF does not meet the requirements of the printer' },
  'cover-not-rendered': { severity: 'warning', meaning: 'the cover of an EPUB could not be drawn' },
  'template-invalid': { severity: 'error', meaning: 'a template of the book cannot be parsed' },
  'template-unknown': {
    severity: 'warning',
    meaning: 'a file in the templates folder, or one that a template includes, is not a known template',
  },
  'template-content-removed': {
    severity: 'warning',
    meaning: 'scripts and remote resources were removed from a template of the book',
  },
  'font-missing': { severity: 'warning', meaning: 'the package with the fonts of a language is not installed' },
  'language-font-missing': {
    severity: 'error',
    meaning: 'no installed font supports the language of a book or chapter in the PDF',
  },
  'glyph-missing': { severity: 'warning', meaning: 'no font of the PDF has a character of the book' },
  'pdf-standard-violated': {
    severity: 'warning',
    meaning: 'the PDF does not conform to the requested standard and is not marked as conforming',
  },
  'pdf-not-print-ready': { severity: 'warning', meaning: 'a print PDF contains something that printers reject' },
  'epub-too-large': { severity: 'warning', meaning: 'an EPUB is larger than its target devices accept' },
  'chapter-too-large': { severity: 'warning', meaning: 'a chapter is larger than the devices of a target accept' },
  'image-exceeds-target': { severity: 'warning', meaning: 'an image is larger than the devices of a target accept' },
  'image-low-resolution': { severity: 'note', meaning: 'images have too few pixels to be sharp in print' },
  'cover-too-small': {
    severity: 'warning',
    meaning: 'a cover is smaller than the store of a target requires, or too small for its image or text in print',
  },
  'kindle-language': { severity: 'warning', meaning: 'Kindle does not support the language of the book' },
  'kindle-formula': { severity: 'note', meaning: 'a Kindle book has formulas, which not every Kindle displays' },
  'kindle-markup': { severity: 'warning', meaning: 'a document contains something that Send-to-Kindle rejects (E999)' },
  'kindle-style': {
    severity: 'warning',
    meaning: 'a style sheet has something that Send-to-Kindle rejects (E999)',
  },
  'epub-invalid': { severity: 'error', meaning: 'the validator found an error in the EPUB' },
  'epub-warning': { severity: 'warning', meaning: 'the validator reported a warning for the EPUB' },
  'text-differs': { severity: 'error', meaning: 'text of an article is missing from an output, or appears twice' },
  'output-failed': { severity: 'error', meaning: 'a finished file could not be written' },
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof codes;

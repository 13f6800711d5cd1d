/** Parses a Source to an Article: metadata, title, language and sanitized tree. Pure. */
import type { Root } from 'hast';
import { parseMarkup } from '../hast/parse.ts';
import { repairStructure } from '../hast/repair.ts';
import { sanitizeTree } from '../hast/sanitize.ts';
import { dropUndefined, element, elements, hasText, text } from '../hast/tree.ts';
import { wrapStrayText } from '../hast/wrap-stray-text.ts';
import type { Article, Dialect, Source } from '../model/book.ts';
import { type Diagnostic, problem, type Report, type Reported } from '../model/diagnostics.ts';
import { describeArticle } from '../sources/describe-article.ts';
import { blankProvenance } from '../sources/provenance.ts';
import { decodePercent } from '../text/urls.ts';
import { findMissingWords } from './completeness.ts';
import { keepPageBreaks } from './dialects/page-breaks.ts';
import { allDialects, dialectsIn, syntaxesOf } from './dialects.ts';
import { expandText } from './expansion.ts';
import type { Syntax } from './extension/syntax.ts';
import { originalLine } from './extension/traced-text.ts';
import { findForeignSyntax } from './foreign-syntax.ts';
import { setHeadings, takePermalinks } from './headings.ts';
import { markLead } from './lead.ts';
import { inheritLines } from './lines.ts';
import { parseMarkdown } from './parse.ts';
import { collectImages, simplifyImages } from './syntaxes/images.ts';
import { syntaxes } from './syntaxes.ts';
import { takeTitle } from './title.ts';

/** `enabled` are the dialects that the book has not switched off. */
export function parseArticle(source: Source, enabled: ReadonlySet<Dialect> = allDialects): Reported<Article> {
  const diagnostics: Diagnostic[] = [];
  const removed: string[] = [];
  const report: Report = (diagnostic, text = '') => {
    diagnostics.push(diagnostic);
    if (text !== '') removed.push(text);
  };
  const file = source.path;

  const described = describeArticle(source);
  diagnostics.push(...described.diagnostics);
  const { text: written, textLine, provenance, ...description } = described.value;
  const { meta, language, origins } = description;

  const account = (words: string) => void removed.push(words);
  // Printed below the title instead.
  const body = blankProvenance(written, provenance, account);
  const expanded = expandText(body, source, enabled, textLine, report);
  const { text } = expanded;
  const lineOf = (line: number) => originalLine(expanded, line, textLine);
  const dialects = dialectsIn(text, enabled);
  const used = [...syntaxes, ...syntaxesOf(dialects)];
  const tree = parseTree(text, { firstLine: textLine, lineOf, file, dialects, syntaxes: used, report, account });
  takePermalinks(tree, account);
  const context = { file, language, dialects: enabled, report, account };
  for (const syntax of used) syntax.transform?.(tree, context);
  findForeignSyntax(text, tree, enabled, (index, message, hint) =>
    report(problem('foreign-syntax', message, { file, line: lineOf(textLine + index) }, hint)),
  );
  const assets = collectImages(tree, file);
  if (!hasText(tree) && assets.length === 0) {
    report(problem('article-empty', 'article has no text', { file, line: null }));
  }
  const isOwnHeading = /^(?:heading|file name)$/.test(origins.get('title')!.kind);
  const title = takeTitle(tree, isOwnHeading ? null : description.title, file, account, source.isNavigationTitle);
  markLead(tree, meta.description);
  const headings = setHeadings(tree, file, report);
  for (const { line, words: missing } of findMissingWords(text, { tree, removed }).slice(0, mostMissing)) {
    const message = `text missing from the book: ${missing.slice(0, 120)}`;
    report(
      problem(
        'text-missing',
        message,
        { file, line: lineOf(textLine + line) },
        'rephrase this line, and please report the problem',
      ),
    );
  }
  dropUndefined(tree);
  const linkedPaths = findLinkedPaths(tree);
  return { value: { ...description, source, inputs: null, title, tree, headings, assets, linkedPaths }, diagnostics };
}

/** The paths that its links name; whether they lead to an article is known later. */
function findLinkedPaths(tree: Root): string[] {
  const paths = new Set<string>();
  for (const { tagName, properties } of elements(tree)) {
    if (tagName !== 'a' || typeof properties.href !== 'string') continue;
    const path = decodePercent(properties.href.replace(/[?#].*$/, ''));
    if (path !== '' && !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(path)) paths.add(path);
  }
  return [...paths];
}

/** Lines that are named. */
const mostMissing = 20;

interface ParseContext {
  firstLine: number;
  /** The line of the file for a line of the text, whose includes are part of it. */
  lineOf: (line: number) => number;
  file: string;
  /** Those that may occur in this article. */
  dialects: ReadonlySet<Dialect>;
  syntaxes: readonly Syntax[];
  report: Report;
  account: (removed: string) => void;
}

function parseTree(words: string, context: ParseContext): Root {
  const { firstLine, lineOf, file, dialects, syntaxes, report, account } = context;
  try {
    const tree = parseMarkup(
      parseMarkdown(words, firstLine, syntaxes, ({ code, message, line, hint, removed = '' }) => {
        if (code === null) account(removed);
        else report(problem(code, message, { file, line: lineOf(line) }, hint), removed);
      }),
    );
    inheritLines(tree, firstLine, lineOf);
    if (dialects.has('page-breaks')) keepPageBreaks(tree);
    const safe = sanitizeTree(tree, file, report);
    simplifyImages(safe, account);
    repairStructure(safe);
    wrapStrayText(safe);
    return safe;
  } catch (error) {
    // The parsers below are recursive; nobody nests ten thousand quotations by hand.
    if (!(error instanceof RangeError)) throw error;
    report(
      problem(
        'nesting-too-deep',
        'quotations, lists or tags are nested too deeply; the article is shown as plain text',
        {
          file,
          line: null,
        },
      ),
    );
    return { type: 'root', children: words.split(/\n{2,}/).map((block) => element('p', {}, [text(block)])) };
  }
}

/**
 * The text of an article with its includes and template tags replaced, as mdBook, VitePress, Hugo, Jekyll and Hexo do
 * before they parse Markdown. Lines stay traceable to the file. What cannot be replaced stays as written, with a
 * diagnostic.
 */
import type { Dialect, IncludedFiles, Source } from '../model/book.ts';
import { problem, type Report } from '../model/diagnostics.ts';
import { splitFrontMatter } from '../sources/front-matter.ts';
import { includedPath, relativePath } from '../sources/includes/include-paths.ts';
import { findMarkers, type Marker } from '../sources/includes/markers.ts';
import { maskCode } from './code/code-mask.ts';
import { docusaurusEdits } from './dialects/docusaurus.ts';
import { hugoEdits } from './dialects/hugo.ts';
import { liquidEdits } from './dialects/jekyll-hexo.ts';
import { hiddenLineEdits, includeText, listingEdits, titleEdits } from './dialects/mdbook.ts';
import { sectionText } from './dialects/mkdocs.ts';
import { embeddedText } from './dialects/note-embeds.ts';
import { pageText, snippetText } from './dialects/vitepress.ts';
import { countLineEnds, type Edit, replaceTraced, type TracedText } from './extension/traced-text.ts';

interface ExpansionContext {
  source: Source;
  dialects: ReadonlySet<Dialect>;
  firstLine: number;
  report: Report;
  /** Characters that may still be put in. */
  left: { characters: number };
}

export function expandText(
  text: string,
  source: Source,
  dialects: ReadonlySet<Dialect>,
  firstLine: number,
  report: Report,
): TracedText {
  const context = { source, dialects, firstLine, report, left: { characters: most } };
  const steps: ((text: string) => Edit[])[] = [];
  if (dialects.has('mdbook')) steps.push(titleEdits);
  if (dialects.has('mdbook') && source.included?.generator === 'mdbook') steps.push(hiddenLineEdits, listingEdits);
  if (dialects.has('containers')) steps.push(docusaurusEdits);
  if (dialects.has('hugo')) steps.push(hugoEdits);
  if (dialects.has('jekyll-hexo'))
    steps.push((each) => liquidEdits(each, source.path, source.included?.generator === 'jekyll'));
  const start: TracedText = { text, lines: null };
  let expanded = replaceTraced(start, includeEdits(text, context), firstLine);
  for (const step of steps) expanded = replaceTraced(expanded, step(expanded.text), firstLine);
  return expanded;
}

/** Characters that includes may add to an article: a file that includes another ten times is a mistake or an attack. */
const most = 2_000_000;
const deepest = 10;

function includeEdits(text: string, context: ExpansionContext): Edit[] {
  const markers = findMarkers(text, context.dialects);
  if (markers.length === 0) return [];
  const { report, firstLine, source } = context;
  const failures = new Map<string, Marker[]>();
  const edits = replaceMarkers(text, markers, source.path, [source.path], context, (marker, reason) => {
    const failed = failures.get(reason);
    if (failed === undefined) failures.set(reason, [marker]);
    else failed.push(marker);
  });
  for (const [reason, failed] of failures) {
    const places = failed.map(({ index }) => ({
      file: source.path,
      line: firstLine + countLineEnds(text.slice(0, index)),
    }));
    const more = failed.length === 1 ? '' : ` and ${failed.length - 1} more`;
    const message = `cannot include ${failed[0]!.path}${more}: ${reason}; printed as text`;
    report(problem('include-failed', message, places[0]!, hintOf(reason), places.slice(1, mostRelated)));
  }
  return edits;
}

const mostRelated = 5;

type Fail = (marker: Marker, reason: string) => void;

/** `open` are the files that are being included, outermost first. */
function replaceMarkers(
  text: string,
  markers: Marker[],
  file: string,
  open: readonly string[],
  context: ExpansionContext,
  fail: Fail,
): Edit[] {
  const masked = maskCode(text);
  const edits: Edit[] = [];
  for (const marker of markers) {
    const end = marker.index + marker.raw.length;
    const isCode = masked.slice(marker.index, end).trim() === '';
    // mdBook and PyMdown replace in code too, the others do not.
    if (isCode && !/^(?:include|rustdoc_include|playground|section)$/.test(marker.kind)) continue;
    if (marker.index < (edits.at(-1)?.end ?? 0)) continue;
    const replaced = marker.escaped ? marker.raw.slice(1) : textOf(marker, { text, file, open, isCode }, context, fail);
    if (replaced !== null) edits.push({ start: marker.index, end, text: replaced });
  }
  return edits;
}

interface Surroundings {
  text: string;
  file: string;
  open: readonly string[];
  isCode: boolean;
}

/** What a marker becomes; null where it stays. */
function textOf(marker: Marker, around: Surroundings, context: ExpansionContext, fail: Fail): string | null {
  const { included } = context.source;
  const { text, file, open, isCode } = around;
  if (marker.kind === 'image') return included === undefined ? null : imageEmbed(marker, file, included, context);
  const before = text.slice(text.lastIndexOf('\n', marker.index - 1) + 1, marker.index);
  const isAlone =
    /^[ \t>]*(?:[-*+][ \t]+)?$/.test(before) && /^[ \t]*(?:\n|$)/.test(text.slice(marker.index + marker.raw.length));
  // An embed within a line is a link.
  if (marker.kind === 'note' && !isAlone) return null;
  const path = included === undefined ? '' : includedPath(marker, file, included);
  const found = included?.files.get(path);
  const refuse = (reason: string) => {
    // A note that is nowhere is a link to nowhere, as in Obsidian; and articles about mdBook show its markers in code.
    const isShown = isCode && included?.generator !== 'mdbook' && found?.kind !== 'text';
    if (!isShown && (marker.kind !== 'note' || found?.kind === 'text')) fail(marker, reason);
    return null;
  };
  if (included === undefined || found === undefined) return refuse(open.length > deepest ? tooDeep : 'no such file');
  if (found.kind === 'unreadable') return refuse(found.reason);
  // A note may embed a part of itself.
  const opened = marker.part === '' ? path : `${path}${marker.part}`;
  if (open.includes(opened)) return refuse('it includes itself');
  if (open.length > deepest) return refuse(tooDeep);
  const part = partOf(marker, found.text, path, context.source.path);
  if (part === null) return refuse(`it has no ${marker.part.replace(/^#/, '')}`);
  context.left.characters -= part.length;
  if (context.left.characters < 0) return refuse('the article would be too large');
  const inner =
    marker.kind === 'snippet'
      ? part
      : expandIncluded(part, path, [...open, opened], context, (inner, reason) =>
          fail({ ...inner, index: marker.index }, reason),
        );
  // Each line begins like that of the marker: it may be in a list, a quotation, or indented code.
  const prefix = /^[ \t>]*$/.test(before) ? before : ' '.repeat(before.length);
  const lines = isAlone && prefix !== '' ? inner.replaceAll('\n', `\n${prefix}`) : inner;
  return isCode || !isAlone || marker.kind === 'include' || marker.kind === 'section' ? lines : `${lines}\n`;
}

const tooDeep = 'includes are nested too deeply';

function partOf(marker: Marker, text: string, path: string, article: string): string | null {
  if (marker.kind === 'snippet') return snippetText(marker, text);
  if (marker.kind === 'section') return sectionText(marker, text);
  if (marker.kind === 'page') return pageText(marker, splitFrontMatter({ path, text }).value.body);
  if (marker.kind === 'note') return embeddedText(marker, text, path, article);
  return includeText(marker, text);
}

/** Problems of an included file are reported at the marker in the article. */
function expandIncluded(
  text: string,
  file: string,
  open: readonly string[],
  context: ExpansionContext,
  fail: Fail,
): string {
  const markers = findMarkers(text, context.dialects);
  if (markers.length === 0) return text;
  const edits = replaceMarkers(text, markers, file, open, context, fail);
  return replaceTraced({ text, lines: null }, edits, 1).text;
}

/** An image by its name gets its path. */
function imageEmbed(
  marker: Marker,
  file: string,
  included: IncludedFiles,
  { source }: ExpansionContext,
): string | null {
  const path = includedPath(marker, file, included);
  const name = path.split(/[/\\]/).at(-1)!.normalize('NFC').toLowerCase();
  if (!included.byName.get(name)?.includes(path)) return null;
  return `![[${relativePath(path, source.path)}${marker.part}${marker.options}]]`;
}

function hintOf(reason: string): string | null {
  if (reason.startsWith('it is outside')) return 'copy the file into the folder of the book';
  return reason === 'no such file' ? 'check the path, which starts at the folder of the file that includes it' : null;
}

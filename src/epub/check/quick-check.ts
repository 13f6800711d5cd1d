/**
 * The EPUBCheck rules that are cheap enough for every build. Octavo's own markup satisfies them; a book's own templates
 * may not. `octavo check` runs EPUBCheck itself.
 */
import { htmlTagNames } from 'html-tag-names';
import { isAtHome, isPhrasing, modelOf } from '../../hast/content-model.ts';
import type { EpubFinding } from '../../model/host.ts';
import { readXhtml, type StartTag } from '../xhtml-reader.ts';

export interface CheckedDocument {
  name: string;
  xhtml: string;
}

const xhtml = 'http://www.w3.org/1999/xhtml';
const known = new Set(htmlTagNames);
/** Elements that HTML once had; its validators reject them. */
const obsolete = new Set(
  'acronym applet basefont bgsound big blink center dir font frame frameset isindex keygen listing marquee menuitem multicol nextid nobr noembed noframes plaintext rb rtc spacer strike tt xmp'.split(
    ' ',
  ),
);
/** Parts of a page that hold no text of their own. */
const outside = new Set('html head body title meta link style script template'.split(' '));

/** A link from one document to a place in another, or in itself. */
interface Reference {
  line: number;
  path: string;
  id: string;
}

/** What a document says by itself: all that is needed of it to check it among the others. */
export interface DocumentFacts {
  findings: EpubFinding[];
  ids: string[];
  references: Reference[];
}

export function quickCheck(documents: readonly CheckedDocument[], files: ReadonlySet<string>): EpubFinding[] {
  return checkTogether(new Map(documents.map((document) => [document.name, factsOf(document)])), files);
}

/** `files` are those of the EPUB; facts are by the name of their document. */
export function checkTogether(facts: ReadonlyMap<string, DocumentFacts>, files: ReadonlySet<string>): EpubFinding[] {
  const ids = new Map(Array.from(facts, ([name, each]) => [name, new Set(each.ids)]));
  return Array.from(facts, ([from, { findings, references }]) => [
    ...findings,
    ...references.flatMap(({ line, path, id }) => {
      if (path !== '' && !files.has(path)) return [finding('file not in the EPUB', path, from, line)];
      const to = path === '' ? from : path;
      if (id === '' || ids.get(to)?.has(id) !== false) return [];
      return [finding('link to a missing id', `${to}#${id}`, from, line)];
    }),
  ]).flat();
}

export function factsOf({ name, xhtml: text }: CheckedDocument): DocumentFacts {
  const findings: EpubFinding[] = [];
  const ids = new Set<string>();
  const references: Reference[] = [];
  const open: { name: string; model: string }[] = [];
  const malformed = (message: string, line: number) =>
    findings.push({ severity: 'error', id: 'quick', message: `not well-formed: ${message}`, path: name, line });
  for (const part of readXhtml(text, malformed)) {
    if (part.kind === 'end') open.pop();
    if (part.kind !== 'start') continue;
    const { local, namespace, line } = part;
    const report = (message: string, what: string) => findings.push(finding(message, what, name, line));
    const parent = open.at(-1);
    const isHtml = namespace === xhtml;
    if (isHtml) checkPlace(local, parent, report);
    const model = !isHtml || outside.has(local) ? 'any' : modelOf(local);
    checkAttributes(part, ids, references, report);
    if (part.empty) continue;
    open.push({ name: isHtml ? local : '', model: model === 'transparent' ? (parent?.model ?? 'flow') : model });
  }
  return { findings, ids: [...ids], references };
}

type ReportHere = (message: string, what: string) => void;

function checkPlace(local: string, parent: { name: string; model: string } | undefined, report: ReportHere): void {
  if (!known.has(local)) report('unknown element', `<${local}>`);
  else if (obsolete.has(local)) report('obsolete element', `<${local}>`);
  else if (parent !== undefined && parent.model === 'phrasing' && !isPhrasing(local) && !mayStandInLine(local))
    report('block element inside inline content', `<${local}> in <${parent.name}>`);
  else if (parent?.name && !isAtHome(local, parent.name) && !isDivided(local, parent.name))
    report('element not allowed here', `<${local}> in <${parent.name}>`);
}

/** Words of a line that a book's own templates may have and an article may not. */
function mayStandInLine(local: string): boolean {
  return /^(?:audio|video|button|canvas|data|datalist|embed|iframe|input|label|map|area|meter|noscript|object|output|picture|progress|script|select|option|slot|template|textarea|link|meta)$/.test(
    local,
  );
}

/** A list of definitions may have divisions. */
function isDivided(local: string, parent: string): boolean {
  return (local === 'dt' || local === 'dd') && parent === 'div';
}

function checkAttributes(
  { attributes, line }: StartTag,
  ids: Set<string>,
  references: Reference[],
  report: ReportHere,
) {
  for (const [name, value] of attributes) {
    if (name === 'id') {
      if (ids.has(value)) report('duplicate id', value);
      ids.add(value);
    } else if ((name === 'href' || name === 'src' || name === 'xlink:href') && !/^[a-z][a-z0-9+.-]*:/i.test(value)) {
      const [path = '', id = ''] = value.split('#', 2);
      references.push({ line, path, id: decodeURIComponent(id) });
    }
  }
}

function finding(message: string, what: string, path: string, line: number): EpubFinding {
  return { severity: 'warning', id: 'quick', message: `${message}: ${what}`, path, line };
}

/**
 * Footnotes: numbered by first reference, collected at the end of the chapter with links back. A note without
 * references stays where it is written, as does a reference without a note.
 */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { asciiName, type TakenNames, takenNames, uniqueName } from '../../hast/ids.ts';
import { blocks } from '../../hast/repair.ts';
import {
  collapsedText,
  element,
  elements,
  isElement,
  lineOf,
  meaningful,
  rewrite,
  text,
  textOf,
} from '../../hast/tree.ts';
import { stringsFor } from '../../locale/strings.ts';
import { problem } from '../../model/diagnostics.ts';
import { shortHash } from '../../text/hash.ts';
import { nearest } from '../../text/nearest.ts';
import { isPlaceholder, unwrapPlaceholders } from '../extension/placeholders.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';
import { footnoteReferences } from './references.ts';

export const footnotes: Syntax = { name: 'footnotes', marked: footnoteReferences, transform: setNotes };

interface Note {
  name: string;
  id: string;
  content: ElementContent[];
  line: number | null;
  /** 0 until it is referred to. */
  number: number;
  /** The ids of the references. */
  references: string[];
}

function setNotes(tree: Root, context: SyntaxContext): void {
  moveOutOfLinks(tree);
  const used = takenNames([...elements(tree)].map(({ properties }) => String(properties.id ?? '')));
  const { notes, places } = takeNotes(tree, used, context);
  const numbered: Note[] = [];
  const missing = new Map<string, Element>();
  setReferences(tree, notes, numbered, missing, used);
  // A note may refer to another, which is then the next.
  for (const note of numbered) setReferences(bodyOf(note), notes, numbered, missing, used);
  reportMissing(missing, notes, context);
  for (const note of places.values()) if (note.number === 0) reportUnused(note, notes, context);
  leavePlaces(tree, places);
  if (numbered.length > 0) {
    const asides = numbered.map((note) => printed(note, context.language));
    tree.children.push(element('div', { className: ['footnotes'] }, asides));
  }
  unwrapPlaceholders(tree, 'noteref', 'inline-note', 'note');
}

/** A link cannot stand in a link: the number follows it. */
function moveOutOfLinks(tree: Root): void {
  rewrite(tree, (node) => {
    if (!isElement(node, 'a') || node.children.every((child) => child.type !== 'element')) return undefined;
    const moved: ElementContent[] = [];
    const link = { type: 'root', children: node.children } as Root;
    rewrite(link, (child) => {
      if (!isPlaceholder(child, 'noteref') && !isPlaceholder(child, 'inline-note')) return undefined;
      moved.push(child);
      return [];
    });
    if (moved.length === 0) return undefined;
    return [{ ...node, children: link.children as ElementContent[] }, ...moved];
  });
}

interface TakenNotes {
  /** By name: of two notes of one name the first. */
  notes: Map<string, Note>;
  /** What is left where each note was written, in the order of the article. */
  places: Map<Element, Note>;
}

function takeNotes(tree: Root, used: TakenNames, { file, report }: SyntaxContext): TakenNotes {
  const notes = new Map<string, Note>();
  const places = new Map<Element, Note>();
  for (const node of elements(tree)) {
    if (!isPlaceholder(node, 'note')) continue;
    const name = String(node.properties.title ?? '');
    const note = { name, id: '', content: node.children, line: lineOf(node), number: 0, references: [] };
    places.set(node, note);
    node.children = [];
    const first = notes.get(keyOf(name));
    if (first === undefined) {
      note.id = uniqueName(asciiName(`note-${keyOf(name)}`), used);
      notes.set(keyOf(name), note);
      continue;
    }
    const message = `footnote [^${name}] is defined twice; the second definition stays in place`;
    const related = [{ file, line: first.line }];
    const hint = 'rename one of them';
    report(problem('footnote-duplicate', message, { file, line: note.line }, hint, related));
  }
  return { notes, places };
}

/** A note that has a number is gone from where it was written, and so is a list item that held nothing else. */
function leavePlaces(tree: Root, places: Map<Element, Note>): void {
  const emptied = new Set<Parents>();
  rewrite(tree, (node, parent) => {
    const note = places.get(node);
    if (note === undefined) return undefined;
    if (note.number === 0) return unnumbered(note);
    emptied.add(parent);
    return [];
  });
  for (let before = -1; before !== emptied.size; ) {
    before = emptied.size;
    rewrite(tree, (node, parent) => {
      if (!emptied.has(node) || !isElement(node, 'li', 'ul', 'ol', 'blockquote') || meaningful(node).length > 0)
        return undefined;
      emptied.add(parent);
      return [];
    });
  }
}

/** As written, with its mark. */
function unnumbered({ name, content, line }: Note): ElementContent[] {
  const mark = text(`[^${name}]: `);
  const [first, ...others] = meaningful({ type: 'root', children: content } as Root) as ElementContent[];
  if (!isElement(first, 'p')) return [element('p', { dataLine: line }, [mark]), ...content];
  return [{ ...first, children: [mark, ...first.children] }, ...others];
}

/** As in a link's label, letter case makes no difference. */
function keyOf(name: string): string {
  return name.toLowerCase();
}

function bodyOf(note: Note): Parents {
  return { type: 'root', children: note.content } as Root;
}

function setReferences(
  body: Parents,
  notes: Map<string, Note>,
  numbered: Note[],
  missing: Map<string, Element>,
  used: TakenNames,
): void {
  // In the order of the text, however deep each stands.
  const waiting: [Parents, number][] = [[body, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [parent, index] = next;
    const child = parent.children[index];
    if (child === undefined) continue;
    waiting.push([parent, index + 1]);
    if (!isElement(child)) continue;
    const note = isPlaceholder(child, 'inline-note') ? inlineNote(child, notes, used) : notes.get(nameIn(child));
    if (note === undefined) {
      if (isPlaceholder(child, 'noteref') && !missing.has(nameIn(child))) missing.set(nameIn(child), child);
      waiting.push([child, 0]);
      continue;
    }
    if (note.number === 0) note.number = numbered.push(note);
    const beside = parent.children[index - 1];
    parent.children[index] = reference(note, lineOf(child), isReference(beside as ElementContent), used);
    joinLine(parent.children as ElementContent[], index);
  }
}

/** '' for anything but a reference. */
function nameIn(node: Element): string {
  return isPlaceholder(node, 'noteref') ? keyOf(textOf(node).slice(2, -1)) : '';
}

function inlineNote(node: Element, notes: Map<string, Note>, used: TakenNames): Note {
  const own = `note-${shortHash(collapsedText(node))}`;
  const id = uniqueName(used.has(own) ? `${own}-${notes.size}` : own, used);
  const note = { name: '', id, content: node.children, line: null, number: 0, references: [] };
  // No name of an author's holds a space.
  notes.set(` ${id}`, note);
  return note;
}

export function isReference(node: ElementContent | undefined): boolean {
  return (
    isElement(node, 'sup') && node.children.some((child) => isElement(child) && child.properties.role === 'doc-noteref')
  );
}

function reference(note: Note, line: number | null, follows: boolean, used: TakenNames): Element {
  const count = note.references.length;
  const id = uniqueName(count === 0 ? `${note.id}-from` : `${note.id}-from-${count + 1}`, used);
  note.references.push(id);
  const properties = { className: ['duokan-footnote'], role: 'doc-noteref', id, href: `#${note.id}`, dataLine: line };
  const figure = element('a', properties, [text(String(note.number))]);
  // Two numbers side by side would read as one.
  return element('sup', { className: ['noteref'], dataLine: line }, follows ? [text(','), figure] : [figure]);
}

const wide =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff00-\\uffef\\u2014\\u2018-\\u201d\\u2026]';
const endsWide = new RegExp(`${wide}$`, 'u');
const beginsWide = new RegExp(`^[ \\t]*\\n[ \\t]*(?=${wide})`, 'u');

/** Where a Chinese line ends in a reference, its end is no space either. */
function joinLine(children: ElementContent[], index: number): void {
  const before = children[index - 1];
  const after = children[index + 1];
  if (before?.type !== 'text' || after?.type !== 'text' || !endsWide.test(before.value)) return;
  after.value = after.value.replace(beginsWide, '');
}

function reportMissing(missing: Map<string, Element>, notes: Map<string, Note>, { file, report }: SyntaxContext): void {
  const names = [...notes.values()].map(({ name }) => name).filter((name) => name !== '');
  for (const node of missing.values()) {
    const written = textOf(node);
    const guess = missing.size <= mostGuessed ? nearest(written.slice(2, -1), names) : null;
    const hint = guess === null ? `define it on a line of its own: ${written}: text` : `did you mean [^${guess}]?`;
    report(
      problem(
        'footnote-missing',
        `footnote ${written} is not defined; the reference is printed as text`,
        { file, line: lineOf(node) },
        hint,
      ),
    );
  }
}

/** Comparing names takes time, and nobody reads more hints. */
const mostGuessed = 100;

function reportUnused(note: Note, notes: Map<string, Note>, { file, report }: SyntaxContext): void {
  // Of a name written twice that is said already.
  if (notes.get(keyOf(note.name)) !== note) return;
  const message = `footnote [^${note.name}] is never referenced; its definition stays in place`;
  report(
    problem(
      'footnote-unused',
      message,
      { file, line: note.line },
      `write [^${note.name}] where it belongs, or remove the definition`,
    ),
  );
}

/** As reading systems for Chinese books want it: one list in one aside for each note. */
function printed(note: Note, language: string): Element {
  const content = note.content.some((child) => isElement(child, ...blocks))
    ? note.content
    : [element('p', {}, note.content)];
  const links = linksBack(note, language);
  const last = meaningful({ type: 'root', children: content } as Root).at(-1);
  if (isElement(last, 'p')) last.children.push(...links);
  else content.push(element('p', { className: ['backlinks'] }, links));
  const item = element('li', { className: ['duokan-footnote-item'], id: note.id, dataLine: note.line }, content);
  const start = note.number === 1 ? {} : { start: note.number };
  return element('aside', { className: ['footnote'], role: 'doc-footnote' }, [
    element('ol', { className: ['duokan-footnote-content'], ...start }, [item]),
  ]);
}

function linksBack({ number, references }: Note, language: string): ElementContent[] {
  return references.flatMap((id, index) => {
    const place = references.length === 1 ? `${number}` : `${number}-${index + 1}`;
    const properties = {
      className: ['backlink'],
      role: 'doc-backlink',
      href: `#${id}`,
      ariaLabel: `${stringsFor(language).backToText}${place}`,
    };
    const figure = index === 0 ? [] : [element('sup', {}, [text(String(index + 1))])];
    // The second character asks for a letter, not for an image.
    return [element('a', properties, [text('\u00a0↩\ufe0e'), ...figure])];
  });
}

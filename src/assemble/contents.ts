/** The table of contents, nested as the book is: parts hold chapters, chapters their headings. */
import type { Chapter, Heading, Part, TocEntry } from '../model/book.ts';

export function makeContents(sections: (Part | Chapter)[], depth: number): TocEntry[] {
  const contents: TocEntry[] = [];
  let part: TocEntry | null = null;
  /** The chapters that the next one may lie below. */
  let open: { entry: TocEntry; depth: number }[] = [];
  for (const section of sections) {
    const chapterDepth = section.kind === 'chapter' ? section.depth : -1;
    open = open.filter(({ depth }) => depth < chapterDepth);
    const within: TocEntry | null = section.kind === 'chapter' ? (open.at(-1)?.entry ?? part) : null;
    const entry: TocEntry = {
      title: section.title,
      target: section.id,
      section: section.id,
      level: within === null ? 1 : within.level + 1,
      children: [],
    };
    (within?.children ?? contents).push(entry);
    if (section.kind === 'part') part = entry;
    else {
      open.push({ entry, depth: chapterDepth });
      nest(
        entry,
        section.headings.filter(({ level }) => level <= depth),
      );
    }
  }
  return contents;
}

/** Every entry, parents before children. */
export function* allEntries(contents: TocEntry[]): Generator<TocEntry> {
  for (const entry of contents) {
    yield entry;
    yield* allEntries(entry.children);
  }
}

function nest(chapter: TocEntry, headings: Heading[]): void {
  const open: { entry: TocEntry; level: number }[] = [{ entry: chapter, level: 1 }];
  for (const heading of headings) {
    while (open.at(-1)!.level >= heading.level) open.pop();
    const parent = open.at(-1)!.entry;
    const entry = {
      title: heading.text,
      target: heading.id,
      section: chapter.section,
      level: parent.level + 1,
      children: [],
    };
    parent.children.push(entry);
    open.push({ entry, level: heading.level });
  }
}

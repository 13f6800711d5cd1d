/** The index at the end of a volume: its articles by source, author and date, with links. */
import type { Element, Root } from 'hast';
import { type TakenNames, uniqueName } from '../hast/ids.ts';
import { element, text } from '../hast/tree.ts';
import { type LocaleStrings, stringsFor } from '../locale/strings.ts';
import type { BookConfig, Chapter, Heading } from '../model/book.ts';
import { emptyMetadata } from '../sources/metadata.ts';
import { naturally } from '../text/file-names.ts';

/** Null where all that could be listed is the table of contents once more. */
export function articleIndex(
  config: BookConfig,
  chapters: Chapter[],
  language: string,
  used: TakenNames,
): Chapter | null {
  const strings = stringsFor(language);
  const sections = (['bySource', 'byAuthor', 'byDate'] as const).flatMap((kind) => {
    const groups = groupsOf(chapters, kind, language);
    return groups.length === 0 ? [] : [{ kind, title: strings.articleIndex[kind], groups }];
  });
  if (sections.length === 0 || chapters.length < 2) return null;
  const tree: Root = { type: 'root', children: [] };
  const headings: Heading[] = [];
  for (const { kind, title, groups } of sections) {
    const id = `index-${kind.slice(2).toLowerCase()}`;
    headings.push({ id, level: 2, text: title, line: null });
    tree.children.push(element('h2', { id }, [text(title)]), listOf(groups, language, strings));
  }
  const { title } = strings.articleIndex;
  const meta = emptyMetadata();
  const article = {
    source: { path: config.file ?? config.folder, text: '' },
    meta,
    title,
    language,
    originalTitle: null,
    origins: new Map(),
    tree,
    headings,
    assets: [],
    inputs: null,
    linkedPaths: [],
  };
  return {
    kind: 'chapter',
    depth: 0,
    id: uniqueName('article-index', used),
    title,
    language,
    meta,
    tree,
    headings,
    article,
  };
}

interface IndexGroup {
  name: string;
  chapters: Chapter[];
}

/** Empty where no article says anything of it. */
function groupsOf(chapters: Chapter[], kind: 'bySource' | 'byAuthor' | 'byDate', language: string): IndexGroup[] {
  const groups = new Map<string, Chapter[]>();
  for (const chapter of chapters)
    for (const name of namesIn(chapter, kind)) groups.set(name, [...(groups.get(name) ?? []), chapter]);
  const collator = new Intl.Collator(language, { numeric: true });
  const order = kind === 'byDate' ? naturally : collator.compare;
  return [...groups]
    .map(([name, listed]) => ({ name, chapters: kind === 'byDate' ? byDay(listed) : listed }))
    .sort((one, other) => order(one.name, other.name));
}

function byDay(chapters: Chapter[]): Chapter[] {
  return [...chapters].sort((one, other) => naturally(one.meta.date ?? '', other.meta.date ?? ''));
}

function namesIn({ meta }: Chapter, kind: 'bySource' | 'byAuthor' | 'byDate'): string[] {
  switch (kind) {
    case 'bySource':
      return meta.url === null ? [] : [new URL(meta.url).hostname.replace(/^www\./, '')];
    case 'byAuthor':
      return meta.authors;
    case 'byDate':
      return meta.date === null ? [] : [meta.date.slice(0, 7)];
  }
}

function listOf(groups: IndexGroup[], language: string, strings: LocaleStrings): Element {
  const rows = groups.flatMap(({ name, chapters }) => [
    element('dt', {}, [text(name)]),
    ...chapters.map((chapter) => element('dd', {}, entryFor(chapter, name, language, strings))),
  ]);
  return element('dl', { className: ['article-index'] }, rows);
}

/** The title as a link, then what the group does not say already. */
function entryFor(chapter: Chapter, group: string, language: string, { nameSeparator }: LocaleStrings) {
  const { authors, date } = chapter.meta;
  const details = [authors.includes(group) ? [] : authors, date === null ? [] : [date]].flat();
  const own = chapter.language === language ? {} : { lang: chapter.language };
  const link = element('a', { href: `#${chapter.id}`, ...own }, [text(chapter.title)]);
  return details.length === 0
    ? [link]
    : [link, text(`${language.startsWith('zh') ? '　' : ' · '}${details.join(nameSeparator)}`)];
}

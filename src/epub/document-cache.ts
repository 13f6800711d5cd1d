/**
 * The documents of an EPUB and what the quick check finds in each, from the cache where their input is the same: the
 * chapter as assembled, where its links lead, its images, the templates, and what the whole book says in it.
 */
import { elements } from '../hast/tree.ts';
import type { Book, Chapter, StoredImage } from '../model/book.ts';
import type { Host } from '../model/host.ts';
import { mapInBatches } from '../sources/batches.ts';
import type { Templates } from '../templates/load-templates.ts';
import { hashOf, sha256Of } from '../text/hash.ts';
import { imageKey } from '../text/urls.ts';
import { type CheckedDocument, type DocumentFacts, factsOf } from './check/quick-check.ts';
import { type ContentDocument, contentDocuments, mediumFrom } from './documents.ts';

type DocumentCacheHost = Pick<Host, 'readCache' | 'writeCache'>;

export async function cachedDocuments(
  book: Book,
  templates: Templates,
  cover: StoredImage | null,
  host: DocumentCacheHost,
): Promise<ContentDocument[]> {
  const around = hashOf(bookwide(book, templates));
  const keys = new Map(
    book.sections.flatMap((section) =>
      section.kind === 'chapter' ? [[section.id, `documents/${inputsOf(section, book, around)}.xhtml`] as const] : [],
    ),
  );
  const rendered = new Map<string, string>();
  await mapInBatches([...keys], async ([id, key]) => {
    const bytes = await host.readCache(key);
    if (bytes !== null) rendered.set(id, new TextDecoder().decode(bytes));
  });
  const documents = contentDocuments(book, templates, cover, { rendered });
  // Problems of templates are reported where they are filled, in every build.
  if (templates.problems().length > 0) return documents;
  await mapInBatches(documents, async ({ id, xhtml }) => {
    const key = rendered.has(id) ? undefined : keys.get(id);
    if (key !== undefined) await host.writeCache(key, new TextEncoder().encode(xhtml));
  });
  return documents;
}

/** What the documents of all chapters depend on; the date of the book stands in none. */
function bookwide({ config, meta: { modified: _, ...meta }, sections }: Book, templates: Templates) {
  const { epub, paragraphs, writing } = config;
  return [templates.inputs, meta, epub.fonts, paragraphs, writing, sections.length === 1];
}

function inputsOf(chapter: Chapter, book: Book, around: string): string {
  const { article, tree, ...own } = chapter;
  const medium = mediumFrom(chapter, book, false);
  const links: string[] = [];
  const images: unknown[] = [];
  for (const { tagName, properties } of elements(tree)) {
    const { href, src } = properties;
    if (tagName === 'a' && typeof href === 'string' && href.startsWith('#')) links.push(medium.link(href.slice(1)));
    else if (tagName === 'img') images.push(medium.image(imageKey(src), false));
  }
  // Without the replacer of `hashOf`, which costs more than the rest.
  const markup = sha256Of(JSON.stringify(tree));
  return hashOf([around, article.originalTitle, article.meta, links, images, own, markup]);
}

/** By the name of each document. */
export async function cachedFacts(
  documents: readonly CheckedDocument[],
  host: DocumentCacheHost,
): Promise<ReadonlyMap<string, DocumentFacts>> {
  const facts = await mapInBatches([...documents], async (document) => {
    const key = `findings/${sha256Of(`${document.name}\n${document.xhtml}`)}.json`;
    const stored = await host.readCache(key);
    if (stored !== null) return JSON.parse(new TextDecoder().decode(stored)) as DocumentFacts;
    const made = factsOf(document);
    await host.writeCache(key, new TextEncoder().encode(JSON.stringify(made)));
    return made;
  });
  return new Map(documents.map(({ name }, index) => [name, facts[index]!]));
}

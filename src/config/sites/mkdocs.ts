/** mkdocs.yml: `nav` lists the pages; without one, the pages are listed by folder. https://www.mkdocs.org/user-guide/ */
import { join } from 'node:path';
import { parseYaml, plain, type YamlValue } from '../../sources/yaml.ts';
import { isArticle, isFolderPage, naturally } from '../../text/file-names.ts';
import { addressOf } from './summary.ts';
import type { SiteEntry, SiteHost, SiteTool } from './tool.ts';
import { textIn } from './values.ts';

export const mkDocs: SiteTool = {
  name: 'MkDocs',
  files: ['mkdocs.yml', 'mkdocs.yaml'],
  async read({ folder, path, text }, host) {
    // `!!python/name:…` and `!ENV` are for MkDocs alone.
    const answer = parseYaml(text.replace(/(?<=[:-][^\S\n]+)!!?[\w/:.-]+[^\S\n]*/g, ''));
    if (answer.kind !== 'value' || answer.value.kind !== 'mapping') return null;
    const settings = plain(answer.value);
    const pages = join(folder, textIn(settings, 'docs_dir') ?? 'docs');
    const nav = answer.value.entries.find(({ key }) => key === 'nav')?.value;
    const listed = nav?.kind === 'list' ? nav.items.flatMap(entryOf) : null;
    const entries = listed === null ? await listPages(pages, '', host) : await expandFolders(listed, pages, host);
    if (entries.length === 0) return null;
    const author = textIn(settings, 'site_author');
    return {
      file: path,
      folder: pages,
      root: folder,
      title: textIn(settings, 'site_name'),
      authors: author === null ? [] : [author],
      description: textIn(settings, 'site_description'),
      language: textIn(settings, 'theme.language'),
      entries,
    };
  },
};

/** `page.md`, `Title: page.md` or `Title: [ … ]`. */
function entryOf(item: YamlValue): SiteEntry[] {
  if (item.kind === 'text') return [{ title: null, path: addressOf(item.text), line: item.line, children: [] }];
  if (item.kind !== 'mapping') return [];
  return item.entries.map(({ key, value, line }) => {
    const children = value.kind === 'list' ? value.items.flatMap(entryOf) : [];
    return { title: key, path: value.kind === 'text' ? addressOf(value.text) : null, line, children };
  });
}

/** Plugins let `nav` name a folder for all pages in it: `Guide: guide/`. */
async function expandFolders(entries: SiteEntry[], root: string, host: SiteHost): Promise<SiteEntry[]> {
  const expanded = entries.map(async (entry): Promise<SiteEntry> => {
    const children = await expandFolders(entry.children, root, host);
    const pages = entry.path?.endsWith('/') ? await listPages(root, entry.path.slice(0, -1), host) : [];
    return pages.length === 0 ? { ...entry, children } : { ...entry, path: null, children: pages };
  });
  return Promise.all(expanded);
}

async function listPages(root: string, folder: string, host: SiteHost): Promise<SiteEntry[]> {
  const listing = await host.listFolder(join(root, folder));
  if (listing.kind !== 'folder') return [];
  const pages = listing.files.filter(isArticle).sort((one, other) => rank(one) - rank(other) || naturally(one, other));
  const entries: SiteEntry[] = pages.map((name) => ({
    title: null,
    path: [folder, name].filter(Boolean).join('/'),
    line: null,
    children: [],
  }));
  for (const name of [...listing.folders].sort(naturally)) {
    const children = await listPages(root, [folder, name].filter(Boolean).join('/'), host);
    if (children.length > 0) entries.push({ title: titleOfFolder(name), path: null, line: null, children });
  }
  return entries;
}

function rank(name: string): number {
  return isFolderPage(name) ? 0 : 1;
}

/** As MkDocs writes it: `getting-started` is `Getting started`. */
function titleOfFolder(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words === words.toLowerCase() ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

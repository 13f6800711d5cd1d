/** Recognizes the repository of a site generator or book tool by its configuration. */
import { join } from 'node:path';
import { gitBook, mdBook } from './mdbook.ts';
import { mkDocs } from './mkdocs.ts';
import { quarto } from './quarto.ts';
import { vitePress, vuePress } from './sidebar.ts';
import { readText, type SiteBook, type SiteHost, type SiteTool } from './tool.ts';

export type Site =
  | { kind: 'book'; book: SiteBook }
  /** The folder of its articles. */
  | { kind: 'blog'; content: string };

/** Tools whose configuration lists the pages in order: their site is one book. */
const tools: readonly SiteTool[] = [mdBook, gitBook, mkDocs, quarto, vitePress, vuePress];

/** Blogs, whose articles are books by themselves: the configuration, and the folders of the articles. */
const blogs: readonly { files: readonly string[]; content: readonly string[] }[] = [
  { files: ['hugo.toml', 'hugo.yaml', 'hugo.yml', 'hugo.json', 'config.toml', 'config.yaml'], content: ['content'] },
  // Zola and Pelican call it so too. Hexo and Jekyll share the name of their configuration.
  { files: ['_config.yml', '_config.yaml', '_config.toml'], content: ['source/_posts', '_posts'] },
];

export async function findSite(folder: string, host: SiteHost): Promise<Site | null> {
  for (const tool of tools) {
    for (const name of tool.files) {
      const path = join(folder, name);
      const text = await readText(path, host);
      if (text === null) continue;
      const book = await tool.read({ folder, path, text }, host);
      if (book !== null) return { kind: 'book', book };
      break;
    }
  }
  for (const { files, content } of blogs) {
    const found = await Promise.all(files.map((name) => host.readFile(join(folder, name))));
    if (!found.some(({ kind }) => kind === 'file')) continue;
    for (const name of content) {
      const path = join(folder, name);
      if ((await host.listFolder(path)).kind === 'folder') return { kind: 'blog', content: path };
    }
  }
  return null;
}

/** book.toml of mdBook; book.json, .gitbook.yaml or a bare SUMMARY.md of GitBook and HonKit. */
import { dirname, join } from 'node:path';
import { readToml } from '../../sources/toml.ts';
import { parseYaml, plain } from '../../sources/yaml.ts';
import { readSummary } from './summary.ts';
import { type FoundConfiguration, readText, type SiteBook, type SiteHost, type SiteTool } from './tool.ts';
import { textIn, textsIn } from './values.ts';

export const mdBook: SiteTool = {
  name: 'mdBook',
  files: ['book.toml'],
  async read({ folder, path, text }, host) {
    const entries = readToml(text, path, 1, () => undefined);
    const book = entries.map(({ key, value }) => (key === 'book' ? plain(value) : null)).find((each) => each !== null);
    const language = textIn(book, 'language');
    return bookOfSummary(join(folder, textIn(book, 'src') ?? 'src'), host, {
      root: folder,
      title: textIn(book, 'title'),
      authors: textsIn(book, 'authors'),
      description: textIn(book, 'description'),
      language,
    });
  },
};

export const gitBook: SiteTool = {
  name: 'GitBook',
  files: ['.gitbook.yaml', 'book.json', 'SUMMARY.md', 'summary.md'],
  async read({ folder, path, text }: FoundConfiguration, host: SiteHost) {
    const answer = /summary\.md$/i.test(path) ? null : parseYaml(text);
    const settings = answer?.kind === 'value' ? plain(answer.value) : null;
    return bookOfSummary(join(folder, textIn(settings, 'root') ?? '.'), host, {
      root: folder,
      title: textIn(settings, 'title'),
      authors: [textIn(settings, 'author')].filter((each) => each !== null),
      description: textIn(settings, 'description'),
      language: textIn(settings, 'language'),
    });
  },
};

type Known = Pick<SiteBook, 'root' | 'title' | 'authors' | 'description' | 'language'>;

async function bookOfSummary(folder: string, host: SiteHost, known: Known): Promise<SiteBook | null> {
  for (const name of ['SUMMARY.md', 'summary.md', 'Summary.md']) {
    const file = join(folder, name);
    const text = await readText(file, host);
    if (text === null) continue;
    const entries = readSummary(text);
    const pages = JSON.stringify(entries).includes('"path":"');
    return pages ? { ...known, file, folder: dirname(file), entries } : null;
  }
  return null;
}

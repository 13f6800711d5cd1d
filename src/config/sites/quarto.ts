/** _quarto.yml of a book, and _bookdown.yml's older relatives. https://quarto.org/docs/books/book-structure.html */
import { parseYaml, plain, type YamlValue } from '../../sources/yaml.ts';
import { addressOf, plainText } from './summary.ts';
import type { SiteEntry, SiteTool } from './tool.ts';
import { textIn, textsIn } from './values.ts';

export const quarto: SiteTool = {
  name: 'Quarto',
  files: ['_quarto.yml', '_quarto.yaml'],
  async read({ folder, path, text }) {
    const answer = parseYaml(text);
    if (answer.kind !== 'value') return null;
    const settings = plain(answer.value);
    const entries = [
      ...itemsOf(answer.value, ['book', 'chapters']).flatMap(entryOf),
      ...itemsOf(answer.value, ['book', 'appendices']).flatMap(entryOf),
    ];
    if (entries.length === 0) return null;
    return {
      file: path,
      folder,
      root: folder,
      title: textIn(settings, 'book.title'),
      authors: textsIn(settings, 'book.author'),
      description: textIn(settings, 'book.description') ?? textIn(settings, 'book.abstract'),
      language: textIn(settings, 'lang'),
      entries,
    };
  },
};

function itemsOf(value: YamlValue, keys: string[]): YamlValue[] {
  const [key, ...others] = keys;
  if (key === undefined) return value.kind === 'list' ? value.items : [];
  const entry = value.kind === 'mapping' ? value.entries.find((each) => each.key === key) : undefined;
  return entry === undefined ? [] : itemsOf(entry.value, others);
}

/** `one.qmd`, `{part: …, chapters: […]}`, `{file: …, text: …}`; a part may be a page of its own. */
function entryOf(item: YamlValue): SiteEntry[] {
  if (item.kind === 'text') return [{ title: null, path: addressOf(item.text), line: item.line, children: [] }];
  if (item.kind !== 'mapping') return [];
  const written = plain(item);
  const part = textIn(written, 'part');
  const children = itemsOf(item, ['chapters']).flatMap(entryOf);
  if (part === null) {
    const file = textIn(written, 'file') ?? textIn(written, 'href');
    return file === null ? [] : [{ title: textIn(written, 'text'), path: addressOf(file), line: item.line, children }];
  }
  const isPage = /\.(?:qmd|md|ipynb)$/i.test(part);
  return [
    { title: isPage ? null : plainText(part), path: isPage ? part : null, line: item.line, isPart: true, children },
  ];
}

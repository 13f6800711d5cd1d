/** Book to one self-contained HTML page. */

import { join } from 'node:path';
import { allEntries } from '../assemble/contents.ts';
import { scriptClass, stringsFor } from '../locale/strings.ts';
import type { Book } from '../model/book.ts';
import type { Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import type { HtmlFile } from '../model/output.ts';
import type { Medium, MediumImage } from '../render/medium.ts';
import { sectionMarkup, shownSize, titlePageMarkup } from '../render/sections.ts';
import type { Templates } from '../templates/load-templates.ts';
import { directionWithin } from '../typography/direction.ts';
import { stylesFor } from '../typography/vertical-css.ts';

export async function renderHtml(
  book: Book,
  templates: Templates,
  host: Pick<Host, 'readFile'>,
): Promise<Reported<HtmlFile[]>> {
  const { meta } = book;
  const images = new Map<string, MediumImage>();
  for (const key of book.shown) {
    const asset = book.assets.get(key);
    const file = asset?.kind === 'image' ? await host.readFile(asset.screen.file) : null;
    if (asset?.kind !== 'image' || file?.kind !== 'file') continue;
    const src = `data:${asset.screen.mediaType};base64,${Buffer.from(file.bytes).toString('base64')}`;
    images.set(key, { src, ...shownSize(asset, asset.screen) });
  }
  const medium: Medium = {
    link: (id) => `#${id}`,
    image: (key) => images.get(key) ?? null,
    writing: 'horizontal',
    nested: true,
    keepLines: false,
    epubTypes: false,
  };
  const html = templates.fill('page.html', {
    language: meta.language,
    direction: directionWithin(meta.language, meta.language),
    setting: scriptClass(meta.language),
    title: meta.title,
    words: stringsFor(meta.language),
    styles: stylesFor(book, { rotated: ['book.css', 'page.css'], vertical: [] }, templates, 'horizontal'),
    titlePage: titlePageMarkup(book, templates, medium),
    entries: [...allEntries(book.toc)].map(({ title, target, level }) => ({ title, href: `#${target}`, level })),
    sections: book.sections.map((section) => sectionMarkup(section, book, templates, medium)).join('\n'),
  });
  const path = join(book.config.outputFolder, `${book.config.name}.html`);
  return { value: [{ kind: 'html', path, chunks: [new TextEncoder().encode(html)] }], diagnostics: [] };
}

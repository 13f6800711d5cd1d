/**
 * The cover image of an EPUB: the book's own when it is portrait, else one rendered by the browser and cached. Without
 * a browser the EPUB has no cover, which is reported.
 */

import { charactersIn } from '../fonts/coverage.ts';
import { loadFonts } from '../fonts/load-fonts.ts';
import { completeFonts } from '../fonts/rare-fonts.ts';
import { store } from '../images/convert/convert.ts';
import type { Book, StoredImage } from '../model/book.ts';
import { problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { coverView, isWholeCover } from '../render/cover.ts';
import { people } from '../render/sections.ts';
import type { Templates } from '../templates/load-templates.ts';
import { sha256Of } from '../text/hash.ts';

/** Pixels, as KDP asks (1.6 : 1). https://kdp.amazon.com/help/topic/G6GTK3T3NUHKLEFX */
const size = { width: 1600, height: 2560 };

function wordsOf({ meta }: Book): string {
  return [meta.title, meta.subtitle, ...people(meta, meta.language), meta.publisher].join(' ');
}

export async function makeCover(
  book: Book,
  templates: Templates,
  host: Pick<Host, 'photograph' | 'packageFile' | 'readFile' | 'readCache' | 'writeCache' | 'storeFile'>,
): Promise<Reported<StoredImage | null>> {
  if (book.cover !== null && isWholeCover(book.cover.original)) return { value: book.cover.screen, diagnostics: [] };
  const image = book.cover?.screen ?? null;
  const loaded = await loadFonts(book.meta.language, host);
  const { fonts } = await completeFonts(loaded.value, charactersIn(wordsOf(book)), host);
  const html = templates.fill('cover-photograph.html', {
    ...coverView(book, image === null ? null : `images/${image.name}`),
    ...size,
    fonts: fonts.css,
    styles: templates.style('cover.css'),
  });
  const key = `covers/${sha256Of(html).slice(0, 32)}.jpg`;
  let bytes = await host.readCache(key);
  if (bytes === null) {
    const files = new Map<string, string | Uint8Array>(fonts.files);
    if (image !== null) files.set(`images/${image.name}`, image.file);
    const answer = await host.photograph({ html, files, ...size });
    if (answer.kind !== 'bytes') {
      const message = `cannot render the cover: ${answer.reason}`;
      return {
        value: null,
        diagnostics: [
          problem(
            'cover-not-rendered',
            message,
            null,
            'the EPUB has no cover image; see “The browser” in the handbook',
          ),
        ],
      };
    }
    bytes = answer.bytes;
    await host.writeCache(key, bytes);
  }
  const stored = await store({ bytes, mediaType: 'image/jpeg', ...size }, host);
  if (!('kind' in stored)) return { value: stored, diagnostics: loaded.diagnostics };
  return { value: null, diagnostics: [problem(stored.code, `cover ${stored.problem}`, null, stored.hint)] };
}

/**
 * The cover image of an EPUB: the book's own when it is portrait, else one drawn from `cover.svg`, in the fonts of the
 * book, and cached.
 */

import { charactersIn } from '../fonts/coverage.ts';
import { loadFonts } from '../fonts/load-fonts.ts';
import { completeFonts } from '../fonts/rare-fonts.ts';
import { familiesOf, readSvgWords } from '../fonts/svg-fonts.ts';
import { findStored, store } from '../images/convert/convert.ts';
import { type DrawingFontHost, fontsFingerprint, fontsForWords } from '../images/convert/drawing-fonts.ts';
import { isHan } from '../locale/strings.ts';
import type { Book, StoredImage } from '../model/book.ts';
import { problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { coverFonts, coverMarkup, isWholeCover } from '../render/cover.ts';
import { people } from '../render/sections.ts';
import type { Templates } from '../templates/load-templates.ts';
import { sha256Of } from '../text/hash.ts';

/** Pixels, as KDP asks (1.6 : 1). https://kdp.amazon.com/help/topic/G6GTK3T3NUHKLEFX */
const size = { width: 1600, height: 2560 };

export type CoverHost = DrawingFontHost & Pick<Host, 'rasterize'>;

function wordsOf({ meta }: Book): string {
  return [meta.title, meta.subtitle, ...people(meta, meta.language), meta.publisher].join(' ');
}

export async function makeCover(
  book: Book,
  templates: Templates,
  host: CoverHost,
): Promise<Reported<StoredImage | null>> {
  if (book.cover !== null && isWholeCover(book.cover.original)) return { value: book.cover.screen, diagnostics: [] };
  const { language } = book.meta;
  const loaded = await loadFonts(language, host);
  const { fonts } = await completeFonts(loaded.value, charactersIn(wordsOf(book)), host);
  const image = book.cover?.screen ?? null;
  const sheet = {
    ...size,
    bleed: { top: 0, right: 0, bottom: 0, left: 0 },
    size: { width: `${size.width}px`, height: `${size.height}px` },
    src: image === null ? null : await addressOf(image, host),
    families: { serif: 'serif', sans: 'sans-serif', mono: 'monospace' },
  };
  const svg = await coverMarkup(book, sheet, templates, fonts, host);
  const key = `covers/${sha256Of(`${svg}\n${await fontsFingerprint(language, host)}`).slice(0, 32)}.json`;
  const cached = await readNote(key, host);
  if (cached !== null) return { value: cached, diagnostics: loaded.diagnostics };

  const words = readSvgWords(svg);
  // The same fonts for the covers of all books in a language, so that one process draws them.
  for (const character of isHan(language) ? 'A\u4e00\u201c' : 'A') words.codes.add(character.codePointAt(0)!);
  const familiesFor: typeof familiesOf = (role) => (role === 'serif' ? [...coverFonts(language)] : familiesOf(role));
  const drawing = await fontsForWords({ ...words, familiesFor }, fonts, host);
  const answer = await host.rasterize({ svg, ...size, fonts: drawing });
  if (answer.kind !== 'made') {
    const reason = answer.kind === 'failed' ? answer.problem : 'the process that draws it ended';
    const hint = 'the EPUB has no cover image; build again, or compare `cover.svg` with the built-in template';
    const diagnostic = problem('cover-not-rendered', `cannot draw the cover: ${reason}`, null, hint);
    return { value: null, diagnostics: [diagnostic] };
  }
  const stored = await store(answer.files[0]!, host);
  if ('kind' in stored) {
    return { value: null, diagnostics: [problem(stored.code, `cover ${stored.problem}`, null, stored.hint)] };
  }
  await host.writeCache(key, new TextEncoder().encode(JSON.stringify({ ...stored, file: '' })));
  return { value: stored, diagnostics: loaded.diagnostics };
}

/** The image as a part of the drawing. */
async function addressOf({ file, mediaType }: StoredImage, host: Pick<Host, 'readFile'>): Promise<string | null> {
  const answer = await host.readFile(file);
  return answer.kind === 'file' ? `data:${mediaType};base64,${Buffer.from(answer.bytes).toString('base64')}` : null;
}

async function readNote(key: string, host: Pick<Host, 'readCache' | 'storedFile'>): Promise<StoredImage | null> {
  const note = await host.readCache(key);
  return note === null ? null : findStored(JSON.parse(new TextDecoder().decode(note)) as StoredImage, host);
}

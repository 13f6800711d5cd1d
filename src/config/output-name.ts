/** Names of output files, valid on every system. They keep their script: readers sort and search by them. */
import type { Profile, Target } from '../model/book.ts';

/** Kobo's devices open a file with their own reader, not with Adobe's, where its name ends in `.kepub.epub`. */
const endings: Record<Target, string> = {
  generic: '.epub',
  kindle: '.kindle.epub',
  kobo: '.kepub.epub',
  apple: '.apple.epub',
};

export function epubName(book: string, target: Target): string {
  return `${book}${endings[target]}`;
}

export function pdfName(book: string, profile: Profile | 'cover'): string {
  return profile === 'screen' ? `${book}.pdf` : `${book}-${profile}.pdf`;
}

/** File systems allow 255 bytes; the rest is for the extension and the name of a temporary file. */
const longestName = 200;

export function outputName(name: string): string {
  // Windows and the FAT of reading systems refuse these, and drop a dot or a space at the end.
  // https://learn.microsoft.com/windows/win32/fileio/naming-a-file
  const safe = name
    .replace(/\s*[:|]\s*(?=\S)/gu, '-')
    .replace(/[/\\:*?"<>|\p{Cc}\p{Surrogate}\u2028\u2029]/gu, '')
    .trim()
    .replace(/^[.\s]+/, '');
  const short = truncate(safe, longestName).replace(/[.\s]+$/, '');
  if (short === '') return 'book';
  // Devices whatever the extension.
  return short.replace(/^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:$|\.))/i, '$1_');
}

/** Two names are one file where the file system ignores case or Unicode form: compare these instead. */
export function comparableName(name: string): string {
  return name.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

function truncate(text: string, bytes: number): string {
  const encoder = new TextEncoder();
  if (encoder.encode(text).length <= bytes) return text;
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += encoder.encode(character).length;
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}

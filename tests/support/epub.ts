/** An EPUB unpacked. In: bytes. Out: its entries by name, in the order of the archive, text as text. */
import JSZip from 'jszip';

export type Entries = Map<string, string | Uint8Array>;

const textual = /^mimetype$|\.(xhtml|opf|ncx|css|xml)$/;

export async function unpack(bytes: Uint8Array): Promise<Entries> {
  const archive = await JSZip.loadAsync(bytes);
  const entries: Entries = new Map();
  for (const file of Object.values(archive.files)) {
    entries.set(file.name, await file.async(textual.test(file.name) ? 'string' : 'uint8array'));
  }
  return entries;
}

/** The text of an entry; an entry that is missing fails the test that asks. */
export function textOf(entries: Entries, name: string): string {
  const entry = entries.get(name);
  if (typeof entry !== 'string') throw new Error(`no text ${name} among ${[...entries.keys()].join(', ')}`);
  return entry;
}

export function packageOf(entries: Entries): string {
  return textOf(entries, 'OEBPS/content.opf');
}

/** Name and text of every XHTML document, navigation included. */
export function documentsOf(entries: Entries): [name: string, text: string][] {
  return [...entries].filter((entry): entry is [string, string] => entry[0].endsWith('.xhtml'));
}

/** What the text has inside the section of one chapter, its head left out. */
export function chapterText(entries: Entries, id: string): string {
  const text = textOf(entries, `OEBPS/${id}.xhtml`);
  return text.slice(text.indexOf('</header>') + '</header>'.length, text.lastIndexOf('</section>')).trim();
}

/** images.alt.yaml as a list to fill in: a line for each image without alt text, after what the file holds already. */
import { join, relative, sep } from 'node:path';
import type { AltTexts, Article } from '../../model/book.ts';
import type { Place } from '../../model/diagnostics.ts';
import { parseYaml } from '../../sources/yaml.ts';
import { excerpt } from '../../text/characters.ts';
import { readAddress, showAddress } from '../../text/image-address.ts';
import { altFileNames, altKey } from './alt-texts.ts';
import { altProblem, bookImages } from './book-images.ts';

/** An image without alt text. */
export interface ImageWithoutAlt {
  /** As a key of images.alt.yaml. */
  address: string;
  /** Every place that shows it. */
  places: Place[];
  /** Its caption, else the heading above it, else null. */
  words: string | null;
}

const heading = [
  '# Alt texts are read aloud to people who cannot see the images. Describe what each image shows.',
  '# Mark an image that carries no information as decorative:  images/line.png: { decorative: true }',
].join('\n');

/** Those whose alt text is missing or says nothing, in the order of the book; paths start from the folder. */
export function imagesWithoutAlt(articles: Article[], altTexts: AltTexts, folder: string): ImageWithoutAlt[] {
  const found = new Map<string, ImageWithoutAlt>();
  for (const image of articles.flatMap((article) => bookImages(article, altTexts))) {
    if (altProblem(image) === null) continue;
    const place = { file: pathFrom(folder, image.at.file), line: image.at.line };
    const text = image.caption ?? image.heading;
    const earlier = found.get(image.key);
    if (earlier === undefined) {
      found.set(image.key, { address: addressFrom(folder, image.url, image.key), places: [place], words: text });
    } else {
      earlier.places.push(place);
      earlier.words ??= text;
    }
  }
  return [...found.values()];
}

/** How the file names an image: a path from its own folder, or the address without credentials. */
export function addressFrom(folder: string, url: string, key: string): string {
  const file = join(folder, altFileNames[0]);
  const address = readAddress(url, file);
  if (address.kind === 'data') return key;
  if (address.kind !== 'file') return showAddress(url, Number.POSITIVE_INFINITY);
  const path = pathFrom(folder, key);
  // A percent sign or a colon in the name of a file would mean something else.
  return altKey(path, file) === key ? path : path.split('/').map(encodeURIComponent).join('/');
}

/** `existing` with a line for each image it lacks; unchanged where it cannot be read or extended. */
export function altTemplate(existing: string | null, missing: ImageWithoutAlt[]): string {
  const before = existing ?? '';
  const known = keysOf(before);
  if (known === null) return before;
  const added = missing.filter(({ address }) => !known.has(standardKey(address))).map(lineFor);
  if (added.length === 0) return before;
  const above = before.trim() === '' ? `${heading}\n` : before;
  const below = `${above.endsWith('\n') ? '' : '\n'}\n${added.join('\n')}\n`;
  const text = above + (before.includes('\r\n') ? below.replaceAll('\n', '\r\n') : below);
  return keysOf(text) === null ? before : text;
}

function lineFor({ address, places, words }: ImageWithoutAlt): string {
  const about = words === null ? '' : ` — ${excerpt(oneLine(words))}`;
  return `# ${oneLine(placesInWords(places))}${about}\n${yamlKey(address)}: ""`;
}

/** `one.md:12, 40; two.md:3` */
function placesInWords(places: Place[]): string {
  const lines = new Map<string, number[]>();
  for (const { file, line } of places) {
    lines.set(file, [...(lines.get(file) ?? []), ...(line === null ? [] : [line])]);
  }
  return Array.from(lines, ([file, numbers]) =>
    numbers.length === 0 ? file : `${file}:${[...new Set(numbers)].join(', ')}`,
  ).join('; ');
}

/** A comment ends where its line does. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim();
}

/** What YAML would read as something else stands in quotes; a JSON text is one of YAML too. */
function yamlKey(address: string): string {
  const plain = /^(?:https?:\/\/)?[\p{L}\p{N}_][\p{L}\p{N}_./%~+=&?-]*$/u.test(address);
  const key = plain && !/^(?:null|~)$/i.test(address) ? address : JSON.stringify(address);
  // YAML wants the colon of a longer key on a line of its own.
  return key.length > 1000 ? `? ${key}\n` : key;
}

/** Null when the text is no mapping. */
function keysOf(text: string): ReadonlySet<string> | null {
  const answer = parseYaml(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
  if (answer.kind === 'invalid') return null;
  if (answer.value.kind === 'nothing') return new Set();
  return answer.value.kind === 'mapping' ? new Set(answer.value.entries.map(({ key }) => standardKey(key))) : null;
}

/** Two spellings of an address are one key. */
function standardKey(address: string): string {
  return altKey(address, `/${altFileNames[0]}`);
}

function pathFrom(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

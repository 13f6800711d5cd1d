/**
 * images.alt.yaml: alt texts beside the articles.
 *
 *     images/cup.png: A cup on a table
 *     https://example.org/line.png: { decorative: true }
 */
import { join } from 'node:path';
import type { AltText, AltTexts, BookConfig } from '../../model/book.ts';
import { type Diagnostic, type Place, problem, type Report, type Reported } from '../../model/diagnostics.ts';
import type { Host } from '../../model/host.ts';
import { cleanCharacters } from '../../sources/clean-characters.ts';
import { decodeText } from '../../sources/decode.ts';
import { parseYaml, type YamlEntry, type YamlValue } from '../../sources/yaml.ts';
import { assetKey, showAddress } from '../../text/image-address.ts';

/** The first one present counts. */
export const altFileNames = ['images.alt.yaml', 'images.alt.yml'] as const;

const mappingHint = 'write `address: "text"`, one image per line';
const valueHint = 'write the text in quotes, or { decorative: true }';

export async function readAltTexts(
  config: Pick<BookConfig, 'folder'>,
  host: Pick<Host, 'readFile'>,
): Promise<Reported<AltTexts>> {
  const found = await findAltFile(config, host);
  if (found === null) return { value: new Map(), diagnostics: [] };
  const { file, answer } = found;
  if (answer.kind === 'file') return readAltFile(file, answer.bytes);
  const message = `cannot read the file: ${answer.reason}`;
  return { value: new Map(), diagnostics: [problem('image-alt-invalid', message, { file, line: null })] };
}

/** The file under the first of its names that is taken; null when none is. */
export async function findAltFile({ folder }: Pick<BookConfig, 'folder'>, host: Pick<Host, 'readFile'>) {
  for (const name of altFileNames) {
    const file = join(folder, name);
    const answer = await host.readFile(file);
    if (answer.kind === 'file' || answer.kind === 'refused') return { file, answer };
  }
  return null;
}

function readAltFile(file: string, bytes: Uint8Array): Reported<AltTexts> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const texts = new Map<string, AltText>();
  for (const entry of readEntries(file, bytes, report)) {
    const place = { file, line: entry.line };
    const key = altKey(entry.key, file);
    const earlier = texts.get(key);
    if (earlier === undefined) {
      texts.set(key, { alt: readAlt(entry.value, place, report), address: entry.key, place });
      continue;
    }
    const message = `\`${showAddress(entry.key)}\` is given twice, first on line ${earlier.place.line}`;
    report(problem('image-alt-invalid', message, place, 'remove one of them', [earlier.place]));
  }
  return { value: texts, diagnostics };
}

function readEntries(file: string, bytes: Uint8Array, report: Report): YamlEntry[] {
  const refuse = (message: string, line: number | null, hint: string): YamlEntry[] => {
    report(problem('image-alt-invalid', message, { file, line }, hint));
    return [];
  };
  const decoded = decodeText(bytes);
  if (decoded.kind === 'not-utf8') return refuse(decoded.reason, decoded.line, 'save it as UTF-8');
  const answer = parseYaml(decoded.text);
  if (answer.kind === 'invalid') return refuse(`not valid YAML: ${answer.reason}`, answer.line, mappingHint);
  const { value } = answer;
  if (value.kind === 'mapping') return value.entries;
  // A list to fill in of which every line is still a comment.
  if (value.kind === 'nothing') return [];
  return refuse('the file must be a mapping of image addresses to alt texts', value.line, mappingHint);
}

/** An image written in the article itself may be named by the hash that stands for it. */
export function altKey(address: string, file: string): string {
  return /^data:[0-9a-f]{64}$/.test(address) ? address : assetKey(address, file);
}

function readAlt(value: YamlValue, place: Place, report: Report): string | null {
  if (value.kind === 'nothing') return null;
  if (value.kind === 'text') {
    const text = (value.text + value.number).replace(/\s+/gu, ' ');
    return cleanCharacters(text, place, report).trim() || null;
  }
  if (value.kind === 'mapping' && value.entries.length === 1) {
    const [{ key, value: said }] = value.entries as [YamlEntry];
    if (key === 'decorative' && said.kind === 'text' && /^true$/i.test(said.text)) return '';
  }
  const found = value.kind === 'list' ? 'a list' : 'a mapping';
  report(
    problem('image-alt-invalid', `alt text must be a string, not ${found}`, { ...place, line: value.line }, valueHint),
  );
  return null;
}

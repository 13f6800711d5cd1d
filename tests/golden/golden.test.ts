/**
 * Whole books, unpacked: `<book>/input` is built, and every entry of the EPUB must be that of `<book>/expected`, with no
 * file missing or left over. UPDATE=1 writes what was built; read the difference before it is kept.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildInMemory, type MemoryBuild } from '../support/build-memory.ts';
import { faultOf } from '../support/xml.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const update = process.env.UPDATE === '1';
const books = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(books)('%s', (name) => {
  const expected = join(folder, name, 'expected');

  it('is built as before, to the letter', async () => {
    const entries = printed(await build(name));
    if (update) write(expected, entries);
    const before = read(expected);
    expect([...entries.keys()].sort()).toEqual([...before.keys()].sort());
    for (const [path, text] of entries) expect(text, path).toBe(new TextDecoder().decode(before.get(path)));
  });

  it('is well-formed', async () => {
    for (const [path, text] of (await build(name)).epub) {
      if (typeof text === 'string' && /\.(xhtml|opf|ncx|xml)$/.test(path)) expect(faultOf(text), path).toBeNull();
    }
  });
});

function build(name: string): Promise<MemoryBuild> {
  const input = read(join(folder, name, 'input'));
  return buildInMemory(Object.fromEntries([...input].map(([path, bytes]) => [`${name}/${path}`, bytes])), {
    paths: [name],
  });
}

/** What is compared: the entries that are text, the hashes of pictures in one list, and the problems that were met. */
function printed({ epub, diagnostics }: MemoryBuild): Map<string, string> {
  const texts = new Map<string, string>();
  const images: string[] = [];
  for (const [name, content] of epub) {
    if (typeof content === 'string') texts.set(name, content);
    else images.push(`${createHash('sha256').update(content).digest('hex')} ${name}\n`);
  }
  texts.set('pictures.txt', images.join(''));
  const lines = diagnostics.map(({ code, severity, message, place }) => {
    const file = place?.file.replace('/desk/', '') ?? '';
    return `${file}:${place?.line}: ${severity}: ${message} [${code}]\n`;
  });
  texts.set('diagnostics.txt', lines.join(''));
  return texts;
}

function read(path: string): Map<string, Uint8Array> {
  return new Map(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(path.length + 1).replaceAll('\\', '/'), readFileSync(file)]),
  );
}

function write(path: string, entries: ReadonlyMap<string, string>): void {
  rmSync(path, { recursive: true, force: true });
  for (const [name, text] of entries) {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

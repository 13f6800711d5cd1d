/** What `octavo images` does, in memory. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type ImageTask, manageImages } from '../../../src/commands/images.ts';
import { parseLock } from '../../../src/images/lock.ts';
import type { DownloadAnswer } from '../../../src/model/host.ts';
import { formatImageList, makeImagesReport } from '../../../src/report/report.ts';
import { buildOptions, workingFolder } from '../../support/build-memory.ts';
import { type MemoryHost, memoryHost, usualDate } from '../../support/memory-host.ts';
import { drawImage } from '../../support/pictures.ts';

const url = 'https://a.example/b.png';
let image: Buffer;
beforeAll(async () => {
  image = await drawImage(30, 20);
});

const article = `# T\n\n![A slope](${url})\n\n![](near.png)\n\n*A caption*\n\n![](${url})\n`;

function desk(bytes: Uint8Array | null = image, links: Record<string, string> = {}): MemoryHost {
  const answer: DownloadAnswer =
    bytes === null
      ? { kind: 'status', status: 404, retryAfter: null }
      : { kind: 'body', bytes, url, mediaType: null, date: usualDate };
  const files = { [`${workingFolder}/book.yaml`]: 'articles: [a.md]', [`${workingFolder}/a.md`]: article };
  return memoryHost({ ...files, [`${workingFolder}/near.png`]: image }, { downloads: new Map([[url, answer]]), links });
}

async function tend(task: ImageTask, host: MemoryHost) {
  const result = await manageImages(buildOptions(), task, host);
  return { ...result, lines: formatImageList(makeImagesReport(result, workingFolder), task).split('\n') };
}

function fileOf(host: MemoryHost, name: string): string | null {
  const bytes = host.files.get(`${workingFolder}/${name}`);
  return bytes === undefined ? null : new TextDecoder().decode(bytes);
}

describe('octavo images', () => {
  it('lists each image with all its places, without requests', async () => {
    const host = desk();
    const { lines, diagnostics } = await tend('list', host);
    expect(lines).toEqual([
      `a.md:3, a.md:9: not cached: ${url}`,
      'a.md:5: 1 kB, in the book 30 × 20, 1 kB: near.png',
      'desk: 2 images, 1 available',
    ]);
    expect([diagnostics, host.requests, fileOf(host, 'octavo.lock')]).toEqual([[], [], null]);
  });

  it('--update downloads every image and writes the lock', async () => {
    const host = desk();
    const { lines } = await tend('update', host);
    expect(lines[0]).toBe(`a.md:3, a.md:9: 1 kB, in the book 30 × 20, 1 kB: ${url}`);
    await tend('update', host);
    expect(host.requests.length).toBe(2);
    expect([...parseLock(fileOf(host, 'octavo.lock')!)!.images.keys()]).toEqual([url]);
  });

  it('--vendor stores copies next to the book and records them in the lock', async () => {
    const host = desk();
    const { lines } = await tend('vendor', host);
    const { file } = parseLock(fileOf(host, 'octavo.lock')!)!.images.get(url)!;
    expect(file).toMatch(/^octavo\.images\/[0-9a-f]{16}\.png$/);
    expect(lines).toContain(`wrote ${file}`);
    expect(lines).toContain('wrote octavo.lock');
    expect(Buffer.from(host.files.get(`${workingFolder}/${file}`)!).equals(image)).toBe(true);
    const lock = fileOf(host, 'octavo.lock');
    expect((await tend('vendor', host)).lines.some((line) => line.startsWith('wrote'))).toBe(false);
    expect(fileOf(host, 'octavo.lock')).toBe(lock);
  });

  it('--vendor writes nothing through a link that leads outside the folder of the book', async () => {
    const host = desk(image, { [`${workingFolder}/octavo.images`]: '/elsewhere' });
    host.files.set('/elsewhere/precious', Buffer.from('a'));
    const { diagnostics, failed } = await tend('vendor', host);
    expect([failed, diagnostics.map(({ code }) => code)]).toEqual([true, ['path-outside-folder']]);
    expect([...host.files.keys()].filter((path) => path.startsWith('/elsewhere'))).toEqual(['/elsewhere/precious']);
  });

  it('--vendor says which original the cache has lost', async () => {
    const host = desk();
    await tend('update', host);
    for (const key of [...host.cache.keys()]) if (key.startsWith('originals/')) host.cache.delete(key);
    const { diagnostics } = await tend('vendor', host);
    expect(diagnostics).toMatchObject([
      { code: 'image-vendor-failed', hint: 'run `octavo images --update` to download it again' },
    ]);
  });

  it('--missing-alt writes a list to fill in, and adds to it without touching it', async () => {
    const host = desk();
    expect((await tend('missing-alt', host)).lines).toEqual(['wrote images.alt.yaml']);
    const list = fileOf(host, 'images.alt.yaml')!;
    expect(list).toContain('# a.md:5 — A caption\nnear.png: ""');
    expect(list).toContain(`${url}: ""`);
    expect(host.requests).toEqual([]);
    expect((await tend('missing-alt', host)).lines).toEqual(['desk: nothing to add']);
    expect(fileOf(host, 'images.alt.yaml')).toBe(list);
  });

  it('writes nothing over a lock that cannot be read', async () => {
    const host = desk();
    host.files.set(`${workingFolder}/octavo.lock`, Buffer.from('<<<<<<<'));
    const { failed, diagnostics } = await tend('update', host);
    expect([failed, diagnostics[0]?.code]).toEqual([true, 'image-lock-invalid']);
    expect(fileOf(host, 'octavo.lock')).toBe('<<<<<<<');
  });

  it('reports what could not be had', async () => {
    const { lines, diagnostics } = await tend('update', desk(null));
    expect(lines[0]).toBe(`a.md:3, a.md:9: [image-download-failed] 404: ${url}`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['image-download-failed', 'image-download-failed']);
  });
});

/** Words in SVG images are drawn with the fonts of the book, and with no font of the machine. Real decoders draw them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { convertImage, findImage } from '../../../../src/images/convert/convert.ts';
import { drawingFonts } from '../../../../src/images/convert/drawing-fonts.ts';
import type { Host } from '../../../../src/model/host.ts';
import { createHost } from '../../../../src/node/host.ts';
import { sha256Of } from '../../../../src/text/hash.ts';
import { drawImage } from '../../../support/pictures.ts';

const decoder = new URL('../../../../build/images/convert/worker.js', import.meta.url);
const forms = [{ name: 'screen', width: 2000, height: 2000 } as const];
const settings = { maximumPixels: 50_000_000, language: 'zh-CN' };
const folders: string[] = [];
let host: Host & { close(): Promise<void> };

beforeAll(() => {
  host = newHost();
});

afterAll(async () => {
  await host.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const surroundings = { ...process.env };
afterEach(() => {
  process.env = { ...surroundings };
});

function newHost() {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'octavo-drawing-'));
  folders.push(cacheFolder);
  return createHost({ cacheFolder, browser: null, decoder, environment: {}, progress: () => undefined });
}

function svg(words: string, attributes = ''): Uint8Array {
  const text = `<text x="4" y="32" font-size="30" ${attributes}>${words}</text>`;
  return new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40">${text}</svg>`);
}

async function draw(bytes: Uint8Array, on = host): Promise<Buffer> {
  const image = await convertImage(bytes, sha256Of(bytes), forms, settings, on);
  if (image.kind === 'failed') throw new Error(image.problem);
  return sharp(image.screen.file).greyscale().raw().toBuffer();
}

/** Columns with ink in them. */
async function widthOf(bytes: Uint8Array): Promise<number> {
  const pixels = await draw(bytes);
  const columns = Array.from({ length: 320 }, (_, x) => x).filter((x) =>
    Array.from({ length: 80 }, (_, y) => pixels[y * 320 + x]!).some((value) => value < 128),
  );
  return columns.length === 0 ? 0 : columns.at(-1)! - columns[0]!;
}

it.each([
  ['Han characters', '汉字', '漢語'],
  ['Latin letters', 'Latin', 'Lotun'],
  ['Cyrillic letters', 'Жили', 'Шили'],
  ['Han characters of no common font', '㐂', '㐃'],
  ['emoji', '😀', '🎈'],
  ['symbols', '→', '☃'],
])('%s are drawn as they are, and not as boxes that look the same', async (_, one, other) => {
  const [first, second] = await Promise.all([draw(svg(one)), draw(svg(other))]);
  expect(first.some((value) => value < 64)).toBe(true);
  expect(first.equals(second)).toBe(false);
});

it('characters that no font has are drawn as boxes with their code points', async () => {
  const [first, second] = await Promise.all([draw(svg('\u{12000}')), draw(svg('\u{12001}'))]);
  expect(first.equals(second)).toBe(false);
});

it('a family that says monospace has letters of one width, and others have not', async () => {
  const mono = 'font-family="Courier New, monospace"';
  const [thin, wide] = await Promise.all([widthOf(svg('iiii|', mono)), widthOf(svg('MMMM|', mono))]);
  expect(Math.abs(thin - wide)).toBeLessThan(12);
  expect(await widthOf(svg('MMMM|'))).toBeGreaterThan((await widthOf(svg('iiii|'))) * 2);
});

it.each([
  ['bold', 'font-weight="bold"'],
  ['italic', 'font-style="italic"'],
  ['without serifs', 'style="font-family:Arial"'],
])('letters that are %s look so', async (_, attributes) => {
  expect((await draw(svg('Letters', attributes))).equals(await draw(svg('Letters')))).toBe(false);
});

it('what the machine says of its fonts changes no pixel', async () => {
  const usual = await draw(svg('汉字 Latin ₿'));
  process.env = {
    PATH: surroundings.PATH,
    HOME: '/nonexistent',
    FONTCONFIG_PATH: '/nonexistent',
    FONTCONFIG_FILE: 'none',
  };
  const other = newHost();
  const bare = await draw(svg('汉字 Latin ₿'), other);
  await other.close();
  expect(bare.equals(usual)).toBe(true);
});

it('images without text require no font', async () => {
  const plain = new TextEncoder().encode(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>',
  );
  expect(await drawingFonts(plain, 'en', host)).toBeNull();
  expect(await drawingFonts(await drawImage(9, 9), 'en', host)).toBeNull();
});

it('an image rendered with other fonts is rendered again', async () => {
  const bytes = svg('字');
  await draw(bytes);
  expect(await findImage(sha256Of(bytes), forms, 'zh-CN', host)).not.toBeNull();
  const packageFile = (name: string) => (name.includes('fira-mono/package.json') ? null : host.packageFile(name));
  expect(await findImage(sha256Of(bytes), forms, 'zh-CN', { ...host, packageFile })).toBeNull();
});

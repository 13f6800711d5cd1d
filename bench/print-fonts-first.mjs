/** Octavo's printer alone: prints a finished page once, with tags, its fonts loaded first, as Octavo's last print is. */
import { readFile, writeFile } from 'node:fs/promises';
import { loadFonts } from '../build/fonts/load-fonts.js';
import { createHost } from '../build/node/host.js';

const [html, out, cacheFolder] = process.argv.slice(2);
const decoder = new URL('../build/images/convert/worker.js', import.meta.url);
const host = createHost({ cacheFolder, browser: null, decoder, environment: {}, progress: () => undefined });
const { files } = (await loadFonts('zh-CN', host)).value;
const job = { html: await readFile(html, 'utf8'), files, texts: new Map(), tagged: true };
const answer = await host.print(job);
if (answer.kind !== 'bytes') throw new Error(answer.reason);
await writeFile(out, answer.bytes);
await host.close();

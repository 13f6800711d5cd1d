/** What a plain script does with the same articles: everything in this file, nothing checked, nothing converted. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import makeEpub from 'epub-gen-memory';
import { marked } from 'marked';
import puppeteer from 'puppeteer';

const [folder, out, format] = process.argv.slice(2);
const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
const plainOf = (text) => marked.parse(text).replace(/<img [^>]*src="files[^>]*>/g, '');
const chapters = texts.map((text) => ({ title: /^# (.*)/.exec(text)[1], content: plainOf(text) }));
if (format === 'epub') {
  await writeFile(out, await makeEpub.default({ title: 'Articles', description: 'Articles' }, chapters));
} else {
  const { BENCH_BROWSER: executablePath } = process.env;
  const browser = await puppeteer.launch({ executablePath, headless: 'shell', args: ['--no-sandbox'] });
  const page = await browser.newPage();
  await page.setContent(chapters.map(({ content }) => content).join('\n'), { waitUntil: 'load', timeout: 0 });
  await writeFile(out, await page.pdf({ format: 'A5', outline: true, timeout: 0 }));
  await browser.close();
}

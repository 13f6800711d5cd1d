/** The browser alone: opens a finished page, whose fonts lie beside it, and prints it once, with tags, as a short script would. */
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer';

const [html, out] = process.argv.slice(2);
const { BENCH_BROWSER: executablePath } = process.env;
const browser = await puppeteer.launch({ executablePath, headless: 'shell', args: ['--no-sandbox'] });
const page = await browser.newPage();
await page.goto(pathToFileURL(html).href, { timeout: 0 });
await writeFile(out, await page.pdf({ preferCSSPageSize: true, printBackground: true, outline: true, timeout: 0 }));
await browser.close();

/**
 * The browser that prints. In: pages as HTML with the files they may load. Out: PDF or JPEG bytes.
 * Must not: let a page run a script, reach a network or a file, or live longer than the build.
 */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'puppeteer';
import type { BrowserAnswer, PageJob, PhotographJob, PrintJob } from '../host.ts';
import type { BrowserPlace, BrowserSettings } from './browser-search.ts';

/** Nothing answers at this name: every request is answered from the job's files, or refused. */
const origin = 'https://book.invalid/';

const policy = "default-src 'none'; img-src 'self'; font-src 'self'; style-src 'self' 'unsafe-inline'";

/** A book of thousands of pages may take minutes; a hung browser must still end. */
const longestPrint = 30 * 60_000;

export interface Printer {
  print(job: PrintJob): Promise<BrowserAnswer>;
  photograph(job: PhotographJob): Promise<BrowserAnswer>;
  close(): Promise<void>;
}

type Launched = { kind: 'browser'; browser: Browser } | { kind: 'none'; reason: string };

/** A printer that starts its browser with the first job and keeps it until `close`. */
export function createPrinter(settings: BrowserSettings): Printer {
  let launched: Promise<Launched> | null = null;
  const browser = () => {
    launched ??= launch(settings);
    return launched;
  };

  async function withPage(job: PageJob, use: (page: Page) => Promise<Uint8Array>): Promise<BrowserAnswer> {
    const found = await browser();
    if (found.kind === 'none') return { kind: 'no-browser', reason: found.reason };
    // A context of its own: nothing one book loaded is there for the next.
    const context = await found.browser.createBrowserContext();
    try {
      const page = await context.newPage();
      await load(page, job);
      return { kind: 'bytes', bytes: await use(page) };
    } catch (error) {
      return { kind: 'failed', reason: messageOf(error) };
    } finally {
      await context.close().catch(() => undefined);
    }
  }

  return {
    print: (job) =>
      withPage(job, (page) =>
        page.pdf({
          preferCSSPageSize: true,
          printBackground: true,
          tagged: job.tagged,
          outline: job.tagged,
          timeout: longestPrint,
        }),
      ),
    photograph: (job) =>
      withPage(job, async (page) => {
        await page.setViewport({ width: job.width, height: job.height });
        return page.screenshot({ type: 'jpeg', quality: 90 });
      }),
    async close() {
      const found = await launched;
      launched = null;
      if (found?.kind === 'browser') await found.browser.close();
    },
  };
}

async function launch(settings: BrowserSettings): Promise<Launched> {
  const reasons: string[] = [];
  // A build that prints nothing need not wait for these.
  const { findBrowser } = await import('./browser-search.ts');
  for await (const place of findBrowser(settings)) {
    if (place.kind === 'nowhere') {
      reasons.push(place.reason);
      continue;
    }
    // The sandbox needs user namespaces, which root and some distributions do not give.
    for (const sandbox of [true, false]) {
      try {
        return { kind: 'browser', browser: await start(place, sandbox) };
      } catch (error) {
        if (!sandbox) reasons.push(`${place.executable}: ${messageOf(error)}`);
      }
    }
  }
  return { kind: 'none', reason: reasons.join('; ') };
}

async function start(place: Extract<BrowserPlace, { kind: 'found' }>, sandbox: boolean): Promise<Browser> {
  const { default: puppeteer } = await import('puppeteer');
  return puppeteer.launch({
    executablePath: place.executable,
    headless: place.shell ? 'shell' : true,
    // Over a pipe the browser ends with this process, however that ends.
    pipe: true,
    protocolTimeout: longestPrint,
    env: { ...place.environment },
    args: [
      ...(sandbox ? [] : ['--no-sandbox']),
      '--disable-gpu',
      '--disable-dev-shm-usage',
      // Glyph positions must not depend on the screen.
      '--font-render-hinting=none',
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  });
}

async function load(page: Page, job: PageJob): Promise<void> {
  await page.setJavaScriptEnabled(false);
  // Straight to the protocol: puppeteer's own interception spends longer on encoding pictures than Chrome on them.
  const session = await page.createCDPSession();
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    answer(request.url, job)
      .then((response) =>
        response === null
          ? session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
          : session.send('Fetch.fulfillRequest', { requestId, ...response }),
      )
      // A page that is being closed takes no more answers.
      .catch(() => undefined);
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  await page.goto(origin, { waitUntil: 'load', timeout: longestPrint });
  // Evaluated by the browser's own world, which runs although the page's scripts do not.
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

interface Response {
  responseCode: number;
  responseHeaders: { name: string; value: string }[];
  /** Base64. */
  body: string;
}

/** What the page gets for an address: a part of the job, a 404, or null for everything that is not its own. */
async function answer(address: string, job: PageJob): Promise<Response | null> {
  const url = new URL(address);
  if (`${url.origin}/` !== origin) return null;
  if (url.pathname === '/') return respond('text/html; charset=utf-8', new TextEncoder().encode(job.html));
  const name = decodeURIComponent(url.pathname.slice(1));
  const file = job.files.get(name);
  const body = typeof file === 'string' ? await readPart(file) : file;
  return body === null || body === undefined
    ? { responseCode: 404, responseHeaders: [], body: '' }
    : respond(contentTypeOf(name), body);
}

function respond(contentType: string, body: Uint8Array): Response {
  const headers = {
    'Content-Type': contentType,
    'Content-Security-Policy': policy,
    // Fonts are fetched as from another origin, always.
    'Access-Control-Allow-Origin': '*',
  };
  return {
    responseCode: 200,
    responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64'),
  };
}

/** A file that went away since it was listed is a missing picture, not a crash. */
async function readPart(path: string): Promise<Uint8Array | null> {
  return readFile(path).catch(() => null);
}

const contentTypes: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
};

function contentTypeOf(name: string): string {
  return contentTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

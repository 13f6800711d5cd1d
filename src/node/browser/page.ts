/** A sandboxed page: requests are answered from the job's files; scripts run only where diagrams are drawn. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'puppeteer';
import type { PageJob } from '../../model/host.ts';

/** Nothing answers at this name: every request is answered from the job's files, or refused. */
const origin = 'https://book.invalid/';

const policy = "default-src 'none'; img-src 'self'; font-src 'self'; style-src 'self' 'unsafe-inline'";

/** With scripts: the page's own only. What an author wrote into a diagram loads nothing, not even an image. */
const scriptPolicy =
  "default-src 'none'; script-src 'self'; font-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A book of thousands of pages may take minutes; a hung browser must still end. */
const longestLoad = 5 * 60_000;

/** In a context of its own: nothing one book loaded is there for the next. */
export async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.createBrowserContext();
  return context.newPage();
}

export async function closePage(page: Page): Promise<void> {
  await page
    .browserContext()
    .close()
    .catch(() => undefined);
}

/** One page that stays open while the same document is asked for. */
export interface KeptPage {
  /** The page with that document; `prepare` loads it where it is not open yet. */
  of(html: string, browser: Browser, prepare: (page: Page) => Promise<void>): Promise<Page>;
  close(): Promise<void>;
}

export function keepPage(): KeptPage {
  let open: { html: string; page: Page } | null = null;
  async function close(): Promise<void> {
    const { page } = open ?? {};
    open = null;
    if (page !== undefined) await closePage(page);
  }
  return {
    async of(html, browser, prepare) {
      // One of a browser that ended is of no use.
      if (open?.html === html && open.page.browser() === browser && !open.page.isClosed()) return open.page;
      await close();
      const page = await openPage(browser);
      open = { html, page };
      await prepare(page);
      return page;
    },
    close,
  };
}

export async function loadPage(page: Page, job: PageJob, scripts = false): Promise<void> {
  await page.setJavaScriptEnabled(scripts);
  const rules = scripts ? scriptPolicy : policy;
  // Straight to the protocol: puppeteer's own interception spends longer on encoding images than Chrome on them.
  const session = await page.createCDPSession();
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    respondTo(request.url, job, rules)
      .then((response) =>
        response === null
          ? session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
          : session.send('Fetch.fulfillRequest', { requestId, ...response }),
      )
      // A page that is being closed takes no more answers.
      .catch(() => undefined);
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  await page.goto(origin, { waitUntil: 'load', timeout: longestLoad });
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
async function respondTo(address: string, job: PageJob, rules: string): Promise<Response | null> {
  const url = new URL(address);
  if (`${url.origin}/` !== origin) return null;
  if (url.pathname === '/') return respond('text/html; charset=utf-8', new TextEncoder().encode(job.html), rules);
  const name = decodeURIComponent(url.pathname.slice(1));
  const file = job.files.get(name);
  const body = typeof file === 'string' ? await readPart(file) : file;
  return body === null || body === undefined
    ? { responseCode: 404, responseHeaders: [], body: '' }
    : respond(contentTypeOf(name), body, rules);
}

function respond(contentType: string, body: Uint8Array, rules: string): Response {
  const headers = {
    'Content-Type': contentType,
    'Content-Security-Policy': rules,
    // Fonts are fetched as from another origin, always.
    'Access-Control-Allow-Origin': '*',
  };
  return {
    responseCode: 200,
    responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64'),
  };
}

/** A file that went away since it was listed is a missing image, not a crash. */
async function readPart(path: string): Promise<Uint8Array | null> {
  return readFile(path).catch(() => null);
}

const contentTypes: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
};

function contentTypeOf(name: string): string {
  return contentTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

/**
 * The browser that prints and draws diagrams. No page of a book runs a script, reaches a network or file, or
 * outlives the build.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'puppeteer';
import type { BrowserAnswer, DrawAnswer, DrawJob, PrintJob } from '../../model/host.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../leftovers.ts';
import { messageOf } from '../system-error.ts';
import { createDrawer } from './drawing.ts';
import { countFontsOf, loadFontsOfPage, unseenStyle } from './fonts.ts';
import { loadPage } from './page.ts';
import type { BrowserPlace, BrowserSettings } from './search.ts';
import { createTabs, type Tab } from './tabs.ts';

/** A book of thousands of pages may take minutes; a hung browser must still end. */
const longestPrint = 30 * 60_000;

/** Milliseconds. */
const imagePause = 10;

/** Prints of a page that asks for one more font each time. */
const mostAttempts = 5;

export interface BrowserPrinter {
  print(job: PrintJob): Promise<BrowserAnswer>;
  draw(job: DrawJob): Promise<DrawAnswer>;
  /** Tells one browser from another; null where none is installed. Starts none. */
  identify(): Promise<string | null>;
  close(): Promise<void>;
}

type Launched = { kind: 'browser'; browser: Browser } | { kind: 'none'; reason: string };

/** A printer that starts its browser with the first job and keeps it until `close`. */
export function createPrinter(settings: Omit<BrowserSettings, 'makeTemporary'>): BrowserPrinter {
  /** Profiles of browsers, and a browser that was unpacked for this build alone. */
  const folders: TemporaryFolder[] = [];
  const makeTemporary = () => {
    const folder = makeTemporaryFolder();
    folders.push(folder);
    return folder.path;
  };
  let launched: Promise<Launched> | null = null;
  async function browser(): Promise<Launched> {
    const found = await launched;
    if (found?.kind === 'browser' && !found.browser.connected) launched = null;
    launched ??= launch({ ...settings, makeTemporary });
    return launched;
  }

  const tabs = createTabs();
  const drawer = createDrawer();

  async function attempt(use: (browser: Browser) => Promise<Uint8Array>): Promise<BrowserAnswer> {
    const found = await browser();
    if (found.kind === 'none') return { kind: 'no-browser', reason: found.reason };
    try {
      return { kind: 'bytes', bytes: await use(found.browser) };
    } catch (error) {
      const reason = messageOf(error);
      return { kind: !found.browser.connected || isCrash(reason) ? 'crashed' : 'failed', reason };
    }
  }

  async function attemptPrint(tab: Tab, job: PrintJob): Promise<BrowserAnswer> {
    const given = await attempt((browser) => print(tab, browser, job));
    // A page that failed once is not asked again.
    if (given.kind !== 'bytes') await tab.close();
    return given;
  }

  return {
    async print(job) {
      const first = await tabs.use(job.html, (tab) => attemptPrint(tab, job));
      // The machine may have had no memory for a moment, or the browser ended for what another tab printed.
      return first.kind === 'crashed' ? tabs.useAlone(job.html, (tab) => attemptPrint(tab, job)) : first;
    },
    draw: async (job) => {
      const found = await browser();
      return found.kind === 'none' ? { kind: 'no-browser', reason: found.reason } : drawer.draw(found.browser, job);
    },
    async identify() {
      const { identifyBrowser } = await import('./search.ts');
      return identifyBrowser({ ...settings, makeTemporary });
    },
    async close() {
      const found = await launched;
      launched = null;
      if (found?.kind === 'browser') await found.browser.close().catch(() => undefined);
      for (const folder of folders.splice(0)) folder.remove();
    },
  };
}

/** What puppeteer says when the process of a page has ended. */
function isCrash(reason: string): boolean {
  return /\b(?:crashed|target closed|session closed|connection closed|detached|printing failed)\b/i.test(reason);
}

async function print(tab: Tab, browser: Browser, job: PrintJob): Promise<Uint8Array> {
  let isLoaded = true;
  const page = await tab.of(job.html, browser, async (page) => {
    isLoaded = false;
    await loadPage(page, { ...job, html: job.html.replace('</head>', `${unseenStyle}</head>`) });
  });
  if (job.body !== null) {
    await page.evaluate(setBody, job.body);
    // No script of the page can be told when they have come.
    while (!(await page.evaluate(areImagesLoaded))) await wait(imagePause);
  }
  // A tab that has printed before has most of the fonts.
  if (!isLoaded) await loadFontsOfPage(page);
  for (let attempt = 1; ; attempt += 1) {
    const fonts = await countFontsOf(page);
    const bytes = await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      tagged: job.tagged,
      outline: job.tagged,
      timeout: longestPrint,
    });
    // What is laid out on paper alone may ask for a font, and is blank until it has come.
    if ((await countFontsOf(page)) === fonts || attempt === mostAttempts) return bytes;
    await loadFontsOfPage(page);
  }
}

/** Runs in the page. Resolves when the images in drawings have come, of which only their decoding tells. */
async function setBody(markup: string): Promise<void> {
  const { document } = globalThis as unknown as { document: PageDocument };
  document.body.innerHTML = markup;
  const drawn = Array.from(document.querySelectorAll('svg image'), (image) => {
    const copy = document.createElement('img');
    copy.src = image.getAttribute('href') ?? image.getAttribute('xlink:href') ?? '';
    // One that is missing or damaged is not waited for.
    return copy.decode().catch(() => undefined);
  });
  await Promise.all(drawn);
}

/** Runs in the page. */
function areImagesLoaded(): boolean {
  const { document } = globalThis as unknown as { document: PageDocument };
  return [...document.images].every(({ complete }) => complete);
}

/** The little of a page's document that is used there; its types are not those of Node. */
interface PageDocument {
  body: { innerHTML: string };
  images: Iterable<{ complete: boolean }>;
  querySelectorAll(selector: string): Iterable<{ getAttribute(name: string): string | null }>;
  createElement(name: 'img'): { src: string; decode(): Promise<void> };
}

async function launch(settings: BrowserSettings): Promise<Launched> {
  const reasons: string[] = [];
  // A build that prints nothing need not wait for these.
  const { findBrowser } = await import('./search.ts');
  for await (const place of findBrowser(settings)) {
    if (place.kind === 'nowhere') {
      reasons.push(place.reason);
      continue;
    }
    // The sandbox needs user namespaces, which root and some distributions do not give.
    for (const sandbox of [true, false]) {
      try {
        return { kind: 'browser', browser: await start(place, sandbox, settings.makeTemporary()) };
      } catch (error) {
        if (!sandbox) reasons.push(`${place.executable}: ${messageOf(error)}`);
      }
    }
  }
  return { kind: 'none', reason: reasons.join('; ') };
}

async function start(
  place: Extract<BrowserPlace, { kind: 'found' }>,
  sandbox: boolean,
  profile: string,
): Promise<Browser> {
  const { default: puppeteer } = await import('puppeteer');
  return puppeteer.launch({
    executablePath: place.executable,
    headless: place.shell ? 'shell' : true,
    // Over a pipe the browser ends with this process, however that ends.
    pipe: true,
    userDataDir: profile,
    // Signals are handled by cli.ts: a browser that a signal ended would be replaced by another.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    protocolTimeout: longestPrint,
    // What it leaves unfinished when it is ended goes with its profile.
    env: { ...place.environment, TMPDIR: profile },
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

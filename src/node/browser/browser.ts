/**
 * The browser that prints and draws diagrams. No page of a book runs a script, reaches a network or file, or
 * outlives the build.
 */
import type { Browser } from 'puppeteer';
import type { BrowserAnswer, DrawAnswer, DrawJob, PrintJob } from '../../model/host.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../leftovers.ts';
import { messageOf } from '../system-error.ts';
import { createDrawer } from './drawing.ts';
import { countFontsOf, loadFontsOfPage, unseenStyle } from './fonts.ts';
import { keepPage, loadPage } from './page.ts';
import type { BrowserPlace, BrowserSettings } from './search.ts';

/** A book of thousands of pages may take minutes; a hung browser must still end. */
const longestPrint = 30 * 60_000;

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

  /** The page printed last: a book is printed again with other numbers, and its images are loaded then already. */
  const kept = keepPage();
  /** Prints come one after the other, since they share that page. */
  let last: Promise<unknown> = Promise.resolve();

  const drawer = createDrawer();

  /** A browser that ends under its work is replaced, once: the machine may have had no memory for a moment. */
  async function answer(use: (browser: Browser) => Promise<Uint8Array>): Promise<BrowserAnswer> {
    const first = await attempt(use);
    return first.kind === 'crashed' ? attempt(use) : first;
  }

  async function attempt(use: (browser: Browser) => Promise<Uint8Array>): Promise<BrowserAnswer> {
    const found = await browser();
    if (found.kind === 'none') return { kind: 'no-browser', reason: found.reason };
    try {
      return { kind: 'bytes', bytes: await use(found.browser) };
    } catch (error) {
      const reason = messageOf(error);
      // A page that failed once is not asked again.
      await kept.close();
      return { kind: !found.browser.connected || isCrash(reason) ? 'crashed' : 'failed', reason };
    }
  }

  async function print(browser: Browser, job: PrintJob): Promise<Uint8Array> {
    const page = await kept.of(job.html, browser, async (page) => {
      await loadPage(page, { ...job, html: job.html.replace('</head>', `${unseenStyle}</head>`) });
      await loadFontsOfPage(page);
    });
    await page.evaluate(fillTexts, [...job.texts]);
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
    }
  }

  return {
    async print(job) {
      const printing = last.then(() => answer((browser) => print(browser, job)));
      last = printing;
      return printing;
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

/** Runs in the page. */
function fillTexts(texts: [string, string][]): void {
  const words = new Map(texts);
  const { document } = globalThis as unknown as { document: PageDocument };
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = words.get(element.getAttribute('data-text')) ?? element.textContent;
  }
}

/** The little of a page's document that is used there; its types are not those of Node. */
interface PageDocument {
  querySelectorAll(selector: string): Iterable<{ textContent: string; getAttribute(name: string): string }>;
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

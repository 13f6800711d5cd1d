/** Draws diagrams one after the other in one page. A page that fails or hangs is closed and replaced. */
import type { Browser, Page } from 'puppeteer';
import type { DrawAnswer, DrawJob } from '../../model/host.ts';
import { messageOf } from '../system-error.ts';
import { type Drawn, diagramScript } from './diagram.ts';
import { keepPage, loadPage } from './page.ts';

/** PNG pixels to a CSS pixel, where there is room. */
const sharpness = 3;

/** CSS pixels, wider than anything that mermaid fits to a window. */
const window = { width: 1600, height: 1200 };

export interface Drawer {
  draw(browser: Browser, job: DrawJob): Promise<DrawAnswer>;
}

export function createDrawer(): Drawer {
  const kept = keepPage();
  let last: Promise<unknown> = Promise.resolve();

  const pageFor = (browser: Browser, job: DrawJob) =>
    kept.of(job.html, browser, async (page) => {
      // The same drawing on every machine: formats of dates and numbers, and the day that ends now.
      await page.emulateTimezone('UTC');
      await loadPage(page, job, true);
      await page.evaluate(diagramScript);
    });

  async function draw(browser: Browser, job: DrawJob): Promise<DrawAnswer> {
    try {
      const answer = await inTime(drawOn(await pageFor(browser, job), job), job.timeout);
      if (answer.kind !== 'drawn') await kept.close();
      return answer;
    } catch (error) {
      await kept.close();
      return { kind: 'failed', reason: messageOf(error) };
    }
  }

  return {
    draw(browser, job) {
      const drawing = last.then(() => draw(browser, job));
      last = drawing;
      return drawing;
    },
  };
}

async function drawOn(page: Page, job: DrawJob): Promise<DrawAnswer> {
  const { source, settings, name, family, letters } = job;
  // Some kinds measure their words as wide as the window is: not as the drawing before this one left it.
  await page.setViewport(window);
  const text = JSON.stringify({ source, settings, name, family, letters });
  const drawn = (await page.evaluate(`drawDiagram(${text})`)) as Drawn;
  if (drawn.kind === 'invalid') return drawn;
  const { width, height } = drawn;
  const scale = Math.min(sharpness, job.longestSide / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  await page.setViewport(size);
  await page.evaluate(`showDiagram(${size.width}, ${size.height})`);
  const png = await page.screenshot({ type: 'png', clip: { x: 0, y: 0, ...size } });
  return { ...drawn, png };
}

async function inTime<T>(work: Promise<T>, timeout: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it takes longer than ${timeout / 1000} s`)), timeout);
  });
  // The page is closed under it, and nobody listens any more.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}

/** Tabs that print at the same time, each with the page it printed last. */
import { availableParallelism } from 'node:os';
import { type KeptPage, keepPage } from './page.ts';

/** Each takes some 200 MB and a core. */
const mostTabs = Math.max(2, Math.min(4, availableParallelism()));

export interface Tab extends KeptPage {
  /** The page that it has, or will have when its work is done. */
  html: string | null;
}

export interface Tabs {
  /** A tab that has the page already, where there is one free. */
  use<Result>(html: string, work: (tab: Tab) => Promise<Result>): Promise<Result>;
  /** While no other tab works. */
  useAlone<Result>(html: string, work: (tab: Tab) => Promise<Result>): Promise<Result>;
}

export function createTabs(): Tabs {
  const free: Tab[] = Array.from({ length: mostTabs }, () => ({ ...keepPage(), html: null }));
  const waiting: { html: string; start: (tab: Tab) => void }[] = [];
  let lastAlone: Promise<unknown> = Promise.resolve();

  function take(html: string): Promise<Tab> {
    const tab = free.find((each) => each.html === html) ?? free.find((each) => each.html === null) ?? free[0];
    if (tab === undefined) return new Promise((start) => waiting.push({ html, start }));
    free.splice(free.indexOf(tab), 1);
    return Promise.resolve(tab);
  }

  function release(tab: Tab): void {
    const index = waiting.findIndex(({ html }) => html === tab.html);
    const [next] = waiting.splice(Math.max(index, 0), 1);
    if (next === undefined) free.push(tab);
    else next.start(tab);
  }

  async function use<Result>(html: string, work: (tab: Tab) => Promise<Result>): Promise<Result> {
    const tab = await take(html);
    tab.html = html;
    try {
      return await work(tab);
    } finally {
      release(tab);
    }
  }

  async function takeAll<Result>(html: string, work: (tab: Tab) => Promise<Result>): Promise<Result> {
    const tabs: Tab[] = [];
    for (let count = 0; count < mostTabs; count += 1) tabs.push(await take(html));
    tabs[0]!.html = html;
    try {
      return await work(tabs[0]!);
    } finally {
      for (const tab of tabs) release(tab);
    }
  }

  return {
    use,
    useAlone(html, work) {
      // Two that wait for all tabs would wait for each other.
      const done = lastAlone.then(() => takeAll(html, work));
      lastAlone = done.catch(() => undefined);
      return done;
    },
  };
}

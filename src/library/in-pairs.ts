/**
 * Builds books two at a time: while the browser prints one, the next is parsed. Results come in the order of the books.
 * A large book is built alone, since memory grows with what is built at once.
 */
import type { DownloadAnswer, DownloadRequest, Host } from '../model/host.ts';

/** One for the browser and one for everything else. */
const atOnce = 2;

export async function inPairs<Item, Result>(
  items: readonly Item[],
  isLarge: (item: Item) => boolean,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  const running = new Set<Promise<void>>();
  let isLargeRunning = false;
  for (const [index, item] of items.entries()) {
    const isAlone = isLarge(item);
    while (running.size >= atOnce || (running.size > 0 && (isAlone || isLargeRunning))) await Promise.race(running);
    if (failures.length > 0) break;
    isLargeRunning = isAlone;
    const run: Promise<void> = work(item).then(
      (result) => {
        results[index] = result;
        running.delete(run);
      },
      (error: unknown) => {
        failures.push(error);
        running.delete(run);
      },
    );
    running.add(run);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
  return results;
}

/**
 * Two books that show the same image of the web get the same bytes, as they would one after the other, when the second
 * finds it in the cache.
 */
export function createDownloadSharing(host: Pick<Host, 'download'>): {
  forBook(): { download: Host['download']; end: () => void };
} {
  const answers = new Map<string, Promise<DownloadAnswer>>();
  return {
    forBook() {
      const own = new Set<string>();
      const download = (request: DownloadRequest): Promise<DownloadAnswer> => {
        // Not its time limit, which depends on the time already passed.
        const key = JSON.stringify([request.url, request.headers]);
        const shared = answers.get(key);
        if (shared !== undefined) return shared;
        const answer = host.download(request);
        answers.set(key, answer);
        own.add(key);
        // What failed may be tried again.
        const forget = () => answers.delete(key);
        answer.then(({ kind }) => kind !== 'body' && forget(), forget);
        return answer;
      };
      return {
        download,
        end: () => {
          for (const key of own) answers.delete(key);
        },
      };
    },
  };
}

/** Work on the same thing, one after the other. */
export interface Turns {
  take<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    take(name, work) {
      const turn = (last.get(name) ?? Promise.resolve()).then(work);
      last.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}

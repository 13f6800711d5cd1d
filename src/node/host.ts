/** The real Host, put together from the other files. */
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Host, Progress } from '../model/host.ts';
import { createPrinter } from './browser/browser.ts';
import { createCache } from './cache.ts';
import { limitCache } from './cache-size.ts';
import { createConverters } from './converters.ts';
import { createDownloader } from './download.ts';
import { epubCheck } from './epub-check.ts';
import { listFolder, readFile, realPath } from './files.ts';
import { createGitDates } from './git-dates.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './leftovers.ts';
import { createPackageFinder } from './packages.ts';
import { createVersions } from './versions.ts';
import { writeFiles } from './write-files.ts';

export interface HostSettings {
  /** Null: one for the time of this host. */
  cacheFolder: string | null;
  /** Bytes; absent: nothing is removed. */
  cacheLimit?: number;
  /** A browser's path, or null to search for one. */
  browser: string | null;
  /** The program that converts images. */
  decoder: URL;
  environment: Record<string, string | undefined>;
  progress: (progress: Progress) => void;
}

export function createHost(settings: HostSettings): Host & { close(): Promise<void> } {
  let temporary: TemporaryFolder | null = null;
  const spare = () => {
    temporary ??= makeTemporaryFolder();
    return temporary.path;
  };
  const cacheFolder = settings.cacheFolder ?? spare();
  const downloader = createDownloader(settings.environment);
  const converters = createConverters(settings.decoder);
  const printer = createPrinter({
    executable: settings.browser,
    cacheFolder,
    onDownload: (percent) => settings.progress({ book: 'browser', stage: 'pdf', done: percent, total: 100 }),
  });
  const cache = createCache(cacheFolder, spare, createVersions(printer.identify));
  return {
    readFile,
    listFolder,
    realPath,
    firstCommitDate: createGitDates(settings.environment).firstCommitDate,
    writeFiles,
    readCache: cache.readCache,
    writeCache: cache.writeCache,
    storeFile: cache.storeFile,
    storedFile: cache.storedFile,
    download: downloader.download,
    wait: async (milliseconds) => {
      await wait(milliseconds);
    },
    convert: converters.convert,
    rasterize: converters.rasterize,
    print: printer.print,
    draw: printer.draw,
    packageFile: createPackageFinder(),
    epubCheck,
    rest: async () => {
      await nextTurn();
    },
    today: () => new Date(),
    clock: () => performance.now(),
    progress: settings.progress,
    async close() {
      converters.close();
      await Promise.all([printer.close(), downloader.close()]);
      if (settings.cacheFolder !== null && settings.cacheLimit !== undefined)
        await limitCache(settings.cacheFolder, settings.cacheLimit, cache.written(), Date.now());
      temporary?.remove();
    },
  };
}

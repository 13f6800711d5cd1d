/** The books of a library: two at a time, and only those of which something has changed. */
import type { BookConfig } from '../model/book.ts';
import { collector, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import type { BuiltBook, BuiltVolumes } from './built-book.ts';
import { createDownloadSharing, createTurns, inPairs, type Turns } from './in-pairs.ts';
import { createUnchangedCheck } from './unchanged.ts';

/**
 * `turns`: books write one after the other, so that a full disk fails the one that needs it, and the octavo.lock that
 * they share.
 */
export type BuildVolumes = (config: BookConfig, turns: Turns, host: Host) => Promise<Reported<BuiltVolumes>>;

interface LibrarySettings {
  check: boolean;
  strict: boolean;
  debugFolder: string | null;
}

/** Books of more articles are built alone. */
const mostArticlesInPairs = 20;

/** In the order of the configurations. */
export async function buildLibrary(
  configs: BookConfig[],
  { check, strict, debugFolder }: LibrarySettings,
  buildVolumes: BuildVolumes,
  host: Host,
): Promise<Reported<BuiltBook[]>> {
  const { diagnostics, take } = collector();
  const buildUnlessUnchanged = createUnchangedCheck(host);
  const sharing = createDownloadSharing(host);
  const turns = createTurns();
  const total = configs.length;
  let done = 0;
  const build = async (config: BookConfig): Promise<Reported<BuiltBook[]>> => {
    const { download, end } = sharing.forBook();
    const own = { ...host, download };
    const built =
      check || debugFolder !== null
        ? withBooksOnly(await buildVolumes(config, turns, own))
        : await buildUnlessUnchanged(config, { strict }, own, (recording) => buildVolumes(config, turns, recording));
    end();
    done += 1;
    host.progress({ book: config.name, stage: 'books', done, total });
    return built;
  };
  host.progress({ book: '', stage: 'books', done, total });
  const built = await inPairs(configs, isLarge, build);
  return { value: built.flatMap(take), diagnostics };
}

function isLarge({ parts, volume }: BookConfig): boolean {
  const articles = parts.reduce((sum, part) => sum + part.articles.length, 0);
  return articles > mostArticlesInPairs || volume?.maximumBytes != null || volume?.maximumPages != null;
}

function withBooksOnly({ value, diagnostics }: Reported<BuiltVolumes>): Reported<BuiltBook[]> {
  return { value: value.books, diagnostics };
}

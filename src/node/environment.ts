/**
 * What the process is told from outside. In: its environment. Out: settings with every default filled in.
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultCacheFolder } from './cache.ts';

export interface Environment {
  workingFolder: string;
  cacheFolder: string;
  /** OCTAVO_BROWSER or PUPPETEER_EXECUTABLE_PATH. */
  browser: string | null;
  /** SOURCE_DATE_EPOCH, https://reproducible-builds.org/specs/source-date-epoch/ */
  fixedDate: Date | null;
  variables: Record<string, string | undefined>;
}

export function readEnvironment(): Environment {
  const variables = process.env;
  const seconds = variables.SOURCE_DATE_EPOCH;
  return {
    workingFolder: process.cwd(),
    cacheFolder: writableFolder(defaultCacheFolder(variables, process.platform, homedir())),
    browser: variables.OCTAVO_BROWSER || variables.PUPPETEER_EXECUTABLE_PATH || null,
    fixedDate: seconds !== undefined && /^\d{1,11}$/.test(seconds) ? new Date(Number(seconds) * 1000) : null,
    variables,
  };
}

/** The folder, or one for temporary files where it cannot be written: a cache that is lost costs time only. */
function writableFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return join(tmpdir(), `octavo-cache-${process.getuid?.() ?? 'user'}`);
  }
}

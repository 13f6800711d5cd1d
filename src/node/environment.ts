/** Settings from the process environment, with defaults. */
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { defaultCacheFolder } from './cache.ts';
import { readLimit } from './cache-size.ts';
import { makeFolder } from './folders.ts';

export interface Environment {
  workingFolder: string;
  /** Null where none is writable and closed to others: the build then has a temporary one. */
  cacheFolder: string | null;
  /** Bytes that the cache may have: OCTAVO_CACHE_SIZE. */
  cacheLimit: number;
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
    cacheFolder: usableFolder(resolve(defaultCacheFolder(variables, process.platform, homedir())), variables),
    cacheLimit: readLimit(variables.OCTAVO_CACHE_SIZE),
    browser: variables.OCTAVO_BROWSER || variables.PUPPETEER_EXECUTABLE_PATH || null,
    fixedDate: seconds !== undefined && /^\d{1,11}$/.test(seconds) ? new Date(Number(seconds) * 1000) : null,
    variables,
  };
}

/** Who names a folder may share it; what is in a usual place must be the user's own, since it becomes part of books. */
function usableFolder(folder: string, { OCTAVO_CACHE: named }: NodeJS.ProcessEnv): string | null {
  try {
    makeFolder(folder, 0o700);
    accessSync(folder, constants.W_OK);
    return named || isOwn(folder) ? folder : null;
  } catch {
    return null;
  }
}

function isOwn(folder: string): boolean {
  const { uid, mode } = statSync(folder);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o002) === 0);
}

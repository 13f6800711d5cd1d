/**
 * What the process is told from outside. In: its environment. Out: settings with every default filled in.
 */
import { homedir } from 'node:os';
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
    cacheFolder: defaultCacheFolder(variables, process.platform, homedir()),
    browser: variables.OCTAVO_BROWSER || variables.PUPPETEER_EXECUTABLE_PATH || null,
    fixedDate: seconds !== undefined && /^\d{1,11}$/.test(seconds) ? new Date(Number(seconds) * 1000) : null,
    variables,
  };
}

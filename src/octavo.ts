/**
 * Octavo as a library: `import { build } from 'octavo'`. In: what to build, everything optional. Out: the report that
 * `--json` prints. Must not print, or end the process.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Format } from './book.ts';
import { buildBooks } from './build.ts';
import type { Progress } from './host.ts';
import { type Environment, readEnvironment } from './node/environment.ts';
import { createHost } from './node/host.ts';
import { type BuildReport, makeReport } from './report.ts';

export type { Format } from './book.ts';
export type { Progress, Stage } from './host.ts';
export type { BuildReport } from './report.ts';

export interface BuildRequest {
  /** Articles and folders, relative to `workingFolder`. Default: `articles`. */
  paths?: string[];
  /** Default: `dist`. */
  out?: string;
  /** Default: what book.yaml says, else epub and pdf. */
  formats?: Format[];
  /** Use only what the image cache holds. Default: false. */
  offline?: boolean;
  /** A warning fails the book. Default: false. */
  strict?: boolean;
  /** Let images come from loopback and private addresses. Default: false. */
  allowPrivateHosts?: boolean;
  /** Validate, and write nothing. Default: false. */
  check?: boolean;
  /** Write every stage's value there. */
  debug?: string;
  /** Default: the process's. */
  workingFolder?: string;
  /** Told what is being done. */
  onProgress?: (progress: Progress) => void;
}

/**
 * Builds books and reports on them. Problems with the input are in the report's `diagnostics`, never thrown; an
 * exception is a fault in Octavo.
 */
export async function build(request: BuildRequest = {}): Promise<BuildReport> {
  const environment: Environment = readEnvironment();
  const workingFolder = resolve(request.workingFolder ?? environment.workingFolder);
  const host = createHost({
    cacheFolder: environment.cacheFolder,
    browser: environment.browser,
    environment: environment.variables,
    progress: request.onProgress ?? (() => undefined),
  });
  try {
    const result = await buildBooks(
      {
        paths: (request.paths ?? ['articles']).map((path) => resolve(workingFolder, path)),
        workingFolder,
        outputFolder: resolve(workingFolder, request.out ?? 'dist'),
        formats: request.formats ?? null,
        offline: request.offline ?? false,
        allowPrivateHosts: request.allowPrivateHosts ?? false,
        templateFolder: fileURLToPath(new URL('../templates', import.meta.url)),
        fixedDate: environment.fixedDate,
      },
      {
        check: request.check ?? false,
        strict: request.strict ?? false,
        debugFolder: request.debug === undefined ? null : resolve(workingFolder, request.debug),
      },
      host,
    );
    return makeReport(result, workingFolder);
  } finally {
    await host.close();
  }
}

/**
 * Ace by DAISY, the judge of accessibility, run with the browser that Octavo prints with. In: an EPUB. Out: what it
 * found, one a line. It gets a home of its own, since it keeps settings and logs in the user's.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findBrowser } from '../../src/node/browser/search.ts';
import { temporaryFolder } from '../support/command.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../node_modules/@daisy/ace-cli/bin/ace.js', import.meta.url));
const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/octavo-tests', import.meta.url));

interface AceReport {
  assertions: {
    'earl:testSubject': { url: string };
    assertions: { 'earl:test': { 'dct:title': string; 'earl:impact': string }; 'earl:result': { html?: string } }[];
  }[];
}

export async function aceFaults(epub: string): Promise<string[]> {
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'out');
  await run(process.execPath, [program, '--force', '--silent', '--outdir', out, epub], {
    env: { ...(await browser()), HOME: folder.path, XDG_CONFIG_HOME: folder.path, XDG_STATE_HOME: folder.path },
  });
  const report = JSON.parse(await readFile(join(out, 'report.json'), 'utf8')) as AceReport;
  if (report.assertions.length === 0) throw new Error('Ace looked at nothing');
  return report.assertions.flatMap(({ 'earl:testSubject': { url }, assertions }) =>
    assertions.map(
      ({ 'earl:test': test, 'earl:result': result }) =>
        `${test['earl:impact']} ${test['dct:title']} ${url} ${result.html ?? ''}`,
    ),
  );
}

/** A judge looks where the build has unpacked it. */
const noFolder = () => '/nowhere';

/** Ace starts what PUPPETEER_EXECUTABLE_PATH names; the shipped shell needs its libraries too. */
async function browser(): Promise<NodeJS.ProcessEnv> {
  const executable = process.env.OCTAVO_BROWSER || process.env.PUPPETEER_EXECUTABLE_PATH || null;
  for await (const place of findBrowser({
    executable,
    cacheFolder,
    onDownload: () => undefined,
    makeTemporary: noFolder,
  })) {
    if (place.kind === 'nowhere') continue;
    return { ...place.environment, PUPPETEER_EXECUTABLE_PATH: place.executable, ACE_TIMEOUT_INITIAL: '60000' };
  }
  throw new Error('there is no browser for Ace');
}

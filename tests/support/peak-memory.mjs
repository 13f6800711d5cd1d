/**
 * The highest memory of a process, told when it ends. Loaded before a program with `node --import`; it writes kilobytes to
 * a file named by the process in the folder OCTAVO_TEST_PEAKS. It changes nothing else.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.OCTAVO_TEST_PEAKS;
if (folder) process.on('exit', () => writeFileSync(join(folder, String(process.pid)), String(peak())));

// On Linux the number of resourceUsage begins with that of the process which started this one.
function peak() {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

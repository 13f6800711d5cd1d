/**
 * Pictures are converted in processes of their own. In: the file such a process runs. Out: an answer to each job, also
 * when the process died of it or had to be ended. Processes are started when there is work for them, and used again.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { ConversionAnswer, ConversionJob } from '../host.ts';
import { addLeftover } from './leftovers.ts';

export interface Converters {
  convert(job: ConversionJob): Promise<ConversionAnswer>;
  /** Ends the processes; what they were doing is answered as a crash. */
  close(): void;
}

/** Decoding takes four bytes a pixel, and a hundred million pixels are allowed. */
const mostProcesses = 4;

/** Milliseconds; a decoder that can still listen gives up by itself after half of it. */
const patience = 60_000;

export function createConverters(program: URL, timeout = patience): Converters {
  const limit = Math.min(availableParallelism(), mostProcesses);
  const idle: ChildProcess[] = [];
  const all = new Set<ChildProcess>();
  const waiting: ((child: ChildProcess) => void)[] = [];
  let closed = false;
  const end = () => {
    for (const child of all) child.kill('SIGKILL');
  };
  const forget = addLeftover(end);

  return {
    async convert(job) {
      if (closed) return { kind: 'died', reason: 'crash' };
      const child = await take();
      try {
        return await ask(child, job, timeout);
      } finally {
        giveBack(child);
      }
    },
    close() {
      closed = true;
      end();
      forget();
    },
  };

  async function take(): Promise<ChildProcess> {
    for (let free = idle.pop(); free !== undefined; free = idle.pop()) if (isAlive(free)) return free;
    if (all.size < limit) return start();
    return new Promise((resolve) => waiting.push(resolve));
  }

  function giveBack(child: ChildProcess): void {
    if (!isAlive(child)) all.delete(child);
    const next = waiting.shift();
    if (next !== undefined) next(isAlive(child) ? child : start());
    else if (isAlive(child)) idle.push(child);
  }

  function start(): ChildProcess {
    // What a decoder prints is for nobody.
    const stdio = ['ignore' as const, 'ignore' as const, 'ignore' as const, 'ipc' as const];
    const child = fork(program, { serialization: 'advanced', stdio, execArgv: [] });
    all.add(child);
    child.once('exit', () => all.delete(child));
    // Whether the build goes on must not depend on a process that has nothing to do.
    child.unref();
    child.channel?.unref();
    return child;
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.connected && child.exitCode === null && child.signalCode === null;
}

function ask(child: ChildProcess, job: ConversionJob, timeout: number): Promise<ConversionAnswer> {
  return new Promise((resolve) => {
    const finish = (answer: ConversionAnswer) => {
      clearTimeout(timer);
      child.off('message', finish);
      child.off('exit', crash);
      child.off('error', crash);
      child.channel?.unref();
      resolve(answer);
    };
    const crash = () => finish({ kind: 'died', reason: 'crash' });
    const timer = setTimeout(() => {
      child.disconnect();
      child.kill('SIGKILL');
      finish({ kind: 'died', reason: 'hang' });
    }, timeout);
    child.on('message', finish);
    child.once('exit', crash);
    child.once('error', crash);
    child.channel?.ref();
    child.send(job, (error) => {
      if (error !== null) crash();
    });
  });
}

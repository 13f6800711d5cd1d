/**
 * Worker processes that convert images, started on demand and reused. One knows only the fonts it was started with, so
 * an image with text goes to one with its fonts.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ConversionAnswer, ConversionJob, DrawingFonts } from '../model/host.ts';
import { writeFontSettings } from './font-settings.ts';
import { addLeftover, makeTemporaryFolder, type TemporaryFolder } from './leftovers.ts';

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
  const idle: Decoder[] = [];
  const all = new Set<Decoder>();
  const waiting: { fonts: DrawingFonts | null; resolve: (decoder: Decoder) => void }[] = [];
  const settings = new Map<string, string>();
  let folder: TemporaryFolder | null = null;
  let closed = false;
  const end = () => {
    for (const { child } of all) child.kill('SIGKILL');
  };
  const forget = addLeftover(end);

  return {
    async convert(job) {
      if (closed) return { kind: 'died', reason: 'crash' };
      const { fonts, ...rest } = job;
      try {
        const decoder = await take(fonts);
        try {
          return await ask(decoder.child, rest, timeout);
        } finally {
          giveBack(decoder);
        }
      } catch {
        // No folder can be made, or a font cannot be copied.
        return { kind: 'died', reason: 'crash' };
      }
    },
    close() {
      closed = true;
      end();
      forget();
      folder?.remove();
    },
  };

  async function take(fonts: DrawingFonts | null): Promise<Decoder> {
    const alive = idle.filter(({ child }) => isAlive(child));
    idle.length = 0;
    const suited = alive.find((decoder) => suits(decoder, fonts));
    idle.push(...alive.filter((decoder) => decoder !== suited));
    if (suited !== undefined) return suited;
    if (all.size >= limit && idle.length > 0) dismiss(idle.shift()!);
    if (all.size < limit) return start(fonts);
    return new Promise((resolve) => waiting.push({ fonts, resolve }));
  }

  function giveBack(decoder: Decoder): void {
    if (!isAlive(decoder.child)) all.delete(decoder);
    // Starting a process with other fonts takes longer than most images.
    const suited = isAlive(decoder.child) ? waiting.findIndex(({ fonts }) => suits(decoder, fonts)) : -1;
    const [next] = waiting.splice(Math.max(0, suited), 1);
    if (next === undefined) {
      if (isAlive(decoder.child)) idle.push(decoder);
    } else if (isAlive(decoder.child) && suits(decoder, next.fonts)) {
      next.resolve(decoder);
    } else {
      dismiss(decoder);
      next.resolve(start(next.fonts));
    }
  }

  function dismiss(decoder: Decoder): void {
    all.delete(decoder);
    decoder.child.kill('SIGKILL');
  }

  function start(fonts: DrawingFonts | null): Decoder {
    // What a decoder prints is for nobody.
    const stdio = ['ignore' as const, 'ignore' as const, 'ignore' as const, 'ipc' as const];
    const env = { ...process.env, FONTCONFIG_FILE: settingsFor(fonts) };
    const child = fork(program, { serialization: 'advanced', stdio, execArgv: [], env });
    const decoder = { child, fonts: fonts === null ? null : nameOf(fonts) };
    all.add(decoder);
    child.once('exit', () => all.delete(decoder));
    // Whether the build goes on must not depend on a process that has nothing to do.
    child.unref();
    child.channel?.unref();
    return decoder;
  }

  function settingsFor(fonts: DrawingFonts | null): string {
    const name = fonts === null ? '' : nameOf(fonts);
    folder ??= makeTemporaryFolder();
    const known = settings.get(name) ?? writeFontSettings(join(folder.path, String(settings.size)), fonts);
    settings.set(name, known);
    return known;
  }
}

interface Decoder {
  child: ChildProcess;
  /** Null where it has none. */
  fonts: string | null;
}

/** What has no words can be drawn by any. */
function suits(decoder: Decoder, fonts: DrawingFonts | null): boolean {
  return fonts === null || decoder.fonts === nameOf(fonts);
}

function nameOf({ files, lists }: DrawingFonts): string {
  return JSON.stringify([...files, lists]);
}

function isAlive(child: ChildProcess): boolean {
  return child.connected && child.exitCode === null && child.signalCode === null;
}

function ask(child: ChildProcess, job: Omit<ConversionJob, 'fonts'>, timeout: number): Promise<ConversionAnswer> {
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

/**
 * Worker processes that convert images, started on demand and reused. The library that draws reads its fonts once, with
 * the first SVG: one that has drawn none gets the fonts of its first, and other text goes to one with its own fonts.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ConversionAnswer, ConversionJob, DrawingFonts, RasterJob } from '../model/host.ts';
import { fontSettingsPath, writeFontSettings } from './font-settings.ts';
import { addLeftover, makeTemporaryFolder, type TemporaryFolder } from './leftovers.ts';

export interface Converters {
  convert(job: ConversionJob): Promise<ConversionAnswer>;
  rasterize(job: RasterJob): Promise<ConversionAnswer>;
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
  let started = 0;
  let folder: TemporaryFolder | null = null;
  let closed = false;
  const end = () => {
    for (const { child } of all) child.kill('SIGKILL');
  };
  const forget = addLeftover(end);

  return {
    convert: work,
    rasterize: work,
    close() {
      closed = true;
      end();
      forget();
      folder?.remove();
    },
  };

  async function work({ fonts, ...rest }: ConversionJob | RasterJob): Promise<ConversionAnswer> {
    if (closed) return { kind: 'died', reason: 'crash' };
    try {
      const decoder = await take(fonts);
      try {
        prepare(decoder, rest, fonts);
        return await ask(decoder.child, rest, timeout);
      } finally {
        giveBack(decoder);
      }
    } catch {
      // No folder can be made, or a font cannot be copied.
      return { kind: 'died', reason: 'crash' };
    }
  }

  async function take(fonts: DrawingFonts | null): Promise<Decoder> {
    const alive = idle.filter(({ child }) => isAlive(child));
    idle.length = 0;
    // One that has the fonts already first: another may have to be started for those after it.
    const suited = alive.find((decoder) => hasFonts(decoder, fonts)) ?? alive.find((decoder) => suits(decoder, fonts));
    idle.push(...alive.filter((decoder) => decoder !== suited));
    if (suited !== undefined) return suited;
    if (all.size >= limit && idle.length > 0) dismiss(idle.shift()!);
    if (all.size < limit) return start();
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
      next.resolve(start());
    }
  }

  function dismiss(decoder: Decoder): void {
    all.delete(decoder);
    decoder.child.kill('SIGKILL');
  }

  function start(): Decoder {
    // What a decoder prints is for nobody.
    const stdio = ['ignore' as const, 'ignore' as const, 'ignore' as const, 'ipc' as const];
    folder ??= makeTemporaryFolder();
    started += 1;
    const fontFolder = join(folder.path, String(started));
    const env = { ...process.env, FONTCONFIG_FILE: fontSettingsPath(fontFolder) };
    const child = fork(program, { serialization: 'advanced', stdio, execArgv: [], env });
    const decoder: Decoder = { child, fontFolder, fonts: null };
    all.add(decoder);
    child.once('exit', () => all.delete(decoder));
    // Whether the build goes on must not depend on a process that has nothing to do.
    child.unref();
    child.channel?.unref();
    return decoder;
  }

  /** Before its first drawing. */
  function prepare(decoder: Decoder, job: object, fonts: DrawingFonts | null): void {
    if (decoder.fonts !== null || (fonts === null && !mayBeDrawing(job))) return;
    writeFontSettings(decoder.fontFolder, fonts);
    decoder.fonts = nameOf(fonts);
  }
}

interface Decoder {
  child: ChildProcess;
  fontFolder: string;
  /** What it draws text with; null before its first drawing. */
  fonts: string | null;
}

/** Everything but bitmaps of the usual types, by their first bytes. */
function mayBeDrawing(job: object): boolean {
  const [first = 0] = 'bytes' in job && job.bytes instanceof Uint8Array ? job.bytes : [];
  return !bitmapBytes.includes(first);
}

/** PNG, JPEG, GIF, WebP. */
const bitmapBytes = [0x89, 0xff, 0x47, 0x52];

function hasFonts(decoder: Decoder, fonts: DrawingFonts | null): boolean {
  return fonts === null || decoder.fonts === nameOf(fonts);
}

/** What has no words can be drawn by any. */
function suits(decoder: Decoder, fonts: DrawingFonts | null): boolean {
  return decoder.fonts === null || hasFonts(decoder, fonts);
}

function nameOf(fonts: DrawingFonts | null): string {
  return fonts === null ? '' : JSON.stringify([...fonts.files, fonts.lists]);
}

function isAlive(child: ChildProcess): boolean {
  return child.connected && child.exitCode === null && child.signalCode === null;
}

function ask(child: ChildProcess, job: object, timeout: number): Promise<ConversionAnswer> {
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

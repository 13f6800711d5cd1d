/** How stages run: timed, with their progress shown, and with `--debug` their values kept. */
import { join } from 'node:path';
import type { Reported } from './model/diagnostics.ts';
import type { Host, Stage } from './model/host.ts';

/** Milliseconds by stage. */
export type Timings = Partial<Record<Stage, number>>;

export type RunStage = <T>(
  stage: Stage,
  total: number,
  work: () => Reported<T> | Promise<Reported<T>>,
) => Promise<Reported<T>>;

export function stageRunner(book: string, host: Pick<Host, 'clock' | 'progress'>): { run: RunStage; timings: Timings } {
  const timings: Timings = {};
  const run: RunStage = async (stage, total, work) => {
    const start = host.clock();
    host.progress({ book, stage, done: 0, total });
    const reported = await work();
    timings[stage] = (timings[stage] ?? 0) + Math.round(host.clock() - start);
    host.progress({ book, stage, done: total, total });
    return reported;
  };
  return { run, timings };
}

export type Keep = (name: string, value: unknown, extension?: string) => Promise<void>;

export function keepingPrints(host: Pick<Host, 'print'>, keep: Keep): Host['print'] {
  return async (job) => {
    // The body last: an author may have written what looks like the end of one.
    const whole = job.body === null ? job.html : job.html.replace('</body>', () => `${job.body}</body>`);
    await keep(job.name, whole, 'html');
    return host.print(job);
  };
}

/** With --debug, keeps the value of a stage as a file that can be read. */
export function keepingValues(book: string, debugFolder: string | null, host: Pick<Host, 'writeFiles'>): Keep {
  return async (name, value, extension = 'json') => {
    if (debugFolder === null) return;
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    const path = join(debugFolder, book, `${name}.${extension}`);
    await host.writeFiles([{ path, chunks: [new TextEncoder().encode(text)] }]);
  };
}

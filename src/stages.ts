/** How stages run: timed, and with their progress shown. */
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

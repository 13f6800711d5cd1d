/**
 * How the work of a function grows with the size of its input, without a clock: the processor time of an input is
 * compared with that of one eight times as long, in the same run, so that a loaded machine changes both alike.
 */

/** Milliseconds of processor time below which a measurement is repeated. */
const least = 4;
/** Measurements of each size; the least counts, since whatever disturbs one makes it longer. */
const rounds = 6;
const factor = 8;

/**
 * The exponent of the growth up to `size`: 1 where eight times the input takes eight times as long, 2 where it takes
 * sixty-four times as long. Ends at the first measurement that is clearly linear.
 */
export function growthOf(run: (size: number) => unknown, size: number): number {
  const small = Math.round(size / factor);
  let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let growth = Number.POSITIVE_INFINITY;
  run(small);
  // What takes seconds is not disturbed by much, and must not be waited for again and again.
  for (let round = 0; round < rounds && !(growth < linear - 0.2) && (long < 2000 || round === 0); round += 1) {
    short = Math.min(
      short,
      timeOf(() => run(small)),
    );
    long = Math.min(
      long,
      timeOf(() => run(size)),
    );
    growth = Math.log(long / short) / Math.log(size / small);
  }
  return growth;
}

/** Below it, growth is linear, or linear with a logarithm; quadratic work is above it. */
export const linear = 1.5;

/** Of one call, in milliseconds of this process's processor time. */
function timeOf(run: () => unknown): number {
  const start = process.cpuUsage();
  for (let calls = 1; ; calls += 1) {
    run();
    const { user, system } = process.cpuUsage(start);
    const time = (user + system) / 1000;
    if (time >= least) return time / calls;
  }
}

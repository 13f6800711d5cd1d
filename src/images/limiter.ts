/** Limits how many tasks run at once, in all and by group, such as a host; in the order asked. */

/** Runs a task of a group; `null` belongs to no group and counts for the whole only. */
export type Limiter = <T>(group: string | null, task: () => Promise<T>) => Promise<T>;

export function createLimiter(whole: number, each: number): Limiter {
  const waiting: { group: string | null; start: () => void }[] = [];
  const running = new Map<string, number>();
  let total = 0;

  return async (group, task) => {
    await new Promise<void>((start) => {
      waiting.push({ group, start });
      startNext();
    });
    try {
      return await task();
    } finally {
      count(group, -1);
      startNext();
    }
  };

  function startNext(): void {
    while (total < whole) {
      const index = waiting.findIndex(({ group }) => group === null || (running.get(group) ?? 0) < each);
      const next = index === -1 ? undefined : waiting.splice(index, 1)[0];
      if (next === undefined) return;
      count(next.group, 1);
      next.start();
    }
  }

  function count(group: string | null, change: 1 | -1): void {
    total += change;
    if (group !== null) running.set(group, (running.get(group) ?? 0) + change);
  }
}

/** Resolves when the task has begun, with what it will give: whoever waits can make room for others meanwhile. */
export function begin<T>(limiter: Limiter, group: string | null, task: () => Promise<T>): Promise<{ end: Promise<T> }> {
  return new Promise((begun) => {
    const end: Promise<T> = limiter(group, () => {
      queueMicrotask(() => begun({ end }));
      return task();
    });
    end.catch(() => undefined);
  });
}

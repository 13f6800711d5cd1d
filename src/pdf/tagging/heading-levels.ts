/** The levels of headings, in the order of the pages. */

/** A function from the level that was written to the one that is tagged: the first is 1, and none is left out. */
export function createHeadingLevels(): (written: number) => number {
  const open: { written: number; level: number }[] = [];
  return (written) => {
    while (open.length > 0 && open.at(-1)!.written >= written) open.pop();
    const level = (open.at(-1)?.level ?? 0) + 1;
    open.push({ written, level });
    return level;
  };
}

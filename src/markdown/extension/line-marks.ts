/**
 * Marks in HTML that say on which line of the source what follows stands. A comment may stand anywhere in HTML without
 * moving what is around it; an element may not.
 */

/** '' where the line is unknown. */
export function lineMark(line: number | undefined): string {
  return line === undefined ? '' : `<!--line ${line}-->`;
}

/** The line in a comment made by `lineMark`, or null. */
export function readLineMark(comment: string): number | null {
  const match = /^line (\d+)$/.exec(comment);
  return match === null ? null : Number(match[1]);
}

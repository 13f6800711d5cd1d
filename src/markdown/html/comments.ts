/**
 * Blanks out HTML comments, keeping every line. One search for each end: a pattern would scan to the end of the text
 * for every unclosed comment.
 */
export function withoutComments(text: string): string {
  let kept = '';
  let from = 0;
  for (let start = text.indexOf('<!--'); start !== -1; start = text.indexOf('<!--', from)) {
    const end = text.indexOf('-->', start + 4);
    if (end === -1) break;
    if (isAbandoned(text, start, end)) {
      kept += text.slice(from, start + 4);
      from = start + 4;
      continue;
    }
    kept += `${text.slice(from, start)} ${text.slice(start, end).replace(/[^\n]+/g, '')}`;
    from = end + 3;
  }
  return kept + text.slice(from);
}

/** Whether another comment begins before the end of this one, in another block: this one was never closed. */
export function isAbandoned(text: string, start: number, end: number): boolean {
  const next = text.indexOf('<!--', start + 4);
  return next !== -1 && next < end && /\n[ \t]*\n/.test(text.slice(start, next));
}

/** Text with parts replaced, where each line still knows the line of the file that it comes from. */

export interface TracedText {
  text: string;
  /** For each line the line of the file; null where no line was added or removed. */
  lines: readonly number[] | null;
}

export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** `edits` are in the order of the text and do not overlap. Lines that are put in are those of what they replace. */
export function replaceTraced(traced: TracedText, edits: readonly Edit[], firstLine: number): TracedText {
  if (edits.length === 0) return traced;
  const { text, lines } = traced;
  const isSame = edits.every((edit) => countLineEnds(text.slice(edit.start, edit.end)) === countLineEnds(edit.text));
  const pieces: string[] = [];
  const origin = (index: number) => lines?.[index] ?? firstLine + index;
  const result: number[] = [origin(0)];
  let index = 0;
  let from = 0;
  const keep = (end: number) => {
    const piece = text.slice(from, end);
    pieces.push(piece);
    for (let count = countLineEnds(piece); count > 0; count -= 1) result.push(origin(++index));
  };
  for (const edit of edits) {
    keep(edit.start);
    pieces.push(edit.text);
    for (let count = countLineEnds(edit.text); count > 0; count -= 1) result.push(origin(index));
    index += countLineEnds(text.slice(edit.start, edit.end));
    from = edit.end;
  }
  keep(text.length);
  return { text: pieces.join(''), lines: isSame && lines === null ? null : result };
}

/** The line of the file for a line of the text, both counted as in the file. */
export function originalLine({ lines }: TracedText, line: number, firstLine: number): number {
  if (lines === null) return line;
  return lines[Math.min(Math.max(line - firstLine, 0), lines.length - 1)] ?? line;
}

export function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

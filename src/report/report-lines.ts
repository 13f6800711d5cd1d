/**
 * Diagnostics as lines, as compilers print them, at most a screenful for a real book: those of one kind in one article
 * are one line with a count; where even these are too many, the first of each kind and a table. The report itself keeps
 * every one.
 */
import type { Code, Severity } from '../model/diagnostics.ts';

export interface ReportedProblem {
  code: Code;
  severity: Severity;
  message: string;
  file: string | null;
  line: number | null;
  hint: string | null;
  related: { file: string; line: number | null }[];
}

/** Lines for problems with the table; progress, files and the summary have the rest of sixty. */
const mostLines = 40;

/** Rows of the table. */
const mostRows = 14;

/** Lines named beside the count of a group, and other places of one problem. */
const mostPlaces = 5;

/** With `all`, each problem has its own line. A hint that was given already is not repeated. */
export function formatProblems(problems: ReportedProblem[], all = false): string[] {
  const groups = all ? problems.map((each) => [each]) : groupProblems(problems);
  const hints = new Set<string>();
  const whole = groups.map((group) => formatGroup(group, hints));
  if (all || linesIn(whole) <= mostLines) return whole;
  const table = formatTable(problems);
  const shown = chooseGroups(groups, mostLines - table.length - 1);
  hints.clear();
  const hidden = problems.length - shown.reduce((sum, group) => sum + group.length, 0);
  return [
    ...shown.map((group) => formatGroup(group, hints)),
    ...(hidden === 0 ? [] : [`and ${hidden} more; use --verbose to show all:`]),
    ...table,
  ];
}

/** Groups by code, severity and file, in order of appearance. Those without a file are about different things. */
function groupProblems(problems: ReportedProblem[]): ReportedProblem[][] {
  const keyOf = ({ code, severity, file, message }: ReportedProblem) => [code, severity, file ?? message].join('\0');
  return [...groupBy(problems, keyOf).values()];
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

const severities: Severity[] = ['error', 'warning', 'note'];

/** The first group of each code in turn, then the second, errors before warnings; in the order of the report. */
function chooseGroups(groups: ReportedProblem[][], most: number): ReportedProblem[][] {
  const byCode = groupBy(groups, ([first]) => `${severities.indexOf(first!.severity)} ${first!.code}`);
  const queues = [...byCode].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, queue]) => [...queue]);
  const chosen = new Set<ReportedProblem[]>();
  const hints = new Set<string>();
  for (let left = most; left > 0 && queues.some((queue) => queue.length > 0); ) {
    for (const queue of queues) {
      const group = queue.shift();
      if (group === undefined) continue;
      left -= linesIn([formatGroup(group, hints)]);
      if (left < 0) break;
      chosen.add(group);
    }
  }
  return groups.filter((group) => chosen.has(group));
}

/** `  312 × link-broken (warning) in 40 files`, the most serious and most frequent first. */
function formatTable(problems: ReportedProblem[]): string[] {
  const rows = [...groupBy(problems, ({ code, severity }) => `${severity} ${code}`).values()]
    .map((list) => ({ ...list[0]!, count: list.length, files: new Set(list.map(({ file }) => file)).size }))
    .sort(
      (one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity) || other.count - one.count,
    );
  const width = String(Math.max(...rows.map(({ count }) => count))).length;
  const lines = rows.slice(0, mostRows).map(({ count, code, severity, files }) => {
    const where = files === 1 ? '1 file' : `${files} files`;
    return `  ${String(count).padStart(width)} × ${severity} ${code} in ${where}`;
  });
  const others = rows.slice(mostRows);
  const rest = others.reduce((sum, { count }) => sum + count, 0);
  return others.length === 0 ? lines : [...lines, `  ${String(rest).padStart(width)} × ${others.length} other codes`];
}

/** `articles/a.md:41: warning: … [code]`, then lines for other places and the hint. */
function formatGroup([first, ...others]: ReportedProblem[], hints: Set<string>): string {
  const { file, line, severity, message, code, hint, related } = first!;
  const more = others.length === 0 ? '' : ` (and ${others.length} more${placesOf(others)})`;
  const lines = [`${file === null ? '' : `${placeOf({ file, line })}: `}${severity}: ${message} [${code}]${more}`];
  for (const place of related.slice(0, mostPlaces)) lines.push(`  see: ${placeOf(place)}`);
  if (related.length > mostPlaces) lines.push(`  see: ${related.length - mostPlaces} more`);
  if (hint !== null && !hints.has(hint)) lines.push(`  hint: ${hint}`);
  if (hint !== null) hints.add(hint);
  return lines.join('\n');
}

/** `, lines 14, 20, …` */
function placesOf(others: ReportedProblem[]): string {
  const lines = [...new Set(others.flatMap(({ line }) => (line === null ? [] : [line])))];
  if (lines.length === 0) return '';
  const dots = lines.length > mostPlaces ? ', …' : '';
  return `, ${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, mostPlaces).join(', ')}${dots}`;
}

export function placeOf({ file, line }: { file: string; line: number | null }): string {
  return line === null ? file : `${file}:${line}`;
}

function linesIn(texts: string[]): number {
  return texts.reduce((sum, text) => sum + text.split('\n').length, 0);
}

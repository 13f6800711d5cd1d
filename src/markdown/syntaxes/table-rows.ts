/**
 * Tables read without losing a cell. GFM drops cells beyond the header row, takes a table whose delimiter row has
 * another width for prose, and splits cells at bars in code and formulas.
 */
import type { Tokenizer, Tokens } from 'marked';
import type { ProblemsOf, TokenProblem } from '../extension/token-problems.ts';

type Align = Tokens.Table['align'][number];

export type ReadTable = Tokens.Table & { problems: ProblemsOf };

export function readTable(this: Tokenizer, source: string): ReadTable | undefined {
  const [whole = '', first = '', delimiters = '', rest = ''] = this.rules.block.table.exec(source) ?? [];
  if (!/[:|]/.test(delimiters)) return undefined;
  const align = withoutOuterBars(delimiters).split('|').map(alignOf);
  const header = cellsOf(first, align.length);
  if (header.length !== align.length && !(first.includes('|') && delimiters.includes('|'))) return undefined;
  const lines = rest.trim() === '' ? [] : rest.trimEnd().split('\n');
  const end = lines.findIndex((line) => !line.includes('|'));
  const rows = (end === -1 ? lines : lines.slice(0, end)).map((line) => cellsOf(line, header.length));
  const width = Math.max(header.length, align.length, ...rows.map((row) => row.length));
  const aligns = filled<Align>(align, width, null);
  const setRow = (row: string[], isHeader: boolean): Tokens.TableCell[] =>
    filled(row, width, '').map((text, column) => ({
      text,
      tokens: this.lexer.inline(text),
      header: isHeader,
      align: aligns[column]!,
    }));
  return {
    type: 'table',
    raw: end === -1 ? whole.trimEnd() : whole.split('\n', 2 + end).join('\n'),
    align: aligns,
    header: setRow(header, true),
    rows: rows.map((row) => setRow(row, false)),
    problems: () => problemsOf(header.length, align.length, rows),
  };
}

function alignOf(delimiter: string): Align {
  const [, left, right] = /^\s*(:?)-*(:?)\s*$/.exec(delimiter) ?? [];
  return right ? (left ? 'center' : 'right') : left ? 'left' : null;
}

function withoutOuterBars(row: string): string {
  return row.trim().replace(/^\||\|$/g, '');
}

/** As GFM parts a row if that gives as many cells as there are columns; else bars in code and formulas part nothing. */
function cellsOf(row: string, width: number): string[] {
  const cells = splitRow(row, () => 0);
  if (cells.length === width || !/[`$]/.test(row)) return cells;
  const whole = splitRow(row, lengthOfSpan);
  return whole.length < width ? cells : whole;
}

/** Cells between bars without a backslash; `skip` says how many characters from a place on belong together. */
function splitRow(row: string, skip: (row: string, at: number) => number): string[] {
  const line = row.trim();
  const cells: string[] = [];
  let from = line.startsWith('|') ? 1 : 0;
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '|') {
      cells.push(line.slice(from, at));
      from = at + 1;
    } else at += Math.max(0, skip(line, at) - 1);
  }
  if (line.slice(from).trim() !== '') cells.push(line.slice(from));
  return cells.map((cell) => cell.trim().replace(/\\\|/g, '|'));
}

const codeSpan = /(`+)(?!`)[^\n]*?[^`]\1(?!`)/y;
const formula = /\$\$?(?![\s$])(?:\\.|[^\\$`])+?\$\$?/y;

function lengthOfSpan(row: string, at: number): number {
  const pattern = row[at] === '`' ? codeSpan : row[at] === '$' ? formula : null;
  if (pattern === null) return 0;
  pattern.lastIndex = at;
  // Of a backtick run that closes nothing, all backticks are passed over.
  return pattern.exec(row)?.[0].length ?? /^[`$]+/.exec(row.slice(at))![0].length;
}

function filled<T>(values: T[], width: number, filling: T): T[] {
  return [...values, ...Array<T>(width - values.length).fill(filling)];
}

function problemsOf(header: number, delimiters: number, rows: string[][]): TokenProblem[] {
  const uneven = (message: string, line: number): TokenProblem => ({
    code: 'table-column-count',
    message,
    line,
    hint: 'give every row as many cells as the header row; write \\| for a bar inside a cell',
  });
  const found: TokenProblem[] = [];
  if (header !== delimiters)
    found.push(uneven(`delimiter row has ${delimiters} cells, but the header row has ${header}`, 1));
  for (const [index, { length }] of rows.entries())
    if (length > header)
      found.push(uneven(`table row has ${length} cells, but the header row has ${header}`, index + 2));
  return found;
}

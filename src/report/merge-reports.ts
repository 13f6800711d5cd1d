/** Joins the reports of the shards of a library, as if one build had made them all. */
import { naturally } from '../text/file-names.ts';
import type { BuildReport } from './report.ts';

/** Null where it is no report of `octavo build --json`. */
export function readReport(text: string): BuildReport | null {
  try {
    const report = JSON.parse(text) as BuildReport;
    const isReport =
      Array.isArray(report.books) && Array.isArray(report.diagnostics) && [0, 1, 2].includes(report.status);
    return isReport ? report : null;
  } catch {
    return null;
  }
}

/** Of a book that two of them built, the later one counts. What both say of the library is said once. */
export function mergeReports(reports: readonly BuildReport[]): BuildReport {
  const books = new Map(reports.flatMap((report) => report.books.map((book) => [book.name, book] as const)));
  const problems = new Map(
    reports.flatMap(({ diagnostics }) => diagnostics.map((each) => [JSON.stringify(each), each] as const)),
  );
  const catalogues = reports.flatMap(({ catalogue }) => catalogue ?? []);
  const entries = new Map(catalogues.flatMap(({ record }) => record.books.map((book) => [book.name, book] as const)));
  const [first] = catalogues;
  return {
    books: [...books.values()].sort((one, other) => naturally(one.name, other.name)),
    catalogue:
      first === undefined
        ? null
        : { ...first, books: entries.size, record: { ...first.record, books: [...entries.values()] } },
    diagnostics: [...problems.values()].sort(
      (one, other) => compare(one.file ?? '', other.file ?? '') || (one.line ?? 0) - (other.line ?? 0),
    ),
    status: Math.max(0, ...reports.map(({ status }) => status)) as BuildReport['status'],
  };
}

function compare(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}

#!/usr/bin/env node
/**
 * The command line. Exit status: 0 built, 1 a book has errors, 2 bad usage or a bad book.yaml, 70 a bug in Octavo, 128
 * + n ended by signal n. The only file that prints or touches the process.
 */
import { readFileSync } from 'node:fs';
import { type Command, readArguments } from './cli/commands.ts';
import { removeLeftovers } from './node/leftovers.ts';
import { createProgressLine } from './node/progress.ts';
import type { BuildReport } from './octavo.ts';
import { formatCache } from './report/cache-report.ts';
import { readReport } from './report/merge-reports.ts';
import { formatMetadata } from './report/metadata-report.ts';
import { formatImageList, formatSummary } from './report/report.ts';
import { formatProblems } from './report/report-lines.ts';

type BuildOrCheck = Extract<Command, { kind: 'build' | 'check' }>;
type Tending = Extract<Command, { kind: 'images' }>;

const print = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

for (const [signal, number] of [
  ['SIGHUP', 1],
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const) {
  process.once(signal, () => {
    // After the browser's own listener has ended it, so that nobody writes into the folders that go.
    process.once('exit', removeLeftovers);
    process.exit(128 + number);
  });
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  complain(`octavo: internal error, please report it\n${error instanceof Error ? error.stack : error}`);
  return 70;
});

async function main(words: string[]): Promise<number> {
  const command = readArguments(words);
  switch (command.kind) {
    case 'help':
      print(command.text);
      return 0;
    case 'version':
      print(version());
      return 0;
    case 'usage':
      complain(`octavo: ${command.message}\n  hint: ${command.hint}`);
      return 2;
    case 'build':
    case 'check':
      return command.metadata ? listMetadata(command) : work(command);
    case 'images':
      return tend(command);
    case 'cache':
      return showCache(command);
    case 'merge':
      return merge(command);
  }
}

async function work(command: BuildOrCheck): Promise<number> {
  // Half a second of libraries that --help need not wait for.
  const { build } = await import('./octavo.ts');
  const progress = createProgressLine(process.stderr, command.json);
  const report = await build({
    paths: command.paths,
    ...(command.out === null ? {} : { out: command.out }),
    ...(command.formats === null ? {} : { formats: command.formats }),
    ...(command.targets === null ? {} : { targets: command.targets }),
    ...(command.profiles === null ? {} : { profiles: command.profiles }),
    ...(command.debug === null ? {} : { debug: command.debug }),
    ...(command.flat ? { flat: true } : {}),
    ...(command.shard === null ? {} : { shard: command.shard }),
    offline: command.offline,
    frozen: command.frozen,
    strict: command.strict,
    allowPrivateHosts: command.allowPrivateHosts,
    check: command.kind === 'check',
    onProgress: progress.tell,
  });
  progress.end();
  if (command.json) print(JSON.stringify(report, null, 2));
  else printReport(report, command);
  return report.status;
}

async function listMetadata({ paths, json, verbose }: BuildOrCheck): Promise<number> {
  const { metadata } = await import('./octavo.ts');
  const report = await metadata({ paths });
  if (json) print(JSON.stringify(report, null, 2));
  else {
    for (const line of formatProblems(report.diagnostics, verbose)) complain(line);
    if (report.articles.length > 0) print(formatMetadata(report));
  }
  return report.status;
}

async function tend({ task, json, verbose, ...request }: Tending): Promise<number> {
  const { images } = await import('./octavo.ts');
  const progress = createProgressLine(process.stderr, json);
  const report = await images({ ...request, task, onProgress: progress.tell });
  progress.end();
  if (json) print(JSON.stringify(report, null, 2));
  else {
    for (const line of formatProblems(report.diagnostics, verbose)) complain(line);
    print(formatImageList(report, task));
  }
  return report.status;
}

async function showCache({ task, json }: Extract<Command, { kind: 'cache' }>): Promise<number> {
  const { cache } = await import('./octavo.ts');
  const report = await cache(task);
  print(json ? JSON.stringify(report, null, 2) : formatCache(report));
  return 0;
}

async function merge({ files, out, json, verbose }: Extract<Command, { kind: 'merge' }>): Promise<number> {
  const reports: BuildReport[] = [];
  for (const file of files) {
    const report = readReport(readText(file));
    if (report === null) {
      complain(
        `octavo: ${file} is not the report of a build\n  hint: write one with \`octavo build --json > ${file}\``,
      );
      return 2;
    }
    reports.push(report);
  }
  const { mergeShards } = await import('./octavo.ts');
  const report = await mergeShards(reports, out === null ? {} : { out });
  if (json) print(JSON.stringify(report, null, 2));
  else {
    for (const line of formatProblems(report.diagnostics, verbose)) complain(line);
    print(formatSummary(report, false));
  }
  return report.status;
}

/** Empty where it cannot be read. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function printReport(report: BuildReport, command: BuildOrCheck): void {
  for (const line of formatProblems(report.diagnostics, command.verbose)) complain(line);
  print(formatSummary(report, command.kind === 'check'));
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}

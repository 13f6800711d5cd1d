/** The handbook names everything that can be written or met, in both its languages, and is itself without a fault. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { codes } from '../../src/model/diagnostics.ts';
import type { BuildReport } from '../../src/octavo.ts';
import { octavo } from '../support/command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'articles', 'handbook');
const chapters = readdirSync(folder).filter((name) => name.endsWith('.md'));

/** What stands in backquotes, in all chapters of a language: inline code and fenced blocks apart. */
function quotedIn(language: string): string[] {
  const text = chapters
    .filter((name) => name.startsWith(`${language}-`))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
    .replace(/^```[\s\S]*?^```/gm, '');
  return Array.from(text.matchAll(/`([^`\n]+)`/g), ([, words]) => words!);
}

describe.each(['zh', 'en'])('the %s- chapters of the handbook', (language) => {
  const quoted = quotedIn(language);
  /** An option may stand with its value, as in `--out DIR`. */
  const named = (name: string) => quoted.some((words) => words === name || words.startsWith(`${name} `));
  const missing = (names: string[]) => names.filter((name) => !named(name));

  test('name every command and each of its options', () => {
    expect(missing(Object.keys(commands).map((name) => `octavo ${name}`))).toEqual([]);
    const options = Object.values(commands).flatMap((command) => Object.entries(command.options));
    expect(missing(options.map(([name]) => `--${name}`))).toEqual([]);
    expect(missing(options.flatMap(([, option]) => ('short' in option ? [`-${option.short}`] : [])))).toEqual([]);
  });

  test('name every diagnostic code', () => {
    expect(missing(Object.keys(codes))).toEqual([]);
  });

  test('name no option that does not exist', () => {
    const written = quoted.filter((words) => /^--[a-z]/.test(words)).map((words) => words.split(' ')[0]!);
    const known = Object.values(commands).flatMap(({ options }) => Object.keys(options).map((name) => `--${name}`));
    expect(written.filter((name) => ![...known, '--help', '--version'].includes(name))).toEqual([]);
  });
});

test('the handbook has the same chapters in both languages', () => {
  const names = (language: string) =>
    chapters.filter((name) => name.startsWith(`${language}-`)).map((name) => name.slice(3));
  expect(names('zh')).toEqual(names('en'));
  expect(names('zh').length).toBeGreaterThan(0);
});

test('octavo check reports nothing for the books in articles/, not even a note', async () => {
  const { status, stdout } = await octavo(['check', 'articles', '--strict', '--json'], { workingFolder: root });
  const { books, diagnostics } = JSON.parse(stdout) as BuildReport;
  expect(diagnostics).toEqual([]);
  expect(books.length).toBeGreaterThanOrEqual(2);
  expect(status).toBe(0);
});

import { describe, expect, it } from 'vitest';
import { codes } from '../../../src/model/diagnostics.ts';
import { formatProblems, type ReportedProblem } from '../../../src/report/report-lines.ts';
import { buildInMemory } from '../../support/build-memory.ts';

function problem(code: ReportedProblem['code'], file: string | null, line: number | null): ReportedProblem {
  const message = `the ${code} of line ${line}`;
  return { code, severity: codes[code].severity, message, file, line, hint: `about ${code}`, related: [] };
}

const many = (code: ReportedProblem['code'], file: string, count: number) =>
  Array.from({ length: count }, (_, index) => problem(code, file, index + 1));

const lines = (texts: string[]) => texts.flatMap((text) => text.split('\n'));

describe('problems as lines', () => {
  it('are one line for each kind in an article, with the count and the first places', () => {
    const problems = [
      ...many('link-broken', 'a.md', 9),
      problem('html-removed', 'a.md', 4),
      problem('link-broken', 'b.md', 7),
    ];
    expect(formatProblems(problems)).toEqual([
      'a.md:1: warning: the link-broken of line 1 [link-broken] (and 8 more, lines 2, 3, 4, 5, 6, …)\n  hint: about link-broken',
      'a.md:4: warning: the html-removed of line 4 [html-removed]\n  hint: about html-removed',
      'b.md:7: warning: the link-broken of line 7 [link-broken]',
    ]);
  });

  it('give a hint with the first problem that has it, and again with the first that is left of a long report', () => {
    const hinted = (code: ReportedProblem['code'], file: string) => ({ ...problem(code, file, 1), hint: 'the same' });
    const few = [hinted('link-broken', 'a.md'), hinted('html-removed', 'a.md'), problem('link-broken', 'b.md', 1)];
    for (const all of [false, true])
      expect(lines(formatProblems(few, all)).filter((line) => /^ {2}hint/.test(line))).toEqual([
        '  hint: the same',
        '  hint: about link-broken',
      ]);
    const long = Array.from({ length: 100 }, (_, index) => hinted('link-broken', `${index}.md`));
    const shown = lines(formatProblems(long));
    expect(shown.slice(0, 3).map((line) => line.startsWith('  hint: the same'))).toEqual([false, true, false]);
    expect(shown.filter((line) => line.includes('hint: '))).toHaveLength(1);
  });

  it('fill forty lines where there are more, and the table has the most frequent kind first', () => {
    const long = Array.from({ length: 100 }, (_, index) => ({
      ...problem('link-broken', `${index}.md`, 1),
      hint: null,
    }));
    expect(lines(formatProblems(long))).toHaveLength(40);
    const rare = many('html-removed', 'z.md', 3);
    expect(formatProblems([...rare, ...long]).slice(-2)).toEqual([
      '  100 × warning link-broken in 100 files',
      '    3 × warning html-removed in 1 file',
    ]);
  });

  it('are each on a line with `--verbose`', () => {
    expect(formatProblems(many('link-broken', 'a.md', 500), true)).toHaveLength(500);
  });

  it('without a file stay apart', () => {
    expect(formatProblems([problem('path-not-found', null, null), problem('no-articles', null, null)])).toHaveLength(2);
  });

  it('of a large book are forty lines at most: some of each kind, errors first, and a table of all', () => {
    const some = (Object.keys(codes) as ReportedProblem['code'][]).slice(0, 30);
    const problems = Array.from({ length: 200 }, (_, index) => `${index}.md`).flatMap((file) =>
      some.flatMap((code) => many(code, file, 3)),
    );
    const shown = lines(formatProblems(problems));
    expect(shown.length).toBeLessThanOrEqual(40);
    expect(shown.filter((line) => /: error: /.test(line)).length).toBeGreaterThan(3);
    expect(shown).toContain('  600 × error path-not-found in 200 files');
    expect(shown.at(-1)).toMatch(/^ +\d+ × \d+ other codes$/);
    expect(shown.some((line) => /^and \d+ more; use --verbose to show all:$/.test(line))).toBe(true);
  });

  it('name every kind of a book with many articles and few kinds', () => {
    const problems = Array.from({ length: 1000 }, (_, index) => problem('link-broken', `${index}.md`, 1));
    const shown = lines(formatProblems([...problems, problem('image-missing', 'z.md', 3)]));
    expect(shown.some((line) => line.startsWith('z.md:3: warning:'))).toBe(true);
    expect(shown).toContain('  1000 × warning link-broken in 1000 files');
  });
});

describe('diagnostics in book.yaml', () => {
  const build = (diagnostics: string, strict = false) =>
    buildInMemory(
      {
        'book.yaml': `title: B\nlanguage: en\ndiagnostics:\n${diagnostics}articles: [a.md]\n`,
        'a.md': '# T\n\n[x](none.md)\n',
      },
      { formats: ['html'], task: { strict } },
    );
  const told = async (diagnostics: string, strict = false) => {
    const result = await build(diagnostics, strict);
    return [result.failed, result.diagnostics.map(({ code, severity }) => `${severity} ${code}`)];
  };

  it('silence a code, also for --strict', async () => {
    expect(await told('  link-broken: off\n', true)).toEqual([false, []]);
  });

  it('make a code more or less serious', async () => {
    expect(await told('  link-broken: note\n', true)).toEqual([false, ['note link-broken']]);
    expect(await told('  link-broken: error\n')).toEqual([true, ['error link-broken']]);
  });

  it('cannot make an error less', async () => {
    const { diagnostics, badInput } = await build('  text-differs: off\n');
    expect(badInput).toBe(true);
    expect(diagnostics).toMatchObject([
      { code: 'value-invalid', message: '`text-differs` is always an error', place: { line: 4 } },
    ]);
  });

  it('name the nearest code where one is unknown', async () => {
    const { diagnostics } = await build('  link-brokn: off\n');
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toContainEqual([
      'key-unknown',
      'did you mean `link-broken`?',
    ]);
  });
});

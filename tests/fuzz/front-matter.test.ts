import { expect, test } from 'vitest';
import { splitFrontMatter } from '../../src/sources/front-matter.ts';
import { fc } from '../support/properties.ts';

/** Pieces out of which front matter is made, so that random texts come near it. */
const piece = fc.oneof(
  fc.constantFrom(
    '---',
    '...',
    '<!--',
    '-->',
    '\n',
    '\r\n',
    '\r',
    '\uFEFF',
    ' ',
    '  ',
    '\t',
    ': ',
    '：',
    '- ',
    '#',
    '"',
  ),
  fc.constantFrom(
    "'",
    'title',
    'date',
    'authors',
    'series',
    'cover',
    '__proto__',
    '&a ',
    '*a',
    '!!js/function ',
    '[',
    ']',
  ),
  fc.constantFrom('{', '}', '|', '>', '%', '? ', '<<', '@', '`', '我们', '2024-05-12', '\0', '\uD800', '--'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.array(piece, { maxLength: 30 }).map((pieces) => `---\n${pieces.join('')}\n---\nText`),
  fc.array(piece, { maxLength: 30 }).map((pieces) => `<!--\ntitle: ${pieces.join('')}\n-->\nText`),
);

test('any text is split without an exception, and the body with its line is the end of the text', () => {
  fc.assert(
    fc.property(text, (source) => {
      const { value, diagnostics } = splitFrontMatter({ path: '/a.md', text: source });
      expect(source.endsWith(value.body)).toBe(true);
      const before = source.slice(0, source.length - value.body.length);
      expect(value.bodyLine).toBe(1 + (before.match(/\r\n|\r|\n/g)?.length ?? 0));
      const lines = source.split(/\r\n|\r|\n/).length;
      for (const { place, message } of diagnostics) {
        expect(place?.line).toBeGreaterThanOrEqual(1);
        expect(place?.line).toBeLessThanOrEqual(lines);
        expect(message).not.toMatch(/[\n\r]/);
      }
    }),
    { numRuns: 3_000 },
  );
});

test('a title in quotes comes back as it was written, whatever is in it', () => {
  const words = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((word) => /^\S+( \S+)*$/.test(word));
  fc.assert(
    fc.property(words, (title) => {
      const source = { path: '/a.md', text: `---\ntitle: ${JSON.stringify(title)}\n---\n` };
      const clean = title.replace(/[\u200B\u2060\uFEFF]/g, '').trim();
      expect(splitFrontMatter(source).value.meta.title ?? '').toBe(clean);
    }),
  );
});

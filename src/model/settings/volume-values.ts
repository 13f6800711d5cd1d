/** Types of the keys of octavo.yaml that choose, order and split articles. */
import { bytes, type Units } from './amounts.ts';
import { choose } from './choices.ts';
import { quoted, Refusal, shapeOf, valueType, type Written } from './declaration.ts';

/** What articles of a volume have in common, or differ by. */
export const groupings = ['year', 'month', 'folder', 'tag', 'author', 'source'] as const;
export type Grouping = (typeof groupings)[number];

/** Where one volume ends and the next begins: at another year, month or folder, or before it becomes too large. */
export type Split = { by: (typeof splits)[number] } | { bytes: number } | { pages: number };
const splits = ['year', 'month', 'folder'] as const;

const splitHint = `write ${splits.join(', ')}, a size such as 50MB, or a number of pages such as \`400 pages\``;

export const split = valueType(
  (value): Split[] | Refusal => {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    const read = items.map(readSplit);
    return read.find((each) => each instanceof Refusal) ?? (read as Split[]);
  },
  {
    anyOf: [
      { enum: [...splits, '50MB', '400 pages'] },
      { type: 'string', pattern: '^\\s*\\d[\\d_,.]*\\s*(?:[kKmMgG][iI]?[bB]|[pP]ages?)\\s*$' },
      { type: 'array', items: { type: 'string' } },
    ],
  },
);

function readSplit(value: unknown): Split | Refusal {
  const written = typeof value === 'string' ? value.trim() : '';
  const number = /^(\d[\d_,.]*?)\s*([a-z]+)$/i.exec(written);
  const unit = (number?.[2] ?? '').toLowerCase();
  const count = Number((number?.[1] ?? '').replace(/[_,]/g, ''));
  if (count > 0 && /^pages?$/.test(unit)) return { pages: Math.round(count) };
  const factor = Object.hasOwn(bytes, unit) && unit !== '' ? (bytes as Units)[unit]! : null;
  if (count > 0 && factor !== null) return { bytes: count * factor };
  const by = choose(value, splits, 'be');
  return by instanceof Refusal ? new Refusal(by.reason, splitHint) : { by };
}

/** One text or several: globs and patterns contain commas, so that nothing else separates them. */
export const patterns = valueType(
  (value, { place }): Written<string>[] | Refusal => {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    const wrong = items.find((item) => typeof item !== 'string' || item.trim() === '');
    if (wrong !== undefined)
      return new Refusal(`must be a pattern or a list of patterns, not ${shapeOf(wrong)}`, 'write `ai/**` or `[a, b]`');
    return items.map((item) => ({ value: item as string, place }));
  },
  { type: ['string', 'array'], items: { type: 'string' } },
);

/** The address of a site, without a slash at its end. */
export const site = valueType(
  (value): string | Refusal => {
    const written = typeof value === 'string' ? value.trim() : '';
    const address = /^https?:\/\//i.test(written) ? written : `https://${written}`;
    const isHost = written !== '' && URL.canParse(address) && new URL(address).hostname.includes('.');
    if (!isHost && !/^https?:\/\/localhost\b/i.test(written))
      return new Refusal(`cannot be ${quoted(value)}`, 'write the address of the site, such as https://example.org');
    const { origin, pathname } = new URL(address);
    return `${origin}${pathname.replace(/\/+$/, '')}`;
  },
  { type: 'string' },
);

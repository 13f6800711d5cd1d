/**
 * The values of metadata, one kind a function. In: a value as YAML gave it. Out: the value as it will be printed, or
 * why it cannot be used. An empty value is null or an empty list, never a problem. Must not know keys or places.
 */
import type { Metadata } from '../model/book.ts';

/** `reason` continues a sentence that begins with the key. */
export type Reading<T> = { kind: 'value'; value: T } | { kind: 'refused'; reason: string; hint: string };

/** Longer values break the catalogues of readers, and are pasted articles rather than metadata. */
const longestText = 10_000;
/** A cover may be a data: URL: room for a picture of 15 MB. */
const longestPicture = 20_000_000;
const longestList = 1_000;

export function readText(value: unknown, longest = longestText): Reading<string | null> {
  if (value === null || value === undefined) return found(null);
  if (typeof value === 'object') {
    const shape = Array.isArray(value) ? 'a list' : 'a mapping';
    return refused(`must be text, not ${shape}`, 'put the value in quotes if it is meant as text');
  }
  const text = String(value);
  if (text.length > longest) {
    const size = text.length.toLocaleString('en');
    return refused(`has ${size} characters, more than the ${longest.toLocaleString('en')} allowed`, 'shorten it');
  }
  return found(cleanText(text) || null);
}

/** Names as a list, or as one text. A plain comma does not separate: `Smith, John` is one person. */
export function readNames(value: unknown): Reading<string[]> {
  return readList(value, /[、，;；]/, 'a name or a list of names');
}

export function readTags(value: unknown): Reading<string[]> {
  return readList(value, /[,、，;；]/, 'words or a list of words');
}

export function readLanguage(value: unknown): Reading<string | null> {
  const text = readText(value);
  if (text.kind === 'refused' || text.value === null) return text;
  const written = text.value.replaceAll('_', '-');
  const meant = countriesTakenForLanguages.get(written.toLowerCase());
  if (meant) return refused(`is \`${written}\`, which is a country`, `did you mean \`${meant}\`?`);
  const canonical = canonicalLanguage(written);
  if (canonical !== null) return found(canonical);
  return refused(`is \`${excerpt(text.value)}\`, which is no language code`, 'write a code such as zh-CN, en or ja');
}

/** W3CDTF, as EPUB wants it: a year, a month or a day. https://www.w3.org/TR/NOTE-datetime */
export function readDate(value: unknown): Reading<string | null> {
  const text = readText(value);
  if (text.kind === 'refused' || text.value === null) return text;
  // Full-width digits are what a Chinese keyboard gives.
  const written = text.value.normalize('NFKC');
  for (const pattern of datePatterns) {
    const match = pattern.exec(written);
    if (!match) continue;
    const [year, month, day] = [match[1]!, match[2]?.padStart(2, '0'), match[3]?.padStart(2, '0')];
    if (!isCalendarDate(Number(year), Number(month ?? 1), Number(day ?? 1))) break;
    return found([year, month, day].filter((part) => part !== undefined).join('-'));
  }
  return refused(`is \`${excerpt(text.value)}\`, which is no date`, 'write it as 2024-05-12, 2024-05 or 2024');
}

/** A path or address; whether it leads to a picture is found out by whoever fetches it. */
export function readPicture(value: unknown): Reading<string | null> {
  const isData = typeof value === 'string' && /^\s*data:/i.test(value);
  return readText(value, isData ? longestPicture : longestText);
}

export function readAddress(value: unknown): Reading<string | null> {
  const text = readText(value);
  if (text.kind === 'refused' || text.value === null) return text;
  const written = text.value.replace(/^<(.*)>$/, '$1');
  if (URL.canParse(written) && /^https?:/i.test(written)) return found(written);
  return refused(`is \`${excerpt(text.value)}\`, which is no web address`, 'begin it with https:// or http://');
}

/** `isIsbn`: the key already said so; the value alone would no longer tell. */
export function readIdentifier(value: unknown, isIsbn: boolean): Reading<string | null> {
  const text = readText(value);
  if (text.kind === 'refused' || text.value === null || !isIsbn) return text;
  return found(/^(?:urn:)?isbn:/i.test(text.value) ? text.value : `isbn:${text.value.replace(/^isbn\s*/i, '')}`);
}

export function readSeries(value: unknown): Reading<Metadata['series']> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const fields = new Map(Object.entries(value));
    const name = readText(fields.get('name'));
    const position = readText(fields.get('position'));
    if (name.kind === 'refused') return name;
    if (position.kind === 'refused') return position;
    const other = [...fields.keys()].find((key) => key !== 'name' && key !== 'position');
    if (other !== undefined) {
      return refused(`has the key \`${excerpt(other)}\``, 'a series has the keys `name` and `position` only');
    }
    if (name.value !== null) return found({ name: name.value, position: position.value });
    return position.value === null ? found(null) : refused('has a position but no name', 'add `name: …`');
  }
  const text = readText(value);
  if (text.kind === 'refused') return text;
  if (text.value === null) return found(null);
  const numbered = /^(.*\S)\s*[#＃]\s*(\d+(?:\.\d+)?)$/.exec(text.value);
  return found(numbered ? { name: numbered[1]!, position: numbered[2]! } : { name: text.value, position: null });
}

/** Names and titles, each with the words it is sorted by. */
export function readFileAs(value: unknown): Reading<Record<string, string>> {
  if (value === null || value === undefined) return found({});
  if (typeof value !== 'object' || Array.isArray(value)) {
    return refused(
      'must be a mapping of names to the words they are sorted by',
      'write `鲁迅: Lu Xun` below it, indented',
    );
  }
  const pairs: [string, string][] = [];
  for (const [name, sorted] of Object.entries(value)) {
    const text = readText(sorted);
    if (text.kind === 'refused') return text;
    if (text.value !== null) pairs.push([cleanText(name), text.value]);
  }
  return found(Object.fromEntries(pairs));
}

/**
 * One line of text that XML can hold: no control characters, no halves of surrogate pairs, no noncharacters, and none
 * of the invisible characters that come along with copied titles. U+3000 between words stays, since it is meant.
 */
export function cleanText(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029 ]+/g, ' ')
    .replace(/[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}\u200B\u2060\uFEFF]/gu, '')
    .trim();
}

/** A value as messages quote it: one line, short. */
export function excerpt(text: string): string {
  const clean = cleanText(text.slice(0, 200));
  return clean.length > 60 ? `${clean.slice(0, 59)}…` : clean;
}

const countriesTakenForLanguages: ReadonlyMap<string, string> = new Map([
  ['cn', 'zh-CN'],
  ['jp', 'ja'],
]);

/** 2024-05-12 with `-`, `/` or `.`, also followed by a time; 2024年5月12日. Year, month and day are groups 1 to 3. */
const datePatterns = [
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?)?)?$/i,
  /^(\d{4})(?:\/(\d{1,2})(?:\/(\d{1,2})(?: \d{1,2}:\d{2}.*)?)?)?$/,
  /^(\d{4})\.(\d{1,2})(?:\.(\d{1,2}))?$/,
  /^(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号])?)?$/,
];

function readList(value: unknown, separator: RegExp, expected: string): Reading<string[]> {
  const items: string[] = [];
  const list = Array.isArray(value) ? value : [value];
  if (list.length > longestList) {
    return refused(`has ${list.length.toLocaleString('en')} items, more than the ${longestList} allowed`, 'shorten it');
  }
  for (const item of list) {
    const text = readText(nameOf(item));
    if (text.kind === 'refused')
      return typeof item === 'object'
        ? refused(`must be ${expected}`, 'write `[one, two]`, or one `- item` a line')
        : text;
    if (text.value === null) continue;
    // An item of a list is separated already; what it holds is the author's choice.
    items.push(...(Array.isArray(value) ? [text.value] : text.value.split(separator).map((part) => part.trim())));
  }
  return found([...new Set(items.filter((item) => item !== ''))]);
}

/** `- name: …` is how pandoc and Hugo write an author. */
function nameOf(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return Object.hasOwn(item, 'name') ? (item as { name: unknown }).name : item;
}

function canonicalLanguage(written: string): string | null {
  // Five to eight letters are well-formed by BCP 47 but stand for nothing: `chinese`, `english`.
  if (!/^[a-z]{2,3}(?:-|$)/i.test(written)) return null;
  try {
    return Intl.getCanonicalLocales(written)[0] ?? null;
  } catch {
    return null;
  }
}

function isCalendarDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= days[month - 1]!;
}

function found<T>(value: T): { kind: 'value'; value: T } {
  return { kind: 'value', value };
}

function refused(reason: string, hint: string): { kind: 'refused'; reason: string; hint: string } {
  return { kind: 'refused', reason, hint };
}

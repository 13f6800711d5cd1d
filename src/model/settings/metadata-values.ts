/** Types of metadata. An empty value is null or an empty list, never a problem. */
import { cleanText, excerpt } from '../../text/characters.ts';
import { oneOf, Refusal, shapeOf, valueType, type Written, type WrittenValue } from './declaration.ts';

/** Longer values break the catalogues of readers, and are pasted articles rather than metadata. */
const longestText = 10_000;
/** A cover may be a data: URL: room for an image of 15 MB. */
const longestImage = 20_000_000;
const longestList = 1_000;

/** What editors read as something else than text is text here. */
const scalar = { type: ['string', 'number', 'boolean'] };
const list = { type: [...scalar.type, 'array'], items: {} };

export const text = metadataType((value) => readText(value), { ...scalar, maxLength: longestText });

/** Names as a list, or as one text. A plain comma does not separate: `Smith, John` is one person. */
export const names = metadataType((value) => readList(value, /[、，;；]/, 'a name or a list of names'), list);

/** Hexo nests categories. */
export const subjects = metadataType(
  (value) => readList(Array.isArray(value) ? value.flat() : value, /[,、，;；]/, 'words or a list of words'),
  list,
);

export const flag = metadataType((value) => /^(?:true|yes|on|1)$/i.test(String(value ?? '').trim()), {
  anyOf: [
    { type: 'boolean' },
    { enum: [0, 1] },
    { type: 'string', pattern: `^\\s*${oneOf(['true', 'false', 'yes', 'no', 'on', 'off'])}\\s*$` },
  ],
});

export const language = textType({
  what: 'a language code',
  hint: 'write a code such as zh-CN, en or ja',
  pattern: '(?!(?:cn|jp)\\s*$)[A-Za-z]{2,3}(?:[-_][A-Za-z0-9-_]+)?',
  read: (code) => {
    const written = code.replaceAll('_', '-');
    const meant = countriesTakenForLanguages.get(written.toLowerCase());
    if (meant) return new Refusal(`is \`${written}\`, which is a country`, `did you mean \`${meant}\`?`);
    return canonicalLanguage(written);
  },
});

/** W3CDTF, as EPUB requires: a year, a month or a day. https://www.w3.org/TR/NOTE-datetime */
export const date = textType({
  what: 'a date',
  hint: 'write it as 2024-05-12, 2024-05 or 2024',
  // Full-width digits are what a Chinese keyboard gives.
  pattern: '[0-9０-９]{4}(?:\\s*[-/.年－／．].*)?',
  read: (written) => {
    const match = datePatterns.map((pattern) => pattern.exec(written.normalize('NFKC'))).find((each) => each !== null);
    const [year, month, day] = [match?.[1], match?.[2]?.padStart(2, '0'), match?.[3]?.padStart(2, '0')];
    if (!isCalendarDate(Number(year ?? 0), Number(month ?? 1), Number(day ?? 1))) return null;
    return [year, month, day].filter((part) => part !== undefined).join('-');
  },
});

/** A path or address; whether it leads to an image is found out when it is read. */
export const image = metadataType((value, { place }): Written<string> | null | Refusal => {
  const isData = typeof value === 'string' && /^\s*data:/i.test(value);
  const address = readText(value, isData ? longestImage : longestText);
  return typeof address === 'string' ? { value: address, place } : address;
}, scalar);

export const address = textType({
  what: 'a web address',
  hint: 'begin it with https:// or http://',
  pattern: '<?[hH][tT][tT][pP][sS]?:.*',
  read: (written) => {
    const bare = written.replace(/^<(.*)>$/, '$1');
    return URL.canParse(bare) && /^https?:/i.test(bare) ? bare : null;
  },
});

/** The key `isbn` says what its value is; the value alone would no longer tell. */
export const identifier = metadataType((value, { key }) => {
  const written = readText(value);
  if (typeof written !== 'string' || key.trim().toLowerCase() !== 'isbn') return written;
  return /^(?:urn:)?isbn:/i.test(written) ? written : `isbn:${written.replace(/^isbn\s*/i, '')}`;
}, scalar);

export const series = metadataType(readSeries, {
  anyOf: [
    scalar,
    { type: 'object', properties: { name: scalar, position: scalar }, required: ['name'], additionalProperties: false },
  ],
});

/** Names and titles, each with the words it is sorted by. */
export const sortKeys = metadataType(
  (value): Readonly<Record<string, string>> | Refusal => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      const reason = 'must be a mapping of names to the words they are sorted by';
      return new Refusal(reason, 'write `鲁迅: Lu Xun` below it, indented');
    }
    const pairs = Object.entries(value).map(([name, sorted]) => [cleanText(name), readText(sorted)] as const);
    const refusal = pairs.map(([, sorted]) => sorted).find((sorted) => sorted instanceof Refusal);
    return refusal ?? Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== null));
  },
  { type: 'object', additionalProperties: { type: [...scalar.type, 'null'] } },
);

function readText(value: unknown, longest = longestText): string | null | Refusal {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') {
    return new Refusal(`must be text, not ${shapeOf(value)}`, 'put the value in quotes if it is meant as text');
  }
  const written = String(value);
  if (written.length <= longest) return cleanText(written) || null;
  const size = written.length.toLocaleString('en');
  return new Refusal(`has ${size} characters, more than the ${longest.toLocaleString('en')} allowed`, 'shorten it');
}

function metadataType<T>(
  read: (value: unknown, written: WrittenValue) => T | Refusal,
  accepted: Readonly<Record<string, unknown>>,
) {
  return valueType((_, written) => read(written.verbatim, written), accepted);
}

/** A type for text that must have a form: `read` gives null for any other. Empty text is null. */
function textType({
  what,
  hint,
  pattern,
  read,
}: {
  what: string;
  hint: string;
  pattern: string;
  read: (text: string) => string | null | Refusal;
}) {
  return metadataType(
    (value): string | null | Refusal => {
      const written = readText(value);
      if (typeof written !== 'string') return written;
      return read(written) ?? new Refusal(`is \`${excerpt(written)}\`, which is not ${what}`, hint);
    },
    {
      type: ['string', 'integer'],
      pattern: `^\\s*(?:${pattern})?\\s*$`,
      patternErrorMessage: `This is not ${what}: ${hint}.`,
    },
  );
}

function readSeries(value: unknown): { name: string; position: string | null } | null | Refusal {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const fields = new Map(Object.entries(value));
    const name = readText(fields.get('name'));
    const position = readText(fields.get('position'));
    if (name instanceof Refusal) return name;
    if (position instanceof Refusal) return position;
    const other = [...fields.keys()].find((key) => key !== 'name' && key !== 'position');
    if (other !== undefined) {
      return new Refusal(`has the key \`${excerpt(other)}\``, 'a series has only the keys `name` and `position`');
    }
    if (name !== null) return { name, position };
    return position === null ? null : new Refusal('has a position but no name', 'add `name: …`');
  }
  const written = readText(value);
  if (written === null || written instanceof Refusal) return written;
  const numbered = /^(.*\S)\s*[#＃]\s*(\d+(?:\.\d+)?)$/.exec(written);
  return numbered ? { name: numbered[1]!, position: numbered[2]! } : { name: written, position: null };
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

function readList(value: unknown, separator: RegExp, expected: string): string[] | Refusal {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  if (items.length > longestList) {
    return new Refusal(
      `has ${items.length.toLocaleString('en')} items, more than the ${longestList} allowed`,
      'shorten it',
    );
  }
  const texts: string[] = [];
  for (const item of items) {
    const read = readText(nameOf(item));
    if (read instanceof Refusal) {
      const isShape = typeof item === 'object';
      return isShape ? new Refusal(`must be ${expected}`, 'write `[one, two]`, or one `- item` per line') : read;
    }
    // An item of a list is separated already; what it holds is the author's choice.
    texts.push(...(Array.isArray(value) ? [read ?? ''] : (read ?? '').split(separator).map((part) => part.trim())));
  }
  return [...new Set(texts.filter((each) => each !== ''))];
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

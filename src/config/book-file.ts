/**
 * book.yaml. In: its text. Out: metadata, the listed articles as written with their lines, and settings, null where it
 * says nothing. Must not touch the disk, resolve paths or fill in defaults: find-books does.
 *
 * Articles are listed in one of two forms. Items of `articles:` that are text are files, items that are mappings are
 * parts; articles may stand before the first part. `title:` and `part:` mean the same. A book that has both `articles:`
 * and `parts:` begins with the articles.
 *
 *     articles:                          parts:
 *       - preface.md                       - title: First part
 *       - part: First part                   articles: [one.md, two.md]
 *         articles: [one.md, two.md]
 */
import {
  type AccessibilityClaim,
  type BookConfig,
  type Format,
  formats,
  type HostHeaders,
  type Metadata,
  type ParagraphStyle,
  paragraphStyles,
  type Target,
  type TypographyCheck,
  targets,
  typographyChecks,
  type Writing,
  writings,
} from '../model/book.ts';
import { type Diagnostic, problem, type Report, type Reported } from '../model/diagnostics.ts';
import { type SeverityChoices, severityChoices } from '../model/severities.ts';
import { findMetadataKey, type MetadataEntry, metadataKeyNames, readMetadata } from '../sources/metadata.ts';
import { parseYaml, plain, type YamlEntry, type YamlValue } from '../sources/yaml.ts';
import { claimKeys, readClaim } from './accessibility-claim.ts';
import { type Amount, amounts, readAmount } from './amounts.ts';
import { quoted, type Reading, readKeys, refuse, shape } from './book-entries.ts';
import { readImageHosts } from './image-hosts.ts';
import { type ListedPart, readArticleList, readPartList } from './listed-parts.ts';
import { noPdfSettings, pdfKeys, readPdfSettings, type WrittenPdfSettings } from './pdf-settings.ts';
import { readSeverities } from './severity-settings.ts';
import { readChoice, readChoices, readSettings, readSwitch } from './written-choices.ts';

/** What a book.yaml says. */
export interface BookFile {
  meta: Metadata;
  parts: ListedPart[];
  /** The line that lists the articles, for problems with the list as a whole. */
  listLine: number | null;
  pdf: WrittenPdfSettings;
  formats: Format[] | null;
  images: Record<Amount, number | null>;
  paragraphs: ParagraphStyle | null;
  contentsDepth: number | null;
  accessibility: AccessibilityClaim | null;
  writing: Writing | null;
  epubFonts: BookConfig['epubFonts'] | null;
  epubTargets: Target[] | null;
  /** The checks that are switched off. */
  typographyOff: TypographyCheck[];
  hosts: HostHeaders;
  /** Folders of images as written, with their lines. */
  static: { value: string; line: number }[];
  diagnostics: SeverityChoices;
}

const epubFonts = ['none', 'embed'] as const satisfies BookConfig['epubFonts'][];

/** The keys of book.yaml beside those of metadata; a dotted key is written inside the mapping before the dot. */
export const bookKeys = {
  articles: 'the articles in reading order: files, or parts as { part, articles }',
  parts: 'the parts in reading order, each { title, articles }',
  formats: `what to make when the command line does not say: ${formats.join(', ')}`,
  pdf: 'settings of the PDF',
  'pdf.page': pdfKeys.page,
  'pdf.profiles': pdfKeys.profiles,
  'pdf.preset': pdfKeys.preset,
  'pdf.bleed': pdfKeys.bleed,
  'pdf.crop-marks': pdfKeys['crop-marks'],
  'pdf.standard': pdfKeys.standard,
  'pdf.lists': pdfKeys.lists,
  'pdf.links': pdfKeys.links,
  'pdf.cover': pdfKeys.cover,
  'pdf.paper': pdfKeys.paper,
  'pdf.colophon': pdfKeys.colophon,
  epub: 'settings of the EPUB',
  'epub.fonts': `whether the EPUB carries fonts: ${epubFonts.join(', ')}`,
  'epub.targets': `the devices an EPUB is made for, each its own: ${targets.join(', ')}`,
  images: 'limits for pictures, and how hosts are asked',
  'images.maximum-bytes': amounts['maximum-bytes'].meaning,
  'images.maximum-pixels': amounts['maximum-pixels'].meaning,
  'images.timeout': amounts.timeout.meaning,
  'images.total-bytes': amounts['total-bytes'].meaning,
  'images.total-timeout': amounts['total-timeout'].meaning,
  diagnostics: `codes of problems, each with a severity of its own: ${severityChoices.join(', ')}`,
  accessibility: 'what someone has judged of the accessibility of the EPUB',
  'accessibility.conforms-to': claimKeys['conforms-to'],
  'accessibility.certified-by': claimKeys['certified-by'],
  'contents-depth': 'how many levels of headings the contents have: 1, chapters alone, to 6',
  paragraphs: `how paragraphs are told apart: ${paragraphStyles.join(', ')}`,
  writing: `which way the lines of a Chinese or Japanese book run: ${writings.join(', ')}`,
  typography: 'which checks `octavo check` makes of Chinese text, each on or off',
  'typography.half-width': 'half-width punctuation in Chinese text',
  'typography.quotes': 'straight, doubled or mixed quotation marks',
  'typography.ellipsis': 'an ellipsis that is not ……',
  'typography.dash': 'a dash that is not ——',
  'typography.spaces': 'doubled or uneven spaces between Chinese and Latin words',
  static: 'folders of images outside that of the book, such as the `static` of a site',
  'images.hosts': 'headers that some hosts want, each below its host',
} as const satisfies Record<string, string>;

const noAmounts = Object.fromEntries(Object.keys(amounts).map((amount) => [amount, null])) as Record<Amount, null>;

/** The value holds whatever could be read; the book can be built only when no diagnostic is an error. */
export function readBookFile(source: { path: string; text: string }): Reported<BookFile> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const entries = readMapping(source, report);
  return { value: readEntries(entries, { file: source.path, report }), diagnostics };
}

function readMapping(source: { path: string; text: string }, report: Report): YamlEntry[] {
  const answer = parseYaml(source.text);
  if (answer.kind === 'value' && answer.value.kind === 'mapping') return answer.value.entries;
  const place = { file: source.path, line: answer.kind === 'invalid' ? answer.line : answer.value.line };
  if (answer.kind === 'invalid') {
    const hint = 'a value that holds `: ` or begins with a mark such as `[`, `@` or `*` needs quotes';
    report(problem('book-yaml-invalid', `not valid YAML: ${answer.reason}`, place, hint));
  } else {
    const found = answer.value.kind === 'nothing' ? 'it is empty' : `it holds ${shape(answer.value)}`;
    const hint = 'begin with `title: …`, then `articles:` and one `- file.md` a line';
    report(problem('book-yaml-invalid', `a book.yaml must be a mapping of keys to values, but ${found}`, place, hint));
  }
  return [];
}

function readEntries(entries: YamlEntry[], reading: Reading): BookFile {
  const metadata: MetadataEntry[] = [];
  const own: YamlEntry[] = [];
  for (const entry of entries) {
    if (findMetadataKey(entry.key, 'book.yaml') === null) own.push(entry);
    else metadata.push({ key: entry.key, value: plain(entry.value), place: { file: reading.file, line: entry.line } });
  }
  let articles: ListedPart[] = [];
  let parts: ListedPart[] = [];
  const file: BookFile = {
    meta: readMetadata(metadata, reading.report, 'book.yaml'),
    parts: [],
    listLine: null,
    pdf: noPdfSettings,
    formats: null,
    images: noAmounts,
    paragraphs: null,
    contentsDepth: null,
    accessibility: null,
    writing: null,
    epubFonts: null,
    epubTargets: null,
    typographyOff: [],
    hosts: {},
    static: [],
    diagnostics: new Map(),
  };
  const keys = {
    articles: (value: YamlValue, entry: YamlEntry) => {
      articles = readArticleList(value, reading);
      file.listLine ??= entry.line;
    },
    parts: (value: YamlValue, entry: YamlEntry) => {
      parts = readPartList(value, reading);
      file.listLine ??= entry.line;
    },
    static: (value: YamlValue) => {
      file.static = readFolders(value, reading);
    },
    formats: (value: YamlValue) => {
      file.formats = readChoices(value, 'formats', formats, reading);
    },
    pdf: (value: YamlValue) => {
      file.pdf = readPdfSettings(value, reading);
    },
    paragraphs: (value: YamlValue) => {
      file.paragraphs = readChoice(value, 'paragraphs', paragraphStyles, reading);
    },
    accessibility: (value: YamlValue) => {
      file.accessibility = readClaim(value, reading);
    },
    'contents-depth': (value: YamlValue) => {
      const depth = readChoice(value, 'contents-depth', ['1', '2', '3', '4', '5', '6'], reading);
      file.contentsDepth = depth === null ? null : Number(depth);
    },
    writing: (value: YamlValue) => {
      file.writing = readChoice(value, 'writing', writings, reading);
    },
    epub: (value: YamlValue) => {
      readSettings('epub', value, reading, {
        fonts: (choice) => {
          file.epubFonts = readChoice(choice, 'fonts', epubFonts, reading);
        },
        targets: (list) => {
          file.epubTargets = readChoices(list, 'targets', targets, reading);
        },
      });
    },
    typography: (value: YamlValue) => {
      const readers = typographyChecks.map((name) => [
        name,
        (written: YamlValue) => {
          if (!readSwitch(written, name, reading)) file.typographyOff.push(name);
        },
      ]);
      readSettings('typography', value, reading, Object.fromEntries(readers));
    },
    diagnostics: (value: YamlValue) => {
      file.diagnostics = readSeverities(value, reading);
    },
    images: (value: YamlValue) => {
      const limit = (amount: Amount) => (written: YamlValue) => {
        file.images = { ...file.images, [amount]: readLimit(written, amount, reading) };
      };
      readSettings('images', value, reading, {
        'maximum-bytes': limit('maximum-bytes'),
        'maximum-pixels': limit('maximum-pixels'),
        timeout: limit('timeout'),
        'total-bytes': limit('total-bytes'),
        'total-timeout': limit('total-timeout'),
        hosts: (hosts) => {
          file.hosts = readImageHosts(hosts, reading);
        },
      });
    },
  };
  readKeys(own, keys, reading, metadataKeyNames);
  file.parts = [...articles, ...parts];
  return file;
}

function readFolders(value: YamlValue, reading: Reading): { value: string; line: number }[] {
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => {
    if (item.kind === 'text') return [{ value: item.text, line: item.line }];
    if (item.kind !== 'nothing')
      refuse(reading, item.line, `\`static\` must name folders, not ${shape(item)}`, 'write `static: ../static`');
    return [];
  });
}

function readLimit(value: YamlValue, amount: Amount, reading: Reading): number | null {
  if (value.kind === 'nothing') return null;
  const limit = value.kind === 'text' ? readAmount(value.text, amount) : null;
  if (limit === null) {
    const found = quoted(value);
    const { meaning, range } = amounts[amount];
    refuse(reading, value.line, `\`${amount}\` cannot be ${found}`, `${meaning}; ${range}`);
  }
  return limit;
}

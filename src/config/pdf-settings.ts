/**
 * What book.yaml says below `pdf:`. In: its value. Out: settings, null where it says nothing. Must not fill in defaults:
 * find-books does.
 */
import {
  type PageSize,
  type Paper,
  type PdfList,
  type PdfStandard,
  type Preset,
  type PrintedCover,
  type PrintedLinks,
  type Profile,
  papers,
  pdfLists,
  pdfStandards,
  presets,
  printedCovers,
  printedLinks,
  profiles,
} from '../model/book.ts';
import type { YamlValue } from '../sources/yaml.ts';
import { quoted, type Reading, refuse } from './book-entries.ts';
import { pageLimits, pageSizes, readPageSize } from './page-size.ts';
import { pageThickness } from './printer-presets.ts';
import { readChoice, readChoices, readSettings, readSwitch } from './written-choices.ts';

export interface WrittenPdfSettings {
  page: PageSize | null;
  profiles: Profile[] | null;
  preset: Preset | null;
  /** Millimetres. */
  bleed: number | null;
  cropMarks: boolean | null;
  standard: PdfStandard | null;
  lists: PdfList[] | null;
  links: PrintedLinks | null;
  cover: PrintedCover | null;
  /** A name, or the thickness of a leaf in millimetres. */
  paper: Paper | number | null;
  colophon: string | null;
}

export const noPdfSettings: WrittenPdfSettings = {
  page: null,
  profiles: null,
  preset: null,
  bleed: null,
  cropMarks: null,
  standard: null,
  lists: null,
  links: null,
  cover: null,
  paper: null,
  colophon: null,
};

const mostBleed = 20;

/** One line for each key, for the handbook. */
export const pdfKeys = {
  page: `size of the page: ${Object.keys(pageSizes).join(', ')}, or width and height as in 130x200mm`,
  profiles: `what the PDF is for, each a file of its own: ${profiles.join(', ')}`,
  preset: `whose rules the file for print keeps: ${presets.join(', ')}`,
  bleed: `millimetres beyond the page that the printer cuts off, to ${mostBleed}`,
  'crop-marks': 'whether the file for print has marks where it is cut: on or off',
  standard: `what the PDF says that it conforms to: ${pdfStandards.join(', ')}`,
  lists: `lists behind the contents: ${pdfLists.join(', ')}`,
  links: `what becomes of web addresses in the file for print: ${printedLinks.join(', ')}`,
  cover: `the cover for print beside the file for print: ${printedCovers.join(', ')}`,
  paper: `what the leaves are made of, for the spine: ${papers.join(', ')}, or the millimetres of a leaf as in 0.1mm`,
  colophon: 'words for the last page, such as how the book was made',
} as const satisfies Record<string, string>;

export function readPdfSettings(value: YamlValue, reading: Reading): WrittenPdfSettings {
  const settings = { ...noPdfSettings };
  let coverLine = 0;
  const readers: Record<keyof typeof pdfKeys, (written: YamlValue) => void> = {
    page: (written) => {
      settings.page = readPage(written, reading);
    },
    profiles: (written) => {
      settings.profiles = readChoices(written, 'profiles', profiles, reading);
    },
    preset: (written) => {
      settings.preset = readChoice(written, 'preset', presets, reading);
    },
    bleed: (written) => {
      settings.bleed = readBleed(written, reading);
    },
    'crop-marks': (written) => {
      settings.cropMarks = readSwitch(written, 'crop-marks', reading);
    },
    standard: (written) => {
      settings.standard = readChoice(written, 'standard', pdfStandards, reading);
    },
    lists: (written) => {
      settings.lists = readChoices(written, 'lists', pdfLists, reading);
    },
    links: (written) => {
      settings.links = readChoice(written, 'links', printedLinks, reading);
    },
    cover: (written) => {
      settings.cover = readChoice(written, 'cover', printedCovers, reading);
      if (written.kind === 'text') coverLine = written.line;
    },
    paper: (written) => {
      settings.paper = readPaper(written, reading);
    },
    colophon: (written) => {
      if (written.kind === 'text') settings.colophon = written.text.trim();
      else if (written.kind !== 'nothing')
        refuse(reading, written.line, `\`colophon\` cannot be ${quoted(written)}`, 'write words, a paragraph a line');
    },
  };
  readSettings('pdf', value, reading, readers);
  if (settings.cover === 'wrap' && pageThickness(settings.preset, settings.paper) === null) {
    const hint =
      'measure, or ask the printer, and write the millimetres of a leaf as in `paper: 0.1mm`; names go with `preset: kdp`';
    refuse(reading, coverLine, '`cover: wrap` has a spine, and how thick the paper is nobody said', hint);
  }
  return settings;
}

function readPage(value: YamlValue, reading: Reading): PageSize | null {
  if (value.kind === 'nothing') return null;
  const size = value.kind === 'text' ? readPageSize(value.text) : null;
  if (size === null) {
    const found = quoted(value);
    const names = Object.keys(pageSizes).join(', ');
    const hint = `write one of ${names}, or two sides of ${pageLimits.least} to ${pageLimits.most} mm as in 130x200mm`;
    refuse(reading, value.line, `\`page\` is ${found}, which is no size of a page`, hint);
  }
  return size;
}

function readPaper(value: YamlValue, reading: Reading): Paper | number | null {
  const written = value.kind === 'text' ? /^(0?\.\d{1,4}) ?(?:mm)?$/.exec(value.text.trim()) : null;
  const leaf = written === null ? 0 : Number(written[1]);
  return leaf > 0 ? leaf : readChoice(value, 'paper', papers, reading);
}

function readBleed(value: YamlValue, reading: Reading): number | null {
  if (value.kind === 'nothing') return null;
  const written = value.kind === 'text' ? /^(\d{1,2}(?:\.\d{1,3})?) ?(?:mm)?$/.exec(value.text.trim()) : null;
  const bleed = written === null ? Number.NaN : Number(written[1]);
  if (bleed <= mostBleed) return bleed;
  refuse(reading, value.line, `\`bleed\` cannot be ${quoted(value)}`, pdfKeys.bleed);
  return null;
}

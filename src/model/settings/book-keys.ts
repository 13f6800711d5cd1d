/**
 * Every key of book.yaml beside those of metadata. A key is declared here and nowhere else: reading, defaults,
 * messages, the handbook's table and the JSON Schema are made from it, and so are the types of the settings.
 */
import * as v from 'valibot';
import { codes } from '../diagnostics.ts';
import {
  formats,
  paragraphStyles,
  pdfLists,
  pdfStandards,
  presets,
  printedCovers,
  printedLinks,
  profiles,
  targets,
  writings,
} from '../options.ts';
import { amount, bytes, millimetres, pixels, seconds } from './amounts.ts';
import {
  conformanceLevel,
  header,
  headerName,
  headingLevel,
  hostName,
  lines,
  name,
  paperThickness,
  severity,
} from './book-values.ts';
import { choice, choices, toggle } from './choices.ts';
import { type CamelKeys, key, requiredKey } from './declaration.ts';
import { dialectKeys } from './dialect-keys.ts';
import { articleList, folder, partList } from './listed-articles.ts';
import { pageSize } from './page-size.ts';

const pdfKeys = v.strictObject({
  page: key(pageSize, {
    en: 'page size: a name, or width and height as in `130x200mm`',
    zh: '页面的大小：一个名称，或宽和高，如 `130x200mm`',
    see: { en: '[Page sizes](#page-sizes)', zh: '[页面的大小](#页面的大小)' },
    example: 'B5',
    otherwise: { en: '`A5`, or that of `preset`', zh: '`A5`，或按 `preset`' },
  }),
  profiles: key(choices(profiles), {
    en: 'what the PDF is for, one file for each profile',
    zh: 'PDF 做什么用，一种用途一个文件',
    see: { en: '[Screen and print](#screen-and-print)', zh: '[屏幕与印刷](#屏幕与印刷)' },
    example: ['screen', 'print'],
    otherwise: { en: '`screen`; with `preset`, `print`', zh: '`screen`；有 `preset` 时 `print`' },
  }),
  preset: key(choice(presets), {
    en: 'the printer whose rules the `print` file follows',
    zh: '印刷用的文件按谁的要求',
    see: { en: '[Printers](#printers)', zh: '[印刷厂](#印刷厂)' },
    example: 'kdp',
  }),
  bleed: key(amount(millimetres, '0', '20'), {
    en: 'bleed of the print PDF, in millimetres',
    zh: '印刷时四周多印、随后裁掉的毫米数（出血）',
    example: '3mm',
    otherwise: { en: '0, or that of `preset`', zh: '0，或按 `preset`' },
  }),
  'crop-marks': key(toggle, {
    en: '`on` adds crop marks to the print PDF',
    zh: '`on` 就在印刷用的文件上画裁切线',
    example: 'on',
    default: 'off',
  }),
  standard: key(choice(pdfStandards), {
    en: 'standard that the PDF claims to conform to: `ua-1` for accessibility, `a-2b` for archiving',
    zh: 'PDF 声明符合哪种标准：`ua-1`（无障碍）、`a-2b`（存档）',
    example: 'ua-1',
  }),
  lists: key(choices(pdfLists), {
    en: 'lists after the table of contents: `figures`, `tables`, or both; only captioned ones are listed',
    zh: '目录后面另列：`figures`（插图）、`tables`（表格），可以都要；只列有说明文字的',
    example: ['figures'],
    default: [],
  }),
  links: key(choice(printedLinks), {
    en: 'web addresses in the print PDF: `notes` at the end of the chapter, `qr` for notes with QR codes, or `none`',
    zh: '印刷时网址怎样：`notes`（印在章末）、`qr`（章末的网址旁另印二维码）或 `none`',
    example: 'qr',
    default: 'notes',
  }),
  cover: key(choice(printedCovers), {
    en: '`wrap` adds `book-cover.pdf` with back, spine and front on one sheet; implies the `print` profile',
    zh: '`wrap` 另做一个包住书的封面 `book-cover.pdf`：封底、书脊、封面印在一张纸上，同时做 `print`',
    example: 'none',
    default: 'none',
  }),
  paper: key(paperThickness, {
    en: 'paper, for the spine width: `white`, `cream` or `colour` with `preset: kdp`, else the thickness of a leaf',
    zh: '算书脊用的纸：`preset: kdp` 时写 `white`、`cream`、`colour`，其他时候写一张纸的厚度，如 `0.1mm`',
    example: 'cream',
  }),
  colophon: key(lines, {
    en: 'text of the last page, such as how the book was made, one paragraph per line',
    zh: '最后一页上的话，一行一段',
    example: 'Printed in two hundred copies.',
  }),
});

const epubKeys = v.strictObject({
  fonts: key(choice(['none', 'embed']), {
    en: 'whether fonts are embedded in the EPUB',
    zh: 'EPUB 里装不装字体',
    see: { en: '[Fonts in the EPUB](#fonts-in-the-epub)', zh: '[EPUB 里的字体](#epub-里的字体)' },
    example: 'embed',
    default: 'none',
  }),
  targets: key(choices(targets), {
    en: 'devices the EPUB is made for, one file for each',
    zh: 'EPUB 给哪些设备做，一种设备一个文件',
    see: { en: '[Devices](#devices)', zh: '[设备](#设备)' },
    example: ['generic', 'kindle'],
    default: 'generic',
  }),
});

const imageKeys = v.strictObject({
  'maximum-bytes': key(amount(bytes, '1kB', '2GB'), {
    en: 'largest image file, in bytes or with a unit as in `20MB` or `20MiB`',
    zh: '一张图片最多多少字节，可以带单位，如 `20MB`、`20MiB`',
    example: '20MB',
    default: '50MB',
  }),
  'maximum-pixels': key(amount(pixels, '1000', '1000000000'), {
    en: 'largest image in pixels, width times height',
    zh: '一张图片最多多少像素（宽乘以高）',
    example: 50000000,
    default: 100000000,
  }),
  timeout: key(amount(seconds, '1', '3600'), {
    en: 'longest time to download one image with all retries, in seconds',
    zh: '取一张图片连同重试最多多少秒',
    example: 30,
    default: 60,
  }),
  'total-bytes': key(amount(bytes, '1kB', '100GB'), {
    en: 'total size of all downloads of this book, in bytes or with a unit',
    zh: '这本书的下载合起来最多多少字节，可以带单位',
    example: '500MB',
    default: '2GB',
  }),
  'total-timeout': key(amount(seconds, '1', '86400'), {
    en: 'longest time for all downloads of this book, in seconds',
    zh: '这本书的下载合起来最多多少秒',
    example: 600,
    default: 1800,
  }),
  hosts: key(v.record(hostName, v.record(headerName, header)), {
    en: '[request headers](en-images.md#request-headers) for certain hosts',
    zh: '向某些网站取图时另加的[请求头](zh-images.md#请求头)',
    example: { 'img.example.com': { Referer: 'https://example.com/' } },
    default: {},
  }),
});

const accessibilityKeys = v.strictObject({
  'conforms-to': requiredKey(conformanceLevel, {
    en: 'WCAG level, such as `WCAG 2.2 AA`',
    zh: '级别，如 `WCAG 2.2 AA`',
    example: 'WCAG 2.2 AA',
  }),
  'certified-by': requiredKey(name, {
    en: 'who evaluated it; Octavo never claims conformance by itself',
    zh: '由谁判定；Octavo 自己从不声称',
    example: 'Jane Smith',
  }),
});

const check = (en: string, zh: string) => key(toggle, { en, zh, example: 'off', default: 'on' });

const typographyKeys = v.strictObject({
  'half-width': check('half-width punctuation in Chinese text', '中文里的半角标点'),
  quotes: check('straight, doubled or mixed quotation marks', '直引号、重复的引号、混用的引号'),
  ellipsis: check('an ellipsis other than `……`', '不是 `……` 的省略号'),
  dash: check('a dash other than `——`', '不是 `——` 的破折号'),
  spaces: check('doubled or inconsistent spaces between Chinese and Latin text', '汉字与西文之间空两格，或有空有不空'),
});

/** What `octavo check` looks for in Chinese text. */
export type TypographyCheck = keyof typeof typographyKeys.entries;
export const typographyChecks = Object.keys(typographyKeys.entries) as TypographyCheck[];

export const bookKeys = v.strictObject({
  articles: key(articleList, {
    en: 'the articles in reading order: paths or globs, items with `file` and `title`, or parts with `part` and `articles`',
    zh: '文章，按阅读的次序；一项是一个文件或 `chapters/*.md` 这样的通配路径，或者是另给了 `title` 的 `file`，或者是有 `part` 和 `articles` 的一部',
    example: ['preface.md', { part: 'Spring', articles: ['spring-begins.md', 'rain-water.md'] }],
    default: [],
  }),
  parts: key(partList, {
    en: 'the parts in reading order, each with `title` and `articles`',
    zh: '各部，按阅读的次序；每部有 `title` 和 `articles`',
    example: [{ title: 'Spring', articles: ['spring-begins.md', 'rain-water.md'] }],
    default: [],
  }),
  static: key(v.union([folder, v.array(folder)]), {
    en: 'image folders outside the folder of the book, such as the `static` of a site; a path or a list of paths',
    zh: '书的文件夹之外放图片的文件夹，例如网站的 `static`；一个路径或一列路径',
    example: '../static',
    default: [],
  }),
  formats: key(choices(formats), {
    en: 'formats to build when the command line names none',
    zh: '命令行没有说时做哪些格式',
    example: ['epub', 'pdf', 'html'],
    default: 'epub, pdf',
  }),
  pdf: key(pdfKeys, { en: 'settings of the PDF', zh: 'PDF 的设置', default: {} }),
  epub: key(epubKeys, { en: 'settings of the EPUB', zh: 'EPUB 的设置', default: {} }),
  images: key(imageKeys, { en: 'limits and request headers for images', zh: '图片的限度和请求头', default: {} }),
  paragraphs: key(choice(paragraphStyles), {
    en: 'how paragraphs are separated: `indent`, or `block` with space between them',
    zh: '段落怎样分开：`indent`（首行缩进）或 `block`（段间空行）',
    example: 'block',
    default: 'indent',
  }),
  'contents-depth': key(headingLevel, {
    en: 'heading levels in the table of contents of all formats, from `1` (chapters only) to `6`',
    zh: '目录列几级标题，各种格式相同：从 `1`（只列章）到 `6`',
    example: 2,
    default: 3,
  }),
  writing: key(choice(writings), {
    en: 'writing direction of a Chinese or Japanese book: `horizontal` or `vertical`',
    zh: '中文、日文书的字行往哪边走：`horizontal`（横排）或 `vertical`（直排）',
    see: { en: '[Vertical writing](#vertical-writing)', zh: '[直排](#直排)' },
    example: 'vertical',
    default: 'horizontal',
  }),
  accessibility: key(accessibilityKeys, {
    en: 'accessibility conformance of the EPUB, as evaluated by a person; both keys are required',
    zh: '有人判定过的 EPUB 无障碍级别，两个键都要写',
  }),
  diagnostics: key(v.record(v.picklist(Object.keys(codes) as (keyof typeof codes)[]), severity), {
    en:
      'severities for [diagnostic codes](en-problems.md): `error`, `warning`, `note` or `off`, as in ' +
      '`link-broken: off` below it. Errors cannot be changed, since they prevent a broken book',
    zh:
      '给[问题的代码](zh-problems.md)另定级别：`error`、`warning`、`note`，或者 `off`（不报告），' +
      '例如下面写 `link-broken: off`。错误总是错误，因为它防止写出有错的书',
    example: { 'link-broken': 'off' },
    default: {},
  }),
  typography: key(typographyKeys, {
    en: 'checks of Chinese text by `octavo check`, each `on` or `off`',
    zh: '`octavo check` 对中文做哪些检查，各写 `on` 或 `off`',
    default: {},
  }),
  dialects: key(dialectKeys, {
    en: '[syntax of other tools](en-dialects.md) that is read, each `on` or `off`',
    zh: '认哪些[别的工具的写法](zh-dialects.md)，各写 `on` 或 `off`',
    default: {},
  }),
});

/** Limits in bytes, pixels and milliseconds. */
export type ImageSettings = CamelKeys<v.InferOutput<typeof imageKeys>>;

interface Groups {
  pdf: CamelKeys<v.InferOutput<typeof pdfKeys>>;
  images: ImageSettings;
  accessibility: CamelKeys<v.InferOutput<typeof accessibilityKeys>> | null;
  typography: CamelKeys<v.InferOutput<typeof typographyKeys>>;
  dialects: CamelKeys<v.InferOutput<typeof dialectKeys>>;
}

/** What book.yaml says; defaults are filled in, and null where they depend on other keys. */
export type BookSettings = Omit<CamelKeys<v.InferOutput<typeof bookKeys>>, keyof Groups> & Groups;

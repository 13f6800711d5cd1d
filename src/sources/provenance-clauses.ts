/**
 * The clauses of a provenance line, `译自 [T](url)，作者 A。` or `Translated from [T](url) by A`: what each says, and
 * whether the line says anything else.
 */
import { type InlineLink, linkAt, linkPattern, readInline } from './inline-links.ts';

export interface ProvenanceValues {
  url: string | null;
  /** The title of the original, where the line names it. */
  originalTitle: string | null;
  authors: string[];
  translators: string[];
  date: string | null;
}

export interface ProvenanceLine extends ProvenanceValues {
  /** Nothing else is on the line, and nothing is lost when these values are printed in its place. */
  isWhole: boolean;
  /** It begins with words that only name a source, such as `译自`. */
  isStrong: boolean;
}

/** What can be on a line with a source: one that says nothing of its own names none. */
type Clause = Partial<ProvenanceValues> & { length: number; strong?: true; loses?: true };

/** Characters; patterns would be slow on the lines of machines. */
const longestLine = 2000;

/** The values of a line without its list marker, or null for a line that does not begin with a clause. */
export function readProvenanceLine(line: string): ProvenanceLine | null {
  if (line.length > longestLine) return null;
  const { text, links } = readInline(line.replace(decoration, ''));
  const found: ProvenanceLine = { ...nothingFound(), isWhole: true, isStrong: false };
  let rest = text.trim();
  for (let count = 0; rest !== ''; count += 1) {
    const clause = readClause(rest, links) ?? (found.authors.length > 0 ? readMoreNames(rest) : null);
    if (clause === null) {
      if (count === 0) return null;
      return { ...found, isWhole: false };
    }
    if (count === 0) found.isStrong = clause.strong === true;
    const { length, strong: _, loses = false, authors = [], translators = [], ...values } = clause;
    // Two sources in one line cannot both be printed.
    const repeats = Object.entries(values).some(([name, value]) => value && found[name as keyof typeof values]);
    found.isWhole &&= !loses && !repeats;
    if (!repeats) Object.assign(found, values);
    found.authors = [...new Set([...found.authors, ...authors])];
    found.translators = [...new Set([...found.translators, ...translators])];
    rest = rest.slice(length).replace(separators, '');
  }
  return found.url || found.originalTitle || found.date || found.authors.length + found.translators.length > 0
    ? found
    : null;
}

export function nothingFound(): ProvenanceValues {
  return { url: null, originalTitle: null, authors: [], translators: [], date: null };
}

const decoration = /^(?:\p{Extended_Pictographic}|\uFE0F|\s|(?:注|说明|說明|声明|聲明|Note)[:：])+/u;
const separators = /^[\s，,。.;；|｜·•/／—–()（）-]+/u;

/** Words that only name the source of a text: a link may follow at once. */
const strongLabel = new RegExp(
  `^(?:${[
    '(?:(?:本文|全文|原文|文章|内容)(?:是|系|由)?\\s*)?(?:翻译自|翻譯自|编译自|編譯自|转译自|摘译自|节译自|節譯自|译自|譯自)',
    '(?:(?:本文|全文|文章|内容)(?:是|系)?\\s*)?(?:转载自|轉載自|转载于|转自|轉自|摘自|改编自|改編自)',
    '(?:(?:本文|文章|原文)\\s*)?(?:首发于|首發於|原载于|原載於|最初发表于|最初發表於)',
    '(?:英文|外文|日文)?原文(?:链接|連結|鏈接|地址|网址|網址|出处|出處|来源|來源|标题|標題)?',
    '(?:翻訳元|原文リンク)',
    '(?:this (?:article|post|essay|story|piece|text) (?:was |is |has been )?)?(?:originally|first) (?:published|posted|appeared)(?: (?:at|on|in|as|by))?',
    '(?:this (?:article|post|text) )?(?:is |was )?(?:a )?(?:translation of|translated from)',
    'this is a translation of',
    '(?:the )?original(?: (?:article|post|text|version|source|link|url))?(?=\\s*[:：|｜])',
    '(?:reposted|republished|adapted|cross-posted) from',
  ].join('|')})\\s*[:：|｜]?\\s*`,
  'iu',
);

/** Words that name other things as well: a colon must follow. */
const weakLabel =
  /^(?:(?:文章|本文|内容|内文|转载|轉載)?(?:来源|來源|出处|出處)|来自|來自|出典|链接|連結|鏈接|网址|網址|source|via|from)\s*[:：|｜]\s*/iu;

const titleLabel = /^(?:原标题|原標題|原文标题|原文標題|英文标题|original title)\s*[:：|｜]\s*/iu;
const authorLabel =
  /^(?:(?:(?:原文|原)?作者|原著|撰文|著者|文|authors?|written by)\s*[:：|｜/／]\s*|(?:原文|原)?作者(?:是|为)?(?:\s+|(?=[A-Z@]))|(?:written )?by\s+(?=\p{Lu}|@|\p{Script=Han}|\uE000))/iu;
const translatorLabel =
  /^(?:(?:译者|譯者|訳者|翻译|翻譯|译|譯|translators?|translation)\s*[:：|｜/／]\s*|(?:译者|譯者)\s+|translat(?:ed|ion) by\s+)/iu;
const translatedBy = /^(?:本文|文章)?由\s*([^\s，,。:：]{1,40})\s*(?:(?=翻译自|翻譯自|编译自)|翻译|翻譯)/u;
const dateLabel = /^(?:(?:发布|發布|发表|發表|原文)?(?:日期|时间|時間)|published(?: on)?|date)\s*[:：|｜]?\s*/iu;
const dateValue = /^\d{4}(?:[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)/;

function readClause(text: string, links: InlineLink[]): Clause | null {
  return (
    readPeople(text, links) ??
    readLabelled(text, titleLabel, (rest) => readTitle(rest, links)) ??
    readLabelled(text, dateLabel, (rest) => {
      const [date] = dateValue.exec(rest) ?? [];
      return date === undefined ? null : { date, length: date.length };
    }) ??
    readLabelled(text, strongLabel, (rest, label) => {
      const source = readSource(rest, links, /[:：|｜]\s*$/.test(label));
      // `published on [Example Weekly](…)` names a site, which is no title.
      const isSite = / (?:at|on|in)\s*$/i.test(label) && (source?.originalTitle ?? '').split(' ').length < 4;
      const loss = isSite && source?.originalTitle ? { originalTitle: null, loses: true as const } : {};
      return source && { ...source, ...loss, strong: true };
    }) ??
    readLabelled(text, weakLabel, (rest) => readSource(rest, links, false))
  );
}

function readPeople(text: string, links: InlineLink[]): Clause | null {
  const by = translatedBy.exec(text);
  if (by !== null) return { translators: [by[1]!], length: by[0].length };
  return (
    readLabelled(text, authorLabel, (rest) => {
      const names = readNames(rest, links);
      return names && { ...names, authors: names.names };
    }) ??
    readLabelled(text, translatorLabel, (rest) => {
      const names = readNames(rest, links);
      return names && { ...names, translators: names.names };
    })
  );
}

function readLabelled(
  text: string,
  label: RegExp,
  read: (rest: string, label: string) => (Clause & { names?: string[] }) | null,
): Clause | null {
  const [words] = label.exec(text) ?? [];
  const clause = words === undefined ? null : read(text.slice(words.length), words);
  if (words === undefined || clause === null) return null;
  const { names: _, ...rest } = clause;
  return { ...rest, length: words.length + clause.length };
}

/** A link, or after a colon a title and a link. */
function readSource(text: string, links: InlineLink[], afterColon: boolean): Clause | null {
  const quoted = new RegExp(`^[《〈「『“"（(]*${linkPattern}[》〉」』”"）)]*`, 'u').exec(text);
  if (quoted !== null) {
    const link = linkAt(links, quoted);
    return { url: link.url, originalTitle: link.title, length: quoted[0].length, ...lossOf(link) };
  }
  const titled = new RegExp(`^([^\\uE000。！？!?]{2,200}?)[\\s,，:：（(《-]*${linkPattern}[）)》]*`, 'u').exec(text);
  if (!afterColon || titled === null) return null;
  const link = linkAt(links, { 1: titled[2]! });
  if (link.title !== null) return null;
  const title = titled[1]!.trim().replace(/^[《“"「](.*)[》”"」]$/u, '$1');
  return { url: link.url, originalTitle: title, length: titled[0].length, ...lossOf(link) };
}

function readTitle(text: string, links: InlineLink[]): Clause | null {
  const source = readSource(text, links, false);
  if (source !== null) return source;
  const [title] = /^[^\uE000。|｜]{2,200}$/u.exec(text) ?? [];
  return title === undefined
    ? null
    : { originalTitle: title.trim().replace(/^《(.*)》$/u, '$1'), length: title.length };
}

/** The text of a link that leads to a person is a name, but the address would be lost. */
function readNames(text: string, links: InlineLink[]): (Clause & { names: string[] }) | null {
  const linked = new RegExp(`^${linkPattern}`, 'u').exec(text);
  if (linked !== null) {
    const { title } = linkAt(links, linked);
    return title !== null && isName(title) ? { names: [title], length: linked[0].length, loses: true } : null;
  }
  const [written] = /^[^，,。;；|｜:：\uE000()（）!?！？]+/u.exec(text) ?? [];
  if (written === undefined) return null;
  // `A 译者 B` and `A by B`: the next label ends the names.
  const end = written.search(/\s(?=(?:译者|譯者|翻译|翻譯|来源|來源|原文|translat(?:ed|or)|on|at)(?:\s|$))/iu);
  const own = end === -1 ? written : written.slice(0, end);
  const names = own
    .split(/\s*[、&＆]\s*|\s+and\s+|\s+和\s+/iu)
    .map((name) => withoutStop(name.trim()))
    .filter((name) => name !== '');
  return names.length > 0 && names.every(isName) ? { names, length: own.length } : null;
}

/** `By Ann Lee, Bob Ray`: after names, what can only be another name. */
function readMoreNames(text: string): Clause | null {
  const [written] =
    /^(?:\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){1,3}|\p{Script=Han}{2,4})(?=$|[，,。;；])/u.exec(text) ?? [];
  return written === undefined ? null : { authors: [withoutStop(written)], length: written.length };
}

/** Not a sentence: few words, few Han characters. */
function isName(text: string): boolean {
  if (text.length > 60 || !/\p{L}/u.test(text)) return false;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han > 0 ? han <= 12 && text.split(/\s+/).length <= 6 : text.split(/\s+/).length <= 6;
}

/** The full stop of a sentence, not that of an initial or of `Jr.` */
function withoutStop(name: string): string {
  return name.replace(/(?<=[\p{L}\p{N}]{3})\.$/u, '');
}

function lossOf({ loses }: InlineLink): Pick<Clause, 'loses'> {
  return loses ? { loses: true } : {};
}

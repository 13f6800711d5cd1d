/** The words of a catalogue in both languages of its page. Dates and counts are written here and not by the browser. */
export type LabelLanguage = 'en' | 'zh';

/** One text in both languages; the page shows one and can switch to the other. */
export interface CatalogueLabel {
  en: string;
  zh: string;
}

export const labels = {
  library: { en: 'Library', zh: '书目' },
  skip: { en: 'Skip to the books', zh: '跳到书目' },
  search: { en: 'Search', zh: '搜索' },
  sort: { en: 'Sort by', zh: '排序' },
  newest: { en: 'Newest first', zh: '最新在前' },
  oldest: { en: 'Oldest first', zh: '最旧在前' },
  title: { en: 'Title', zh: '书名' },
  author: { en: 'Author', zh: '作者' },
  size: { en: 'Largest first', zh: '最大在前' },
  language: { en: 'Language', zh: '语言' },
  folder: { en: 'Folder', zh: '文件夹' },
  tag: { en: 'Tag', zh: '标签' },
  all: { en: 'All', zh: '全部' },
  noMatch: { en: 'No books match.', zh: '没有符合的书。' },
  reset: { en: 'Show all books', zh: '显示全部' },
  original: { en: 'Original', zh: '原文' },
  coverSheet: { en: 'cover sheet', zh: '封面展开图' },
  print: { en: 'for printing', zh: '印刷用' },
  feed: { en: 'OPDS catalogue for reading apps', zh: '阅读软件用的 OPDS 书目' },
} satisfies Record<string, CatalogueLabel>;

export function labelLanguageOf(language: string): LabelLanguage {
  return /^zh\b/i.test(language) ? 'zh' : 'en';
}

export function countLabel(count: number): CatalogueLabel {
  return { en: `${count} ${count === 1 ? 'book' : 'books'}`, zh: `${count} 本书` };
}

export function pagesLabel(count: number): CatalogueLabel {
  return { en: `${count} ${count === 1 ? 'page' : 'pages'}`, zh: `${count} 页` };
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Of `2024-05-12`, `2024-05` or `2024`. */
export function dateLabel(date: string): CatalogueLabel {
  const [year, month, day] = date.split('-').map(Number);
  const name = months[(month ?? 0) - 1];
  if (name === undefined) return { en: `${year}`, zh: `${year}年` };
  if (day === undefined) return { en: `${name} ${year}`, zh: `${year}年${month}月` };
  return { en: `${day} ${name} ${year}`, zh: `${year}年${month}月${day}日` };
}

/** The name of a language without its region, in both languages. */
export function languageLabel(language: string): CatalogueLabel {
  const [base] = language.split('-');
  const nameIn = (reader: LabelLanguage) => {
    try {
      return new Intl.DisplayNames([reader], { type: 'language' }).of(base!) ?? language;
    } catch {
      return language;
    }
  };
  return { en: nameIn('en'), zh: nameIn('zh') };
}

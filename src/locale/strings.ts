/** Text that Octavo itself adds to a book, by language (BCP 47). */
import { type CalloutKind, calloutLabels } from './callout-kinds.ts';

export interface LocaleStrings {
  cover: string;
  titlePage: string;
  contents: string;
  bodyMatter: string;
  /** The list of the pages of a printed edition. */
  pages: string;
  /** Said of a code block; the name of its language follows. */
  code: string;
  /** Put after an author's name, or before it when it ends in a space. */
  author: string;
  translator: string;
  editor: string;
  illustrator: string;
  /** Before the address of the original; before its title, in the same language and in another. */
  original: string;
  originalTitle: string;
  translatedFrom: string;
  imageMissing: string;
  imageSource: string;
  /** Between the names of several people. */
  nameSeparator: string;
  accessibilitySummary: { images: string; described: string; textOnly: string };
  callouts: Record<CalloutKind, string>;
  /** The title of a collapsible block that has none of its own. */
  details: string;
  /** `%` stands for the number. */
  pageReference: string;
  halfTitle: string;
  imprint: string;
  colophon: string;
  linkNotes: string;
  listOfFigures: string;
  listOfTables: string;
  /** Before the names of fonts. */
  setIn: string;
  identifier: string;
  /** Said of a link from a note to its place in the text; the number follows. */
  backToText: string;
  /** The index of the articles of a volume, and its sections. */
  articleIndex: { title: string; bySource: string; byAuthor: string; byDate: string };
  /** The part of a volume for articles that lack what the others are grouped by. */
  otherArticles: string;
}

const english: LocaleStrings = {
  cover: 'Cover',
  titlePage: 'Title page',
  contents: 'Contents',
  bodyMatter: 'Text',
  pages: 'Pages',
  code: 'Code',
  author: '',
  translator: 'Translated by ',
  editor: 'Edited by ',
  illustrator: 'Illustrated by ',
  original: 'Originally published at ',
  originalTitle: 'Original: ',
  translatedFrom: 'Translated from ',
  imageMissing: 'This picture could not be included',
  imageSource: 'Source: ',
  nameSeparator: ', ',
  accessibilitySummary: {
    textOnly: 'This book is text with headings and a linked table of contents; it has no pictures in its text.',
    described: 'This book has headings, a linked table of contents, and a text alternative for every picture.',
    images: 'This book has headings and a linked table of contents. Some pictures have no text alternative.',
  },
  callouts: calloutLabels('en'),
  details: 'Details',
  pageReference: ' (p.\u00a0%)',
  halfTitle: 'Half title',
  imprint: 'Imprint',
  colophon: 'Colophon',
  linkNotes: 'Links',
  listOfFigures: 'Figures',
  listOfTables: 'Tables',
  setIn: 'Set in ',
  identifier: 'Identifier: ',
  backToText: 'Back to the text, note ',
  articleIndex: { title: 'Index of Articles', bySource: 'By source', byAuthor: 'By author', byDate: 'By date' },
  otherArticles: 'Other articles',
};

const simplified: LocaleStrings = {
  cover: '封面',
  titlePage: '书名页',
  contents: '目录',
  bodyMatter: '正文',
  pages: '页码',
  code: '代码',
  author: ' 著',
  translator: ' 译',
  editor: ' 编',
  illustrator: ' 绘',
  original: '原文：',
  originalTitle: '原文：',
  translatedFrom: '译自：',
  imageMissing: '此图未能收入本书',
  imageSource: '来源：',
  nameSeparator: '、',
  accessibilitySummary: {
    textOnly: '本书为纯文本，有分级标题和可跳转的目录，正文没有图片。',
    described: '本书有分级标题和可跳转的目录，每张图片都有文字说明。',
    images: '本书有分级标题和可跳转的目录，部分图片没有文字说明。',
  },
  callouts: calloutLabels('hans'),
  details: '详细信息',
  pageReference: '（第%页）',
  halfTitle: '扉页',
  imprint: '版权页',
  colophon: '跋记',
  linkNotes: '链接',
  listOfFigures: '插图目录',
  listOfTables: '表格目录',
  setIn: '字体：',
  identifier: '标识：',
  backToText: '返回正文，注 ',
  articleIndex: { title: '文章索引', bySource: '按来源', byAuthor: '按作者', byDate: '按日期' },
  otherArticles: '其他文章',
};

const traditional: LocaleStrings = {
  cover: '封面',
  titlePage: '書名頁',
  contents: '目錄',
  bodyMatter: '正文',
  pages: '頁碼',
  code: '程式碼',
  author: ' 著',
  translator: ' 譯',
  editor: ' 編',
  illustrator: ' 繪',
  original: '原文：',
  originalTitle: '原文：',
  translatedFrom: '譯自：',
  imageMissing: '此圖未能收入本書',
  imageSource: '來源：',
  nameSeparator: '、',
  accessibilitySummary: {
    textOnly: '本書為純文字，有分級標題和可跳轉的目錄，正文沒有圖片。',
    described: '本書有分級標題和可跳轉的目錄，每張圖片都有文字說明。',
    images: '本書有分級標題和可跳轉的目錄，部分圖片沒有文字說明。',
  },
  callouts: calloutLabels('hant'),
  details: '詳細資訊',
  pageReference: '（第%頁）',
  halfTitle: '扉頁',
  imprint: '版權頁',
  colophon: '跋記',
  linkNotes: '連結',
  listOfFigures: '插圖目錄',
  listOfTables: '表格目錄',
  setIn: '字體：',
  identifier: '識別碼：',
  backToText: '返回正文，註 ',
  articleIndex: { title: '文章索引', bySource: '依來源', byAuthor: '依作者', byDate: '依日期' },
  otherArticles: '其他文章',
};

const japanese: LocaleStrings = {
  cover: '表紙',
  titlePage: '扉',
  contents: '目次',
  bodyMatter: '本文',
  pages: 'ページ',
  code: 'コード',
  author: ' 著',
  translator: ' 訳',
  editor: ' 編',
  illustrator: ' 絵',
  original: '原文：',
  originalTitle: '原文：',
  translatedFrom: '原文：',
  imageMissing: 'この図版は収録できませんでした',
  imageSource: '出典：',
  nameSeparator: '、',
  accessibilitySummary: {
    textOnly: '見出しとリンク付きの目次があります。本文に図版はありません。',
    described: '見出しとリンク付きの目次があり、すべての図版に代替テキストがあります。',
    images: '見出しとリンク付きの目次があります。一部の図版に代替テキストがありません。',
  },
  callouts: calloutLabels('ja'),
  details: '詳細',
  pageReference: '（%ページ）',
  halfTitle: '前扉',
  imprint: '書誌',
  colophon: '奥付',
  linkNotes: 'リンク',
  listOfFigures: '図目次',
  listOfTables: '表目次',
  setIn: '書体：',
  identifier: '識別子：',
  backToText: '本文に戻る、注 ',
  articleIndex: { title: '記事索引', bySource: '出典別', byAuthor: '著者別', byDate: '日付順' },
  otherArticles: 'その他の記事',
};

const korean: LocaleStrings = {
  cover: '표지',
  titlePage: '속표지',
  contents: '차례',
  bodyMatter: '본문',
  pages: '쪽',
  code: '코드',
  author: ' 지음',
  translator: ' 옮김',
  editor: ' 엮음',
  illustrator: ' 그림',
  original: '원문: ',
  originalTitle: '원문: ',
  translatedFrom: '원문: ',
  imageMissing: '이 그림은 책에 싣지 못했습니다',
  imageSource: '출처: ',
  nameSeparator: ', ',
  accessibilitySummary: {
    textOnly: '제목과 링크가 있는 차례를 갖춘 글이며 본문에 그림이 없습니다.',
    described: '제목과 링크가 있는 차례가 있고 모든 그림에 대체 텍스트가 있습니다.',
    images: '제목과 링크가 있는 차례가 있습니다. 일부 그림에는 대체 텍스트가 없습니다.',
  },
  callouts: calloutLabels('ko'),
  details: '자세히',
  pageReference: '(%쪽)',
  halfTitle: '약표제지',
  imprint: '판권',
  colophon: '간기',
  linkNotes: '링크',
  listOfFigures: '그림 차례',
  listOfTables: '표 차례',
  setIn: '서체: ',
  identifier: '식별자: ',
  backToText: '본문으로 돌아가기, 주 ',
  articleIndex: { title: '글 찾아보기', bySource: '출처별', byAuthor: '지은이별', byDate: '날짜별' },
  otherArticles: '그 밖의 글',
};

export function stringsFor(language: string): LocaleStrings {
  // Asked for with every code block, and `maximize` is slow.
  if (language === 'en') return english;
  if (language === 'zh-CN') return simplified;
  const { language: primary, script, region } = new Intl.Locale(language).maximize();
  switch (primary) {
    case 'zh':
      return script === 'Hant' || region === 'TW' || region === 'HK' ? traditional : simplified;
    case 'ja':
      return japanese;
    case 'ko':
      return korean;
    default:
      return english;
  }
}

/** Whether a language is set in Han characters without spaces between words. */
export function isHan(language: string): boolean {
  return ['zh', 'ja', 'yue', 'wuu', 'lzh'].includes(new Intl.Locale(language).language);
}

/** The class of a document's body: how its paragraphs are set. */
export function scriptClass(language: string): 'han' | 'latin' {
  return isHan(language) ? 'han' : 'latin';
}

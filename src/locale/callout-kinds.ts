/**
 * The kinds of callouts: their labels by language, and the names that other tools give them. A name that is not here is
 * set as a note with the name as its title.
 */

interface CalloutLabels {
  en: string;
  hans: string;
  hant: string;
  ja: string;
  ko: string;
}

const labels = {
  note: { en: 'Note', hans: '说明', hant: '說明', ja: '注記', ko: '참고' },
  tip: { en: 'Tip', hans: '提示', hant: '提示', ja: 'ヒント', ko: '도움말' },
  important: { en: 'Important', hans: '重要', hant: '重要', ja: '重要', ko: '중요' },
  warning: { en: 'Warning', hans: '警告', hant: '警告', ja: '警告', ko: '경고' },
  caution: { en: 'Caution', hans: '当心', hant: '當心', ja: '注意', ko: '주의' },
  info: { en: 'Info', hans: '信息', hant: '資訊', ja: '情報', ko: '정보' },
  abstract: { en: 'Abstract', hans: '摘要', hant: '摘要', ja: '要約', ko: '요약' },
  todo: { en: 'Todo', hans: '待办', hant: '待辦', ja: 'やること', ko: '할 일' },
  success: { en: 'Success', hans: '成功', hant: '成功', ja: '成功', ko: '성공' },
  question: { en: 'Question', hans: '问题', hant: '問題', ja: '質問', ko: '질문' },
  failure: { en: 'Failure', hans: '失败', hant: '失敗', ja: '失敗', ko: '실패' },
  danger: { en: 'Danger', hans: '危险', hant: '危險', ja: '危険', ko: '위험' },
  bug: { en: 'Bug', hans: '缺陷', hant: '缺陷', ja: 'バグ', ko: '버그' },
  example: { en: 'Example', hans: '示例', hant: '範例', ja: '例', ko: '예시' },
  quote: { en: 'Quote', hans: '引用', hant: '引用', ja: '引用', ko: '인용' },
  seealso: { en: 'See also', hans: '参见', hant: '參見', ja: '関連項目', ko: '함께 보기' },
} as const satisfies Record<string, CalloutLabels>;

export type CalloutKind = keyof typeof labels;

/** The five kinds of GitHub. */
export const githubKinds: ReadonlySet<string> = new Set(['note', 'tip', 'important', 'warning', 'caution']);

export function calloutLabels(language: keyof CalloutLabels): Record<CalloutKind, string> {
  const entries = Object.entries(labels).map(([kind, each]) => [kind, each[language]]);
  return Object.fromEntries(entries) as Record<CalloutKind, string>;
}

const aliases: Readonly<Record<string, CalloutKind>> = {
  attention: 'warning',
  check: 'success',
  cite: 'quote',
  done: 'success',
  error: 'danger',
  fail: 'failure',
  faq: 'question',
  help: 'question',
  hint: 'tip',
  information: 'info',
  missing: 'failure',
  primary: 'note',
  secondary: 'note',
  summary: 'abstract',
  tldr: 'abstract',
  warn: 'warning',
};

/** The kind that a name of any tool stands for; null where none does. */
export function calloutKind(name: string): CalloutKind | null {
  const word = name.toLowerCase();
  if (Object.hasOwn(labels, word)) return word as CalloutKind;
  return Object.hasOwn(aliases, word) ? aliases[word]! : null;
}

/** The title of a callout that has none of its own: a name without a kind speaks for itself. */
export function calloutTitle(name: string, strings: Readonly<Record<CalloutKind, string>>): string {
  const kind = calloutKind(name);
  if (kind !== null) return strings[kind];
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

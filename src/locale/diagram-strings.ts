/** Alt texts of diagrams, in the language of their chapter, made of their kind, title and labels. */
import { isHan } from './strings.ts';

/** The kinds that have a name. */
export type DiagramKind =
  | 'flowchart'
  | 'sequence'
  | 'class'
  | 'state'
  | 'er'
  | 'gantt'
  | 'pie'
  | 'mindmap'
  | 'timeline'
  | 'journey'
  | 'git'
  | 'quadrant'
  | 'chart'
  | 'other';

export interface DiagramWords {
  kind: DiagramKind;
  title: string | null;
  /** What it shows, in its author's words. */
  description: string | null;
}

/** Characters of labels: what is longer is for reading, not for hearing in one breath. */
const longest = 240;

export function describeDiagram(language: string, words: DiagramWords, labels: string[]): string {
  const { title, description } = words;
  const han = isHan(language);
  const colon = han ? '：' : ': ';
  if (description !== null) return title === null ? description : `${title}${colon}${description}`;
  const kind = nameOf(words.kind, language);
  const name = title === null ? kind : han ? `${title}（${kind}）` : `${title} (${kind})`;
  const listed = listLabels(
    labels.filter((label) => label !== title && (words.kind === 'timeline' || /\p{L}/u.test(label))),
    han ? '、' : ', ',
  );
  return listed === '' ? name : `${name}${colon}${listed}`;
}

/** As many as can be heard; a mark says that there are more. */
function listLabels(labels: string[], separator: string): string {
  let list = '';
  for (const label of labels) {
    const next = list === '' ? label : list + separator + label;
    if (next.length > longest) return `${list === '' ? label.slice(0, longest) : list}…`;
    list = next;
  }
  return list;
}

function nameOf(kind: DiagramKind, language: string): string {
  const { language: primary, script } = new Intl.Locale(language).maximize();
  const column = primary === 'zh' ? (script === 'Hant' ? 1 : 0) : primary === 'ja' ? 2 : primary === 'ko' ? 3 : 4;
  return names[kind][column]!;
}

/** Simplified and traditional Chinese, Japanese, Korean, English. */
const names: Record<DiagramKind, [string, string, string, string, string]> = {
  flowchart: ['流程图', '流程圖', 'フローチャート', '순서도', 'flowchart'],
  sequence: ['时序图', '時序圖', 'シーケンス図', '시퀀스 다이어그램', 'sequence diagram'],
  class: ['类图', '類別圖', 'クラス図', '클래스 다이어그램', 'class diagram'],
  state: ['状态图', '狀態圖', '状態遷移図', '상태 다이어그램', 'state diagram'],
  er: ['实体关系图', '實體關係圖', '実体関連図', '개체 관계도', 'entity relationship diagram'],
  gantt: ['甘特图', '甘特圖', 'ガントチャート', '간트 차트', 'Gantt chart'],
  pie: ['饼图', '圓餅圖', '円グラフ', '원그래프', 'pie chart'],
  mindmap: ['思维导图', '心智圖', 'マインドマップ', '마인드맵', 'mind map'],
  timeline: ['时间线', '時間軸', '年表', '연대표', 'timeline'],
  journey: ['用户旅程图', '使用者旅程圖', 'ジャーニーマップ', '사용자 여정 지도', 'user journey'],
  git: ['提交历史图', '提交歷史圖', 'コミット履歴図', '커밋 이력', 'commit graph'],
  quadrant: ['象限图', '象限圖', '四象限図', '사분면 차트', 'quadrant chart'],
  chart: ['统计图', '統計圖', 'グラフ', '그래프', 'chart'],
  other: ['图示', '圖示', '図', '도표', 'diagram'],
};

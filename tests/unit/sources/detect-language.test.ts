import { describe, expect, test } from 'vitest';
import { guessLanguage } from '../../../src/sources/detect-language.ts';
import { growthOf, linear } from '../../support/growth.ts';

const chinese = '每一次技术变革都提供了推进科学发现、加速人类进步和改善生活的机会。';
const english = 'Every technology shift is an opportunity to advance scientific discovery and improve lives. ';

describe('the language of a text', () => {
  test.each([
    ['zh-CN', 'Chinese', chinese],
    ['zh-CN', 'Chinese in short', '你好'],
    [
      'zh-CN',
      'Chinese with many Latin words',
      'Gemini Ultra 在 MMLU、HumanEval 和 Big-Bench Hard 上超过 GPT-4 Turbo 的表现',
    ],
    ['zh-CN', 'Chinese that quotes Japanese', `${chinese}他说「ありがとう」。${chinese}`],
    [
      'zh-CN',
      'Chinese around English code',
      `${chinese}\n\`\`\`js\n${'const value = compute(input);\n'.repeat(50)}\`\`\`\n`,
    ],
    ['zh-CN', 'Chinese with long addresses', `看[这里](https://example.com/${'path/'.repeat(60)})吧`],
    ['zh-CN', 'Chinese in much HTML', `<div class="${'wide '.repeat(60)}">你好世界</div>`],
    ['zh-CN', 'Chinese and the English original by turns', `${english}\n\n${chinese}\n\n`.repeat(3)],
    ['zh-TW', 'traditional Chinese', '這個問題對我們來說很難，還沒有人實現過。'],
    ['zh-CN', 'simplified Chinese with a traditional word', `${chinese}這是繁體字。${chinese}这个问题对我们来说很难。`],
    ['ja', 'Japanese', '技術の変革は、科学的発見を進め、生活を改善する機会です。'],
    ['ja', 'Japanese with few kana', '東京都知事選挙の投票率が過去最低となった'],
    ['ja', 'Japanese in katakana', 'オープンソース'],
    ['ko', 'Korean', '모든 기술 변화는 과학적 발견을 발전시킬 기회입니다.'],
    ['ja', 'Japanese about Korean', 'ひらがなとカタカナは日本の文字、한국의 문자는 한글이다。'],
    ['ko', 'Korean about Japanese', '한국의 문자는 한글이고 일본의 문자는 ひらがな 이다.'],
    ['en', 'English', english],
    [
      'en',
      'English with Chinese names',
      `${english.repeat(4)}Liu Cixin (刘慈欣) and Mo Yan (莫言) agree. ${english.repeat(2)}`,
    ],
    ['en', 'English around Chinese code', `${english}\n~~~\n${chinese.repeat(10)}\n~~~\n`],
    ['en', 'nothing', ''],
    ['en', 'marks', '… 123 !?'],
    ['en', 'Russian', 'Привет'],
  ])('is %s for %s', (expected, _, text) => {
    expect(guessLanguage(text)).toBe(expected);
  });

  test.each([
    ['backticks', '`', 200_000],
    ['open fences', '```\n', 50_000],
    ['open comments', '<!--', 50_000],
    ['open tags', '<a ', 50_000],
  ])('among many %s is found in time that grows with their number', (_, piece, size) => {
    expect(growthOf((count) => guessLanguage(piece.repeat(count)), size)).toBeLessThan(linear);
  });
});

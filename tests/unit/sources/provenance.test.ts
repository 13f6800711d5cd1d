import { describe, expect, test } from 'vitest';
import { blankProvenance, findProvenance } from '../../../src/sources/provenance.ts';

const url = 'https://example.org/a';

/** What is found in a paragraph between an introduction and the first section: all of it in one object. */
function find(paragraph: string) {
  const text = `引言。\n\n${paragraph}\n\n## 第一节\n\n正文。\n\n正文。\n\n正文。\n\n正文。\n`;
  const found = findProvenance(text);
  if (found.length === 0) return null;
  return {
    url: found.find((each) => each.url !== null)?.url,
    title: found.find((each) => each.originalTitle !== null)?.originalTitle,
    authors: found.flatMap(({ authors }) => authors).join('+') || undefined,
    translators: found.flatMap(({ translators }) => translators).join('+') || undefined,
    date: found.find(({ date }) => date !== null)?.date,
    stays: found.some(({ isWhole }) => !isWhole) || undefined,
  };
}

describe('a paragraph that only says where the text comes from', () => {
  test.each<[string, object]>([
    [`> 译自：[T](${url})`, { url, title: 'T' }],
    [`> 译自 [T](${url})，作者 A. Writer。`, { url, title: 'T', authors: 'A. Writer' }],
    [`> 译自：[T](${url})\n> \n> 作者：C. Editor`, { url, title: 'T', authors: 'C. Editor' }],
    [`> 译自: [T](${url})\n> 作者: C. Editor`, { url, title: 'T', authors: 'C. Editor' }],
    [`> 翻译自 [T](${url})  \n> 译者：王五`, { url, title: 'T', translators: '王五' }],
    [`> 原文：${url}`, { url }],
    [`原文链接：<${url}>`, { url }],
    [`原文链接：\n${url}`, { url }],
    [`**原文地址**：[${url}](${url})`, { url }],
    [`> 来源：[T](${url})`, { url, title: 'T' }],
    [`转自 [T](${url})`, { url, title: 'T' }],
    [`> 转载自：《T》${url}`, { url, title: 'T' }],
    [
      `> 本文译自[《T》](${url})，作者：A. Writer，译者：王五。`,
      { url, title: '《T》', authors: 'A. Writer', translators: '王五' },
    ],
    [`> 本文由 王五 翻译自 [T](${url})`, { url, title: 'T', translators: '王五' }],
    [`> * 原文地址：[T](${url})\n> * 原文作者：A\n> * 译者：B`, { url, title: 'T', authors: 'A', translators: 'B' }],
    ['作者 | A. Writer', { authors: 'A. Writer' }],
    ['> 作者：张三、李四', { authors: '张三+李四' }],
    ['作者：张三，李四', { authors: '张三+李四' }],
    [`> 原文：T (${url})`, { url, title: 'T' }],
    [`> 譯自：[T](${url})，作者：王五，譯者：李四`, { url, title: 'T', authors: '王五', translators: '李四' }],
    [`> 原文連結：[T](${url})`, { url, title: 'T' }],
    [`> 📌 原文链接：[T](${url})`, { url, title: 'T' }],
    [`> 译自：[T](${url})，发布时间：2024-05-12`, { url, title: 'T', date: '2024-05-12' }],
    [`> 译自：[A [b] C](${url}_(x))`, { url: `${url}_(x)`, title: 'A [b] C' }],
    [`> Translated from [T](${url}) by A. Writer.`, { url, title: 'T', authors: 'A. Writer' }],
    [`> Translated from [T](${url}), translated by Jane Roe`, { url, title: 'T', translators: 'Jane Roe' }],
    [`> This is a translation of [T](${url})`, { url, title: 'T' }],
    [`*Originally published at [example.org](${url}).*`, { url }],
    [`_Originally published at <${url}>_`, { url }],
    [`Source: ${url}`, { url }],
    [`Original article: [A long title here](${url})`, { url, title: 'A long title here' }],
    [`> Reposted from [T](${url})`, { url, title: 'T' }],
    ['By Jane Doe', { authors: 'Jane Doe' }],
    ['*By Jane Doe and John Roe*', { authors: 'Jane Doe+John Roe' }],
    ['Author: A. Writer', { authors: 'A. Writer' }],
    ['> Author: A. Writer\n> Translator: B. Reader', { authors: 'A. Writer', translators: 'B. Reader' }],
    ['> Written by Robert Downey Jr.', { authors: 'Robert Downey Jr.' }],
  ])('%j', (paragraph, expected) => {
    expect(find(paragraph)).toEqual(expected);
  });
});

describe('a paragraph with other words, or with something that the source line does not say, is read and stays', () => {
  test.each<[string, object]>([
    [`> 本文译自 [T](${url})，略有删节。`, { url, title: 'T', stays: true }],
    [`> 译自 [T](${url})，作者 [A](https://example.org/u)。`, { url, title: 'T', authors: 'A', stays: true }],
    [`> 原文：[T](${url})，另一版：[U](https://example.org/u)`, { url, title: 'T', stays: true }],
    [`> 译自 [T](${url} "a note")`, { url, title: 'T', stays: true }],
    [`Originally published on [Medium](${url}) by Ann Lee.`, { url, authors: 'Ann Lee', stays: true }],
  ])('%j', (paragraph, expected) => {
    expect(find(paragraph)).toEqual(expected);
  });
});

describe('a paragraph like it is text', () => {
  test.each([
    'By Monday we had finished.',
    'By Design',
    '这是一段原文：没有链接。',
    '> 作者：这个问题我也不知道该怎么回答他才好',
    '来源：谁知道呢',
    `来自 [某网站](${url}) 的消息说，这件事还没有结束。`,
    `Source code is at ${url}`,
    `The original [article](${url}) says more.`,
    '时间：2024-05-12',
    '翻译是一门手艺。',
    '作者认为这不可能。',
    '> 他说：译自何处并不重要。',
    `| 原文 | ${url} |`,
    `\`\`\`\n原文：${url}\n\`\`\``,
    `    原文：${url}`,
    `<!-- 原文：${url} -->`,
    `[^1]: 来源：${url}`,
    `![](a.png)\n\n来源：[世界银行](${url})`,
  ])('%j', (paragraph) => {
    expect(find(paragraph)).toBeNull();
  });
});

test('a source at the very end of an article is found, one in the middle of it is not', () => {
  const text = (at: number) =>
    Array.from({ length: 20 }, (_, index) => (index === at ? `原文：[T](${url})` : `## ${index}\n\n正文。`)).join(
      '\n\n',
    );
  expect(findProvenance(text(19))).toMatchObject([{ url }]);
  expect(findProvenance(text(10))).toEqual([]);
});

describe('taking paragraphs out', () => {
  const removed: string[] = [];
  const blank = (text: string) => blankProvenance(text, findProvenance(text), (part) => removed.push(part));

  test('leaves every other line where it is', () => {
    expect(blank(`a\n\n> 译自：[T](${url})\n> \n> 作者：A\n\nb\n`)).toBe('a\n\n\n\n\n\nb\n');
    expect(removed).toEqual([`> 译自：[T](${url})`, '> 作者：A']);
  });

  test('keeps a quotation that says more in one piece', () => {
    expect(blank(`> 译自：[T](${url})\n>\n> 一段摘要。\n`)).toBe('>\n>\n> 一段摘要。\n');
  });
});

/**
 * Task lists: a box drawn as a character with a name. A disabled form control says nothing to a reader and is a
 * critical fault to Ace (rule `label`).
 */
import type { Root } from 'hast';
import { addClass, classesOf, element, elements, isElement, rewrite, text } from '../../hast/tree.ts';
import type { Syntax } from '../extension/syntax.ts';

export const taskLists: Syntax = {
  name: 'task lists',
  marked: {
    renderer: {
      // The element that survives sanitizing; the tree turns it into a named box.
      checkbox: ({ checked }) => `<span class="task-box">${checked ? '☑' : '☐'}</span> `,
    },
  },
  transform: nameBoxes,
};

const names: Record<string, { done: string; open: string }> = {
  zh: { done: '已完成', open: '未完成' },
  ja: { done: '完了', open: '未完了' },
  ko: { done: '완료', open: '미완료' },
  en: { done: 'done', open: 'to do' },
};

function nameBoxes(tree: Root, { language }: { language: string }): void {
  const words = names[language.split('-')[0] ?? 'en'] ?? names.en!;
  const boxed = new Set<unknown>();
  rewrite(tree, (node, parent) => {
    if (!isElement(node, 'span') || !classesOf(node).includes('task-box')) return undefined;
    const done = node.children[0]?.type === 'text' && node.children[0].value === '☑';
    boxed.add(parent);
    return [
      element('span', { className: ['task-mark'], role: 'img', ariaLabel: done ? words.done : words.open }, [
        text(done ? '☑' : '☐'),
      ]),
    ];
  });
  // In a loose list the box stands in a paragraph of the item.
  for (const node of elements(tree)) {
    if (!isElement(node, 'li') || !(boxed.has(node) || node.children.some((child) => boxed.has(child)))) continue;
    addClass(node, 'task');
  }
}

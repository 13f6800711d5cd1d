/**
 * Repairs inline SVG by its content model (https://www.w3.org/TR/SVG2/struct.html). Text that would not be shown
 * follows the drawing.
 */
import type { Element, ElementContent, Root } from 'hast';
import { collapsedText, element, rewrite, text } from './tree.ts';

const described = ['title', 'desc'];
const shapes = 'path rect circle ellipse line polyline polygon'.split(' ');
const groups = ['svg', 'g', 'a', 'defs', 'clipPath'];
const gradients = ['linearGradient', 'radialGradient'];

const inGroup = [...groups, ...shapes, ...gradients, ...described, 'text'];
const inText = ['tspan', 'a', ...described];

/** What each element may hold beside text; text is shown in `text`, `tspan`, `title` and `desc` alone. */
const models: Readonly<Record<string, string[]>> = {
  ...Object.fromEntries(groups.map((name) => [name, inGroup])),
  ...Object.fromEntries(shapes.map((name) => [name, described])),
  ...Object.fromEntries(gradients.map((name) => [name, ['stop', ...described]])),
  stop: [],
  text: inText,
  tspan: inText,
  title: [],
  desc: [],
};
const lettered = new Set(['text', 'tspan', 'title', 'desc']);

/** Nothing when all words are in the drawing, else the drawing and the words behind it. */
export function repairDrawing(drawing: Element): ElementContent[] | undefined {
  const behind: string[] = [];
  const inside = new Set<unknown>([drawing]);
  const links = new Set<unknown>();
  const root = { type: 'root', children: [drawing] } as Root;
  // Parents come before their children, and what is put in is visited again.
  rewrite(
    root,
    (node, parent) => {
      // Of HTML alone.
      for (const name of ['lang', 'dir', 'title']) delete node.properties[name];
      if (node === drawing && parent.type === 'root') return undefined;
      const name = (parent as Element).tagName;
      const holdsText = lettered.has(name) || inside.has(parent);
      if (node.tagName === 'a' && links.has(parent)) return node.children;
      if (links.has(parent) || node.tagName === 'a') links.add(node);
      if ((models[name] ?? []).includes(node.tagName)) {
        if (holdsText && (node.tagName === 'a' || node.tagName === 'tspan')) inside.add(node);
        return undefined;
      }
      if (lettered.has(name)) return [text(` ${collapsedText(node)} `)];
      if (collapsedText(node) !== '') behind.push(collapsedText(node));
      return [];
    },
    true,
  );
  inside.delete(drawing);
  takeStrayText(root, inside, behind);
  return behind.length === 0 ? undefined : [drawing, element('span', {}, [text(` ${behind.join(' ')} `)])];
}

function takeStrayText(root: Root, inside: ReadonlySet<unknown>, behind: string[]): void {
  rewrite(root, (node) => {
    if (lettered.has(node.tagName) || inside.has(node)) return undefined;
    node.children = node.children.filter((child) => {
      if (child.type !== 'text' || child.value.trim() === '') return true;
      behind.push(child.value.trim());
      return false;
    });
    return undefined;
  });
}

/**
 * Hints for what Chrome has no tag for: formulas, captions and notes. They travel at the end of an element's language,
 * which Chrome copies into the PDF (BCP 47, 2.2.7: what follows the `x` is private).
 */
import type { Element, Parents, Root } from 'hast';
import { classesOf, isElement } from '../../hast/tree.ts';

/** Tag (ISO 32000-1, 14.8.4) by what the language ends in. */
const tagsBySuffix: Readonly<Record<string, string>> = {
  '-x-caption': '/Caption',
  '-x-formula': '/Formula',
  '-x-note': '/Note',
};

/** What a language says besides; null for one that is no more than a language. */
export function readTagName(language: string): { tag: string; language: string } | null {
  const [, before = '', suffix = ''] = /^(.*?)(-x-\w+)$/.exec(language) ?? [];
  const tag = tagsBySuffix[suffix];
  return tag === undefined ? null : { tag, language: before };
}

export function addTagHints(tree: Root, language: string): void {
  const open: [Parents, string][] = [[tree, language]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [parent, inherited] = next;
    for (const child of parent.children) {
      if (!isElement(child)) continue;
      const own = String(child.properties.lang ?? inherited);
      open.push([child, own]);
      const suffix = suffixOf(child);
      if (suffix === null) continue;
      // The formula's source is what a screen reader says.
      if (suffix === '-x-formula')
        child.properties = { ...child.properties, role: 'img', ariaLabel: String(child.properties.alttext ?? '') };
      child.properties.lang = own + suffix;
    }
  }
}

function suffixOf(node: Element): string | null {
  const { tagName, properties } = node;
  if (tagName === 'math') return '-x-formula';
  if (tagName === 'figcaption' || classesOf(node).includes('caption')) return '-x-caption';
  return properties.role === 'doc-footnote' ? '-x-note' : null;
}

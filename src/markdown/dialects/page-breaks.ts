/**
 * Page breaks: `\newpage` and its like on a line of their own, and elements whose style asks for one. On paper a new page
 * begins there (`templates/print.css`); readers of an EPUB go on.
 */
import type { Element, ElementContent, Root } from 'hast';
import type { MarkedExtension } from 'marked';
import { element, hasText, rewrite } from '../../hast/tree.ts';
import { lineAttribute } from '../extension/placeholders.ts';
import type { Syntax } from '../extension/syntax.ts';
import { nextLine } from '../extension/tokenizing.ts';

const command = /^ {0,3}\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?:\{\})?[ \t]*(?:\n+|$)/;
const commandBelow = /\n {0,3}\\(?:new|clear|cleardouble)?page(?:break)?(?:\{\})?[ \t]*(?:\n|$)/;

const marked: MarkedExtension = {
  extensions: [
    {
      name: 'pageBreak',
      level: 'block',
      start(source) {
        return nextLine(source, commandBelow, this.lexer.state.top);
      },
      tokenizer(source) {
        if (!/^ {0,3}\\/.test(source)) return undefined;
        const raw = command.exec(source)?.[0];
        const removed = [{ code: null, message: '', hint: null, line: 0, removed: raw ?? '' }];
        return raw === undefined ? undefined : { type: 'pageBreak', raw, problems: () => removed };
      },
      renderer: (token) => `<div class="page-break"${lineAttribute(token)}></div>\n`,
    },
  ],
};

export const pageBreaks: Syntax[] = [{ name: 'page breaks', marked, transform: null }];

const breaking = /(?:^|[\s;])(?:page-)?break-(before|after)\s*:\s*(?:always|page|left|right|recto|verso)\b/gi;

/** What styles ask for, while there are styles: an element is put before or after, and one without content replaced. */
export function keepPageBreaks(tree: Root): void {
  rewrite(
    tree,
    (node) => {
      const style = String(node.properties.style ?? '');
      if (!style.includes('break-')) return undefined;
      const places = [...style.matchAll(breaking)].map((match) => match[1]!.toLowerCase());
      if (places.length === 0) return undefined;
      delete node.properties.style;
      const isEmpty = !hasText(node) && node.children.every((child) => child.type !== 'element');
      const nodes: ElementContent[] = isEmpty ? [] : [node];
      if (isEmpty || places.includes('before')) nodes.unshift(pageBreak(node));
      if (!isEmpty && places.includes('after')) nodes.push(pageBreak(node));
      return nodes;
    },
    true,
  );
}

function pageBreak({ properties }: Element): Element {
  return element('div', { className: ['page-break'], dataLine: properties.dataLine });
}

/** The tabs of a container that gives each a line with its title: `@tab Title`, or a heading. */
import { endOfLine } from '../extension/tokenizing.ts';
import type { TitledBlock } from './titled-blocks.ts';

/** The content as it is where it has no such line. `title` matches a line; its first group is the title. */
export function readTabs(content: string, title: RegExp): string | TitledBlock[] {
  const starts: number[] = [];
  let fence = '';
  for (let at = 0; at < content.length; ) {
    const end = endOfLine(content, at);
    const line = content.slice(at, end);
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && fence === '') fence = mark;
    else if (fence !== '' && mark?.startsWith(fence)) fence = '';
    else if (fence === '' && title.test(line)) starts.push(at);
    at = end + 1;
  }
  if (starts.length === 0) return content;
  const before = content.slice(0, starts[0]);
  const tabs = starts.map((start, index) => readTab(content.slice(start, starts[index + 1]), title));
  if (before.trim() === '') {
    tabs[0]!.opening = before + tabs[0]!.opening;
    return tabs;
  }
  return [{ name: 'group', title: null, opening: '', rest: before, content: before, removed: '' }, ...tabs];
}

function readTab(text: string, title: RegExp): TitledBlock {
  const end = endOfLine(text, 0);
  const opening = text.slice(0, end + 1);
  const words = (title.exec(text.slice(0, end))?.[1] ?? '').replace(/#[\w-]*$/, '').trim();
  const rest = text.slice(opening.length);
  return { name: 'tab', title: words, opening, rest, content: rest, removed: opening };
}

/** The lead: the first paragraph of an article where it is the description, set larger than the text. */
import type { Root } from 'hast';
import { titleHeading } from '../hast/title-heading.ts';
import { addClass, collapsedText, isElement, meaningful } from '../hast/tree.ts';
import { lettersOf } from '../text/characters.ts';

/** Letters of a description that is cut off without a sign of it; shorter ones may begin other paragraphs too. */
const enough = 40;

export function markLead(tree: Root, description: string | null): void {
  if (description === null) return;
  const first = meaningful(tree).find((child) => child !== titleHeading(tree));
  if (isElement(first, 'p') && isSame(description, collapsedText(first))) addClass(first, 'lead');
}

function isSame(description: string, paragraph: string): boolean {
  const [summary, whole] = [lettersOf(description), lettersOf(paragraph)];
  if (summary === '' || whole === '') return false;
  if (summary === whole) return true;
  const isCut = /(?:…|\.\.\.)\s*$/.test(description) || summary.length >= enough;
  return (isCut && whole.startsWith(summary)) || (/(?:…|\.\.\.)\s*$/.test(paragraph) && summary.startsWith(whole));
}

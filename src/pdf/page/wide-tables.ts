/**
 * Fits tables to paper: smaller type where there are many columns, and row by row, each value with its column's head,
 * where even that is too wide.
 */
import type { Element, ElementContent, Root } from 'hast';
import { addClass, classesOf, collapsedText, element, elements, isElement, meaningful, text } from '../../hast/tree.ts';
import { widthOf } from '../../text/text-width.ts';

/** How tables are set: the size of letters, and the space at the sides of a cell. */
interface TableSetting {
  name: string | null;
  size: number;
  space: number;
}

/** From large to small; `book.css` and `print.css` say the same. */
const settings: TableSetting[] = [
  { name: null, size: 0.88, space: 1.4 },
  { name: 'table-wide', size: 0.75, space: 0.7 },
  { name: 'table-wider', size: 0.62, space: 0.5 },
];

export function fitTables(tree: Root, measure: number): void {
  for (const node of elements(tree)) {
    if (!isElement(node, 'div') || classesOf(node)[0] !== 'table') continue;
    const table = node.children.find((child): child is Element => isElement(child, 'table'));
    if (table !== undefined) fitTable(node, table, measure);
  }
}

function fitTable(box: Element, table: Element, measure: number): void {
  const whole = leastWidths(table, Number.POSITIVE_INFINITY);
  const broken = leastWidths(table, leastCell);
  const isEnough = (columns: number[], { size, space }: TableSetting) =>
    columns.reduce((sum, width) => sum + width + space, 0) * size <= measure * surely;
  // Smaller letters are easier to read than broken words.
  const fits =
    settings.find((setting) => isEnough(whole, setting)) ??
    settings.find((setting) => setting.name !== null && isEnough(broken, setting));
  const classes = classesOf(box).filter((name) => name !== 'table-wide');
  if (fits?.name === null) return;
  if (fits === undefined && isPlain(table)) {
    box.properties.className = ['stacked', ...classes.slice(1)];
    box.children = box.children.flatMap((child) => (child === table ? stacked(table) : [child]));
    return;
  }
  box.properties.className = classes;
  addClass(box, fits?.name ?? (holdsPlaceholder(table) ? 'table-gallery' : 'table-wider'));
  if (fits === undefined) for (const cell of elements(table)) cell.properties.className = withoutShort(cell);
}

/** Em that a cell needs at least when its words may be broken. */
const leastCell = 3;
/** Widths are guessed. */
const surely = 0.97;

/** The room each column needs: short cells are not broken, and words only where they are longer than `most`. */
function leastWidths(table: Element, most: number): number[] {
  const columns: number[] = [];
  for (const row of rowsOf(table)) {
    for (const [index, cell] of cellsOf(row).entries()) {
      const text = collapsedText(cell);
      const needed = holdsPlaceholder(cell)
        ? leastPlaceholder
        : classesOf(cell).includes('short')
          ? widthOf(text)
          : Math.min(longestWord(text), most);
      columns[index] = Math.max(columns[index] ?? 0, needed * (cell.tagName === 'th' ? boldness : 1));
    }
  }
  return columns;
}

/** Em for the words in the place of an image that is missing. */
const leastPlaceholder = 7;

/** Markup that is set in from a template. */
function holdsPlaceholder(node: Element): boolean {
  return node.children.some((child) =>
    isElement(child)
      ? holdsPlaceholder(child)
      : (child.type as string) === 'raw' && 'value' in child && child.value.includes('class="missing-picture"'),
  );
}

/** How much wider bold letters are. */
const boldness = 1.2;

/** Han text may be broken anywhere, but a column of single characters cannot be read. */
function longestWord(text: string): number {
  const parts = text.split(/[\s\p{Script=Han}\u3000-\u30ff\uff00-\uffef]+/u);
  return Math.max(Math.min(widthOf(text), 2), ...parts.map(widthOf));
}

function rowsOf(table: Element): Element[] {
  return [...elements(table)].filter(({ tagName }) => tagName === 'tr');
}

function cellsOf(row: Element): Element[] {
  return row.children.filter((child): child is Element => isElement(child, 'td', 'th'));
}

/** One row of heads, and no cell that spans others. */
function isPlain(table: Element): boolean {
  const [head, ...rows] = rowsOf(table);
  if (head === undefined || rows.length === 0) return false;
  const heads = cellsOf(head);
  return (
    isElement(table.children.filter((child) => isElement(child, 'thead', 'tbody'))[0], 'thead') &&
    rows.every((row) => cellsOf(row).length <= heads.length && cellsOf(row).every(({ tagName }) => tagName === 'td')) &&
    [...elements(table)].every(({ properties }) => !properties.colSpan && !properties.rowSpan)
  );
}

/** Each row as a list: its first cell, and the others with the heads of their columns. */
function stacked(table: Element): ElementContent[] {
  const [head, ...rows] = rowsOf(table);
  const heads = head === undefined ? [] : cellsOf(head).map(collapsedText);
  return rows.map((row, index) => {
    const [first, ...others] = cellsOf(row);
    const values = others.flatMap((cell, column) =>
      meaningful(cell).length === 0 ? [] : [element('dd', {}, [...label(heads[column + 1]), ...cell.children])],
    );
    const name = element('dt', {}, first === undefined ? [] : [...label(heads[0]), ...first.children]);
    const id = index === 0 && table.properties.id ? { id: table.properties.id } : {};
    return element('dl', { className: ['stacked-row'], ...id }, [name, ...values]);
  });
}

function label(head = ''): ElementContent[] {
  return head === '' ? [] : [element('span', { className: ['stacked-head'] }, [text(head)]), text(' ')];
}

function withoutShort(cell: Element): string[] {
  return classesOf(cell).filter((name) => name !== 'short');
}

/**
 * Runs in the page that draws diagrams: mermaid's source to a self-contained SVG with real text, or mermaid's error.
 */
import { attributeFunctions } from './attributes.ts';
import { determinismFunctions } from './determinism.ts';
import type { DrawingDocument, PageElement, PageStyle } from './elements.ts';

/**
 * Read by the browser, where none of this file's imports and constants are: functions, and nothing else. A bundle may
 * have given them other names, by which those of one file call each other.
 */
export const diagramScript = Object.entries({
  ...{ drawDiagram, showDiagram, renderSettled, describeError, lettersOf, labelsOf, joinLines },
  ...attributeFunctions,
  ...determinismFunctions,
})
  .flatMap(([name, value]) => [String(value), ...(value.name === name ? [] : [`var ${name} = ${value.name};`])])
  .join('\n');

export type Drawn =
  | { kind: 'drawn'; svg: string; width: number; height: number; labels: string[] }
  | { kind: 'invalid'; reason: string; line: number | null };

interface Job {
  source: string;
  settings: object;
  name: string;
  family: string;
  letters: number;
}

async function drawDiagram({ source, settings, name, family, letters }: Job): Promise<Drawn> {
  try {
    mermaid.initialize(settings);
    await mermaid.parse(source);
    await Promise.all(['400', '700'].map((weight) => document.fonts.load(`${weight} 16px ${family}`, source)));
    const svg = await renderSettled(source, name);
    if (svg === null) return { kind: 'invalid', reason: 'the result is empty', line: null };
    if (svg.querySelector('foreignObject')) return { kind: 'invalid', reason: 'the result contains HTML', line: null };
    const scale = letters / lettersOf(svg);
    settleBaselines(svg);
    plainDrawing(svg, name);
    const labels = labelsOf(svg);
    svg.setAttribute('font-family', family);
    const box = svg.getBBox();
    const edge = 6;
    const [x, y] = [Math.floor(box.x - edge), Math.floor(box.y - edge)];
    const width = Math.ceil(box.x + box.width + edge) - x;
    const height = Math.ceil(box.y + box.height + edge) - y;
    svg.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
    return { kind: 'drawn', svg: svg.outerHTML, width: width * scale, height: height * scale, labels };
  } catch (error) {
    return describeError(error);
  }
}

/** For the photograph. */
function showDiagram(width: number, height: number): void {
  const svg = document.querySelector('svg')!;
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
}

/** Text that is not in the source, such as a character written as an entity, may need another font: draw again. */
async function renderSettled(source: string, name: string): Promise<PageElement | null> {
  const loaded = () => [...document.fonts].filter(({ status }) => status === 'loaded').length;
  for (let tries = 0; ; tries += 1) {
    // Before anything is measured: a font that comes in between has come too late.
    const count = loaded();
    document.body.textContent = '';
    for (const still of [stopChance, stopTime, keepMarks]) still();
    const { svg } = await mermaid.render(name, source);
    document.body.innerHTML = svg;
    document.body.getBoundingClientRect();
    await document.fonts.ready;
    if (loaded() === count || tries === 3) return document.querySelector('svg');
  }
}

/** mermaid's parsers say where in their words, or beside them. */
function describeError(error: unknown): Drawn {
  const { message = String(error), hash } = error as { message?: string; hash?: { line?: number; loc?: object } };
  const said = /\bline:?\s+(\d+)/i.exec(message)?.[1];
  const { first_line: first } = (hash?.loc ?? {}) as { first_line?: number };
  const line = said === undefined ? (first ?? null) : Number(said);
  return { kind: 'invalid', reason: message, line };
}

/** The size that most letters have. */
function lettersOf(svg: PageElement): number {
  const sizes = new Map<number, number>();
  for (const node of svg.querySelectorAll('text')) {
    const inner = node.querySelector('tspan') ?? node;
    const size = Number.parseFloat(getComputedStyle(inner).getPropertyValue('font-size'));
    sizes.set(size, (sizes.get(size) ?? 0) + node.textContent.trim().length);
  }
  const [most] = [...sizes].sort(([, first], [, second]) => second - first);
  return most === undefined || !(most[0] > 0) ? 16 : most[0];
}

/** Its words, each label once. */
function labelsOf(svg: PageElement): string[] {
  const labels = [...svg.querySelectorAll('text')].map((node) => {
    const lines = [...node.childNodes].filter(({ textContent }) => textContent.trim() !== '');
    return joinLines(lines.map(({ textContent }) => textContent));
  });
  return [...new Set(labels)].filter((label) => label !== '');
}

/** Latin words are split by a space, Han characters by nothing. */
function joinLines(lines: string[]): string {
  const words = lines.map((line) => line.replace(/\s+/gu, ' ').trim());
  return words.reduce(
    (all, next) => all + (/[\p{ASCII}]$/u.test(all) && /^[\p{ASCII}]/u.test(next) ? ' ' : '') + next,
    '',
  );
}

// Beside these in the page.
declare function settleBaselines(svg: PageElement): void;
declare function plainDrawing(svg: PageElement, name: string): void;
declare function stopChance(): void;
declare function stopTime(): void;
declare function keepMarks(): void;
declare const document: DrawingDocument;
declare const getComputedStyle: (node: PageElement) => PageStyle;
declare const mermaid: {
  initialize(settings: object): void;
  parse(source: string): Promise<unknown>;
  render(name: string, source: string): Promise<{ svg: string }>;
};

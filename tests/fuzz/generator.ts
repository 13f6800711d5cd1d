/**
 * Articles nobody wrote, by the grammar of Markdown and raw HTML. In: a seed. Out: the same article for the same seed. Each
 * word is its own, `zq12x`, so that one that is lost can be named; and articles of people with something changed in them.
 */

import { rareAttributes, rareBlock, rareFrontMatter, rareLine, type Tools } from './rare-markup.ts';

export interface Generated {
  text: string;
  /** The words that stand where an author means them to be read. */
  words: string[];
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const flow =
  'div section article aside header footer main address blockquote ul ol li dl dt dd table caption colgroup thead tbody tfoot tr td th figure figcaption details summary p h1 h2 h3 h6 pre center form fieldset nav noscript button select option'.split(
    ' ',
  );
const phrases =
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q ruby rt rp s samp small span strong sub sup time u var font tt label'.split(
    ' ',
  );
const voids = ['br', 'hr', 'wbr', 'img', 'col', 'input'];
const drawn = 'svg g a text tspan title desc rect path defs linearGradient stop clipPath foreignObject'.split(' ');
const formulas =
  'math mrow mi mn mo mtext ms mspace mfrac msqrt mroot mstyle merror mpadded mphantom menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd semantics annotation annotation-xml'.split(
    ' ',
  );
const attributes = [
  'id="a"',
  'id="b c"',
  'class="x y"',
  'title="t"',
  'lang="en"',
  'lang="x_y"',
  'dir="rtl"',
  'role="img"',
  'role="presentation"',
  'aria-hidden="true"',
  'aria-label="l"',
  'href="#a"',
  'href="https://example.org/"',
  'start="3"',
  'value="2"',
  'colspan="0"',
  'rowspan="2"',
  'span="2"',
  'scope="row"',
  'width="50%"',
  'datetime="soon"',
  'open',
  'align="right"',
  'name="n"',
  'viewBox="0 0 9 9"',
  'fill="red"',
  'd="M0 0"',
  'alttext="x"',
  'display="block"',
];

export function generateArticle(seed: number): Generated {
  const random = randomFrom(seed);
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const often = (share: number) => random() < share;
  const words: string[] = [];

  const word = (): string => {
    const name = `zq${seed}n${words.length}x`;
    words.push(name);
    return name;
  };
  const several = (most: number, make: () => string, between = ''): string =>
    Array.from({ length: 1 + below(most) }, make).join(between);

  const prose = (): string =>
    pick([word, word, () => `${word()}，`, () => `汉字${word()}汉字`, () => `${word()} & ${word()}`])();

  const inline = (depth: number): string => {
    if (often(0.04)) return rareLine(tools);
    if (depth <= 0 || often(0.5)) return prose();
    const inside = () => several(2, () => inline(depth - 1), pick([' ', '']));
    return pick([
      () => `*${inside()}*`,
      () => `**${inside()}**`,
      () => `~~${inside()}~~`,
      () => `\`${word()}\``,
      () => `[${inside()}](https://example.org/${below(9)})`,
      () => `[${inside()}](#${word()})`,
      () => `![${word()}](image.png)`,
      () => `${word()}[^n${below(3)}]`,
      () => `^[${inside()}]`,
      () => `$a_{${below(9)}}$`,
      () => `{漢|かん}${word()}`,
      () => `==${inside()}==`,
      () => `${word()}<br>${word()}`,
      () => `${word()} <!-- note --> ${word()}`,
      () => `<${word()}>`,
      () => `vector<${word()}>`,
      () => `${word()} $${below(100)} ${word()} $${below(9)}`,
      () => html(depth - 1, phrases),
      () => html(depth - 1, [...phrases, ...flow]),
      () => html(depth - 1, drawn),
      () => html(depth - 1, formulas),
    ])();
  };

  const html = (depth: number, names: readonly string[]): string => {
    const name = often(0.1) ? pick(voids) : pick(names);
    const own = often(0.3) ? ` ${several(2, () => pick(often(0.5) ? attributes : rareAttributes), ' ')}` : '';
    if (voids.includes(name)) return name === 'img' ? `<img src="image.png" alt="${word()}">` : `<${name}>`;
    const inner = several(3, () => (depth > 0 && often(0.6) ? html(depth - 1, names) : prose()), pick(['', ' ', '\n']));
    const start = often(0.03) ? `<${name} class="${word()} ` : `<${name}${own}>`;
    return `${start}${inner}${often(0.12) ? '' : `</${name}>`}`;
  };

  const indented = (text: string, by: string): string => text.split('\n').join(`\n${by}`);

  const block = (depth: number): string => {
    const inside = () => several(2, () => block(depth - 1), '\n\n');
    const line = () => several(4, () => inline(2), ' ');
    const leaf = [
      line,
      () => `${line()}\n${line()}`,
      () => `${'#'.repeat(1 + below(6))} ${line()}`,
      () => `## ${line()}[](#${word()})`,
      () => `\`\`\`${pick(['', 'js', 'text', 'rust,ignore', 'js {1}'])}\n${word()}\n\`\`\``,
      () => `    ${word()}`,
      () => `$$\nx^{${below(9)}}\n$$`,
      () => table(),
      () => html(3, flow),
      () => html(3, [...flow, ...phrases]),
      () => html(3, drawn),
      () => html(3, formulas),
      () => `<div><!-- ${often(0.5) ? '-->' : ''}\n${word()}\n</div>`,
      () => `[^n${below(3)}]: ${line()}`,
      () => `[${word()}]: ${word()}`,
      () => `[${below(9)}]: ${word()}：《${word()}》，${below(99)}`,
      () => `*[${word()}]: ${word()}`,
      () => `${word()}\n: ${line()}`,
      () => `![${word()}](image.png "${word()}")`,
      () => '---',
    ];
    if (often(0.35)) return rareBlock(tools);
    if (depth <= 0 || often(0.6)) return pick(leaf)();
    return pick([
      () => `> ${indented(inside(), '> ')}`,
      () => `> [!NOTE]\n> ${indented(inside(), '> ')}`,
      () => several(3, () => `- ${indented(inside(), '  ')}`, '\n'),
      () => several(3, () => `${1 + below(30)}. ${indented(inside(), '    ')}`, '\n'),
      () => `- [x] ${line()}`,
      () => `<details>\n<summary>${line()}</summary>\n\n${inside()}\n\n</details>`,
      () => `<div>\n\n${inside()}\n\n</div>`,
      () => `[^n${below(3)}]: ${indented(inside(), '    ')}`,
    ])();
  };

  const table = (): string => {
    const cell = () =>
      pick([() => inline(1).replace(/\n/g, ' '), () => `\`${word()}|${word()}\``, () => word(), () => ''])();
    const row = (cells: number) => `| ${Array.from({ length: cells }, cell).join(' | ')} |`;
    const cells = 1 + below(4);
    const rows = several(3, () => row(1 + below(cells + 1)), '\n');
    return `${row(cells)}\n|${' --- |'.repeat(cells)}\n${rows}${often(0.2) ? `\n${word()}` : ''}`;
  };

  const tools: Tools = {
    word,
    line: () => inline(1),
    block: () => (often(0.5) ? inline(1) : block(0)),
    below,
    pick,
    often,
    several,
  };
  const front = often(0.1) ? rareFrontMatter(tools) : '';
  const title = `# ${inline(2).replace(/\n/g, ' ')}\n\n`;
  const body = `${front}${title}${several(8, () => block(2), '\n\n')}\n`;
  const text = often(0.05) ? body.replace(/\n/g, pick(['\r\n', '\r'])) : body;
  return { text, words: words.filter((each) => text.includes(each)) };
}

const noise = [
  '<',
  '>',
  '"',
  '`',
  '*',
  '[',
  ']',
  '(',
  '|',
  '$',
  '\n',
  '\n\n',
  '<!--',
  '-->',
  '</div>',
  '<b>',
  '{',
  '}',
  '```\n',
  '- ',
  '> ',
  '\\',
  '&',
];

/** An article with some characters gone, doubled, put elsewhere or put in. */
export function mutate(text: string, seed: number): string {
  const random = randomFrom(seed);
  const below = (count: number) => Math.floor(random() * count);
  let changed = text;
  for (let count = 1 + below(8); count > 0; count -= 1) {
    const at = below(changed.length);
    const length = 1 + below(12);
    const taken = changed.slice(at, at + length);
    const rest = changed.slice(0, at) + changed.slice(at + length);
    const to = below(rest.length + 1);
    changed = [
      () => rest,
      () => changed.slice(0, at) + taken + changed.slice(at),
      () => rest.slice(0, to) + taken + rest.slice(to),
      () => changed.slice(0, at) + noise[below(noise.length)] + changed.slice(at),
    ][below(4)]!();
  }
  return changed;
}

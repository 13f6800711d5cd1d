/**
 * Books long enough to be judged as paper. In: a language and how many chapters. Out: Markdown by file name, the same on every run.
 */

const common = 39;
const row = 94;

/** The common characters, in the order of GB 2312. */
const han = new TextDecoder('gb18030').decode(
  new Uint8Array(
    Array.from({ length: common * row }, (_, index) => [0xb0 + Math.floor(index / row), 0xa1 + (index % row)]).flat(),
  ),
);
const latin =
  'the of and to a difficult office affluent final flow international representation garden river window morning letter valley bridge station extraordinary typography well-known water light between'.split(
    ' ',
  );

/** Numbers that look random, the same for the same seed (Numerical Recipes' generator). */
function createDice(seed: number): (sides: number) => number {
  let state = (seed * 2654435761 + 1) >>> 0;
  return (sides) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

export type Tongue = 'zh' | 'en';

export function titleOf(tongue: Tongue, index: number): string {
  return tongue === 'zh'
    ? `${han.slice(index * 40, index * 40 + 5)}篇`
    : `The ${latin[index + 3]} of number ${index + 1}`;
}

export function writeChapter(tongue: Tongue, index: number, length: number, images: readonly string[]): string {
  const dice = createDice(index + 1);
  const words = (count: number) =>
    tongue === 'zh'
      ? Array.from({ length: count * 2 }, () => han[dice(han.length)]).join('')
      : Array.from({ length: count }, () => latin[dice(latin.length)]).join(' ');
  const sentence = () =>
    tongue === 'zh'
      ? `${words(4 + dice(5))}，“${words(3)}”，${words(4 + dice(6))}。`
      : `Once ${words(8 + dice(12))}, “${words(3)}”.`;
  const paragraph = () => Array.from({ length: 4 + dice(4) }, sentence).join(tongue === 'zh' ? '' : ' ');
  const rows = (count: number) =>
    [
      '| a | b | c |',
      '| :-- | :-: | --: |',
      ...Array.from({ length: count }, () => `| ${words(3)} | ${words(1)} | ${dice(9999)} |`),
    ].join('\n');
  const special = [
    `![${words(4)}](${images[index % images.length]})\n\n*${words(6)}*`,
    `${sentence()}[^n]\n\n[^n]: ${sentence()}`,
    rows(index % 3 === 0 ? 45 : 4),
    `\`\`\`js\n${Array.from({ length: index % 4 === 1 ? 60 : 6 }, (_, line) => `const value${line} = compute(${dice(999)});`).join('\n')}\n\`\`\``,
    `> ${paragraph()}`,
    `1. ${words(6)}\n2. ${sentence()}\n   - ${words(4)}`,
    `[${words(3)}](chapter-${(index + 5) % 12}.md) [${words(2)}](https://example.com/${index})`,
    `$x^2+y^2=z^2$ ${sentence()}\n\n$$E=mc^2$$`,
    index === 0 ? '```mermaid\nflowchart TD\n  accTitle: Way\n  A[One] --> B[Two]\n```' : sentence(),
    `![${words(4)}](${images[(index + 3) % images.length]})`,
  ];
  const sections = special.map((block, at) => {
    const text = Array.from({ length: Math.ceil(length / special.length) }, paragraph).join('\n\n');
    return `${at % 3 === 0 ? '##' : '###'} ${words(3)}\n\n${text}\n\n${block}`;
  });
  return `# ${titleOf(tongue, index)}\n\n${paragraph()}\n\n${sections.join('\n\n')}\n`;
}

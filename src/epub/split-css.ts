/**
 * A style sheet in two. In: a sheet. Out: the rules that every engine reads, and those that only newer ones do. Adobe's RMSDK,
 * which opens `.epub` on Kobo, Tolino, Nook and in many applications, passes over a whole sheet, or does not open the book,
 * for one value such as `calc()` or `min()`: what it cannot read stands in a sheet of its own, where it costs nothing else.
 * https://github.com/dvschultz/99problems/issues/53, https://github.com/dvschultz/99problems/issues/22
 *
 * The second sheet comes after the first. Must not change a rule.
 */

export interface SplitSheet {
  plain: string;
  modern: string;
}

export function splitStyles(sheet: string): SplitSheet {
  const rules = rulesIn(sheet);
  return {
    plain: rules.filter((rule) => !isModern(rule)).join(''),
    modern: rules.filter(isModern).join('').trimStart(),
  };
}

/** Each with the comment before it. */
function rulesIn(sheet: string): string[] {
  const rules: string[] = [];
  let start = 0;
  let depth = 0;
  for (const { 0: mark, index } of sheet.matchAll(/\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]/g)) {
    if (mark === '{') depth += 1;
    else if (mark === '}') depth -= 1;
    if (depth > 0 || !/^[};]$/.test(mark)) continue;
    rules.push(sheet.slice(start, index + 1));
    start = index + 1;
  }
  return [...rules, sheet.slice(start)];
}

/** What CSS 2.1 does not have: other units, functions in values, other selectors, blocks in blocks. */
const newValues =
  /\d(?:v[wh]|vmin|vmax|rem|ch|lh|rlh|dv[wh]|sv[wh])\b|(?<![\w-])(?!(?:url|attr|counter|counters|rect|format|local)\()[\w-]+\(/;
const newSelectors =
  /:(?!(?:first-child|first-line|first-letter|before|after|link|visited|hover|active|focus|lang)(?![\w-]))|~(?!=)|[$^*]=/;
const newBlocks = /^\s*@(?!font-face|charset|import)|\{[^}]*\{/;

function isModern(rule: string): boolean {
  const text = rule.replace(/\/\*[\s\S]*?\*\//g, '').replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '""');
  const [selector = '', ...body] = text.split('{');
  return newBlocks.test(text) || newSelectors.test(selector) || newValues.test(body.join('{'));
}

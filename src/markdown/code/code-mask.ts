/** The text with its code blanked out, so that syntax is searched in prose alone. Every character stays where it is. */

export function maskCode(text: string): string {
  return maskSpans(maskFences(text));
}

/** A role, `` :ref:`a` `` or `` {doc}`a` ``, is no code. */
const span = /(?<![}:`])(`{1,20})(?!`)[^\n]*?[^`\n]\1(?!`)/g;

export function maskSpans(text: string): string {
  return text.includes('`') ? text.replace(span, blank) : text;
}

const fence = /^[ \t>]*(?:[-*+] |\d+[.)] )?[ \t]*(`{3,}|~{3,})/;

export function maskFences(text: string): string {
  if (!text.includes('```') && !text.includes('~~~')) return text;
  let open = '';
  const lines = text.split('\n').map((line) => {
    const mark = fence.exec(line)?.[1];
    const closes = open !== '' && mark?.startsWith(open) === true && /^[ \t>]*[`~]+[ \t]*$/.test(line);
    if (mark === undefined && open === '') return line;
    open = closes ? '' : open || mark!;
    return blank(line);
  });
  return lines.join('\n');
}

function blank(match: string): string {
  return ' '.repeat(match.length);
}

/** Attribute lists: `{#id .class lang=en}`; null when the braces hold anything else. */

export interface ListedAttribute {
  name: string;
  value: string;
}

/** An id, a class, a name and its value, or Pandoc's hyphen for a heading without number. */
const item =
  /#(?<id>[^\s{}#.="'`<>]+)|\.(?<name>[^\s{}#.="'`<>]+)|(?<key>[A-Za-z][\w:.-]*)=(?:"(?<double>[^"{}\n]*)"|'(?<single>[^'{}\n]*)'|(?<bare>[^\s{}"'`<>]+))|(?<unnumbered>-)/y;

export function parseAttributes(written: string): ListedAttribute[] | null {
  if (!written.startsWith('{') || !written.endsWith('}')) return null;
  const text = written.slice(1, -1).trim();
  const attributes: ListedAttribute[] = [];
  for (let at = 0; at < text.length; ) {
    item.lastIndex = at;
    const found = item.exec(text);
    if (found === null) return null;
    attributes.push(attributeOf(found.groups ?? {}));
    at = item.lastIndex;
    const space = /\s*/y;
    space.lastIndex = at;
    space.exec(text);
    // Between two attributes stands a space, unless the next begins with its own mark.
    if (space.lastIndex === at && at < text.length && !/[#.]/.test(text[at]!)) return null;
    at = space.lastIndex;
  }
  return attributes.length === 0 ? null : attributes;
}

function attributeOf(groups: Record<string, string | undefined>): ListedAttribute {
  if (groups.id !== undefined) return { name: 'id', value: groups.id };
  if (groups.name !== undefined) return { name: 'class', value: groups.name };
  if (groups.key === undefined) return { name: 'class', value: 'unnumbered' };
  return { name: groups.key.toLowerCase(), value: groups.double ?? groups.single ?? groups.bare ?? '' };
}

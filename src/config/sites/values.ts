/** Reads values of other tools' configurations, whose shape nothing guarantees. */

/** The value of a key that may be named with dots; undefined where there is none. */
export function valueIn(settings: unknown, name: string): unknown {
  let value = settings;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

export function textIn(settings: unknown, name: string): string | null {
  const value = valueIn(settings, name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A list of texts, one text, or mappings with a `name`. */
export function textsIn(settings: unknown, name: string): string[] {
  const value = valueIn(settings, name);
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => {
    const text = typeof item === 'string' ? item : (textIn(item, 'name') ?? textIn(item, 'name.literal') ?? '');
    return text.trim() === '' ? [] : [text.trim()];
  });
}

/**
 * Addresses as written by authors. In: text. Out: a URL, or null; never an exception.
 */
export function parseUrl(address: string, base?: string): URL | null {
  return URL.canParse(address, base) ? new URL(address, base) : null;
}

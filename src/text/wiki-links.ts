/**
 * Addresses of links by name, as Obsidian's `[[note]]` and Jekyll's `{% post_url note %}` write them: such a name may
 * stand for a file in any folder. They have a scheme of their own until links are resolved.
 */
import { decodePercent } from './urls.ts';

const scheme = 'wiki:';

/** `target` is a path or a name, perhaps with `#heading` or `#^block`. */
export function wikiAddress(target: string): string {
  const [path = '', ...fragments] = target.split('#');
  const fragment = fragments.at(-1)?.replace(/^\^/, '');
  const encode = (text: string) => encodeURIComponent(text.trim()).replace(/%2F/g, '/');
  return `${scheme}${encode(path)}${fragment === undefined ? '' : `#${encode(fragment)}`}`;
}

/** The name and the fragment of such an address; null for any other. */
export function readWikiAddress(address: string): { name: string; fragment: string } | null {
  if (!address.startsWith(scheme)) return null;
  const [name = '', fragment = ''] = address.slice(scheme.length).split('#');
  return { name: decodePercent(name), fragment: decodePercent(fragment) };
}

/** URLs as authors write them; null instead of exceptions. */
export function parseUrl(written: string, base?: string): URL | null {
  const address = withLiteralHost(written);
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  // Browsers take a name with nothing between two dots, or with a backtick; nobody else does.
  return url !== null && /^\.|\.\.|[^a-z0-9.:[\]_-]/.test(url.hostname) ? null : url;
}

/** The brackets around an IPv6 address, encoded by tools that encode whole URLs: `http://%5B::1%5D/`. */
export function withLiteralHost(address: string): string {
  return address.replace(/^((?:https?:)?\/\/(?:[^/?#@]*@)?)%5B([0-9a-f:.]+)%5D/i, '$1[$2]');
}

/** How the tree of a chapter addresses an image: by its key in Assets. */
export function imageAddress(key: string): string {
  return `asset:${key}`;
}

/** The key in an address made by `pictureAddress`. */
export function imageKey(address: unknown): string {
  return String(address).replace(/^asset:/, '');
}

/** Percent-encoding undone; what is not encoded right stays as it is: `100%.png` is a fine name of a file. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A URL as a URI (RFC 3986), as EPUBCheck requires: browsers leave brackets, bars, `#` and stray `%`. */
export function uriOf(url: URL): string {
  const encode = (part: string) =>
    part.replace(/[[\]{}|^`"<>\\ ]|%(?![0-9a-f]{2})/gi, (character) => percent(character));
  const { protocol, host, pathname, search, hash } = url;
  const fragment = hash === '' ? '' : `#${encode(hash.slice(1)).replaceAll('#', '%23')}`;
  return `${protocol}//${host}${encode(pathname)}${encode(search)}${fragment}`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/**
 * Headers for hosts of pictures, from book.yaml. In: the mapping below `images.hosts`. Out: headers by host, and a problem
 * for whatever cannot be one. Must not let an author change how a request is framed.
 *
 *     hosts:
 *       img.example.com: { Referer: https://example.com/ }
 *       "*.example.org": { Cookie: session=1 }
 */
import type { HostHeaders } from '../model/book.ts';
import { excerpt } from '../sources/metadata-values.ts';
import type { YamlEntry, YamlValue } from '../sources/yaml.ts';
import { type Reading, refuse, shape } from './book-entries.ts';

export function readImageHosts(value: YamlValue, reading: Reading): HostHeaders {
  if (value.kind === 'nothing') return {};
  if (value.kind !== 'mapping') {
    refuse(reading, value.line, `\`hosts\` must be a mapping, not ${shape(value)}`, hostsHint);
    return {};
  }
  return Object.fromEntries(value.entries.flatMap((entry) => readHost(entry, reading)));
}

const hostsHint = 'write a host and below it, indented, headers: `img.example.com: { Referer: https://example.com/ }`';

function readHost(entry: YamlEntry, reading: Reading): [string, Record<string, string>][] {
  const host = entry.key.trim().toLowerCase();
  if (!/^(?:\*\.)?[^\s/?#@:]+(?::\d{1,5})?$/.test(host) || !URL.canParse(`https://${host.replace(/^\*\./, '')}`)) {
    refuse(reading, entry.line, `\`${excerpt(entry.key)}\` is not the name of a host`, hostsHint);
    return [];
  }
  if (entry.value.kind !== 'mapping') {
    refuse(reading, entry.line, `\`${excerpt(entry.key)}\` must hold headers, not ${shape(entry.value)}`, hostsHint);
    return [];
  }
  // Han names are asked for in their ASCII form.
  const ascii = new URL(`https://${host.replace(/^\*\./, '')}`).host;
  const headers = entry.value.entries.flatMap((header) => readHeader(header, reading));
  return [[host.startsWith('*.') ? `*.${ascii}` : ascii, Object.fromEntries(headers)]];
}

/** Headers that belong to the connection. https://www.rfc-editor.org/rfc/rfc9110#name-connection */
const framing = new Set(
  'host connection content-length transfer-encoding upgrade te trailer expect keep-alive proxy-authorization proxy-connection accept-encoding'.split(
    ' ',
  ),
);

/** https://www.rfc-editor.org/rfc/rfc9110#name-fields */
function readHeader({ key, value, line }: YamlEntry, reading: Reading): [string, string][] {
  const name = key.trim().toLowerCase();
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) || framing.has(name)) {
    refuse(
      reading,
      line,
      `\`${excerpt(key)}\` is not a header that can be set`,
      'usual ones are Referer, Cookie, User-Agent',
    );
    return [];
  }
  if (value.kind !== 'text' || !/^[\t\x20-\x7e]+$/.test(value.text)) {
    refuse(reading, line, `the value of \`${excerpt(key)}\` cannot be sent`, 'write it in ASCII, on one line');
    return [];
  }
  return [[name, value.text.trim()]];
}

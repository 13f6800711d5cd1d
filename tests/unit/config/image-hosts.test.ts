/** `images.hosts` of book.yaml: headers for hosts, and nothing that could change how a request is framed. */
import { describe, expect, it } from 'vitest';
import { readBookFile } from '../../../src/config/book-file.ts';

function read(hosts: string) {
  const text = `articles: [a.md]\nimages:\n  hosts:\n${hosts.replace(/^/gm, '    ')}\n`;
  const { value, diagnostics } = readBookFile({ path: '/b/book.yaml', text });
  return {
    hosts: value.settings.images.hosts,
    problems: diagnostics.map(({ message, place }) => `${place?.line}: ${message}`),
  };
}

describe('headers for hosts', () => {
  it('stand below the host, or below a domain for every host in it', () => {
    const text =
      'img.example.com: { Referer: "https://example.com/" }\n"*.Example.org":\n  Cookie: a=b\nlocalhost:8080: { x-key: 1 }';
    expect(read(text)).toEqual({
      hosts: {
        'img.example.com': { referer: 'https://example.com/' },
        '*.example.org': { cookie: 'a=b' },
        'localhost:8080': { 'x-key': '1' },
      },
      problems: [],
    });
  });

  it('are asked for under the ASCII form of a Han name', () => {
    expect(read('图片.中国: { Referer: "https://a.example/" }').hosts).toEqual({
      'xn--wcsw84d.xn--fiqs8s': { referer: 'https://a.example/' },
    });
  });

  it.each([
    ['https://a.example/: { Referer: x }', '4: `https://a.example/` is not a host name'],
    ['a.example: x', '4: `a.example` must be a mapping, not text'],
    ['a.example: { Host: b.example }', '4: `Host` is not a header you can set'],
    ['a.example: { Content-Length: 5 }', '4: `Content-Length` is not a header you can set'],
    ['a.example: { "x y": 5 }', '4: `x y` is not a header you can set'],
    ['a.example: { Referer: "a\\r\\nHost: b" }', '4: `Referer` has an invalid value'],
    ['a.example: { Referer: 图 }', '4: `Referer` has an invalid value'],
    ['a.example: { Referer: [x] }', '4: `Referer` has an invalid value'],
  ])('are refused when written as %s', (text, problem) => {
    const { hosts, problems } = read(text);
    expect(problems).toEqual([problem]);
    expect(Object.values(hosts).flatMap(Object.keys)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { assetKey, decodeData, readAddress, showAddress } from '../../../src/text/image-address.ts';

describe('the key of an image', () => {
  it.each([
    ['https://a.example/b.png#top', 'https://a.example/b.png'],
    ['HTTPS://user:secret@A.example:443/b.png', 'https://a.example/b.png'],
    ['//a.example/b.png', 'https://a.example/b.png'],
    [' https://a.example/b c.png\n', 'https://a.example/b%20c.png'],
    ['https://a.example/图.png?x=1&y=2', 'https://a.example/%E5%9B%BE.png?x=1&y=2'],
    ['http://0x7f.1/b.png', 'http://127.0.0.1/b.png'],
    ['images/b.png', '/book/images/b.png'],
    ['./图%20片.png', '/book/图 片.png'],
    ['../b.png', '/b.png'],
    ['%2e%2e/b.png', '/b.png'],
    ['/etc/passwd', '/etc/passwd'],
    ['100%.png', '/book/100%.png'],
  ])('of %j is %j', (url, key) => {
    expect(assetKey(url, '/book/one.md')).toBe(key);
  });

  it('of a data: URL is the hash of the URL', () => {
    expect(assetKey('data:image/png;base64,AAAA', '/book/one.md')).toMatch(/^data:[0-9a-f]{64}$/);
  });
});

describe('an address that is not used', () => {
  it.each([
    '',
    '   ',
    'file:///etc/passwd',
    'FiLe:/etc/passwd',
    ' \u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'blob:https://a.example/1',
    'ftp://a.example/b.png',
    '\\\\host\\share\\b.png',
    'a\u0000b.png',
    'a%00b.png',
    'https://',
    'https://a.example:99999/',
    'http://a b.example/',
  ])('is %j', (url) => {
    expect(readAddress(url, '/book/one.md').kind).toBe('invalid');
  });
});

describe('an IPv6 address in a URL', () => {
  it.each(['http://[::1]:9101/b.png', 'http://%5B::1%5D:9101/b.png', 'http://user@%5b::1%5d:9101/b.png'])(
    'is read from %j',
    (url) => {
      const address = readAddress(url, '/book/one.md');
      expect(address.kind === 'remote' && address.url.host).toBe('[::1]:9101');
    },
  );
});

describe('an address in a message', () => {
  it('shows no credentials', () => {
    expect(showAddress('https://user:secret@a.example/b.png')).toBe('https://a.example/b.png');
    expect(showAddress('https://user:secret@a example/b.png')).not.toContain('secret');
    expect(showAddress('//user:secret@a.example/图.png')).not.toContain('secret');
  });

  it('keeps Han characters readable', () => {
    expect(showAddress('https://a.example/图.png')).toBe('https://a.example/图.png');
  });

  it('is written as its author would write it, and can still be copied', () => {
    expect(showAddress('%E5%9B%BE%20%E7%89%87.png')).toBe('图 片.png');
    expect(showAddress('https://a.example/%E5%9B%BE%20a%2Fb.png')).toBe('https://a.example/图%20a%2Fb.png');
    expect(showAddress('100%.png')).toBe('100%.png');
    expect(showAddress('a%1b[31m%E2%80%AE.png')).not.toMatch(/[\u001b\u202e]/);
  });

  it('shortens a data: URL and counts its bytes', () => {
    expect(showAddress(`data:image/png;base64,${'AAAA'.repeat(100)}`)).toBe('data:image/png;base64,… (300 bytes)');
  });

  it('is at most 200 characters long and holds no control characters', () => {
    const shown = showAddress(`a\u001b[31m${'b'.repeat(500)}`);
    expect(shown.length).toBe(200);
    expect(shown).not.toContain('\u001b');
  });
});

describe('a data: URL', () => {
  it('is decoded from base64 and from percent-encoding', () => {
    expect(Buffer.from(decodeData('data:text/plain;base64,aGk=')!).toString()).toBe('hi');
    expect(Buffer.from(decodeData('DATA:image/svg+xml;utf8,%3Csvg/%3E')!).toString()).toBe('<svg/>');
  });

  it('that is broken gives null', () => {
    expect(decodeData('data:image/png;base64')).toBeNull();
    expect(decodeData('data:image/png;base64,a*b')).toBeNull();
    expect(decodeData('data:image/png,%zz')).toBeNull();
  });
});

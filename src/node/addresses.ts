/**
 * IP addresses that belong to no public host. https://www.iana.org/assignments/iana-ipv4-special-registry and its
 * sister for IPv6
 */
import { BlockList, isIP } from 'node:net';

/** True as well for what is not an address at all: what cannot be judged is not connected to. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  switch (isIP(plain)) {
    case 4:
      return privateRanges.check(plain, 'ipv4');
    case 6: {
      const inner = embeddedAddress(plain);
      return inner === null ? privateRanges.check(plain, 'ipv6') : isPrivateAddress(inner);
    }
    default:
      return true;
  }
}

const privateRanges = listPrivateRanges();

// 198.18.0.0/15 is left out on purpose: proxy clients such as Clash answer every name with an address of it
// ("fake-ip"), and refusing it would leave their users without any image.
function listPrivateRanges(): BlockList {
  const ranges = new BlockList();
  for (const [address, bits] of [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const) {
    ranges.addSubnet(address, bits, 'ipv4');
  }
  for (const [address, bits] of [
    // Unspecified, loopback, and the IPv4-compatible addresses nobody uses any more.
    ['::', 96],
    // IPv4 addresses translated inside a network (RFC 2765): no public host has one.
    ['::ffff:0:0:0', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    // Teredo, benchmarks, identifiers of hosts (ORCHID) and of segments: none is the address of a public host.
    ['2001::', 32],
    ['2001:2::', 48],
    ['2001:10::', 28],
    ['2001:20::', 28],
    ['5f00::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ] as const) {
    ranges.addSubnet(address, bits, 'ipv6');
  }
  return ranges;
}

/** The IPv4 address in ::ffff:0:0/96 (mapped), 64:ff9b::/96 (NAT64) and 2002::/16 (6to4), which they reach. */
function embeddedAddress(address: string): string | null {
  const groups = expand(address);
  const [first, second] = groups;
  if (first === 0x2002) return dotted(groups[1], groups[2]);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  const translated = first === 0x64 && second === 0xff9b && groups.slice(2, 6).every((group) => group === 0);
  return mapped || translated ? dotted(groups[6], groups[7]) : null;
}

/** Eight numbers of 16 bits. */
function expand(address: string): number[] {
  // The URL parser turns a dotted tail into groups and leaves one `::` at most.
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}

function dotted(high = 0, low = 0): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

import type { LookupAddress } from 'node:dns';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DownloadRequest } from '../../../src/model/host.ts';
import { isPrivateAddress } from '../../../src/node/addresses.ts';
import type { Downloader, Names } from '../../../src/node/download.ts';
import { createDownloader } from '../../../src/node/download.ts';
import type { ImageServer } from '../../support/image-server.ts';
import { startImageServer, testImages } from '../../support/image-server.ts';

let server: ImageServer;
let png: Uint8Array;
const open: Downloader[] = [];

beforeAll(async () => {
  server = await startImageServer();
  png = (await testImages()).png;
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((downloader) => downloader.close()));
});

function create(environment: Record<string, string> = {}, names: Partial<Names> = {}): Downloader {
  const downloader = createDownloader(environment, {
    lookup: everyNameIs('127.0.0.1'),
    isPrivate: isPrivateAddress,
    ...names,
  });
  open.push(downloader);
  return downloader;
}

function everyNameIs(...addresses: string[]): Names['lookup'] {
  const answer: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_hostname, _options, callback) => setImmediate(() => callback(null, answer));
}

function ask(url: string, change: Partial<DownloadRequest> = {}): DownloadRequest {
  return { url, headers: {}, timeout: 5000, maximumBytes: 1_000_000, allowPrivateHosts: true, hosts: {}, ...change };
}

/** The same server by a name instead of digits. */
const named = (path: string) => `http://pictures.example:${new URL(server.url).port}${path}`;

describe('a download', () => {
  it('gives the bytes, the address and the type', async () => {
    const answer = await create().download(ask(`${server.url}/drawing.png#part`));
    expect(answer).toMatchObject({ kind: 'body', url: `${server.url}/drawing.png`, mediaType: 'image/png' });
    expect(answer.kind === 'body' && Buffer.compare(answer.bytes, png)).toBe(0);
  });

  it('sends the requested headers, and neither cookies nor credentials', async () => {
    const downloader = create();
    const url = `${server.url.replace('//', '//user:secret@')}/drawing.png`;
    for (let time = 0; time < 2; time += 1)
      await downloader.download(ask(url, { headers: { referer: 'http://r.example/' } }));
    expect(server.requests.length).toBe(2);
    for (const { headers } of server.requests) {
      expect(headers.referer).toBe('http://r.example/');
      expect(headers.cookie ?? headers.authorization).toBeUndefined();
    }
  });

  it('sends what is written for a host to that host alone, also after a redirect', async () => {
    const { port, host } = new URL(server.url);
    const hosts = {
      '*.example': { cookie: 'domain', 'x-of': 'domain' },
      'pictures.example': { cookie: 'host' },
      [`pictures.example:${port}`]: { referer: 'http://port.example/' },
      'other.example': { authorization: 'secret' },
      [host]: { 'x-of': 'digits' },
    };
    const request = { headers: { referer: 'http://r.example/' }, hosts };
    await create().download(ask(named('/redirect-digits.png'), request));
    const [first, second] = server.requests.map(({ headers }) => headers);
    expect(first).toMatchObject({ cookie: 'host', 'x-of': 'domain', referer: 'http://port.example/' });
    expect(second).toMatchObject({ 'x-of': 'digits', referer: 'http://r.example/' });
    expect(second).not.toHaveProperty('cookie');
    for (const headers of [first, second]) expect(headers).not.toHaveProperty('authorization');
  });

  it('follows a redirect and reports where it led', async () => {
    const answer = await create().download(ask(`${server.url}/redirect.png`));
    expect(answer).toMatchObject({ kind: 'body', url: `${server.url}/drawing.png` });
  });

  it('follows five redirects at most', async () => {
    const answer = await create().download(ask(`${server.url}/redirect-loop.png`));
    expect(answer).toEqual({ kind: 'failed', reason: 'more than 5 redirects', temporary: false });
    expect(server.requests.length).toBe(6);
  });

  it('decodes gzip', async () => {
    const answer = await create().download(ask(`${server.url}/gzip.svg`));
    expect(answer.kind === 'body' && Buffer.from(answer.bytes).toString()).toContain('<svg');
  });

  it('gives the status of an answer that is no success, and when to come back', async () => {
    const downloader = create();
    expect(await downloader.download(ask(`${server.url}/none`))).toEqual({
      kind: 'status',
      status: 404,
      retryAfter: null,
    });
    const busy = await downloader.download(ask(`${server.url}/busy.png`));
    expect(busy).toEqual({ kind: 'status', status: 429, retryAfter: 1000 });
  });

  it.each(['/endless.jpg', '/huge-length.jpg', '/gzip-bomb.png'])(
    'stops at the limit of bytes for %s',
    async (path) => {
      expect(await create().download(ask(server.url + path))).toEqual({ kind: 'too-large' });
    },
  );

  it.each(['/stall.jpg', '/silent.jpg'])('stops at the limit of time for %s', async (path) => {
    const answer = await create().download(ask(server.url + path, { timeout: 300 }));
    expect(answer.kind).toBe('failed');
  });

  it.each(['/reset.jpg', '/short.jpg'])('is a temporary failure when the connection breaks: %s', async (path) => {
    const answer = await create().download(ask(server.url + path));
    expect(answer).toMatchObject({ kind: 'failed', temporary: true });
  });

  it('distinguishes an unknown name and a closed port from other failures', async () => {
    const lookup: Names['lookup'] = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), []);
    const unknown = await create({}, { lookup }).download(ask('http://unknown.example/'));
    expect(unknown).toMatchObject({ kind: 'failed', cause: 'name', temporary: true });
    const closed = await create().download(ask('http://127.0.0.1:9/'));
    expect(closed).toMatchObject({ kind: 'failed', cause: 'closed', reason: 'connection refused' });
  });
});

describe('a private address', () => {
  const port = () => new URL(server.url).port;

  it.each([
    'http://127.0.0.1',
    'http://localhost',
    'http://a.localhost',
    'http://[::1]',
    'http://0.0.0.0',
    'http://2130706433',
    'http://0x7f.1',
    'http://127.1',
    'http://[::ffff:127.0.0.1]',
    'http://①②⑦.0.0.1',
  ])('written as %s is refused before a socket is opened', async (origin) => {
    const answer = await create().download(ask(`${origin}:${port()}/drawing.png`, { allowPrivateHosts: false }));
    expect(answer.kind).toBe('private');
    expect(server.requests).toEqual([]);
  });

  it('behind a name is refused, even beside a public one', async () => {
    for (const addresses of [['127.0.0.1'], ['1.1.1.1', '10.0.0.1'], ['::1']]) {
      const downloader = create({}, { lookup: everyNameIs(...addresses) });
      const answer = await downloader.download(ask(named('/drawing.png'), { allowPrivateHosts: false }));
      expect(answer).toEqual({ kind: 'private', address: addresses.at(-1) });
    }
    expect(server.requests).toEqual([]);
  });

  it('is connected to when that is allowed', async () => {
    const answer = await create().download(ask(named('/drawing.png')));
    expect(answer.kind).toBe('body');
    expect((await create().download(ask(`${server.url}/drawing.png`))).kind).toBe('body');
  });

  it('reached by a redirect is refused', async () => {
    // The first hop stands for a public host; the neighbour it redirects to does not.
    const isPrivate = (address: string) => address !== '127.0.0.1';
    const answer = await create({}, { isPrivate }).download(
      ask(named('/redirect-neighbour.png'), { allowPrivateHosts: false }),
    );
    expect(answer).toEqual({ kind: 'private', address: '127.0.0.2' });
    expect(server.requests.length).toBe(1);
  });

  it('of another scheme is refused, whether asked for or redirected to', async () => {
    expect(await create().download(ask('file:///etc/passwd'))).toEqual({
      kind: 'private',
      address: 'file:///etc/passwd',
    });
    const answer = await create().download(ask(`${server.url}/redirect-file.png`));
    expect(answer).toEqual({ kind: 'private', address: 'file:///etc/passwd' });
  });

  it('is looked up once for each connection, so that a second answer of DNS changes nothing', async () => {
    let times = 0;
    const lookup: Names['lookup'] = (_hostname, _options, callback) => {
      times += 1;
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    };
    const isPrivate = () => false;
    const answer = await create({}, { lookup, isPrivate }).download(
      ask(named('/drawing.png'), { allowPrivateHosts: false }),
    );
    expect(answer.kind).toBe('body');
    expect(times).toBe(1);
  });
});

describe('a proxy of the environment', () => {
  it('resolves names this machine does not know, and may itself be private', async () => {
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(request.url ?? '');
      const { pathname } = new URL(request.url ?? '');
      send(`${server.url}${pathname}`, (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 500))).end();
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      const downloader = create({ HTTP_PROXY: url, NO_PROXY: 'direct.example' });
      const refuse = { allowPrivateHosts: false };
      const answer = await downloader.download(ask('http://far.example/drawing.png', refuse));
      expect(answer.kind === 'body' && Buffer.compare(answer.bytes, png)).toBe(0);
      expect(asked).toEqual(['http://far.example/drawing.png']);
      expect((await downloader.download(ask('http://10.0.0.1/drawing.png', refuse))).kind).toBe('private');
      expect((await downloader.download(ask('http://direct.example/drawing.png', refuse))).kind).toBe('private');
      expect(asked.length).toBe(1);
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });
});

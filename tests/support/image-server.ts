/**
 * An image host with every fault met in the wild, on loopback. In: nothing. Out: its address, and what it was asked. It
 * speaks real HTTP over real sockets: resets and stalls cannot be told by a mock. Asked as a proxy, it plays every host.
 */
import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults, status } from './image-faults.ts';
import { oddImages, testImages } from './test-pictures.ts';

export { type TestImages, testImages } from './test-pictures.ts';

export interface ImageServer {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  url: string;
  /** Paths, whoever asked. */
  requests: { url: string; headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

/** Serves `/name.ext` for each picture, and the faults of `createFaults`; `latency` milliseconds after it was asked. */
export async function startImageServer({ latency = 0 } = {}): Promise<ImageServer> {
  const images = await testImages();
  const faults = createFaults(images, await oddImages(images));
  const requests: ImageServer['requests'] = [];
  const server = createServer((request, response) => {
    // A proxy is asked for whole addresses.
    const url = (request.url ?? '/').replace(/^http:\/\/[^/]*/, '');
    requests.push({ url, headers: request.headers });
    const serve = faults[url.split('?')[0] ?? ''] ?? status(404);
    if (latency === 0) serve(request, response);
    else setTimeout(() => serve(request, response), latency);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => closeServer(server),
  };
}

// Stalled answers keep their sockets open for ever.
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeAllConnections();
  await closed;
}

/**
 * Hosts of pictures, in a process of their own so that they take no time of the process that is measured. In: a folder, how
 * many hosts, and how many milliseconds each waits before it answers. Out: their ports, as JSON in one line; it serves until
 * it is ended.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const [folder, hosts, latency] = process.argv.slice(2);
const ports = await Promise.all(Array.from({ length: Number(hosts) }, startHost));
console.log(JSON.stringify(ports));

async function startHost() {
  const server = createServer(async (request, response) => {
    const name = request.url.slice(1);
    await wait(Number(latency));
    if (!/^[a-z]+\/\d+\.webp$/.test(name)) return response.writeHead(404).end();
    const bytes = await readFile(join(folder, name));
    response.writeHead(200, { 'content-type': 'image/webp', 'content-length': bytes.length }).end(bytes);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return server.address().port;
}

/** A county under test on a loopback port, for desks that run in a real browser. */
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { CountyUnderTest } from './county.ts';

export async function serveCounty(county: CountyUnderTest): Promise<{ readonly address: string; close(): void }> {
  const server = createServer((request, response) => {
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'access-control-allow-methods': '*' };
    if (request.method === 'OPTIONS') {
      response.writeHead(204, cors).end();
      return;
    }
    const answer = async (): Promise<void> => {
      const body = await buffer(request);
      const headers = { 'content-type': request.headers['content-type'] ?? '', authorization: request.headers.authorization ?? '' };
      const asked = { method: request.method ?? 'GET', headers, ...(body.length > 0 ? { body: Uint8Array.from(body) } : {}) };
      const found = await county.fetch(`http://127.0.0.1${request.url ?? '/'}`, asked);
      response.writeHead(found.status, { ...cors, 'content-type': found.headers.get('content-type') ?? 'application/octet-stream' });
      response.end(Buffer.from(await found.arrayBuffer()));
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('no port');
  return {
    address: `http://127.0.0.1:${at.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

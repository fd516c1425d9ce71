/** The desk page: the built renderer under `/desk/` on an origin of its own, never that of the public pages. */
import { readFile, stat } from 'node:fs/promises';
import type { Server } from 'node:http';
import path from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { refuse } from './answers.ts';

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

function csp(county: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    `connect-src 'self' ${county}`,
    "worker-src 'self'",
    "frame-src 'self' blob:",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

async function fileAt(root: string, asked: string): Promise<string | undefined> {
  const file = path.join(root, path.normalize(`/${asked}`));
  if (file !== root && !file.startsWith(root + path.sep)) return undefined;
  const found = await stat(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  });
  return found?.isFile() ? file : undefined;
}

/** The county's exchange as this visitor reaches it: same host name, the exchange's port. */
function countyFor(host: string, protocol: string, port: number): string {
  const name = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(?::\d+)?$/.exec(host)?.[1] ?? '127.0.0.1';
  return `${protocol}://${name}:${port}`;
}

async function send(reply: FastifyReply, file: string): Promise<FastifyReply> {
  const hashed = /[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(path.basename(file));
  reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  reply.type(TYPES[path.extname(file)] ?? 'application/octet-stream');
  return reply.send(await readFile(file));
}

export function deskPageRoutes(app: FastifyInstance, parts: { readonly root: string; readonly secure: boolean; readonly countyServer: Server }): void {
  const root = path.resolve(parts.root);
  const county = (host: string): string => {
    const address = parts.countyServer.address();
    return countyFor(host, parts.secure ? 'https' : 'http', typeof address === 'object' && address ? address.port : 0);
  };
  app.get('/', (_request, reply) => reply.redirect('/desk/'));
  app.get('/desk', (_request, reply) => reply.redirect('/desk/'));
  app.get<{ Params: { '*': string } }>('/desk/*', async (request, reply) => {
    const address = county(request.headers.host ?? '');
    reply.header('content-security-policy', csp(address)).header('service-worker-allowed', '/desk/');
    const asked = request.params['*'];
    if (asked === 'county.json') return reply.header('cache-control', 'no-store').send({ address });
    const file = await fileAt(root, asked === '' ? 'index.html' : asked);
    return file ? send(reply, file) : refuse(reply, 404, 'notFound');
  });
}

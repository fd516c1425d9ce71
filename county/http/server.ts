/** The two servers of a county: public pages and exchange on one port, the desk page on its own. */
import fastify, { type FastifyInstance, type FastifyReply, type FastifyServerOptions } from 'fastify';
import type { Server } from 'node:http';
import { answerSafely, refuse } from './answers.ts';
import { deskPageRoutes } from './deskPage.ts';
import { exchangeRoutes, type ExchangeRoutes } from './exchangeRoutes.ts';

export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

export interface ServerOptions {
  readonly tls: TlsPair | undefined;
  readonly logLevel: 'silent' | 'info' | 'warn' | 'error';
  /** Addresses and ranges of proxies whose word on where a request came from is taken; empty: nobody's. */
  readonly proxies: readonly string[];
}

function options({ tls, logLevel, proxies }: ServerOptions): FastifyServerOptions & { https?: TlsPair } {
  return {
    // What is logged names routes, never addresses, queries or bodies: each of them can lead to a person.
    logger: {
      level: logLevel,
      serializers: {
        req: (request: { readonly method: string }) => ({ method: request.method }),
        res: (reply: { readonly statusCode: number }) => ({ status: reply.statusCode }),
      },
    },
    forceCloseConnections: 'idle',
    requestTimeout: 120_000,
    ...(proxies.length > 0 ? { trustProxy: [...proxies] } : {}),
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
    ...(tls ? { https: tls } : {}),
  };
}

/** The public pages, which lie in a folder of their own: how they register, and their page for an unknown address. */
export interface Pages {
  register(app: FastifyInstance): Promise<void>;
  notFound(reply: FastifyReply): Promise<FastifyReply>;
}

/** Public pages, exchange and health on one port. */
export async function countyServer(given: ServerOptions, parts: ExchangeRoutes & { readonly pages: Pages; readonly healthy: () => Promise<boolean> }): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify(options(given));
  answerSafely(app, given.tls !== undefined, (request, reply) => (request.url.startsWith('/exchange') ? refuse(reply, 404, 'notFound') : parts.pages.notFound(reply)));
  app.get('/health', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return (await parts.healthy()) ? { healthy: true } : refuse(reply, 503, 'countyBusy');
  });
  await app.register((scope) => exchangeRoutes(scope, parts), { prefix: '/exchange' });
  await app.register((scope) => parts.pages.register(scope));
  return app;
}

/** The desk page alone. */
export async function deskServer(given: ServerOptions, parts: { readonly root: string; readonly countyServer: Server }): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify(options(given));
  answerSafely(app, given.tls !== undefined, (_request, reply) => refuse(reply, 404, 'notFound'));
  deskPageRoutes(app, { ...parts, secure: given.tls !== undefined });
  return app;
}

/** Serves an opened county: ports, pages, origins, and a graceful end. */
import { stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { countyServer, deskServer, type Pages, type TlsPair } from './http/server.ts';
import type { OpenCounty } from './open.ts';

/** The desktop app's own page. */
const APP_ORIGIN = 'app://bundle';

const DESK_PAGE = fileURLToPath(new URL('../out/renderer/', import.meta.url));

export interface Serving {
  readonly host: string;
  readonly port: number;
  /** 0 picks a free one when `port` is 0 too; else the next one is meant. */
  readonly deskPort: number;
  readonly tls: TlsPair | undefined;
  /** Further origins whose pages may call, exact. */
  readonly deskOrigins: readonly string[];
  readonly logLevel: 'silent' | 'info' | 'warn' | 'error';
  /** Proxies in front of the county, by address or range. */
  readonly proxies: readonly string[];
  readonly pages: Pages;
  /** Whether the county can work now. */
  readonly healthy: () => Promise<boolean>;
  /** Folder of the built desk page; ends with a slash. */
  readonly deskPage?: string;
}

export interface Served {
  readonly address: string;
  /** Null when the desk page has not been built. */
  readonly deskAddress: string | null;
  /** New connections get this certificate; those under way go on. */
  renew(pair: TlsPair): void;
  close(): Promise<void>;
}

async function isBuilt(root: string): Promise<boolean> {
  const found = await stat(`${root}index.html`).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found?.isFile() === true;
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address() as AddressInfo | string | null;
  return typeof address === 'object' && address ? address.port : 0;
}

function renewOn({ server }: FastifyInstance, pair: TlsPair): void {
  if ('setSecureContext' in server && typeof server.setSecureContext === 'function') server.setSecureContext(pair);
}

/** The desk page's origin: its port, under the name by which the county itself was called. */
function deskPageOrigin(protocol: string, host: string, port: number): string {
  return `${protocol}://${host.replace(/:\d+$/, '')}:${port}`;
}

export async function serve({ exchange, access }: Pick<OpenCounty, 'exchange' | 'access'>, serving: Serving): Promise<Served> {
  const protocol = serving.tls ? 'https' : 'http';
  let deskPort = 0;
  const origins = (origin: string, host: string): boolean =>
    origin === APP_ORIGIN || serving.deskOrigins.includes(origin) || (deskPort !== 0 && origin === deskPageOrigin(protocol, host, deskPort));
  const app = await countyServer(serving, { exchange, access, origins, pages: serving.pages, healthy: serving.healthy });
  const root = serving.deskPage ?? DESK_PAGE;
  const desk = (await isBuilt(root)) ? await deskServer(serving, { root, countyServer: app.server }) : undefined;
  try {
    await app.listen({ host: serving.host, port: serving.port });
    await desk?.listen({ host: serving.host, port: serving.deskPort });
  } catch (error) {
    await Promise.all([app.close(), desk?.close()]);
    throw error;
  }
  deskPort = desk ? portOf(desk) : 0;
  const name = serving.host.includes(':') ? `[${serving.host}]` : serving.host;
  return {
    address: `${protocol}://${name}:${portOf(app)}`,
    deskAddress: desk ? `${protocol}://${name}:${deskPort}/desk/` : null,
    renew: (pair) => [app, desk].forEach((server) => server && renewOn(server, pair)),
    async close() {
      await Promise.all([app.close(), desk?.close()]);
    },
  };
}

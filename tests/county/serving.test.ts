/** The county's two servers in this process, over the memory store and a clock of the test's own: tokens, origins, proxies, TLS. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connect } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { enrolmentCode, formatCode } from '#domain/code.ts';
import { enrolResponse } from '#wire/exchange/messages.ts';
import { Access, codeHash } from '#county/exchange/access.ts';
import { countySigner } from '#county/exchange/countyKeys.ts';
import { MemoryPieces, MemoryStore } from '#county/exchange/memory.ts';
import type { CountySigner } from '#county/exchange/proofs.ts';
import { ownCertificate } from '#county/http/authority.ts';
import type { TlsPair } from '#county/http/server.ts';
import { sortableIds } from '#county/ids.ts';
import { portalNotFound, portalRoutes } from '#county/portal/routes.ts';
import { serve, type Served, type Serving } from '#county/serve.ts';
import { RULES } from '#tests/kit/people.ts';
import { random, temporaryFolder } from './cluster.ts';
import { ExchangeKit, seed } from './exchangeKit.ts';
import { ShelfReader } from './portal/kit.ts';
import { HttpDesk } from './running.ts';

const MINUTE = 60_000;
const FINGERPRINT = 'AB:CD';
let folder: string;
let signer: CountySigner;
const open: Served[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  signer = await countySigner(path.join(folder, 'keys'));
  await mkdir(path.join(folder, 'page'));
  await writeFile(path.join(folder, 'page', 'index.html'), '<!doctype html><title>desk</title>');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Here {
  readonly served: Served;
  readonly kit: ExchangeKit;
  /** A new code for the village, as an operator makes them. */
  code(): Promise<string>;
}

async function county(more: Partial<Serving> = {}): Promise<Here> {
  const store = new MemoryStore(RULES.county, 'e1');
  await store.write(seed);
  const kit = new ExchangeKit(store, new MemoryPieces());
  const clock = { now: (): number => kit.now };
  const access = new Access({ store, exchange: kit.exchange, signer, clock, ids: sortableIds(clock, random), random, tlsFingerprint: FINGERPRINT });
  const deps = { reader: new ShelfReader([]), today: () => kit.exchange.today(), clock };
  const pages = { register: (app: Parameters<typeof portalRoutes>[0]) => portalRoutes(app, deps), notFound: (reply: Parameters<typeof portalNotFound>[0]) => portalNotFound(reply, deps) };
  const served = await serve(
    { exchange: kit.exchange, access },
    { host: '127.0.0.1', port: 0, deskPort: 0, tls: undefined, deskOrigins: [], logLevel: 'silent', proxies: [], pages, healthy: async () => true, deskPage: `${folder}/page/`, ...more },
  );
  open.push(served);
  const code = async (): Promise<string> => {
    const made = enrolmentCode(random);
    await store.access((tx) => tx.saveCode({ hash: codeHash(made) ?? '', office: 'stone', expires: kit.now + MINUTE, reusable: false, usedBy: null, firstPasswordFor: null }));
    return formatCode(made);
  };
  return { served, kit, code };
}

describe('tokens', () => {
  test('a token ends by the clock of the county, and the desk gets another', async () => {
    const { served, kit, code } = await county();
    const desk = await HttpDesk.enrol(served.address, await code());
    const status = async (): Promise<number> => (await desk.ask('changes')).status;
    kit.now += 15 * MINUTE - 1;
    expect(await status()).toBe(200);
    kit.now += 2;
    expect(await status()).toBe(401);
    expect((await desk.newToken()).status).toBe(200);
    expect(await status()).toBe(200);
  });

  test('a token of another county is no token, and neither is a changed one', async () => {
    const [here, there] = [await county(), await county()];
    const foreign = await HttpDesk.enrol(there.served.address, await there.code());
    const own = await HttpDesk.enrol(here.served.address, await here.code());
    for (const token of [foreign.token, `${own.token.slice(0, -1)}${own.token.endsWith('A') ? 'B' : 'A'}`, own.token.toUpperCase()]) {
      const answer = await fetch(`${here.served.address}/exchange/acts`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: '{"version":1,"acts":[]}' });
      expect([answer.status, await answer.json()]).toEqual([401, { fault: 'tokenMissing' }]);
    }
    expect((await own.ask('changes')).status).toBe(200);
  });
});

describe('codes', () => {
  test('an enrolment brings the fingerprint of the authority; a used or expired code is refused in its own words', async () => {
    const { served, kit, code } = await county();
    const [used, late] = [await code(), await code()];
    const enrol = async (asked: string): Promise<unknown> => {
      const desk = new HttpDesk(served.address, await kit.signer('desk'), await kit.signer('desk'));
      return (await desk.post('enrol', { code: asked, desk: { name: 'x', publicKey: desk.key.publicKey } })).json();
    };
    expect(enrolResponse.parse(await enrol(used)).county.tlsFingerprint).toBe(FINGERPRINT);
    expect(await enrol(used)).toEqual({ fault: 'codeUsed' });
    kit.now += 2 * MINUTE;
    expect(await enrol(late)).toEqual({ fault: 'codeExpired' });
  });

  test('an address that guesses is stopped after a hundred codes, and its neighbours with good codes still enrol', async () => {
    const { served, kit, code } = await county();
    const wrong = async (at: number): Promise<number> => {
      const desk = new HttpDesk(served.address, await kit.signer('desk'), await kit.signer('desk'));
      return (await desk.post('enrol', { code: String(at).padStart(16, '0'), desk: { name: 'x', publicKey: desk.key.publicKey } })).status;
    };
    const statuses: number[] = [];
    for (let at = 0; at < 101; at += 1) statuses.push(await wrong(at));
    expect(statuses.slice(0, 100).every((status) => status === 403)).toBe(true);
    expect(statuses[100]).toBe(429);
    expect((await HttpDesk.enrol(served.address, await code())).office).toBe('stone');
    kit.now += 61 * MINUTE;
    expect(await wrong(101)).toBe(403);
  });
});

describe('origins', () => {
  const allowed = async (address: string, origin: string, host?: string): Promise<string | null> => {
    const url = new URL(address);
    if (host) url.hostname = host;
    const answer = await fetch(`${url.origin}/exchange/acts`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' } });
    return answer.headers.get('access-control-allow-origin');
  };

  test('an origin named at the start may call, and its preflight says what it may send', async () => {
    const { served } = await county({ deskOrigins: ['https://bundle.app.electron-double.test'] });
    expect(await allowed(served.address, 'https://bundle.app.electron-double.test')).toBe('https://bundle.app.electron-double.test');
    for (const other of ['https://bundle.app.electron-double.test:8443', 'http://bundle.app.electron-double.test', 'https://app.electron-double.test']) expect(await allowed(served.address, other)).toBeNull();
    const answer = await fetch(`${served.address}/exchange/changes`, { headers: { origin: 'https://bundle.app.electron-double.test' } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, 'https://bundle.app.electron-double.test']);
  });

  test('the desk page may call under the name by which the county was called, and under no other', async () => {
    const { served } = await county();
    const desk = new URL(served.deskAddress ?? '');
    expect(await (await fetch(desk)).text()).toContain('<title>desk</title>');
    expect((await fetch(desk)).headers.get('content-security-policy')).toContain(`connect-src 'self' ${served.address};`);
    expect(await allowed(served.address, desk.origin)).toBe(desk.origin);
    expect(await allowed(served.address, `http://localhost:${desk.port}`, 'localhost')).toBe(`http://localhost:${desk.port}`);
    for (const other of [served.address, `http://localhost:${desk.port}`, `https://127.0.0.1:${desk.port}`]) expect(await allowed(served.address, other)).toBeNull();
  });
});

describe('where a request comes from', () => {
  /** Asks for a sheet as the visitor that a proxy names; 31 questions in one minute. */
  const ask = async (address: string, visitor: string): Promise<number> => (await fetch(`${address}/v/0000000000000`, { headers: { 'x-forwarded-for': visitor } })).status;
  const many = async (address: string): Promise<readonly number[]> => [...new Set(await Promise.all(Array.from({ length: 30 }, () => ask(address, '203.0.113.7'))))];

  test('behind a named proxy each visitor has an own limit', async () => {
    const { served } = await county({ proxies: ['127.0.0.1'] });
    expect(await many(served.address)).toEqual([200]);
    expect(await ask(served.address, '203.0.113.7')).toBe(429);
    expect(await ask(served.address, '203.0.113.8')).toBe(200);
    // Only the last word is the proxy's own; what a visitor wrote before it counts for nothing.
    expect(await ask(served.address, '198.51.100.9, 203.0.113.7')).toBe(429);
  });

  test('without one, what a visitor says of itself counts for nothing', async () => {
    const { served } = await county();
    expect(await many(served.address)).toEqual([200]);
    expect(await ask(served.address, '203.0.113.8')).toBe(429);
  });
});

describe('TLS', () => {
  const parts = (at: number) => ({ folder: path.join(folder, 'tls'), clock: { now: () => at }, random });
  const peer = (pair: TlsPair, address: string): Promise<string> => {
    const ca = pair.cert.slice(pair.cert.lastIndexOf('-----BEGIN'));
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port: Number(new URL(address).port), ca }, () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      });
      socket.on('error', reject);
    });
  };

  test('both ports speak TLS, and a renewed certificate is used without a stop', async () => {
    const first = await ownCertificate(parts(Date.now()), ['127.0.0.1']);
    const { served } = await county({ tls: first });
    expect([served.address, served.deskAddress ?? ''].every((address) => address.startsWith('https://127.0.0.1:'))).toBe(true);
    for (const address of [served.address, served.deskAddress ?? '']) expect(await peer(first, address)).toBe(new X509Certificate(first.cert).fingerprint256);
    const second = await ownCertificate(parts(Date.now()), ['127.0.0.1', 'new.example']);
    expect(second.cert).not.toBe(first.cert);
    served.renew(second);
    for (const address of [served.address, served.deskAddress ?? '']) expect(await peer(second, address)).toBe(new X509Certificate(second.cert).fingerprint256);
  });
});

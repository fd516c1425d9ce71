/** The county's own authority and given certificates: what they say, how they are kept, and when they are made anew. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connect, createServer, type PeerCertificate } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorityFingerprint, ownCertificate, type OwnCertificate } from '#county/http/authority.ts';
import { givenCertificate } from '#county/http/certificates.ts';
import { random, temporaryFolder } from './cluster.ts';

const DAY = 86_400_000;
const START = Date.now();
const HOSTS = ['county.example', '127.0.0.1', '::1'];

let folder: string;
let now = START;
const made = (hosts = HOSTS): Promise<OwnCertificate> => ownCertificate({ folder, clock: { now: () => now }, random }, hosts);
const leaf = (pair: OwnCertificate): X509Certificate => new X509Certificate(pair.cert);

beforeAll(async () => {
  folder = path.join(await temporaryFolder(), 'tls');
});
afterAll(() => rm(path.dirname(folder), { recursive: true, force: true }));

/** A TLS connection to a server with the pair, checked by the authority alone. */
function handshake(pair: OwnCertificate, ca: string, servername: string): Promise<PeerCertificate> {
  const server = createServer({ cert: pair.cert, key: pair.key });
  return new Promise<PeerCertificate>((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const socket = connect({ host: '127.0.0.1', port: typeof address === 'object' && address ? address.port : 0, ca, servername }, () => {
        resolve(socket.getPeerCertificate());
        socket.destroy();
      });
      socket.on('error', reject);
    });
  }).finally(() => server.close());
}

describe('an authority of our own', () => {
  test('is an authority that signs one server with all its names, and opens a TLS connection checked by it alone', async () => {
    const pair = await made();
    const ca = new X509Certificate(await readFile(path.join(folder, 'ca.crt'), 'utf8'));
    expect(ca.ca).toBe(true);
    expect(leaf(pair).ca).toBe(false);
    expect(leaf(pair).checkIssued(ca) && leaf(pair).verify(ca.publicKey)).toBe(true);
    expect(leaf(pair).subjectAltName).toBe('DNS:county.example, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect(pair.fingerprint).toBe(ca.fingerprint256);
    expect(await authorityFingerprint(folder)).toBe(pair.fingerprint);
    expect((await handshake(pair, ca.toString(), 'county.example')).fingerprint256).toBe(leaf(pair).fingerprint256);
    await expect(handshake(pair, ca.toString(), 'other.example')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  test('keys are for the owner alone', async () => {
    for (const name of await readdir(folder)) expect((await stat(path.join(folder, name))).mode & 0o777, name).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test('stays as it is until a name is missing, its end is near, or its key is another one; the authority always stays', async () => {
    const first = await made();
    expect(await made()).toEqual(first);
    const renamed = await made([...HOSTS, '10.1.2.3']);
    expect(leaf(renamed).subjectAltName).toContain('10.1.2.3');
    now = START + 366 * DAY;
    expect((await made([...HOSTS, '10.1.2.3'])).cert).toBe(renamed.cert);
    now = START + 368 * DAY;
    const renewed = await made();
    expect(leaf(renewed).validToDate.getTime()).toBeGreaterThan(now + 396 * DAY);
    await writeFile(path.join(folder, 'server.key'), first.key);
    const repaired = await made();
    expect(leaf(repaired).checkPrivateKey(createPrivateKey(repaired.key))).toBe(true);
    expect([renamed, renewed, repaired].map((pair) => pair.fingerprint)).toEqual([first.fingerprint, first.fingerprint, first.fingerprint]);
  });

  test('a server certificate never outlives its authority, and an ended authority is refused in words', async () => {
    const ca = new X509Certificate(await readFile(path.join(folder, 'ca.crt'), 'utf8'));
    now = ca.validToDate.getTime() - 40 * DAY;
    expect(leaf(await made()).validToDate).toEqual(ca.validToDate);
    now = ca.validToDate.getTime();
    await expect(made()).rejects.toMatchObject({ reason: 'authorityEnded' });
  });
});

describe('a certificate that is given', () => {
  const at = (name: string): string => path.join(folder, name);

  test('is read with its key, and refused when it cannot be read or the key belongs to another', async () => {
    expect(await givenCertificate(at('server.crt'), at('server.key'))).toMatchObject({ cert: expect.stringContaining('BEGIN CERTIFICATE') as string });
    await expect(givenCertificate(at('server.crt'), at('ca.key'))).rejects.toMatchObject({ reason: 'keyForeign' });
    await expect(givenCertificate(at('nothing.crt'), at('server.key'))).rejects.toMatchObject({ reason: 'certificateUnreadable', file: at('nothing.crt') });
    await expect(givenCertificate(at('server.crt'), at('server.crt'))).rejects.toMatchObject({ reason: 'certificateUnreadable', file: at('server.crt') });
  });
});

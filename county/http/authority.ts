/**
 * The county's own certificate authority, kept in `keys/tls`: made once, good for twenty years, known to desks by its
 * fingerprint. It signs the server's certificate for the names and addresses under which the county is reached, and
 * signs it anew before it ends or when a name is missing. Keys are written whole or not at all, for the owner alone.
 */
// @peculiar/x509 asks for this polyfill, and asks for it first.
import 'reflect-metadata';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import {
  AuthorityKeyIdentifierExtension, BasicConstraintsExtension, ExtendedKeyUsage, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension,
  SubjectAlternativeNameExtension, SubjectKeyIdentifierExtension, X509CertificateGenerator, type X509Certificate as MadeCertificate,
} from '@peculiar/x509';
import type { Clock, Random } from '#domain/ports.ts';
import { writeSecret } from '../exchange/countyKeys.ts';
import { TlsRefused } from './certificates.ts';
import type { TlsPair } from './server.ts';

const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 7300;
const SERVER_DAYS = 397;
/** A server certificate is renewed when it has fewer days left. */
const RENEW_DAYS = 30;
/** Clocks of villages are wrong: certificates begin in the past. */
const BEGUN_DAYS = 31;

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const NAME = 'CN=Noticeboard county';

type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

interface KeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

export interface AuthorityParts {
  /** `keys/tls` of the county's folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
}

export interface OwnCertificate extends TlsPair {
  /** SHA-256 of the authority's certificate, in pairs of hex digits. */
  readonly fingerprint: string;
}

async function readIf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A positive number of 16 bytes, as RFC 5280 wants it. */
function serialNumber(random: Random): string {
  const bytes = Buffer.from(random.bytes(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function newKeys(): Promise<KeyPair> {
  return crypto.subtle.generateKey(ES256, true, ['sign', 'verify']);
}

async function privatePem(keys: KeyPair): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' }).toString();
}

async function keysOf(pem: string): Promise<KeyPair> {
  const key = createPrivateKey(pem);
  const [pkcs8, spki] = [key.export({ format: 'der', type: 'pkcs8' }), createPublicKey(key).export({ format: 'der', type: 'spki' })];
  return {
    privateKey: await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), ES256, true, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', new Uint8Array(spki), ES256, true, ['verify']),
  };
}

/** The certificate last: where it is there, its key is too. */
async function keep(folder: string, name: 'ca' | 'server', made: { readonly keys: KeyPair; readonly certificate: MadeCertificate }): Promise<TlsPair> {
  const pair = { cert: `${made.certificate.toString('pem')}\n`, key: await privatePem(made.keys) };
  await writeSecret(path.join(folder, `${name}.key`), pair.key);
  await writeSecret(path.join(folder, `${name}.crt`), pair.cert);
  return pair;
}

async function makeAuthority({ folder, clock, random }: AuthorityParts): Promise<TlsPair> {
  const keys = await newKeys();
  const now = clock.now();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: NAME,
    keys,
    serialNumber: serialNumber(random),
    notBefore: new Date(now - BEGUN_DAYS * DAY_MS),
    notAfter: new Date(now + AUTHORITY_DAYS * DAY_MS),
    signingAlgorithm: ES256,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return keep(folder, 'ca', { keys, certificate });
}

async function makeServer(parts: AuthorityParts, authority: X509Certificate, hosts: readonly string[]): Promise<TlsPair> {
  const { folder, clock, random } = parts;
  const issuer = await keysOf(await readFile(path.join(folder, 'ca.key'), 'utf8'));
  const keys = await newKeys();
  const now = clock.now();
  const certificate = await X509CertificateGenerator.create({
    subject: NAME.replace('county', 'county server'),
    issuer: NAME,
    publicKey: keys.publicKey,
    signingKey: issuer.privateKey,
    serialNumber: serialNumber(random),
    notBefore: new Date(Math.max(now - BEGUN_DAYS * DAY_MS, authority.validFromDate.getTime())),
    notAfter: new Date(Math.min(now + SERVER_DAYS * DAY_MS, authority.validToDate.getTime())),
    signingAlgorithm: ES256,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(hosts.map((host) => ({ type: isIP(host) === 0 ? 'dns' : 'ip', value: host }))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return keep(folder, 'server', { keys, certificate });
}

/** Whether the server's certificate is this authority's, belongs to its key, names every host, and lasts a while. */
function serves(pair: TlsPair, authority: X509Certificate, asked: { readonly hosts: readonly string[]; readonly now: number }): boolean {
  const certificate = new X509Certificate(pair.cert);
  const lasts = certificate.validFromDate.getTime() <= asked.now && certificate.validToDate.getTime() - asked.now >= RENEW_DAYS * DAY_MS;
  const named = asked.hosts.every((host) => (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined);
  return lasts && named && certificate.verify(authority.publicKey) && certificate.checkPrivateKey(createPrivateKey(pair.key));
}

/** A certificate for the hosts, signed by the county's own authority; both are made, and the server's is renewed, where needed. */
export async function ownCertificate(parts: AuthorityParts, hosts: readonly string[]): Promise<OwnCertificate> {
  const file = (name: string): string => path.join(parts.folder, name);
  const ca = (await readIf(file('ca.crt'))) ?? (await makeAuthority(parts)).cert;
  const authority = new X509Certificate(ca);
  const now = parts.clock.now();
  if (authority.validToDate.getTime() <= now) throw new TlsRefused('authorityEnded', file('ca.crt'));
  const [cert, key] = [await readIf(file('server.crt')), await readIf(file('server.key'))];
  const known = cert !== undefined && key !== undefined ? { cert, key } : undefined;
  const pair = known && serves(known, authority, { hosts, now }) ? known : await makeServer(parts, authority, hosts);
  return { cert: `${pair.cert}${ca}`, key: pair.key, fingerprint: authority.fingerprint256 };
}

/** Fingerprint of the authority of a folder, or undefined when there is none. */
export async function authorityFingerprint(folder: string): Promise<string | undefined> {
  const ca = await readIf(path.join(folder, 'ca.crt'));
  return ca === undefined ? undefined : new X509Certificate(ca).fingerprint256;
}

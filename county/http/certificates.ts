/** TLS: a certificate that is given, or one of the county's own authority, made once by openssl and kept in `keys/tls`. */
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TlsPair } from './server.ts';

const run = promisify(execFile);

export class TlsRefused extends Error {
  readonly reason: 'opensslMissing' | 'certificateUnreadable';
  readonly file: string;

  constructor(reason: 'opensslMissing' | 'certificateUnreadable', file = '') {
    super(`TLS: ${reason} ${file}`);
    this.reason = reason;
    this.file = file;
  }
}

export async function givenCertificate(cert: string, key: string): Promise<TlsPair> {
  const read = async (file: string): Promise<string> => {
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error) throw new TlsRefused('certificateUnreadable', file);
      throw error;
    }
  };
  return { cert: await read(cert), key: await read(key) };
}

async function openssl(folder: string, args: readonly string[]): Promise<void> {
  try {
    await run('openssl', [...args], { cwd: folder });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new TlsRefused('opensslMissing');
    throw error;
  }
}

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const;

async function makeAuthority(folder: string): Promise<void> {
  const extensions = ['-addext', 'basicConstraints=critical,CA:TRUE,pathlen:0', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  await openssl(folder, ['req', '-x509', ...EC, '-days', '3650', '-subj', '/CN=Noticeboard county', '-keyout', 'ca.key', '-out', 'ca.crt', ...extensions]);
  await chmod(path.join(folder, 'ca.key'), 0o600);
}

function names(hosts: readonly string[]): string {
  return hosts.map((host) => (/^[\d.]+$|:/.test(host) ? `IP:${host}` : `DNS:${host}`)).join(',');
}

async function fits(folder: string, hosts: readonly string[]): Promise<boolean> {
  try {
    const certificate = new X509Certificate(await readFile(path.join(folder, 'server.crt')));
    return hosts.every((host) => (/^[\d.]+$|:/.test(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** A certificate for the hosts, signed by the county's own authority, and that authority's SHA-256 fingerprint. */
export async function ownCertificate(folder: string, hosts: readonly string[]): Promise<TlsPair & { readonly fingerprint: string }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authority = path.join(folder, 'ca.crt');
  const there = await readFile(authority).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!there) await makeAuthority(folder);
  if (!there || !(await fits(folder, hosts))) {
    await writeFile(path.join(folder, 'server.ext'), `subjectAltName=${names(hosts)}\nbasicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n`);
    await openssl(folder, ['req', '-new', ...EC, '-subj', `/CN=${hosts[0] ?? 'county'}`, '-keyout', 'server.key', '-out', 'server.csr']);
    await chmod(path.join(folder, 'server.key'), 0o600);
    await openssl(folder, ['x509', '-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '825', '-extfile', 'server.ext', '-out', 'server.crt']);
  }
  const cert = await readFile(path.join(folder, 'server.crt'), 'utf8');
  const key = await readFile(path.join(folder, 'server.key'), 'utf8');
  const ca = await readFile(authority, 'utf8');
  return { cert: `${cert}${ca}`, key, fingerprint: new X509Certificate(ca).fingerprint256 };
}

/** TLS with a certificate of one's own, read from files. One of the county's own authority comes from `authority.ts`. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TlsPair } from './server.ts';

export class TlsRefused extends Error {
  readonly reason: 'authorityEnded' | 'certificateUnreadable' | 'keyForeign';
  readonly file: string;

  constructor(reason: TlsRefused['reason'], file: string) {
    super(`TLS: ${reason} ${file}`);
    this.reason = reason;
    this.file = file;
  }
}

async function read<T>(file: string, parse: (text: string) => T): Promise<{ readonly text: string; readonly parsed: T }> {
  try {
    const text = await readFile(file, 'utf8');
    return { text, parsed: parse(text) };
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new TlsRefused('certificateUnreadable', file);
    throw error;
  }
}

/** A certificate (chain) and its key as PEM files. Throws TlsRefused when one cannot be read or they do not belong together. */
export async function givenCertificate(certFile: string, keyFile: string): Promise<TlsPair> {
  const cert = await read(certFile, (text) => new X509Certificate(text));
  const key = await read(keyFile, (text) => createPrivateKey(text));
  if (!cert.parsed.checkPrivateKey(key.parsed)) throw new TlsRefused('keyForeign', keyFile);
  return { cert: cert.text, key: key.text };
}

/** The county's address: what is acceptable, and where the desktop keeps it. */
import { readFileSync } from 'node:fs';
import { mkdir, rename, open } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { BridgeError } from '#wire/bridge/envelope.ts';
import { syncFolder } from './platform/folder.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const configSchema = z.object({ county: z.string() });

/** The origin of a county address, or null: https anywhere, plain http on this machine only, nothing after the host. */
export function countyOrigin(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (!allowed || url.username || url.password || url.search || url.hash || url.pathname !== '/') return null;
  return url.origin;
}

export interface CountyAddress {
  /** Origin, or an empty text before enrolment. */
  current(): string;
  /** Keeps it for good; tells whether it changed. Throws invalidInput; notAllowed once another one is bound by keys. */
  set(address: string, bound: () => Promise<boolean>): Promise<boolean>;
}

/** `given` (a command-line address) wins over what is kept, for this run alone. */
export function countyAddress(folder: string, given: string): CountyAddress {
  const file = path.join(folder, 'config.json');
  let origin = countyOrigin(given) ?? readKept(file);
  return {
    current: () => origin,
    set: async (address, bound) => {
      const wanted = countyOrigin(address.trim());
      if (!wanted) throw new BridgeError('invalidInput', 'not a county address');
      if (wanted !== origin && origin && (await bound())) throw new BridgeError('notAllowed', 'this desk is enrolled elsewhere');
      await keep(folder, file, wanted);
      const changed = wanted !== origin;
      origin = wanted;
      return changed;
    },
  };
}

function readKept(file: string): string {
  try {
    const config = configSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return countyOrigin(config.county) ?? '';
  } catch {
    // Not there before enrolment; a damaged one is asked for again, nothing else is lost by it.
    return '';
  }
}

async function keep(folder: string, file: string, county: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify({ county }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
  await syncFolder(folder);
}

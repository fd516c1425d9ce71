/** Journal lines for tests, made by number so that any part of a run can name what it expects. */
import { createHash } from 'node:crypto';
import type { JournalLine } from '#wire/bridge/contract.ts';

export function sha(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Line `seq` of `desk`; the payload's size varies so that damage meets every part of an entry. */
export function lineOf(seq: number, desk = 'desk-1', variant = ''): JournalLine {
  const sealed = new Uint8Array(20 + (seq % 7) * 31).map((_, index) => (index * 7 + seq) % 256);
  return { desk, seq, act: `act-${seq}`, prev: sha(`${desk}${seq - 1}`), hash: sha(`${desk}${seq}${variant}`), sealed };
}

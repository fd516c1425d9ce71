/** A process of its own that appends until it is killed, and tells of each append only after it has returned. */
import { writeSync } from 'node:fs';
import { openJournal } from '#electron/journal/journal.ts';
import { lineOf, sha } from './journalLines.ts';

const [folder = '', from = '1'] = process.argv.slice(2);
const journal = await openJournal(folder, 20_000);
for (let seq = Number(from); ; seq += 1) {
  const pieces = seq % 3 === 0 ? [{ sha256: sha(`piece ${seq}`), sealed: new Uint8Array(5000).fill(seq % 256) }] : [];
  await journal.append(pieces, [lineOf(seq)]);
  writeSync(1, `${seq}\n`);
}

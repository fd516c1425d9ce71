/**
 * After the store was lost: acts in the journal folder come back under the new enrolment, with the same id and the
 * same signature, for that covers neither desk nor seq nor prev. The county decides an id once, so what it has already
 * decided only brings its receipt again.
 */
import { signedBody, type Act } from '#domain/act/act.ts';
import { appendToJournal, type Journal } from '#renderer/store/journal.ts';
import { nextPlace } from '#renderer/store/outbox.ts';
import { readLine, restoreAct } from '#renderer/store/repair.ts';
import type { Sealer } from '#renderer/store/seal.ts';
import type { Store } from '#renderer/store/store.ts';

export interface Reissued {
  readonly acts: number;
  /** Lines under a key that is not at hand; they stay in the folder. */
  readonly unreadable: number;
}

/** Brings acts of earlier enrolments of this desk back into the outbox; doing it twice changes nothing. */
export async function reissueFromJournal(store: Store, journal: Journal, sealer: Sealer, desk: string): Promise<Reissued> {
  const { lines } = await journal.journalRead({});
  const done = new Set(lines.filter((line) => line.desk === desk).map((line) => line.act));
  let acts = 0;
  let unreadable = 0;
  for (const line of lines) {
    if (line.desk === desk || done.has(line.act)) continue;
    done.add(line.act);
    const act = await readLine(sealer, line);
    if (act === undefined) unreadable += 1;
    else {
      await reissue(store, journal, sealer, { act, desk });
      acts += 1;
    }
  }
  return { acts, unreadable };
}

async function reissue(store: Store, journal: Journal, sealer: Sealer, again: { readonly act: Act; readonly desk: string }): Promise<void> {
  const place = await nextPlace(store);
  const act: Act = { ...signedBody(again.act), desk: again.desk, ...place, sig: again.act.sig };
  await appendToJournal(journal, sealer, [act], []);
  await restoreAct(store, journal, sealer, act);
}

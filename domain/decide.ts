/**
 * The one pure function that gives acts their meaning. Desk and county call the same one; they only load what it needs
 * (`domain/needs.ts`) and store what it says.
 */
import type { SignedBody } from './act/act.ts';
import { acceptProblems, importList, splitList, withdrawList } from './batch/verbs.ts';
import { settleClash } from './clash/settle.ts';
import { refused, type Before, type Decision, type Verb } from './decision.ts';
import { approveNotices, recordPaperSignature, returnNotices, signNotices } from './notice/verbsApproval.ts';
import { editHead, reopenNotice, submitNotices, withdrawNotice } from './notice/verbsDraft.ts';
import { confirmNotice, postNotice, printNotice } from './notice/verbsWall.ts';
import { putAccount, putChain, putCountyRules, putHolidayYear, putOffice, putProgramme, setBoards } from './office/verbs.ts';
import { kindOf } from './record/record.ts';
import { editRows, restoreRows, setRowsAside } from './roster/edit.ts';
import type { World } from './world.ts';

/** Verbs by `kind.verb`, as `docs/acts.md` lists them. */
const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['subsidyList.import', importList],
  ['subsidyList.split', splitList],
  ['subsidyList.accept', acceptProblems],
  ['subsidyList.withdraw', withdrawList],
  ['rosterRow.edit', editRows],
  ['rosterRow.setAside', setRowsAside],
  ['rosterRow.restore', restoreRows],
  ['subsidyNotice.edit', editHead],
  ['subsidyNotice.submit', submitNotices],
  ['subsidyNotice.approve', approveNotices],
  ['subsidyNotice.sign', signNotices],
  ['subsidyNotice.return', returnNotices],
  ['subsidyNotice.reopen', reopenNotice],
  ['subsidyNotice.recordPaperSignature', recordPaperSignature],
  ['subsidyNotice.confirm', confirmNotice],
  ['subsidyNotice.print', printNotice],
  ['subsidyNotice.post', postNotice],
  ['subsidyNotice.withdraw', withdrawNotice],
  ['clash.settle', settleClash],
  ['office.put', putOffice],
  ['account.put', putAccount],
  ['programme.put', putProgramme],
  ['approvalChain.put', putChain],
  ['holidayYear.put', putHolidayYear],
  ['countyRules.put', putCountyRules],
  ['office.setBoards', setBoards],
]);

/** Names of all verbs this version knows, `kind.verb`. */
export const VERB_NAMES: readonly string[] = [...VERBS.keys()];

/** Whether this version knows the verb; an unknown one is not refused but waits for a newer program. */
export function knowsVerb(act: Pick<SignedBody, 'kind' | 'verb'>): boolean {
  return VERBS.has(`${act.kind}.${act.verb}`);
}

/** Decides an act. Pure and total: same arguments, same decision, at the desk and at the county, and it never throws. */
export function decide(before: Before, act: SignedBody, world: World): Decision {
  const subject = act.touches[0];
  if (subject === undefined || kindOf(subject.record) !== act.kind) return refused('actMalformed');
  if (new Set(act.touches.map((touch) => touch.record)).size !== act.touches.length) return refused('actMalformed');
  const verb = VERBS.get(`${act.kind}.${act.verb}`);
  return verb ? verb(before, act, world) : refused('unknownVerb', { verb: act.verb });
}

/**
 * The fault catalogue: every way in which an act, a message or a file is refused, with a stable code that is never
 * reused. The sentence a clerk reads is `fault.<code>` in `resources/text`; the two are kept one to one by a check.
 */
import type { Json } from './json.ts';

/** Every code, grouped by what it is about. */
export const FAULT_CODES = [
  // act
  'actTooLarge', 'actMalformed', 'unknownVerb', 'signatureInvalid', 'keyUnknown', 'dependsOn',
  // who
  'actorUnknown', 'actorDisabled', 'postEnded', 'roleMissing', 'outsideScope', 'deskRevoked',
  // record
  'recordMissing', 'recordExists', 'wrongState', 'fieldUnknown', 'valueInvalid', 'openClash', 'clashSettled', 'programmeMissing', 'chainMissing',
  // content
  'contentChanged', 'pieceInvalid', 'pieceMissing', 'personInAct', 'rowUnknown', 'rowsOverlap', 'totalsDiffer', 'listForbidden', 'villageUnknown', 'alreadySplit',
  // approval
  'stepNotNext', 'drafterIsSigner', 'reasonMissing', 'countersignMissing', 'notSubmitted', 'lateRowEdit',
  // posting
  'boardUnknown', 'boardAlreadyHangs', 'photoMissing', 'dayInFuture', 'notConfirmed', 'periodIncomplete', 'phoneMissing',
  // privacy
  'personalText',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** A refusal: code, and the values its sentence needs. */
export interface Fault {
  readonly code: FaultCode;
  readonly values?: { readonly [name: string]: Json };
}

/** A fault of this code; `values` are what its sentence needs. */
export function fault(code: FaultCode, values?: { readonly [name: string]: Json }): Fault {
  return values ? { code, values } : { code };
}

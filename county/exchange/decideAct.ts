/** One act in front of the county: what it waits for, or what `decide` says, and everything that follows from it. */
import { fitsInAct, signedBody, type Act, type SignedBody } from '#domain/act/act.ts';
import type { Day } from '#domain/calendar/day.ts';
import { decide, knowsVerb } from '#domain/decide.ts';
import { clashesNeeded, framesNeeded, overlayNeeded } from '#domain/needs.ts';
import type { Decision } from '#domain/decision.ts';
import { fault, type Fault } from '#domain/fault.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import type { BoardRecord, RevisedRecord } from '#domain/record/record.ts';
import { outcomeSchema, type Outcome } from '#wire/exchange/messages.ts';
import type { FrameShelf } from './frames.ts';
import { classesNamed, hashesIn, rowFrameOf } from './named.ts';
import { signedByOneOf } from './proofs.ts';
import type { Publisher } from './publish.ts';
import { audienceOf } from './scope.ts';
import type { ExchangeTx, HistoryRow, Wait } from './store.ts';
import { isWorldKind, worldOf, type CountyDataCache } from './world.ts';

export interface Deciding {
  readonly tx: ExchangeTx;
  readonly data: CountyDataCache;
  readonly shelf: FrameShelf;
  readonly day: Day;
  readonly publisher: Publisher;
}

export interface Decided {
  readonly outcome: Outcome;
  readonly waits: readonly Wait[];
  /** 0 while it waits. */
  readonly n: number;
}

function waiting(what: 'piece' | 'predecessor' | 'program' | 'key' | 'act', waits: readonly Wait[], pieces?: readonly Sha256[]): Decided {
  return { outcome: { outcome: 'waiting', for: what, ...(pieces ? { pieces: [...pieces] } : {}) }, waits, n: 0 };
}

/** Refused at number `n`, for good. */
export function refusal(why: Fault, n: number, dependsOn?: string): Decided {
  return { outcome: outcomeSchema.parse({ outcome: 'refused', fault: why, ...(dependsOn ? { dependsOn } : {}) }), waits: [], n };
}

/** Kept until a program comes that knows what `ref` names. */
export function waitingForProgram(ref: string): Decided {
  return waiting('program', [{ kind: 'program', ref }]);
}

/** The act this one rests on, or what stands in its way. */
async function restsOn(tx: ExchangeTx, act: SignedBody): Promise<Decided | { readonly refusedBy: string } | undefined> {
  for (const touch of act.touches) {
    const after = touch.base.after;
    if (after === undefined) continue;
    const before = await tx.act(after);
    if (!before) return waiting('predecessor', [{ kind: 'act', ref: after }]);
    const became = before.outcome.outcome;
    if (became === 'refused' || became === 'forked') return { refusedBy: after };
    if (became === 'waiting' || became === 'held') return waiting('act', [{ kind: 'act', ref: after }]);
  }
  return undefined;
}

/** Pieces that are not there yet; or, when all are, the first that the act names as what it is not. */
async function piecesOf(tx: ExchangeTx, act: SignedBody): Promise<{ readonly missing: readonly Sha256[]; readonly wrong: Sha256 | undefined }> {
  const named = classesNamed(act.args as Json);
  if (act.pieces.length === 0 && named.length === 0) return { missing: [], wrong: undefined };
  const there = await tx.pieces([...new Set([...act.pieces, ...named.map((one) => one.sha256)])]);
  const wrong = named.find(({ sha256, class: asked }) => (there.get(sha256)?.class ?? asked) !== asked);
  return { missing: [...new Set(act.pieces)].filter((hash) => !there.has(hash)), wrong: wrong?.sha256 };
}

/** What keeps the act from being decided, if anything does. */
async function obstacle(deciding: Deciding, act: Act): Promise<Decided | Fault | { readonly refusedBy: string } | undefined> {
  const { tx } = deciding;
  if (!fitsInAct(act)) return fault('actTooLarge');
  if (!storable(signedBody(act) as unknown as Json)) return fault('actMalformed');
  const touched = act.touches.map((touch) => touch.record);
  if (new Set(touched).size !== touched.length) return fault('actMalformed');
  if (!knowsVerb(act)) return waitingForProgram(`${act.kind}.${act.verb}`);
  const keys = await tx.keys(act.actor);
  if (!(await signedByOneOf(keys, act))) {
    return keys.some((key) => key.desk === act.desk) ? fault('signatureInvalid') : waiting('key', [{ kind: 'key', ref: act.actor }]);
  }
  const resting = await restsOn(tx, act);
  if (resting) return resting;
  const { missing, wrong } = await piecesOf(tx, act);
  if (missing.length > 0) return waiting('piece', missing.map((ref) => ({ kind: 'piece', ref })), missing);
  return wrong === undefined ? undefined : fault('pieceInvalid', { piece: wrong });
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Text that a JSON column cannot hold (NUL, half a surrogate pair) never gets that far. */
export function storable(value: Json | undefined): boolean {
  if (typeof value === 'string') return !value.includes('\0') && !LONE_SURROGATE.test(value);
  if (value === null || value === undefined || typeof value !== 'object') return true;
  return Object.entries(value).every(([key, member]) => storable(key) && storable(member as Json | undefined));
}

/** Loads what `domain/needs.ts` says the act looks at, and decides. */
async function judge(deciding: Deciding, act: Act): Promise<Decision> {
  const { tx } = deciding;
  const ids = act.touches.map((touch) => touch.record);
  const found = await tx.records(ids);
  const before = new Map(ids.map((id) => [id, found.get(id)] as const));
  const body = signedBody(act);
  const overlay = (await tx.overlay(overlayNeeded(body, before))).map((row) => row.value);
  const around = {
    overlay,
    frames: await deciding.shelf.frames(framesNeeded(body, before, overlay)),
    clashes: await tx.openClashes(clashesNeeded(body, overlay)),
    authors: await tx.lastAuthors(ids),
  };
  return decide(before, body, worldOf(await deciding.data.current(tx), deciding.day, around));
}

function historyOf(act: SignedBody): HistoryRow {
  const reason = act.args['reason'];
  return { act: act.id, by: act.actor, office: act.office, at: act.at, verb: act.verb, ...(typeof reason === 'string' ? { reason } : {}) };
}

async function store(deciding: Deciding, act: Act, n: number, records: readonly BoardRecord[]): Promise<void> {
  const { tx } = deciding;
  const found = await tx.records(records.map((record) => record.id));
  const history = historyOf(act);
  for (const [part, record] of records.entries()) {
    const before = found.get(record.id);
    const revised: RevisedRecord = { ...record, revision: (before?.revision ?? 0) + 1 };
    await tx.saveChange({
      n,
      part,
      record: revised,
      was: before ? audienceOf(before) : null,
      history,
      frame: rowFrameOf(record),
      pieces: hashesIn(record.value as unknown as Json),
    });
    if (isWorldKind(record.kind)) await tx.markWorld(n);
  }
  for (const record of records) await deciding.publisher(record, deciding);
}

/** Decides an act that stands next in its chain, or says what it waits for. Throws only when the store fails or a rule is broken. */
export async function decideAct(deciding: Deciding, act: Act): Promise<Decided> {
  const { tx } = deciding;
  const blocked = await obstacle(deciding, act);
  if (blocked && 'outcome' in blocked) return blocked;
  const n = await tx.takeNumber();
  if (blocked && 'code' in blocked) return refusal(blocked, n);
  if (blocked) return refusal(fault('dependsOn', { act: blocked.refusedBy }), n, blocked.refusedBy);
  const decision = await judge(deciding, act);
  if (decision.outcome === 'refused') return refusal(decision.fault, n);
  const clash = decision.outcome === 'clashed' ? decision.clash : undefined;
  const clashes = decision.outcome === 'clashed' ? [decision.clash, ...(decision.more ?? [])] : [];
  const after = [...decision.after, ...clashes.filter((one) => !decision.after.some((record) => record.id === one.id))];
  await store(deciding, act, n, after);
  return { outcome: clash ? { outcome: 'clashed', clash: clash.id } : { outcome: 'applied' }, waits: [], n };
}

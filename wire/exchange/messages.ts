/**
 * What crosses between desk and county, as runtime validators. Unknown members survive a round trip (`looseObject`),
 * because a message from a newer program waits and is never cut down.
 */
import { z } from 'zod';
import type { Act } from '#domain/act/act.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Without control characters and halves of surrogate pairs, which no database key holds. */
const id = z.string().min(1).max(80).regex(/^[^\u0000-\u001f\ud800-\udfff]+$/u);

/** A touched record with what the actor saw of it. */
export const touchSchema = z.looseObject({
  record: z.string().min(3).max(200),
  base: z.looseObject({ epoch: z.string().max(64), revision: z.int().min(0), after: id.optional() }),
});

/** An act as it travels. `kind` and `verb` are not checked here: the ones a newer program knows must wait, not fail. */
export const actSchema = z.looseObject({
  v: z.literal(1),
  id,
  desk: id,
  seq: z.int().min(1),
  prev: sha256,
  actor: id,
  office: id,
  onBehalfOf: id.optional(),
  at: z.string().max(40),
  kind: z.string().max(40),
  touches: z.array(touchSchema).min(1).max(400),
  verb: z.string().max(40),
  args: z.record(z.string(), z.json()),
  pieces: z.array(sha256).max(400),
  sig: z.string().max(200),
});
export type WireAct = z.infer<typeof actSchema> & Act;

/** What of an act has to be readable so that it gets its place in its desk's chain, and with it a receipt. */
export const actPlaceSchema = z.looseObject({ id, desk: id, seq: z.int().min(1), v: z.unknown().optional() });

const faultSchema = z.looseObject({ code: z.string(), values: z.record(z.string(), z.json()).optional() });

/** What became of an act. `waiting` names what it waits for; `forked` is stored and never swallowed. */
export const outcomeSchema = z.discriminatedUnion('outcome', [
  z.looseObject({ outcome: z.literal('applied') }),
  z.looseObject({ outcome: z.literal('clashed'), clash: z.string() }),
  z.looseObject({ outcome: z.literal('refused'), fault: faultSchema, dependsOn: id.optional() }),
  z.looseObject({ outcome: z.literal('waiting'), for: z.enum(['piece', 'predecessor', 'program', 'key', 'act']), pieces: z.array(sha256).optional() }),
  z.looseObject({ outcome: z.literal('forked') }),
  z.looseObject({ outcome: z.literal('held') }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** The county's word on one act, kept for good. */
export const receiptSchema = z.looseObject({
  act: id,
  desk: id,
  seq: z.int(),
  /** Body hash of the act that was decided. */
  hash: sha256,
  outcome: outcomeSchema,
  /** County change number at which it was ordered; 0 while undecided. */
  n: z.int(),
  epoch: z.string(),
  /** County day it was decided on. */
  day: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** POST /exchange/enrol (no token): a one-time code becomes an enrolment. */
export const enrolRequest = z.looseObject({
  code: z.string().max(40),
  desk: z.looseObject({ name: z.string().max(80), publicKey: z.looseObject({}) }),
});
export const enrolResponse = z.looseObject({
  desk: id,
  office: id,
  county: z.looseObject({
    id,
    name: z.string(),
    epoch: z.string(),
    day: z.string(),
    /** SHA-256 fingerprint of the county's own certificate authority, where it has one; the same that was printed with the code. */
    tlsFingerprint: z.string().max(100).optional(),
  }),
  /** Signed by a county key kept outside the database. */
  certificate: z.string(),
  accounts: z.array(z.looseObject({ id, login: z.string(), name: z.string() })),
});
export type EnrolResponse = z.infer<typeof enrolResponse>;

/** POST /exchange/nonce (no token), then POST /exchange/token (no token). */
export const nonceRequest = z.looseObject({ desk: id });
export const nonceResponse = z.looseObject({ nonce: z.string() });
export const tokenRequest = z.looseObject({ desk: id, nonce: z.string(), sig: z.string() });
export const tokenResponse = z.looseObject({ token: z.string(), seconds: z.int(), day: z.string(), epoch: z.string() });

/** POST /exchange/keys: a person proves the password once, the county certifies the actor's public key. */
export const keyRequest = z.looseObject({ account: id, password: z.string().max(200), publicKey: z.looseObject({}) });
export const keyResponse = z.looseObject({ account: id, key: id, certificate: z.string() });

/** POST /exchange/acts, as a desk sends it. */
export const actsRequest = z.looseObject({ version: z.int(), acts: z.array(actSchema).max(200) });
/** The same as the county reads it: the envelope alone. Each act is then read by itself, so that a malformed one stops no other. */
export const actsEnvelope = z.looseObject({ version: z.int(), acts: z.array(z.unknown()).max(200) });
export const actsResponse = z.looseObject({ version: z.int(), receipts: z.array(receiptSchema) });

/** Lines of GET /exchange/changes?after=N (NDJSON), in order of n; the last one is `end`. */
export const historySchema = z.looseObject({ act: id, by: id, office: id, at: z.string(), verb: z.string(), reason: z.string().optional() });
export const changeLine = z.discriminatedUnion('line', [
  z.looseObject({
    line: z.literal('record'),
    n: z.int(),
    record: z.looseObject({
      id: z.string(),
      kind: z.string(),
      office: z.string(),
      shownTo: z.array(z.string()).optional(),
      everyone: z.boolean().optional(),
      revision: z.int(),
      value: z.looseObject({}),
    }),
    history: historySchema.optional(),
  }),
  z.looseObject({ line: z.literal('gone'), n: z.int(), record: z.string() }),
  z.looseObject({ line: z.literal('receipt'), n: z.int(), receipt: receiptSchema }),
  z.looseObject({ line: z.literal('end'), n: z.int(), epoch: z.string(), day: z.string(), minSupported: z.int(), version: z.int() }),
]);
export type ChangeLine = z.infer<typeof changeLine>;

/** Every refusal of the exchange: HTTP status with this body. */
export const refusalSchema = z.looseObject({ fault: z.string(), values: z.record(z.string(), z.json()).optional() });

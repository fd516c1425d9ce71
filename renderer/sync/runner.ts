/**
 * Carries out the machine's effects over a link and the store. Everything it does may be cut anywhere and done again:
 * acts are known by id, pieces by hash, changes by number.
 */
import { sha256Hex } from '#domain/hash.ts';
import type { Day } from '#domain/calendar/day.ts';
import { takeChanges, takeEnd } from '#renderer/store/changes.ts';
import { getMeta, putMeta } from '#renderer/store/meta.ts';
import { markPieceSent, putPieces, takeReceipts, unfinishedActs, unsentPieces } from '#renderer/store/outbox.ts';
import type { SyncFacts } from '#renderer/store/reader.ts';
import type { WantedRow } from '#renderer/store/rows.ts';
import type { Sealer } from '#renderer/store/seal.ts';
import { storageFailure } from '#renderer/store/failure.ts';
import type { Store } from '#renderer/store/store.ts';
import type { ChangeLine } from '#wire/exchange/messages.ts';
import { PROTOCOL_VERSION } from '#wire/exchange/version.ts';
import { LinkFailed, LinkRefused, Unauthorised, type Link } from './link.ts';
import { START, step, type SyncEffect, type SyncEvent, type SyncState } from './machine.ts';
import type { UnknownLine } from '#renderer/store/later.ts';

export interface RunnerPorts {
  readonly store: Store;
  readonly link: Link;
  /** Opens and seals person pieces. */
  readonly sealer: Sealer;
  /** In [0, 1). */
  readonly chance: () => number;
  /** Now, as ISO text, for the clerk to read. */
  readonly nowText: () => string;
  /** Calls back once after that long; returns how to call it off. */
  readonly after: (ms: number, call: () => void) => () => void;
  /** The county said its date. */
  readonly heardDay: (day: Day) => void;
  /** An error that is no word of the link: for the log. The work is tried again later. */
  readonly report: (error: unknown) => void;
}

export interface Runner {
  /** There is something to send, or somebody wants to know. */
  wake(): void;
  /** Resolves when no round is under way. */
  settled(): Promise<void>;
  stop(): void;
}

const ACTS_PER_REQUEST = 50;
const LINES_PER_BATCH = 500;
const PIECES_AT_ONCE = 4;

const PHASES: { readonly [at in SyncState['at']]: SyncFacts['phase'] } = {
  offline: 'offline', connecting: 'offline', pushing: 'pushing', pulling: 'pulling', fetching: 'pulling', idle: 'idle', refused: 'refused',
};

export function startRunner(given: RunnerPorts): Runner {
  let state: SyncState = START;
  let callOff: (() => void) | undefined;
  let round: Promise<void> | undefined;
  let stopped = false;
  // What a round meets after it was stopped (a closed store) is no error any more.
  const report = (error: unknown): void => {
    if (!stopped) given.report(error);
  };
  const ports: RunnerPorts = { ...given, report };

  const take = async (event: SyncEvent): Promise<void> => {
    for (let next: SyncEvent | undefined = event; next !== undefined && !stopped; ) {
      const before: SyncState = state;
      const stepped = step(state, next, ports.chance());
      state = stepped.state;
      next = undefined;
      if (before.at !== state.at) await showPhase(ports.store, state);
      for (const effect of stepped.effects) next = (await carryOut(effect)) ?? next;
    }
  };
  const carryOut = async (effect: SyncEffect): Promise<SyncEvent | undefined> => {
    if (effect.effect !== 'waitFor') return attempt(ports, effect.effect);
    callOff?.();
    callOff = ports.after(effect.ms, () => begin({ event: 'rested' }));
    return undefined;
  };
  const begin = (event: SyncEvent): void => {
    if (stopped) return;
    if (round !== undefined) {
      if (event.event === 'wake') state = step(state, event, 0).state;
      else void round.then(() => begin(event));
      return;
    }
    callOff?.();
    round = take(event)
      .catch(report)
      .finally(() => {
        round = undefined;
      });
  };
  return {
    wake: () => begin({ event: 'wake' }),
    settled: async () => round,
    stop: () => {
      stopped = true;
      callOff?.();
    },
  };
}

/** One effect, told as the event it led to. */
async function attempt(ports: RunnerPorts, effect: 'connect' | 'push' | 'pull' | 'fetch'): Promise<SyncEvent> {
  try {
    await EFFECTS[effect](ports);
    return { event: 'done' };
  } catch (error) {
    if (error instanceof Unauthorised) return { event: 'unauthorised' };
    if (error instanceof LinkRefused) return { event: 'refused', why: error.why };
    if (storageFailure(error) === 'diskFull') return { event: 'refused', why: 'diskFull' };
    if (!(error instanceof LinkFailed)) ports.report(error);
    return { event: 'failed' };
  }
}

const EFFECTS = { connect, push, pull, fetch: fetchWanted } as const;

async function showPhase(store: Store, state: SyncState): Promise<void> {
  await putMeta(store.database, 'phase', PHASES[state.at]);
  if (state.at === 'refused') await putMeta(store.database, 'refusal', state.why);
  if (state.at === 'idle') await putMeta(store.database, 'refusal', null);
}

async function connect(ports: RunnerPorts): Promise<void> {
  const known = await getMeta(ports.store.database, 'epoch');
  const refusal = await getMeta(ports.store.database, 'refusal');
  if (refusal === 'forked') throw new LinkRefused('forked');
  const contact = await ports.link.connect();
  ports.heardDay(contact.day);
  if (known !== undefined && known !== contact.epoch) throw new LinkRefused('epochChanged');
}

/** Acts in order of seq, the pieces of each before it. */
async function push({ store, link, sealer }: RunnerPorts): Promise<void> {
  for (let after = 0; ; ) {
    const acts = await unfinishedActs(store, after, ACTS_PER_REQUEST);
    const last = acts.at(-1);
    if (last === undefined) return;
    for (const act of acts) {
      await inParallel(await unsentPieces(store, act), async (piece) => {
        const clear = piece.class === 'person' ? await sealer.open(`piece:${piece.sha256}`, piece.bytes) : piece.bytes;
        // One that the county refuses for good must not keep everything else from going out.
        if ((await link.putPiece(piece.sha256, piece.class, clear)) !== 'refused') await markPieceSent(store, piece.sha256);
      });
    }
    const receipts = await link.postActs(acts);
    await store.alone(() => takeReceipts(store, receipts));
    if (receipts.some((receipt) => receipt.outcome.outcome === 'forked')) throw new LinkRefused('forked');
    after = last.seq;
  }
}

async function pull(ports: RunnerPorts): Promise<void> {
  const { store, link } = ports;
  let lines: ChangeLine[] = [];
  let unknown: UnknownLine[] = [];
  let upTo = (await getMeta(store.database, 'cursor')) ?? 0;
  const flush = async (): Promise<void> => {
    const batch = { lines, unknown, upTo };
    lines = [];
    unknown = [];
    if (batch.lines.length + batch.unknown.length > 0) await store.alone(() => takeChanges(store, batch));
  };
  for await (const line of link.changes(upTo)) {
    if ('line' in line && line.line === 'end') {
      await flush();
      await finishPull(ports, line as Extract<ChangeLine, { line: 'end' }>);
      return;
    }
    const n = 'line' in line ? (line as ChangeLine).n : line.unknown.n;
    // Lines of one number belong together, so a batch ends only where the number changes.
    if (n !== upTo && lines.length + unknown.length >= LINES_PER_BATCH) await flush();
    upTo = n;
    if ('line' in line) lines.push(line as ChangeLine);
    else unknown.push(line.unknown);
  }
}

async function finishPull(ports: RunnerPorts, end: Extract<ChangeLine, { line: 'end' }>): Promise<void> {
  const { store } = ports;
  if (end.minSupported > PROTOCOL_VERSION) throw new LinkRefused('newerCounty');
  ports.heardDay(end.day);
  await store.alone(() => takeEnd(store, end, ports.nowText()));
}

/** Pieces that visible records name and that are not here; a wrong one is thrown away and asked for again. */
async function fetchWanted({ store, link, sealer }: RunnerPorts): Promise<void> {
  const wanted = await store.database.wanted.where('denied').equals(0).toArray();
  await inParallel(wanted, async (row: WantedRow) => {
    const answer = await link.getPiece(row.sha256);
    if (answer === 'denied') await store.database.wanted.update(row.sha256, { denied: 1 });
    if (answer === 'missing' || answer === 'denied') return;
    if (sha256Hex(answer.bytes) !== row.sha256) return;
    const bytes = row.class === 'person' ? await sealer.seal(`piece:${row.sha256}`, answer.bytes) : answer.bytes;
    await putPieces(store, [{ sha256: row.sha256, class: row.class, bytes }], 0);
  });
}

/** A few at a time; the first error ends it once those under way are through. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const workers = Array.from({ length: PIECES_AT_ONCE }, async () => {
    for (const item of queue) await work(item);
  });
  const results = await Promise.allSettled(workers);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}


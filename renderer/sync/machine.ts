/**
 * Sync as a pure state machine: states, events in, effects out. No clock, no network, no store; chance comes in with the
 * event. One round is connect, push, pull, fetch; what comes up meanwhile makes another round follow.
 */
import type { Refusal } from '#renderer/store/reader.ts';

export type SyncState =
  | { readonly at: 'offline'; readonly failures: number }
  | { readonly at: 'connecting' | 'pushing' | 'pulling' | 'fetching'; readonly failures: number; readonly again: boolean; readonly renewed: boolean }
  | { readonly at: 'idle' }
  | { readonly at: 'refused'; readonly why: Refusal };

export type SyncEvent =
  /** Something to send, or a person who asks. */
  | { readonly event: 'wake' }
  /** The time that `waitFor` asked for has passed. */
  | { readonly event: 'rested' }
  | { readonly event: 'done' }
  /** The county could not be reached or answered with an error that may pass. */
  | { readonly event: 'failed' }
  /** The token is not valid any more. */
  | { readonly event: 'unauthorised' }
  /** The county does not talk to this desk; nothing that is done again here changes it. */
  | { readonly event: 'refused'; readonly why: Refusal };

export type SyncEffect =
  | { readonly effect: 'connect' | 'push' | 'pull' | 'fetch' }
  | { readonly effect: 'waitFor'; readonly ms: number };

export interface Step {
  readonly state: SyncState;
  readonly effects: readonly SyncEffect[];
}

export const PERIOD_MS = 15_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** After a refusal the county is asked again now and then: a desk may be let in again, a program be updated. */
const REFUSED_WAIT_MS = 10 * 60_000;

export const START: SyncState = { at: 'offline', failures: 0 };

const NEXT = { connecting: 'pushing', pushing: 'pulling', pulling: 'fetching' } as const;
const EFFECT = { connecting: 'connect', pushing: 'push', pulling: 'pull', fetching: 'fetch' } as const;

/**
 * Total: every event has an answer in every state; one that comes too late changes nothing. `chance` in [0, 1) spreads
 * the desks of a county over time.
 */
export function step(state: SyncState, event: SyncEvent, chance: number): Step {
  switch (event.event) {
    case 'wake':
      return isBusy(state) ? { state: { ...state, again: true }, effects: [] } : begin(failuresOf(state));
    case 'rested':
      return isBusy(state) ? { state, effects: [] } : begin(failuresOf(state));
    case 'done':
      return isBusy(state) ? advance(state, chance) : { state, effects: [] };
    case 'failed':
      return isBusy(state) ? fallBack(state.failures + 1, chance) : { state, effects: [] };
    case 'unauthorised':
      return isBusy(state) ? renew(state, chance) : { state, effects: [] };
    case 'refused':
      return { state: { at: 'refused', why: event.why }, effects: [{ effect: 'waitFor', ms: spread(REFUSED_WAIT_MS, chance) }] };
  }
}

type Busy = Extract<SyncState, { again: boolean }>;

function isBusy(state: SyncState): state is Busy {
  return 'again' in state;
}

function failuresOf(state: SyncState): number {
  return 'failures' in state ? state.failures : 0;
}

function begin(failures: number): Step {
  return enter('connecting', { failures, again: false, renewed: false });
}

function enter(at: Busy['at'], rest: Omit<Busy, 'at'>): Step {
  return { state: { at, ...rest }, effects: [{ effect: EFFECT[at] }] };
}

function advance(state: Busy, chance: number): Step {
  const { failures, again, renewed } = state;
  if (state.at !== 'fetching') return enter(NEXT[state.at], { failures, again, renewed });
  if (again) return enter('pushing', { failures: 0, again: false, renewed });
  return { state: { at: 'idle' }, effects: [{ effect: 'waitFor', ms: spread(PERIOD_MS, chance) }] };
}

/** A token may run out in mid-round once; a county that refuses a fresh one is as good as away. */
function renew(state: Busy, chance: number): Step {
  if (state.renewed) return fallBack(state.failures + 1, chance);
  return enter('connecting', { failures: state.failures, again: state.again, renewed: true });
}

function fallBack(failures: number, chance: number): Step {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20), LONGEST_WAIT_MS);
  return { state: { at: 'offline', failures }, effects: [{ effect: 'waitFor', ms: spread(wait, chance) }] };
}

/** Between half and one and a half times the wait. */
function spread(ms: number, chance: number): number {
  return Math.round(ms * (0.5 + chance));
}

/** What `domain/` may not fetch by itself: time, ids and chance come in by parameter. */

/** Milliseconds since 1970; real ones are built in composition roots only. */
export interface Clock {
  now(): number;
}

/** Makes ids that are never used twice; 26 characters, sortable by time where the clock allows. */
export interface Ids {
  next(): string;
}

/** Cryptographic chance. */
export interface Random {
  bytes(length: number): Uint8Array;
}

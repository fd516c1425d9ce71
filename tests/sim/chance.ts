/** Seeded chance: the same seed makes the same run. */
import type { Ids, Random } from '#domain/ports.ts';

export class Chance implements Random, Ids {
  #state: number;
  #made = 0;
  readonly #mark: string;

  constructor(seed: number, mark = '') {
    this.#state = (seed * 0x9e3779b1) >>> 0;
    this.#mark = mark;
  }

  /** In [0, 1). (mulberry32) */
  unit(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let word = this.#state;
    word = Math.imul(word ^ (word >>> 15), word | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }

  happens(share: number): boolean {
    return this.unit() < share;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  next(): string {
    this.#made += 1;
    return `${this.#mark}${this.#made}x${this.below(1e9).toString(36)}`;
  }
}

/** At most so many questions a minute per address; memory does not grow with the number of addresses that ever asked. */
import type { Clock } from '#domain/ports.ts';

const MINUTE_MS = 60_000;
const ADDRESSES_MAX = 10_000;

export class MinuteLimiter {
  readonly #clock: Clock;
  readonly #perMinute: number;
  readonly #asked = new Map<string, number[]>();

  constructor(clock: Clock, perMinute: number) {
    this.#clock = clock;
    this.#perMinute = perMinute;
  }

  /** Whether the address may ask now; a refused question does not count. */
  allows(address: string): boolean {
    const now = this.#clock.now();
    const recent = (this.#asked.get(address) ?? []).filter((at) => now - at < MINUTE_MS);
    const allowed = recent.length < this.#perMinute;
    if (allowed) recent.push(now);
    this.#asked.delete(address);
    this.#asked.set(address, recent);
    if (this.#asked.size > ADDRESSES_MAX) this.#forgetOldest();
    return allowed;
  }

  /** Maps keep the order of their last question: the first one asked longest ago. */
  #forgetOldest(): void {
    const first = this.#asked.keys().next();
    if (first.done !== true) this.#asked.delete(first.value);
  }
}

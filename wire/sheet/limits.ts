/**
 * How much of a file is looked at before it is refused. A list of 100,000 payees inflates to about 60 MB; a bomb a few
 * hundred KB small inflates to gigabytes, and is stopped while it streams.
 */
import { Unreadable } from '#domain/roster/problem.ts';

export interface SheetLimits {
  readonly fileBytes: number;
  /** Files that the library reads whole. */
  readonly libraryFileBytes: number;
  readonly entries: number;
  readonly inflatedBytes: number;
  /** Inflated to stored bytes, looked at once `ratioFrom` bytes came out. */
  readonly ratio: number;
  readonly ratioFrom: number;
  readonly strings: number;
  readonly cells: number;
  readonly rows: number;
  readonly columns: number;
  /** Characters of one row or one shared string. */
  readonly rowChars: number;
  readonly sheets: number;
}

/** The limits the program reads with. */
export const SHEET_LIMITS: SheetLimits = {
  fileBytes: 64 * 1024 * 1024,
  libraryFileBytes: 24 * 1024 * 1024,
  entries: 2000,
  inflatedBytes: 128 * 1024 * 1024,
  ratio: 150,
  ratioFrom: 8 * 1024 * 1024,
  strings: 2_000_000,
  cells: 3_000_000,
  rows: 200_000,
  columns: 400,
  rowChars: 2 * 1024 * 1024,
  sheets: 200,
};

/** What one file has used up of its limits; shared by everything that reads it. */
export class Budget {
  readonly limits: SheetLimits;
  readonly #signal: AbortSignal | undefined;
  #inflated = 0;
  #cells = 0;
  #rows = 0;

  constructor(limits: SheetLimits, signal?: AbortSignal) {
    this.limits = limits;
    this.#signal = signal;
  }

  /** Throws `cancelled` or `tooSlow` once the caller's signal says so. */
  check(): void {
    if (!this.#signal?.aborted) return;
    const reason: unknown = this.#signal.reason;
    const timedOut = reason instanceof Error && reason.name === 'TimeoutError';
    throw new Unreadable(timedOut ? 'tooSlow' : 'cancelled');
  }

  inflate(bytes: number): void {
    this.#inflated += bytes;
    if (this.#inflated > this.limits.inflatedBytes) throw new Unreadable('tooMuchInside');
    this.check();
  }

  /** An entry alone: much more than it was stored as is a bomb. */
  ratio(stored: number, inflated: number): void {
    if (inflated > this.limits.ratioFrom && inflated > stored * this.limits.ratio) throw new Unreadable('tooMuchInside');
  }

  row(cells: number): void {
    this.#rows += 1;
    this.#cells += cells;
    if (this.#rows > this.limits.rows || this.#cells > this.limits.cells) throw new Unreadable('tooMuchInside');
  }
}

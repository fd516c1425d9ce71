/** A journal folder in memory that outlives the desk's process, and the ways in which that process dies around it. */
import type { Journal } from '#renderer/store/journal.ts';
import type { JournalLine } from '#wire/bridge/contract.ts';

export type Death = 'beforeWrite' | 'afterWrite';

export class Folder {
  readonly lines: JournalLine[] = [];
  readonly pieces = new Map<string, Uint8Array>();
  keys: string | null = null;
}

export interface JournalFaults {
  readonly forgetsLines?: boolean;
  readonly forgetsPieces?: boolean;
}

/** One process' hand on the folder. Once dead it answers nothing but errors. */
export class JournalHand implements Journal {
  readonly #folder: Folder;
  readonly #faults: JournalFaults;
  death: Death | undefined;
  dead = false;

  constructor(folder: Folder, faults: JournalFaults) {
    this.#folder = folder;
    this.#faults = faults;
  }

  readonly journalAppend: Journal['journalAppend'] = async ({ pieces, lines }) => {
    this.#alive();
    if (this.death === 'beforeWrite') this.#die();
    for (const line of lines) {
      const there = this.#folder.lines.find((known) => known.desk === line.desk && known.seq === line.seq);
      if (there && there.hash !== line.hash) throw Object.assign(new Error('another line stands there'), { code: 'journalConflict' });
    }
    if (!this.#faults.forgetsPieces) for (const piece of pieces) this.#folder.pieces.set(piece.sha256, Uint8Array.from(piece.sealed));
    for (const line of lines) {
      const known = this.#folder.lines.some((other) => other.desk === line.desk && other.seq === line.seq);
      if (!known && !this.#faults.forgetsLines) this.#folder.lines.push(line);
    }
    if (this.death === 'afterWrite') this.#die();
    return { lines: lines.length, pieces: pieces.length };
  };

  readonly journalRead: Journal['journalRead'] = async () => {
    this.#alive();
    return { lines: [...this.#folder.lines], pieces: [...this.#folder.pieces.keys()], damaged: 0 };
  };

  readonly journalPiece: Journal['journalPiece'] = async ({ sha256 }) => {
    this.#alive();
    return { sealed: this.#folder.pieces.get(sha256) ?? null };
  };

  readonly journalKeysRead: Journal['journalKeysRead'] = async () => ({ text: this.#folder.keys });

  readonly journalKeysWrite: Journal['journalKeysWrite'] = async ({ text }) => {
    this.#folder.keys = text;
    return {};
  };

  #alive(): void {
    if (this.dead) throw Object.assign(new Error('the process is dead'), { code: 'failed' });
  }

  #die(): never {
    this.dead = true;
    throw Object.assign(new Error('the process died here'), { code: 'failed' });
  }
}

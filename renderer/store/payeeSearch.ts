/**
 * Payee search over small strings beside the frames: names and pinyin initials, one line per row. The strings are made
 * when somebody searches and a frame has none yet; nothing is parsed on sync.
 */
import type { Sha256 } from '#domain/hash.ts';
import type { Frame } from '#domain/roster/frame.ts';
import type { RecordId } from '#domain/record/record.ts';
import { listFramesOf } from './frames.ts';
import type { InitialsOf } from './initials.ts';
import type { SearchRow } from './rows.ts';
import type { PayeeHit } from './search.ts';
import type { Store } from './store.ts';

const MOST_HITS = 50;

export interface PayeeSearch {
  /** Rows whose name holds the query, or whose initials do when it is written in Latin letters. */
  find(query: string, limit?: number): Promise<readonly PayeeHit[]>;
}

/** `initialsOf` makes what is missing; in a worker, where the window must not wait. */
export function payeeSearch(store: Store, initialsOf: InitialsOf): PayeeSearch {
  const strings = new Map<Sha256, SearchRow>();
  return {
    async find(query, limit = MOST_HITS) {
      const asked = query.trim();
      if (asked === '') return [];
      const holders = await holdersOf(store);
      await readStrings(store, initialsOf, strings, [...holders.keys()]);
      const hits: PayeeHit[] = [];
      for (const [hash, records] of holders) {
        const row = strings.get(hash);
        const lines = row ? linesWith(row, asked, limit - hits.length) : [];
        if (lines.length > 0) hits.push(...(await hitsIn(store, hash, records, lines)));
        if (hits.length >= limit) break;
      }
      return hits;
    },
  };
}

/** List frames in sight, with the lists and notices over each. */
async function holdersOf(store: Store): Promise<Map<Sha256, RecordId[]>> {
  const holders = new Map<Sha256, RecordId[]>();
  for (const record of await store.database.records.where('kind').anyOf(['subsidyList', 'subsidyNotice']).toArray()) {
    for (const hash of listFramesOf(record)) holders.set(hash, [...(holders.get(hash) ?? []), record.id]);
  }
  return holders;
}

async function readStrings(store: Store, initialsOf: InitialsOf, strings: Map<Sha256, SearchRow>, frames: readonly Sha256[]): Promise<void> {
  const missing = frames.filter((hash) => !strings.has(hash));
  const stored = await store.database.search.bulkGet(missing);
  const made: SearchRow[] = [];
  for (const [at, hash] of missing.entries()) {
    const row = stored[at] ?? (await makeRow(store, initialsOf, hash));
    if (row === undefined) continue;
    strings.set(hash, row);
    if (stored[at] === undefined) made.push(row);
  }
  if (made.length > 0) await store.database.search.bulkPut(made);
}

async function makeRow(store: Store, initialsOf: InitialsOf, hash: Sha256): Promise<SearchRow | undefined> {
  const frame = await frameOf(store, hash);
  if (frame === undefined) return undefined;
  const names = namesOf(frame);
  return { frame: hash, names: names.join('\n'), initials: (await initialsOf(names)).join('\n') };
}

function namesOf(frame: Frame): string[] {
  return frame.ids.map((_, at) => String(frame.columns.payeeName?.[at] ?? '').replaceAll('\n', ' '));
}

async function frameOf(store: Store, hash: Sha256): Promise<Frame | undefined> {
  const known = store.shelf.take(hash);
  if (known) return known;
  const piece = await store.database.pieces.get(hash);
  return piece?.class === 'list' ? store.shelf.read(hash, piece.bytes) : undefined;
}

function linesWith(row: SearchRow, asked: string, limit: number): readonly number[] {
  const byName = linesHolding(row.names, asked, limit);
  if (!/^[a-z]+$/i.test(asked)) return byName;
  return [...new Set([...byName, ...linesHolding(row.initials, asked.toLowerCase(), limit)])].slice(0, limit);
}

/** Line numbers of a joined text that hold a part; counts line ends only up to the last hit. */
function linesHolding(text: string, part: string, limit: number): number[] {
  const lines: number[] = [];
  let line = 0;
  let counted = 0;
  for (let at = text.indexOf(part); at !== -1 && lines.length < limit; at = text.indexOf(part, counted)) {
    for (; counted < at; counted += 1) if (text[counted] === '\n') line += 1;
    lines.push(line);
    const end = text.indexOf('\n', at);
    if (end === -1) break;
    counted = end + 1;
    line += 1;
  }
  return lines;
}

async function hitsIn(store: Store, hash: Sha256, holders: readonly RecordId[], lines: readonly number[]): Promise<PayeeHit[]> {
  const frame = await frameOf(store, hash);
  if (frame === undefined) return [];
  const names = namesOf(frame);
  return lines.flatMap((at): PayeeHit[] => {
    const row = frame.ids[at];
    return row === undefined ? [] : [{ frame: hash, row, sheetRow: frame.sheetRows[at] ?? 0, name: names[at] ?? '', holders }];
  });
}

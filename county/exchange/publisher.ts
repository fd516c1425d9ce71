/** Keeps the public pages' tables in step: after each change of a notice, an office or the county's rules. */
import type { HolidayLookup } from '#domain/calendar/calendar.ts';
import { publishedCounty, publishedNotice } from '#domain/board/published.ts';
import type { BoardText } from '#domain/board/text.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import type { Numerals } from '#domain/money/words.ts';
import type { SubsidyNotice } from '#domain/notice/notice.ts';
import type { NameWords } from '#domain/privacy/names.ts';
import type { ListRow } from '#domain/privacy/publicView.ts';
import { HIT_KINDS, type Hit } from '#domain/privacy/scan.ts';
import type { BoardRecord } from '#domain/record/record.ts';
import type { ColumnCode } from '#domain/roster/columns.ts';
import type { CellValue, Frame } from '#domain/roster/frame.ts';
import type { RosterRow } from '#domain/roster/overlay.ts';
import type { Deciding } from './decideAct.ts';
import { patchOf } from './frames.ts';
import type { Publisher, WithheldRow } from './publish.ts';
import type { PieceStore } from './store.ts';
import type { CountyData } from './world.ts';

export interface PublisherWords {
  readonly text: BoardText;
  readonly numerals: Numerals;
  readonly names: NameWords;
}

interface PublisherParts {
  readonly pieces: PieceStore;
  readonly words: PublisherWords;
  readonly onWithheld: (notice: string, found: readonly string[]) => void;
}

type Cells = { [code in ColumnCode]?: CellValue };

/** The rows of list frames with their overlay; a patch that is not here or describes a person leaves the cell empty. */
export async function listRows(frames: readonly Frame[], overlay: readonly RosterRow[], patchValue: (hash: Sha256) => Promise<CellValue>): Promise<readonly ListRow[]> {
  const edits = new Map(overlay.map((row) => [row.row, row]));
  const rows: ListRow[] = [];
  for (const frame of frames) {
    const columns = Object.entries(frame.columns) as [ColumnCode, readonly CellValue[]][];
    for (const [at, id] of frame.ids.entries()) {
      const cells: Cells = {};
      for (const [code, values] of columns) cells[code] = values[at] ?? null;
      const edit = edits.get(id);
      for (const [code, cell] of Object.entries(edit?.cells ?? {}) as [ColumnCode, NonNullable<RosterRow['cells'][ColumnCode]>][]) {
        cells[code] = 'value' in cell ? cell.value : cell.class === 'list' ? await patchValue(cell.patch) : null;
      }
      rows.push({ row: id, cells, ...(edit?.setAside ? { setAside: edit.setAside } : {}) });
    }
  }
  return rows;
}

async function rowsOf(notice: SubsidyNotice, deciding: Deciding, pieces: PieceStore): Promise<readonly ListRow[]> {
  const hashes = notice.frames.map((frame) => frame.list);
  const found = await deciding.shelf.frames(hashes);
  const overlay = (await deciding.tx.overlay(hashes)).map((row) => row.value);
  const frames = hashes.flatMap((hash) => found.get(hash) ?? []);
  return listRows(frames, overlay, async (hash) => {
    const bytes = await pieces.get(hash);
    return (bytes && patchOf(bytes)?.value) ?? null;
  });
}

/** How many of each kind, and never what: it may be somebody's number. */
function counted(hits: readonly Hit[]): WithheldRow['found'] {
  return HIT_KINDS.map((kind) => ({ kind, count: hits.filter((hit) => hit.kind === kind).length })).filter(({ count }) => count > 0);
}

async function publishNotice(record: BoardRecord<'subsidyNotice'>, deciding: Deciding, { pieces, words, onWithheld }: PublisherParts): Promise<void> {
  const notice = record.value;
  if (!notice.signed) return;
  const data = await deciding.data.current(deciding.tx);
  const programme = data.programmes.get(notice.programme);
  const owner = data.offices.get(notice.owner);
  const issuer = data.offices.get(notice.issuer);
  if (!programme || !owner || !issuer) throw new Error('a signed notice names a programme or an office that is not there');
  const calendar: HolidayLookup = { holidayYear: (year) => data.holidays.get(year) };
  const id = record.id.slice(record.id.indexOf(':') + 1);
  const rows = await rowsOf(notice, deciding, pieces);
  const made = publishedNotice({ id, notice, programme, owner, issuer, rules: data.rules, rows, calendar, ...words });
  if (!made) return;
  await deciding.tx.publish({ notice: record.id, code: made.published.code, office: notice.owner, state: notice.state, published: { ...made.published, document: made.hits.length > 0 ? null : made.published.document } as unknown as Json });
  const found = counted(made.hits);
  await deciding.tx.withhold({ notice: record.id, office: notice.owner, since: deciding.day, found });
  if (found.length > 0) onWithheld(record.id, found.map(({ kind, count }) => `${kind} ${count}`));
}

/** What the pages say about the county. */
export function countyPage(data: CountyData): Json {
  return publishedCounty(data.rules, [...data.offices.values()]) as unknown as Json;
}

function isNotice(record: BoardRecord): record is BoardRecord & BoardRecord<'subsidyNotice'> {
  return record.kind === 'subsidyNotice';
}

/** `onWithheld` is told of a notice whose document is kept back, with what was found by kind and count. */
export function publisherOf(pieces: PieceStore, words: PublisherWords, onWithheld: PublisherParts['onWithheld'] = () => undefined): Publisher {
  return async (record, deciding) => {
    if (isNotice(record)) await publishNotice(record, deciding, { pieces, words, onWithheld });
    if (record.kind === 'office' || record.kind === 'countyRules') await deciding.tx.publishCounty(countyPage(await deciding.data.current(deciding.tx)));
  };
}

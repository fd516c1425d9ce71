/** Verbs on rows: edit, set aside, restore. Overlay records only; frames never change. */
import type { SignedBody } from '../act/act.ts';
import { clashRecords, mergeEdit, type FieldGroup, type Fields } from '../clash/merge.ts';
import { applied, isRefusal, recordIn, refused, type Before, type Decision, type Refusal } from '../decision.ts';
import type { Json } from '../json.ts';
import { reasonShape } from '../notice/shapes.ts';
import { actorOf, type Actor } from '../office/actor.ts';
import { checkNoticeRight, checkRight } from '../office/rights.ts';
import { isPersonalColumn, needsPatch } from '../privacy/columns.ts';
import { scanText } from '../privacy/scan.ts';
import type { BoardRecord, RecordId, RevisedRecord } from '../record/record.ts';
import { dictionary, either, id, list, nullable, object, oneOf, sha256, text, whole, type Check } from '../shape.ts';
import type { World } from '../world.ts';
import { COLUMN_CODES, type ColumnCode } from './columns.ts';
import type { FrameRef } from './frame.ts';
import { rosterRowRecord, type OverlayCell, type RosterRow } from './overlay.ts';

/** Basis, rate and amount must agree. */
export const AMOUNT_GROUP: FieldGroup = { name: 'amount', fields: ['subsidisedArea', 'quantity', 'rate', 'amount'] };

/** Columns whose plain values are whole numbers: areas in 1/1000 mu, money in fen. */
const WHOLE_COLUMNS: readonly string[] = ['areaContract', 'areaLeasedIn', 'areaLeasedOut', 'areaExcluded', 'subsidisedArea', 'rate', 'amount'];

/** Most rows in one act; with their values they fit into 64 KB. */
const ROWS_MAX = 300;

const CELL_LIMIT = 1_000_000_000_000;

const columnName: Check<ColumnCode> = (value): value is ColumnCode =>
  typeof value === 'string' && (COLUMN_CODES.some((code) => code === value) || /^x:[^\u0000-\u001f]{1,60}$/.test(value));
const cellShape: Check<OverlayCell> = either(
  object({ value: nullable(either(whole(-CELL_LIMIT, CELL_LIMIT), text(60))) }),
  object({ patch: sha256, class: oneOf('list', 'person') }),
);
const rowsShape = list(
  object({ row: id, frame: sha256, set: dictionary(columnName, cellShape, 40), was: dictionary(columnName, nullable(cellShape), 40) }),
  ROWS_MAX,
  1,
);
const rowNamesShape = list(object({ row: id, frame: sha256 }), ROWS_MAX, 1);

/** What the rows belong to: a notice, or a list that was not split yet. */
export type Holder = RevisedRecord<'subsidyNotice'> | RevisedRecord<'subsidyList'>;

/** What an edit of a row has to say: the cells it sets and, for the whole group of each, what was seen. */
export function rowChange(row: RosterRow | undefined, set: RosterRow['cells']): { readonly set: RosterRow['cells']; readonly was: { readonly [column: string]: OverlayCell | null } } {
  const names = Object.keys(set);
  const grouped = names.some((name) => AMOUNT_GROUP.fields.includes(name)) ? AMOUNT_GROUP.fields : [];
  const cells: { readonly [column: string]: OverlayCell | undefined } = row?.cells ?? {};
  return { set, was: Object.fromEntries([...new Set([...names, ...grouped])].map((name) => [name, cells[name] ?? null])) };
}

/** `rosterRow.edit`. */
export function editRows(before: Before, act: SignedBody, world: World): Decision {
  const rows = act.args['rows'];
  if (!rowsShape(rows)) return refused('actMalformed');
  const found = holderOf(before, act, world);
  if (isRefusal(found)) return found;
  const wrong = checkRows(rows, act, found, world) ?? checkCells(rows, act);
  if (wrong) return wrong;
  const after: BoardRecord[] = [];
  const clashes: BoardRecord<'clash'>[] = [];
  for (const edit of rows) {
    const record = rowRecord(before, edit, found);
    const merged = mergeEdit(record.value.cells as Fields, { set: edit.set as Fields, was: edit.was as Fields }, [AMOUNT_GROUP]);
    const about = { record, standingBy: world.lastChangeBy(record.id) ?? '', first: clashes.length };
    clashes.push(...clashRecords(merged, act, about));
    after.push({ ...record, value: { ...record.value, cells: { ...record.value.cells, ...(merged.set as RosterRow['cells']) } } });
  }
  const [clash, ...more] = clashes;
  return clash ? { outcome: 'clashed', after, clash, more } : applied(...after);
}

/** `rosterRow.setAside`: the rows are neither published nor counted; the reason stays with them. */
export function setRowsAside(before: Before, act: SignedBody, world: World): Decision {
  const { reason } = act.args;
  if (!reasonShape(reason)) return refused('reasonMissing');
  if (scanText(reason).length > 0) return refused('personalText', { field: 'reason' });
  return changeRows(before, act, world, (row) => ({ ...row, setAside: row.setAside ?? { reason } }));
}

/** `rosterRow.restore`. */
export function restoreRows(before: Before, act: SignedBody, world: World): Decision {
  if (!reasonShape(act.args['reason'])) return refused('reasonMissing');
  return changeRows(before, act, world, ({ row, frame, cells }) => ({ row, frame, cells }));
}

function changeRows(before: Before, act: SignedBody, world: World, change: (row: RosterRow) => RosterRow): Decision {
  const rows = act.args['rows'];
  if (!rowNamesShape(rows)) return refused('actMalformed');
  const found = holderOf(before, act, world);
  if (isRefusal(found)) return found;
  const wrong = checkRows(rows, act, found, world);
  if (wrong) return wrong;
  return applied(
    ...rows.map((name) => {
      const record = rowRecord(before, name, found);
      return { ...record, value: change(record.value) };
    }),
  );
}

/** The holder, which is the last record touched, if the actor may edit it now. */
function holderOf(before: Before, act: SignedBody, world: World): Holder | Refusal {
  const actor = actorOf(act, world);
  if (isRefusal(actor)) return actor;
  const last = act.touches.at(-1)?.record ?? '';
  const holder = recordIn(before, last, 'subsidyNotice') ?? recordIn(before, last, 'subsidyList');
  if (!holder) return refused('recordMissing', { record: last });
  return mayEditRows(holder, actor) ?? holder;
}

/** Why the actor may not edit rows of the holder now, or null; after submit it is `lateRowEdit`. */
export function mayEditRows(holder: Holder, actor: Actor): Refusal | null {
  if (holder.kind === 'subsidyList') return mayEditListRows(holder as RevisedRecord<'subsidyList'>, actor);
  const notice = (holder as RevisedRecord<'subsidyNotice'>).value;
  const refusal = checkNoticeRight('subsidyNotice.edit', actor, notice);
  if (refusal?.fault.code !== 'wrongState' || notice.state === 'withdrawn') return refusal;
  return refused('lateRowEdit', { state: notice.state });
}

function mayEditListRows(list: RevisedRecord<'subsidyList'>, actor: Actor): Refusal | null {
  const refusal = checkRight('rosterRow.edit', actor, list.office === actor.office.id ? ['own'] : []);
  if (refusal) return refusal;
  if (list.value.withdrawn) return refused('wrongState', { state: 'withdrawn' });
  return list.value.notices.length > 0 ? refused('alreadySplit') : null;
}

interface RowName {
  readonly row: string;
  readonly frame: string;
}

function checkRows(rows: readonly RowName[], act: SignedBody, holder: Holder, world: World): Refusal | null {
  const touched = act.touches.slice(0, -1).map((touch) => touch.record);
  const named = rows.map((row) => rosterRowRecord(row.row));
  if (touched.length !== named.length || new Set(named).size !== named.length || !named.every((record) => touched.includes(record))) return refused('actMalformed');
  for (const { row, frame } of rows) {
    if (!frameIn(holder, frame)) return refused('rowUnknown', { row });
    const ids = world.frameRows(frame);
    if (!ids) return refused('pieceMissing', { piece: frame });
    if (!ids.includes(row)) return refused('rowUnknown', { row });
  }
  return null;
}

function checkCells(rows: readonly { readonly row: string; readonly set: RosterRow['cells'] }[], act: SignedBody): Refusal | null {
  for (const { row, set } of rows) {
    const cells = Object.entries(set);
    if (cells.length === 0) return refused('actMalformed');
    for (const [column, cell] of cells) {
      const refusal = cell ? checkCell(column as ColumnCode, cell, act) : refused('valueInvalid', { row, field: column });
      if (refusal) return refusal;
    }
  }
  return null;
}

/** Personal columns and words travel as patches of the right class, numbers as whole numbers, the rest as short plain text. */
function checkCell(column: ColumnCode, cell: OverlayCell, act: SignedBody): Refusal | null {
  if (needsPatch(column)) {
    if (!('patch' in cell)) return refused('personInAct', { field: column });
    if (cell.class !== (isPersonalColumn(column) ? 'person' : 'list')) return refused('personInAct', { field: column });
    return act.pieces.includes(cell.patch) ? null : refused('pieceInvalid', { piece: cell.patch });
  }
  if ('patch' in cell) return refused('valueInvalid', { field: column });
  if (cell.value === null) return null;
  if (WHOLE_COLUMNS.includes(column)) return typeof cell.value === 'number' ? null : refused('valueInvalid', { field: column });
  return scanText(String(cell.value)).length > 0 ? refused('personInAct', { field: column }) : null;
}

/** The overlay record of a row as it stands, or a new one in the holder's scope and, before the split, in its village's. */
function rowRecord(before: Before, name: RowName, holder: Holder): BoardRecord<'rosterRow'> {
  const recordName: RecordId = rosterRowRecord(name.row);
  const existing = recordIn(before, recordName, 'rosterRow');
  if (existing) {
    const { revision: _revision, ...record } = existing;
    return record;
  }
  const village = holder.kind === 'subsidyList' ? frameIn(holder, name.frame)?.village : undefined;
  const value: RosterRow = { row: name.row, frame: name.frame, cells: {} };
  return { id: recordName, kind: 'rosterRow', office: holder.office, ...(village !== undefined && village !== holder.office ? { shownTo: [village] } : {}), value };
}

function frameIn(holder: Holder, frame: string): FrameRef | undefined {
  return holder.value.frames.find((ref) => ref.list === frame);
}

/** Sets or clears cells of a row, as `clash.settle` does. */
export function withCells(row: RosterRow, cells: { readonly [column: string]: Json }): RosterRow {
  return { ...row, cells: { ...row.cells, ...(cells as RosterRow['cells']) } };
}

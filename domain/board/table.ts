/** The table of a board: heads, rows as text, subtotals by group, the grand total. */
import type { Totals } from '../batch/batch.ts';
import { formatFen, formatMilliMu } from '../money/fen.ts';
import type { PublicGroup, PublicView } from '../privacy/publicView.ts';
import type { Programme } from '../programme/programme.ts';
import type { ColumnCode } from '../roster/columns.ts';
import type { CellValue } from '../roster/frame.ts';
import type { BoardKey, BoardText } from './text.ts';

export interface BoardColumn {
  /** A column of the roster, or the running number of the notice. */
  readonly code: ColumnCode | 'serial';
  readonly head: string;
  readonly align: 'left' | 'centre' | 'right';
}

export interface BoardGroup {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** One text per column; null where there is only one group, which needs none. */
  readonly subtotal: readonly string[] | null;
}

export interface BoardTable {
  readonly unitLine: string;
  readonly columns: readonly BoardColumn[];
  readonly groups: readonly BoardGroup[];
  /** One text per column. */
  readonly total: readonly string[];
}

const MU_COLUMNS: ReadonlySet<string> = new Set<ColumnCode>(['areaContract', 'areaLeasedIn', 'areaLeasedOut', 'areaExcluded', 'subsidisedArea']);
const FEN_COLUMNS: ReadonlySet<string> = new Set<ColumnCode>(['rate', 'amount']);
const TEXT_COLUMNS: ReadonlySet<string> = new Set<ColumnCode>(['remark', 'village', 'township']);

/** The table a view allows; null where it shows no rows. */
export function boardTable(view: PublicView, programme: Programme, text: BoardText): BoardTable | null {
  if (view.shows !== 'rows') return null;
  const codes = rowColumns(view);
  const columns = codes.map((code): BoardColumn => ({ code, head: text(headKey(code, programme)), align: alignOf(code) }));
  const groups = view.groups.map((group) => ({
    name: group.name ?? text('noGroup'),
    rows: group.rows.map((row) => codes.map((code) => rowCell(view, row, code))),
    subtotal: view.groups.length > 1 ? sumRow({ codes, view, totals: group.totals, label: text('subtotal', { group: group.name ?? text('noGroup') }) }) : null,
  }));
  return { unitLine: unitLine(codes, text), columns, groups, total: sumRow({ codes, view, totals: view.totals, label: text('total') }) };
}

type Code = BoardColumn['code'];

/** Serial first; the group stays a column so that a single line can be understood when cut out by a photo. */
function rowColumns(view: PublicView): readonly Code[] {
  const empty = (code: ColumnCode): boolean => code === 'group' && view.groups.every((group) => group.name === null);
  return ['serial', ...view.columns.filter((code) => code !== 'seq' && !empty(code))];
}

function rowCell(view: PublicView, row: PublicGroup['rows'][number], code: Code): string {
  if (code === 'serial') return String(row.serial);
  return cellText(code, row.cells[view.columns.indexOf(code)] ?? null, hasThirdDecimal(view));
}

function cellText(code: Code, value: CellValue, threeDecimals: boolean): string {
  if (value === null) return '';
  if (typeof value === 'number' && MU_COLUMNS.has(code)) return areaText(value, threeDecimals);
  if (typeof value === 'number' && FEN_COLUMNS.has(code)) return formatFen(value);
  return String(value);
}

/** All areas of a board have as many decimals as the finest one needs, so that the points stand under one another. */
function areaText(milliMu: number, threeDecimals: boolean): string {
  const text = formatMilliMu(milliMu);
  const decimals = text.length - text.indexOf('.') - 1;
  return text + '0'.repeat(Math.max(0, (threeDecimals ? 3 : 2) - decimals));
}

const finest = new WeakMap<PublicView, boolean>();

function hasThirdDecimal(view: PublicView): boolean {
  const known = finest.get(view);
  if (known !== undefined) return known;
  const areas = view.columns.map((column, index) => (MU_COLUMNS.has(column) ? index : -1)).filter((index) => index >= 0);
  const found = view.groups.some((group) => group.rows.some((row) => areas.some((index) => Number(row.cells[index] ?? 0) % 10 !== 0)));
  finest.set(view, found);
  return found;
}

/** A sum line: its label in the first column that has room for words, sums under their columns. */
function sumRow({ codes, view, totals, label }: { codes: readonly Code[]; view: PublicView; totals: Totals; label: string }): readonly string[] {
  const labelAt = codes.findIndex((code) => code === 'group' || code === 'payeeName');
  return codes.map((code, index) => {
    if (index === labelAt) return label;
    if (code === 'subsidisedArea' && totals.areaMilliMu !== 0) return areaText(totals.areaMilliMu, hasThirdDecimal(view));
    return code === 'amount' ? formatFen(totals.amountFen) : '';
  });
}

function alignOf(code: Code): BoardColumn['align'] {
  if (MU_COLUMNS.has(code) || FEN_COLUMNS.has(code)) return 'right';
  return TEXT_COLUMNS.has(code) ? 'left' : 'centre';
}

function unitLine(codes: readonly Code[], text: BoardText): string {
  const area = codes.some((code) => MU_COLUMNS.has(code));
  const money = codes.some((code) => FEN_COLUMNS.has(code));
  if (area && money) return text('sheetUnit');
  if (area) return text('sheetUnitArea');
  return money ? text('sheetUnitAmount') : '';
}

function headKey(code: Code, programme: Programme): BoardKey {
  if (code === 'quantity') return QUANTITY_HEADS[programme.unit] ?? 'column.quantity';
  if (code === 'rate') return RATE_HEADS[programme.unit] ?? 'column.rate';
  return PLAIN_HEADS[code] ?? 'column.remark';
}

const QUANTITY_HEADS: { readonly [unit in Programme['unit']]?: BoardKey } = { mu: 'column.quantityMu', person: 'column.quantityPerson', household: 'column.quantityPerson', machine: 'column.quantityMachine' };
const RATE_HEADS: { readonly [unit in Programme['unit']]?: BoardKey } = { mu: 'column.rateMu', person: 'column.ratePerson' };
const PLAIN_HEADS: { readonly [code in Code]?: BoardKey } = {
  serial: 'column.serial', seq: 'column.seq', payeeName: 'column.payeeName', village: 'column.village', group: 'column.group', township: 'column.township',
  areaContract: 'column.areaContract', areaLeasedIn: 'column.areaLeasedIn', areaLeasedOut: 'column.areaLeasedOut', areaExcluded: 'column.areaExcluded',
  subsidisedArea: 'column.subsidisedArea', amount: 'column.amount', payDate: 'column.payDate', householdSize: 'column.householdSize', remark: 'column.remark',
};

/**
 * The only way from payee rows to anything that leaves the house: paper, public page, file. Which columns, which form of
 * the name, rows or totals only: the programme says it per channel and stage, and what is personal stays out in any case.
 */
import type { Totals } from '../batch/batch.ts';
import type { PostingStage } from '../notice/notice.ts';
import type { ChannelView, NameForm, Programme } from '../programme/programme.ts';
import type { ColumnCode } from '../roster/columns.ts';
import type { CellValue, RowId } from '../roster/frame.ts';
import { isPersonalColumn } from './columns.ts';
import { shownName, type NameWords } from './names.ts';

export type Channel = keyof Programme['channels'];

/** A payee row with its overlay applied; cells of personal columns may be there and are ignored. */
export interface ListRow {
  readonly row: RowId;
  readonly cells: { readonly [code in ColumnCode]?: CellValue };
  /** Present when the row is not published and not counted. */
  readonly setAside?: { readonly reason: string };
}

export interface PublicRow {
  /** 1, 2, 3 … over the whole notice, the same on every channel, so that people of one name can be told apart. */
  readonly serial: number;
  /** One value per column of the view, in its order. Areas in 1/1000 mu, money in fen. */
  readonly cells: readonly CellValue[];
}

export interface PublicGroup {
  /** Villager group as written; null where the list has none. */
  readonly name: string | null;
  readonly rows: readonly PublicRow[];
  readonly totals: Totals;
}

declare const viewBrand: unique symbol;

/** What one channel may show of a notice. Nothing but `publicView` makes one. */
export interface PublicView {
  readonly [viewBrand]: true;
  readonly channel: Channel;
  readonly stage: PostingStage;
  readonly programme: string;
  /** `totals`: sums over the whole notice only; `none`: the programme allows no public list at all. */
  readonly shows: 'rows' | 'totals' | 'none';
  readonly nameForm: NameForm;
  readonly columns: readonly ColumnCode[];
  /** In the order of the list; empty unless `shows` is `rows`, because a small group's sum can be one person's. */
  readonly groups: readonly PublicGroup[];
  readonly totals: Totals;
  readonly graceDays: number;
}

export interface ViewInput {
  readonly programme: Programme;
  readonly stage: PostingStage;
  readonly channel: Channel;
  /** In the order of the notice's frames. */
  readonly rows: readonly ListRow[];
  readonly names: NameWords;
}

/** Turns rows into what a channel may show. Rows set aside are neither shown nor counted. */
export function publicView(input: ViewInput): PublicView {
  const { programme, stage, channel } = input;
  const rule = programme.channels[channel];
  const shows = showing(programme, rule);
  const columns = shows === 'rows' ? shownColumns(rule, stage) : [];
  const kept = input.rows.filter((row) => row.setAside === undefined);
  const view: Omit<PublicView, typeof viewBrand> = {
    channel,
    stage,
    programme: programme.code,
    shows,
    nameForm: rule.nameForm,
    columns,
    groups: shows !== 'rows' ? [] : grouped(kept, columns, (row, column) => cellOf(row, column, rule.nameForm, input.names)),
    totals: totalsOf(kept),
    graceDays: rule.graceDays,
  };
  return view as PublicView;
}

/** The columns a channel shows at a stage: what the programme names, less what the stage omits, less whatever is personal. */
export function shownColumns(rule: ChannelView, stage: PostingStage): readonly ColumnCode[] {
  const omitted = rule.omitAt?.[stage] ?? [];
  return rule.columns.filter(
    (column, index) =>
      !isPersonalColumn(column) &&
      !omitted.includes(column) &&
      !(column === 'payeeName' && rule.nameForm === 'none') &&
      rule.columns.indexOf(column) === index,
  );
}

function showing(programme: Programme, rule: ChannelView): PublicView['shows'] {
  if (!programme.publicListAllowed) return 'none';
  return rule.rows ? 'rows' : 'totals';
}

function cellOf(row: ListRow, column: ColumnCode, form: NameForm, names: NameWords): CellValue {
  const value = row.cells[column] ?? null;
  if (column !== 'payeeName') return value;
  return value === null ? null : shownName(String(value), form, names);
}

type CellReader = (row: ListRow, column: ColumnCode) => CellValue;

/** Groups keep the order of their first row, so that a list sorted by group reads as it was written. */
function grouped(rows: readonly ListRow[], columns: readonly ColumnCode[], cell: CellReader): readonly PublicGroup[] {
  const byName = new Map<string | null, ListRow[]>();
  for (const row of rows) {
    const name = groupName(row);
    const members = byName.get(name);
    if (members) members.push(row);
    else byName.set(name, [row]);
  }
  let serial = 0;
  const groups: PublicGroup[] = [];
  for (const [name, members] of byName) {
    const shown = members.map((row) => ({ serial: (serial += 1), cells: columns.map((column) => cell(row, column)) }));
    groups.push({ name, rows: shown, totals: totalsOf(members) });
  }
  return groups;
}

function groupName(row: ListRow): string | null {
  const value = row.cells.group ?? null;
  const text = value === null ? '' : String(value).trim();
  return text === '' ? null : text;
}

function totalsOf(rows: readonly ListRow[]): Totals {
  let areaMilliMu = 0;
  let amountFen = 0;
  for (const row of rows) {
    areaMilliMu += numberIn(row.cells.subsidisedArea);
    amountFen += numberIn(row.cells.amount);
  }
  return { rows: rows.length, areaMilliMu, amountFen };
}

function numberIn(value: CellValue | undefined): number {
  return typeof value === 'number' ? value : 0;
}

/** The rows of a list in a window of its own: only what is in sight is drawn, so that 50,000 rows scroll like fifty. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { COLUMN_CODES, type ColumnCode, type KnownColumn } from '#domain/roster/columns.ts';
import type { CellValue } from '#domain/roster/frame.ts';
import type { Severity } from '#domain/roster/problem.ts';
import { writtenMu, writtenYuan } from '#renderer/ui/shapes.ts';
import { textOf, useText } from '#renderer/ui/text.ts';
import type { RosterLine } from './rows.ts';

const ROW_HEIGHT = 40;
const BEYOND = 8;

export const AREA_COLUMNS: readonly ColumnCode[] = ['areaContract', 'areaLeasedIn', 'areaLeasedOut', 'areaExcluded', 'subsidisedArea'];
export const MONEY_COLUMNS: readonly ColumnCode[] = ['rate', 'amount'];
const FIRST: readonly KnownColumn[] = ['group', 'payeeName', 'idNumber', 'bankAccount', 'subsidisedArea', 'quantity', 'rate', 'amount', 'remark'];

export interface GridProps {
  readonly lines: readonly RosterLine[];
  readonly columns: readonly ColumnCode[];
  /** Row id to bring into sight and to mark. */
  readonly at: string | undefined;
  /** Worst problem of a spreadsheet row. */
  readonly marks: ReadonlyMap<number, Severity>;
  readonly onChoose?: (line: RosterLine) => void;
}

/** The columns people look for first, then the rest; the running number of the file is left out. */
export function orderedColumns(columns: readonly ColumnCode[]): readonly ColumnCode[] {
  const known = [...FIRST, ...COLUMN_CODES.filter((code) => !FIRST.includes(code) && code !== 'seq')];
  return [...known.filter((code) => columns.includes(code)), ...columns.filter((code) => code.startsWith('x:'))];
}

export function RosterGrid({ lines, columns, at, marks, onChoose }: GridProps) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(480);
  const shown = useMemo(() => orderedColumns(columns), [columns]);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const watcher = new ResizeObserver(() => setHeight(element.clientHeight));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  useEffect(() => {
    const index = at === undefined ? -1 : lines.findIndex((line) => line.row === at);
    const element = box.current;
    if (index < 0 || !element) return;
    const y = index * ROW_HEIGHT;
    if (y < element.scrollTop || y > element.scrollTop + element.clientHeight - 2 * ROW_HEIGHT) element.scrollTop = Math.max(0, y - element.clientHeight / 2);
    // Scrolls when another row is chosen, not whenever the lines are read anew.
  }, [at, lines.length === 0]);
  const from = Math.max(0, Math.floor(top / ROW_HEIGHT) - BEYOND);
  const to = Math.min(lines.length, Math.ceil((top + height) / ROW_HEIGHT) + BEYOND);
  return (
    <div ref={box} className="grid" tabIndex={0} onScroll={(event) => setTop(event.currentTarget.scrollTop)} onKeyDown={(event) => moveBy(event, lines, at, onChoose)}>
      <table aria-rowcount={lines.length + 1}>
        <thead>
          <tr>
            <th className="number">{t('grid.sheetRow')}</th>
            {shown.map((code) => <th key={code} className={isNumber(code) ? 'number' : undefined}>{columnName(code)}</th>)}
          </tr>
        </thead>
        <tbody>
          {from > 0 ? <tr className="grid-space" style={{ height: from * ROW_HEIGHT }} /> : null}
          {lines.slice(from, to).map((line, index) => (
            <GridRow key={line.row} line={line} index={from + index} columns={shown} chosen={line.row === at} mark={marks.get(line.sheetRow)} onChoose={onChoose} />
          ))}
          {to < lines.length ? <tr className="grid-space" style={{ height: (lines.length - to) * ROW_HEIGHT }} /> : null}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly line: RosterLine;
  readonly index: number;
  readonly columns: readonly ColumnCode[];
  readonly chosen: boolean;
  readonly mark: Severity | undefined;
  readonly onChoose?: (line: RosterLine) => void;
}

function GridRow({ line, index, columns, chosen, mark, onChoose }: RowProps) {
  const t = useText();
  const state = line.setAside ? 'grid-aside' : mark === undefined ? '' : `grid-${mark}`;
  return (
    <tr aria-rowindex={index + 2} aria-selected={chosen} className={`${state}${chosen ? ' grid-chosen' : ''}`} onClick={onChoose ? () => onChoose(line) : undefined}>
      <td className="number quiet">{line.sheetRow}{line.setAside ? <span className="tag" title={line.setAside.reason}>{t('grid.aside')}</span> : null}</td>
      {columns.map((code) => (
        <td key={code} className={`${isNumber(code) ? 'number' : ''}${line.edited.includes(code) ? ' grid-edited' : ''}`} title={line.edited.includes(code) ? t('grid.edited') : undefined}>{cellText(code, line.cells[code] ?? null)}</td>
      ))}
    </tr>
  );
}

function moveBy(event: KeyboardEvent, lines: readonly RosterLine[], at: string | undefined, onChoose: GridProps['onChoose']): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !onChoose) return;
  const next = lines[lines.findIndex((line) => line.row === at) + step];
  if (!next) return;
  event.preventDefault();
  onChoose(next);
}

export function isNumber(code: ColumnCode): boolean {
  return AREA_COLUMNS.includes(code) || MONEY_COLUMNS.includes(code) || code === 'quantity' || code === 'age' || code === 'householdSize';
}

/** A cell as people read it: areas in mu, money in yuan. */
export function cellText(code: ColumnCode, value: CellValue): string {
  if (value === null) return '';
  if (typeof value !== 'number') return value;
  if (AREA_COLUMNS.includes(code)) return writtenMu(value);
  return MONEY_COLUMNS.includes(code) ? writtenYuan(value) : String(value);
}

/** The name of a column; one that nobody classified goes by its own head. */
export function columnName(code: ColumnCode): string {
  const known = COLUMN_CODES.find((one) => one === code);
  return known ? textOf('problem')(`column.${known}`) : code.slice(2);
}

/** A released board as one HTML page for the printing window: table head on every page, no row split, identity on each sheet. */
import type { BoardLine } from '#domain/board/document.ts';
import type { ReleasedBoard } from '#domain/board/release.ts';
import type { BoardGroup, BoardTable } from '#domain/board/table.ts';
import { escapeHtml } from './escape.ts';
import type { FontUrls } from './fonts.ts';
import { drawnTable, widthOf, type BoardLayout, type DrawnTable } from './layout.ts';
import { qrSvg } from './qr.ts';
import { boardStyle } from './style.ts';

const QR_MM = 20;
const ROWS_KEPT_WITH_END = 4;

/** The whole page, with nothing fetched but the fonts. */
export function boardHtml(board: ReleasedBoard, layout: BoardLayout, fontUrls: FontUrls): string {
  const classes = ['board', layout.dense ? 'dense' : '', layout.orientation, layout.largeType ? 'large' : ''].filter((name) => name !== '').join(' ');
  return [
    '<!doctype html>',
    `<html lang="${layout.language}"><head><meta charset="utf-8"><title>${escapeHtml(board.title)}</title>`,
    `<style>${boardStyle(board, layout, fontUrls)}</style></head>`,
    `<body class="${classes}">${markHtml(board)}<main>`,
    `<h1>${titleHtml(board)}</h1>`,
    `<section class="text">${board.lines.map(lineHtml).join('')}</section>`,
    board.table === null ? endHtml(board) : tableHtml(board.table, layout, endHtml(board)),
    '</main></body></html>',
  ].join('\n');
}

/** A draft says so across every sheet. */
function markHtml(board: ReleasedBoard): string {
  const draft = board.identity.code === null ? board.marks[0] : undefined;
  return draft === undefined ? '' : `<div class="watermark" aria-hidden="true">${escapeHtml(draft)}</div>`;
}

/** A long title breaks between names, never inside one or inside a year. */
function titleHtml({ title, keepTogether }: ReleasedBoard): string {
  const names = [...keepTogether].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const whole = new RegExp([...names, '\\d{4}.'].join('|'), 'g');
  let html = '';
  let at = 0;
  for (const match of title.matchAll(whole)) {
    html += `${escapeHtml(title.slice(at, match.index))}<wbr><span class="whole">${escapeHtml(match[0])}</span><wbr>`;
    at = match.index + match[0].length;
  }
  return html + escapeHtml(title.slice(at));
}

function lineHtml(line: BoardLine): string {
  return `<p class="${line.role}">${withBlanks(line.text)}</p>`;
}

/** Runs of em spaces are places for the pen; a telephone number is read in one piece. */
function withBlanks(text: string): string {
  return escapeHtml(text)
    .replace(/\u2003+/g, (blank) => `<span class="pen" style="width:${blank.length}em"></span>`)
    .replace(/\d{3,4}-\d{7,8}/g, (phone) => `<span class="whole">${phone}</span>`);
}

function tableHtml(table: BoardTable, layout: BoardLayout, end: string): string {
  const drawn = drawnTable(table, layout);
  const facts = [...drawn.constants.map(({ head, value }) => `${head} ${value}`), table.unitLine].filter((fact) => fact !== '');
  const unit = facts.length === 0 ? '' : `<p class="unit">${facts.map(escapeHtml).join('\u3000')}</p>`;
  const columns = drawn.columns.map((index) => table.columns[index]).filter((column) => column !== undefined);
  const widths = columns.map((column) => widthOf(column, layout.dense));
  const sum = widths.reduce((total, width) => total + width, 0);
  const cols = widths.map((width) => `<col style="width:${((100 * width) / sum).toFixed(2)}%">`).join('');
  const head = `<thead><tr>${columns.map((column) => `<th scope="col">${headHtml(column.head)}</th>`).join('')}</tr></thead>`;
  const rows = table.groups.flatMap((group) => groupRows(table, group, drawn));
  rows.push(`<tr class="total">${drawn.bands ? sumCells(table, table.total, drawn) : rowCells(table, table.total, drawn)}</tr>`);
  const open = `${unit}<div class="list"><table><colgroup>${cols}</colgroup>${head}`;
  if (layout.dense) return `${open}<tbody>${rows.join('')}</tbody></table></div>${end}`;
  return `${open}${bodiesWithEnd(rows, end, drawn.columns.length)}</table></div>`;
}

/** Signatures and seal hang on to the last lines of the list, so that no sheet holds them alone: one body that does not split. */
function bodiesWithEnd(rows: readonly string[], end: string, columns: number): string {
  const kept = Math.min(rows.length, ROWS_KEPT_WITH_END);
  const last = rows.slice(rows.length - kept).join('');
  return `<tbody>${rows.slice(0, rows.length - kept).join('')}</tbody><tbody class="last">${last}<tr class="end-row"><td colspan="${columns}">${end}</td></tr></tbody>`;
}

/** The unit of a head stands under it. */
function headHtml(head: string): string {
  return escapeHtml(head).replace(/([\uff08(].+[\uff09)])$/, '<span class="unit-of">$1</span>');
}

function groupRows(table: BoardTable, group: BoardGroup, drawn: DrawnTable): readonly string[] {
  const rows = group.rows.map((row) => `<tr>${rowCells(table, row, drawn)}</tr>`);
  if (drawn.bands) rows.unshift(`<tr class="band"><th scope="rowgroup" colspan="${drawn.columns.length}">${escapeHtml(group.name)}</th></tr>`);
  if (group.subtotal !== null) rows.push(`<tr class="subtotal">${drawn.bands ? sumCells(table, group.subtotal, drawn) : rowCells(table, group.subtotal, drawn)}</tr>`);
  return rows;
}

function rowCells(table: BoardTable, row: readonly string[], drawn: DrawnTable): string {
  return drawn.columns.map((index) => cellHtml(table, index, row[index] ?? '')).join('');
}

/** A sum line without the group column: its label moves over the first columns that have no sum. */
function sumCells(table: BoardTable, values: readonly string[], drawn: DrawnTable): string {
  const label = values.find((value, index) => value !== '' && ['group', 'payeeName'].includes(table.columns[index]?.code ?? '')) ?? '';
  const firstSum = drawn.columns.findIndex((index) => (values[index] ?? '') !== '' && values[index] !== label);
  const span = firstSum < 0 ? drawn.columns.length : Math.max(1, firstSum);
  const rest = drawn.columns.slice(span).map((index) => cellHtml(table, index, values[index] ?? ''));
  return `<td class="centre" colspan="${span}">${escapeHtml(label)}</td>${rest.join('')}`;
}

function cellHtml(table: BoardTable, index: number, value: string): string {
  const column = table.columns[index];
  const name = column?.code === 'payeeName' ? ' name' : '';
  return `<td class="${column?.align ?? 'left'}${name}">${escapeHtml(value)}</td>`;
}

/** Signatures, seals and the date stay together on one sheet. */
function endHtml(board: ReleasedBoard): string {
  const signatures = board.signatures.map((label) => `<li><span>${escapeHtml(label)}</span><i></i></li>`).join('');
  const seals = board.seals.map(({ office, label }) => `<li><div class="ring"></div><b>${escapeHtml(office)}</b><span>${escapeHtml(label)}</span><span class="date">${withBlanks(board.date)}</span></li>`).join('');
  return `<section class="end"><ul class="signatures${board.signatures.length > 3 ? ' many' : ''}">${signatures}</ul><div class="foot">${verifyHtml(board)}<ul class="seals">${seals}</ul></div></section>`;
}

function verifyHtml({ identity }: ReleasedBoard): string {
  if (identity.code === null) return '<div></div>';
  const content = identity.verifyAddress ?? identity.code;
  const facts = identity.footerParts.map((part) => `<li>${escapeHtml(part)}</li>`).join('');
  const hint = identity.verifyHint === null ? '' : `<p>${escapeHtml(identity.verifyHint)}</p>`;
  return `<div class="verify">${qrSvg(content, QR_MM, '')}<div><ul>${facts}</ul>${hint}</div></div>`;
}

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

/** The whole page, with nothing fetched but the fonts. */
export function boardHtml(board: ReleasedBoard, layout: BoardLayout, fontUrls: FontUrls): string {
  const classes = ['board', layout.dense ? 'dense' : '', layout.orientation, layout.largeType ? 'large' : ''].filter((name) => name !== '').join(' ');
  return [
    '<!doctype html>',
    `<html lang="${layout.language}"><head><meta charset="utf-8"><title>${escapeHtml(board.title)}</title>`,
    `<style>${boardStyle(board, layout, fontUrls)}</style></head>`,
    `<body class="${classes}">${markHtml(board)}<main>`,
    `<h1>${titleHtml(board.title)}</h1>`,
    `<section class="text">${board.lines.map(lineHtml).join('')}</section>`,
    board.table === null ? '' : tableHtml(board.table, layout),
    endHtml(board),
    '</main></body></html>',
  ].join('\n');
}

/** A draft says so across every sheet. */
function markHtml(board: ReleasedBoard): string {
  const draft = board.identity.code === null ? board.marks[0] : undefined;
  return draft === undefined ? '' : `<div class="watermark" aria-hidden="true">${escapeHtml(draft)}</div>`;
}

/** A long title breaks after the office or before its last word, never inside a year. */
function titleHtml(title: string): string {
  return escapeHtml(title).replace(/(\d{4}\S)/g, '<span class="whole">$1</span>');
}

function lineHtml(line: BoardLine): string {
  return `<p class="${line.role}">${withBlanks(line.text)}</p>`;
}

/** Runs of em spaces are places for the pen. */
function withBlanks(text: string): string {
  return escapeHtml(text).replace(/\u2003+/g, (blank) => `<span class="pen" style="width:${blank.length}em"></span>`);
}

function tableHtml(table: BoardTable, layout: BoardLayout): string {
  const drawn = drawnTable(table, layout);
  const facts = [...drawn.constants.map(({ head, value }) => `${head} ${value}`), table.unitLine].filter((fact) => fact !== '');
  const unit = facts.length === 0 ? '' : `<p class="unit">${facts.map(escapeHtml).join('\u3000')}</p>`;
  const columns = drawn.columns.map((index) => table.columns[index]).filter((column) => column !== undefined);
  const widths = columns.map((column) => widthOf(column, layout.dense));
  const sum = widths.reduce((total, width) => total + width, 0);
  const cols = widths.map((width) => `<col style="width:${((100 * width) / sum).toFixed(2)}%">`).join('');
  const head = `<thead><tr>${columns.map((column) => `<th scope="col">${headHtml(column.head)}</th>`).join('')}</tr></thead>`;
  const bodies = table.groups.map((group) => groupHtml(table, group, drawn)).join('');
  const total = `<tbody><tr class="total">${drawn.columns.map((index) => cellHtml(table, index, table.total[index] ?? '')).join('')}</tr></tbody>`;
  const last = drawn.bands ? bandTotal(table, drawn) : total;
  return `${unit}<div class="list"><table><colgroup>${cols}</colgroup>${head}${bodies}${last}</table></div>`;
}

/** The unit of a head stands under it. */
function headHtml(head: string): string {
  return escapeHtml(head).replace(/([\uff08(].+[\uff09)])$/, '<span class="unit-of">$1</span>');
}

function groupHtml(table: BoardTable, group: BoardGroup, drawn: DrawnTable): string {
  const band = drawn.bands ? `<tr class="band"><th scope="rowgroup" colspan="${drawn.columns.length}">${escapeHtml(group.name)}</th></tr>` : '';
  const rows = group.rows.map((row) => `<tr>${drawn.columns.map((index) => cellHtml(table, index, row[index] ?? '')).join('')}</tr>`).join('');
  return `<tbody>${band}${rows}${subtotalHtml(table, group.subtotal, drawn)}</tbody>`;
}

function subtotalHtml(table: BoardTable, subtotal: readonly string[] | null, drawn: DrawnTable): string {
  if (subtotal === null) return '';
  const values = drawn.bands ? sumCells(table, subtotal, drawn) : drawn.columns.map((index) => cellHtml(table, index, subtotal[index] ?? '')).join('');
  return `<tr class="subtotal">${values}</tr>`;
}

function bandTotal(table: BoardTable, drawn: DrawnTable): string {
  return `<tbody><tr class="total">${sumCells(table, table.total, drawn)}</tr></tbody>`;
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
  return `<section class="end"><ul class="signatures">${signatures}</ul><div class="foot">${verifyHtml(board)}<ul class="seals">${seals}</ul></div></section>`;
}

function verifyHtml({ identity }: ReleasedBoard): string {
  if (identity.code === null) return '<div></div>';
  const content = identity.verifyAddress ?? identity.code;
  const facts = identity.footerParts.map((part) => `<li>${escapeHtml(part)}</li>`).join('');
  const hint = identity.verifyHint === null ? '' : `<p>${escapeHtml(identity.verifyHint)}</p>`;
  return `<div class="verify">${qrSvg(content, QR_MM, '')}<div><ul>${facts}</ul>${hint}</div></div>`;
}

/** One notice: the website's board while it may be shown, its facts afterwards. */
import type { BoardDocument } from '#domain/board/document.ts';
import { isShown, type PublishedNotice } from '#domain/board/published.ts';
import type { BoardTable } from '#domain/board/table.ts';
import type { Day } from '#domain/calendar/day.ts';
import { factList, noticeFacts, stateTag, wallState, type WallState } from './facts.ts';
import { t, type Page } from './frame.ts';
import { html, type Markup } from './markup.ts';

export function noticePage(notice: PublishedNotice, day: Day): Page {
  const state = wallState(notice, day);
  const shown = isShown(notice, day) && notice.document !== null;
  const board = shown && notice.document !== null ? boardArticle(notice.document) : html`<article class="card"><h1>${notice.title}</h1><p>${why(notice, state)}</p></article>`;
  const body = html`${board}
<section class="card"><h2>${t('notice.facts')}</h2><p>${stateTag(state)}</p>${factList(noticeFacts(notice))}</section>
<p><a href="/">${t('notice.back')}</a></p>`;
  return { title: notice.title, at: null, body, indexed: false };
}

function why(notice: PublishedNotice, state: WallState): string {
  if (state === 'withdrawn') return t('notice.withdrawnText');
  if (state === 'signed' || state === 'printed') return t('notice.notYet');
  return notice.document === null ? t('notice.held') : t('notice.takenDown');
}

function boardArticle(document: BoardDocument): Markup {
  return html`<article class="card board"><h1>${document.title}</h1>
<div class="text">${document.lines.map((line) => html`<p class="${line.role}">${line.text}</p>`)}</div>
${document.table === null ? null : table(document.table)}
<div class="issuer">${document.seals.map(({ office }) => html`<div>${office}</div>`)}<div>${document.date}</div></div></article>`;
}

function table(data: BoardTable): Markup {
  const cell = (text: string, index: number): Markup => html`<td class="${data.columns[index]?.align ?? 'left'}">${text}</td>`;
  const row = (cells: readonly string[], look: string): Markup => html`<tr class="${look}">${cells.map(cell)}</tr>`;
  const bodies = data.groups.map((group) => html`<tbody>${group.rows.map((cells) => row(cells, ''))}${group.subtotal === null ? null : row(group.subtotal, 'subtotal')}</tbody>`);
  return html`${data.unitLine === '' ? null : html`<p class="unit">${data.unitLine}</p>`}<div class="scroll" role="region" aria-label="${t('notice.listCaption')}" tabindex="0"><table>
<thead><tr>${data.columns.map((column) => html`<th scope="col">${column.head}</th>`)}</tr></thead>
${bodies}
<tbody>${row(data.total, 'total')}</tbody></table></div>`;
}

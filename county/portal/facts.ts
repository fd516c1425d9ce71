/** The facts of a notice that every page may show: no name, no row. */
import type { PublishedNotice, PublishedSummary } from '#domain/board/published.ts';
import type { Day } from '#domain/calendar/day.ts';
import { formatCode } from '#domain/code.ts';
import { formatFen, formatMilliMu } from '#domain/money/fen.ts';
import { dayText, t } from './frame.ts';
import { html, type Markup } from './markup.ts';

export type WallState = 'posting' | 'over' | 'withdrawn' | 'signed' | 'printed';

/** Where a notice stands on a day, as visitors understand it. */
export function wallState(notice: PublishedSummary, day: Day): WallState {
  if (notice.state !== 'posting') return notice.state;
  return notice.postingEnd !== null && day > notice.postingEnd ? 'over' : 'posting';
}

/** The state by word and shape. */
export function stateTag(state: WallState): Markup {
  const look = state === 'posting' ? 'open' : state === 'withdrawn' ? 'withdrawn' : 'over';
  return html`<span class="state ${look}">${t(`state.${state}`)}</span>`;
}

export type Fact = readonly [label: string, value: string];

/** Facts for the verification page; the same labels whether or not a sheet is known. */
export function verificationFacts(notice: PublishedSummary | null, day: Day): readonly Fact[] {
  const none = t('verify.none');
  const value = (of: (known: PublishedSummary) => string): string => (notice === null ? none : of(notice) || none);
  return [
    [t('notice.state'), value((known) => t(`state.${wallState(known, day)}`))],
    [t('notice.office'), value((known) => known.owner.name)],
    [t('notice.programme'), value((known) => known.programme)],
    [t('notice.years'), value(yearsText)],
    [t('notice.stage'), value((known) => t(`stage.${known.stage}`))],
    [t('notice.serial'), value((known) => known.serial)],
    [t('notice.version'), value((known) => t('notice.versionValue', { version: known.version }))],
    [t('notice.period'), value(periodText)],
    [t('notice.rows'), value((known) => (known.totals === null ? '' : t('notice.rowsValue', { rows: known.totals.rows })))],
    [t('notice.area'), value(areaText)],
    [t('notice.amount'), value(amountText)],
    [t('notice.hash'), value((known) => hashText(known))],
  ];
}

/** Facts beside a notice's own page; empty ones are left out. */
export function noticeFacts(notice: PublishedNotice): readonly Fact[] {
  const facts: Fact[] = [
    [t('notice.office'), notice.owner.name],
    [t('notice.issuer'), notice.issuer.name],
    [t('notice.programme'), notice.programme],
    [t('notice.years'), yearsText(notice)],
    [t('notice.stage'), t(`stage.${notice.stage}`)],
    [t('notice.period'), periodText(notice)],
    [t('notice.place'), notice.boards.map((board) => board.place).join(t('enumeration'))],
    [t('notice.deadline'), notice.objectionDeadline === null ? '' : dayText(notice.objectionDeadline)],
    [t('notice.rows'), notice.totals === null ? '' : t('notice.rowsValue', { rows: notice.totals.rows })],
    [t('notice.area'), areaText(notice)],
    [t('notice.amount'), amountText(notice)],
    [t('notice.serial'), notice.serial],
    [t('notice.version'), t('notice.versionValue', { version: notice.version })],
    [t('notice.hash'), hashText(notice)],
    [t('notice.code'), formatCode(notice.code)],
  ];
  return facts.filter(([, value]) => value !== '');
}

export function factList(facts: readonly Fact[]): Markup {
  return html`<dl class="facts">${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}

/** One line of a list: period and totals. */
export function summaryLine(notice: PublishedSummary): string {
  const rows = notice.totals === null ? '' : `${t('notice.rows')} ${t('notice.rowsValue', { rows: notice.totals.rows })}`;
  return [t(`stage.${notice.stage}`), periodText(notice), rows, areaText(notice), amountText(notice)].filter((part) => part !== '').join(t('dot'));
}

function yearsText(notice: PublishedSummary): string {
  return t('notice.yearsValue', { years: notice.years.join(t('enumeration')), batch: notice.batchNo });
}

function periodText(notice: PublishedSummary): string {
  const first = notice.boards.reduce<Day | null>((start, board) => (start === null || board.start < start ? board.start : start), null);
  return first === null || notice.postingEnd === null ? '' : t('notice.periodValue', { start: dayText(first), end: dayText(notice.postingEnd) });
}

function areaText({ totals }: PublishedSummary): string {
  return totals === null || totals.areaMilliMu === 0 ? '' : t('notice.areaValue', { area: formatMilliMu(totals.areaMilliMu) });
}

function amountText({ totals }: PublishedSummary): string {
  return totals === null || totals.amountFen === 0 ? '' : t('notice.amountValue', { amount: formatFen(totals.amountFen) });
}

function hashText({ hashPrefix }: PublishedSummary): string {
  return (hashPrefix.match(/.{4}/g) ?? []).join(' ');
}

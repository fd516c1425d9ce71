/**
 * What a board carries, as data: every word and number that stands on it, ready to be drawn. Desk and public pages each
 * draw it in their own way; neither adds or drops anything. Made from a public view only.
 */
import type { Day } from '../calendar/day.ts';
import { formatCode } from '../code.ts';
import { amountInWords, type Numerals } from '../money/words.ts';
import { formatFen, formatMilliMu } from '../money/fen.ts';
import type { Sha256 } from '../hash.ts';
import type { SubsidyNotice } from '../notice/notice.ts';
import type { Office } from '../office/office.ts';
import type { CountyRules } from '../office/rules.ts';
import type { PublicView } from '../privacy/publicView.ts';
import type { Programme } from '../programme/programme.ts';
import { boardTable, type BoardTable } from './table.ts';
import { penBlank, type BoardText } from './text.ts';

/** One line of the text above the table, with a role by which a printer may set it apart. */
export interface BoardLine {
  readonly role: 'opening' | 'body' | 'totals' | 'period' | 'objection' | 'closing' | 'notice';
  readonly text: string;
}

export interface BoardIdentity {
  /** 公示编号; absent on a draft. */
  readonly serial: string | null;
  /** As stored, 13 characters. */
  readonly code: string | null;
  readonly version: number;
  /** First 12 hex digits of the content hash, in groups of four. */
  readonly shortHash: string | null;
  /** Address that verifies the sheet; only when the county has an official one. */
  readonly verifyAddress: string | null;
  /** One line as printed at the foot of each page. */
  readonly footer: string;
  readonly footerParts: readonly string[];
  readonly verifyHint: string | null;
}

declare const documentBrand: unique symbol;

export interface BoardDocument {
  readonly [documentBrand]: true;
  readonly channel: PublicView['channel'];
  readonly title: string;
  /** Names in the title that a line break must not cut. */
  readonly keepTogether: readonly string[];
  readonly stage: string;
  readonly lines: readonly BoardLine[];
  /** Null when the channel shows no rows and no groups. */
  readonly table: BoardTable | null;
  readonly signatures: readonly string[];
  /** Offices whose seal belongs on the sheet, with the word that asks for it. */
  readonly seals: readonly { readonly office: string; readonly label: string }[];
  readonly date: string;
  readonly identity: BoardIdentity;
  readonly pageWords: { readonly before: string; readonly between: string; readonly after: string };
  /** Drawn across the sheet or above it: draft, synthetic data. */
  readonly marks: readonly string[];
}

export interface BoardInput {
  readonly view: PublicView;
  readonly notice: SubsidyNotice;
  readonly programme: Programme;
  readonly owner: Office;
  readonly issuer: Office;
  readonly rules: CountyRules;
  readonly numerals: Numerals;
  readonly text: BoardText;
  /** Hash of the content that is drawn: the signed one, or the current one of a draft. */
  readonly contentHash: Sha256;
  /** Once it hangs, what the boards make of the period; then it stands instead of the printed or blank days. */
  readonly wall?: WallDays;
}

/** First and last day on the boards, and the last for objections. */
export interface WallDays {
  readonly start: Day;
  readonly end: Day;
  readonly objectionDeadline: Day;
}

/** Builds the document of one notice for the channel of its view. */
export function boardDocument(input: BoardInput): BoardDocument {
  const { view, notice, text } = input;
  const document: Omit<BoardDocument, typeof documentBrand> = {
    channel: view.channel,
    title: notice.head.title,
    keepTogether: [input.programme.name, input.owner.name, input.issuer.name].filter((name) => name !== ''),
    stage: text(`stage.${notice.stage}`),
    lines: boardLines(input),
    table: boardTable(view, input.programme, text),
    signatures: signatureLabels(input),
    seals: sealOffices(input).map((office) => ({ office: office.sealName, label: text('seal') })),
    date: dateLine(input),
    identity: identityOf(input),
    pageWords: { before: text('pageBefore'), between: text('pageBetween'), after: text('pageAfter') },
    marks: marksOf(input),
  };
  return document as BoardDocument;
}

/** Every text of a document, line by line, for the final scan. */
export function documentText(document: BoardDocument): string {
  const { table, identity } = document;
  const cells = table === null ? [] : [table.unitLine, ...table.columns.map((column) => column.head), ...table.groups.flatMap((group) => [group.name, ...group.rows.flat(), ...(group.subtotal ?? [])]), ...table.total];
  const seals = document.seals.flatMap((seal) => [seal.office, seal.label]);
  return [document.title, document.stage, ...document.lines.map((line) => line.text), ...cells, ...document.signatures, ...seals, document.date, ...identity.footerParts, ...document.marks].join('\n');
}

/** `2026-04-27` as people write it, by the sentence `date`. */
export function writtenDay(day: Day, text: BoardText): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return text('date', { year, month: Number(month), day: Number(date) });
}

function boardLines(input: BoardInput): readonly BoardLine[] {
  const { notice, view, text } = input;
  const lines: BoardLine[] = [{ role: 'opening', text: opening(input) }];
  for (const paragraph of notice.head.bodyText.split(/\r?\n/)) if (paragraph.trim() !== '') lines.push({ role: 'body', text: paragraph.trim() });
  if (view.shows === 'none') lines.push({ role: 'notice', text: text('noList') });
  else lines.push({ role: 'totals', text: totalsSentence(input) });
  if (view.shows === 'totals') lines.push({ role: 'notice', text: text('totalsOnly') });
  lines.push({ role: 'period', text: periodLine(input) }, { role: 'objection', text: objectionLine(input) }, { role: 'closing', text: text('closing') });
  return lines;
}

function opening({ notice, programme, text }: BoardInput): string {
  const values = { basis: notice.head.basisText, programme: programme.name, years: notice.years.join(text('enumeration')), stage: text(`stage.${notice.stage}`) };
  return notice.head.basisText.trim() === '' ? text('opening', values) : text('openingBasis', values);
}

function totalsSentence({ view, programme, notice, numerals, text }: BoardInput): string {
  const { totals } = view;
  const parts: string[] = [];
  const year = notice.years.at(-1);
  const rate = programme.rates.find((entry) => entry.year === year);
  const amounts = showsAmounts(view);
  if (rate !== undefined && amounts) parts.push(text('rate', { rate: formatFen(rate.fenPerUnit), unit: text(`unit.${programme.unit}`) }));
  const who = programme.unit === 'person' ? text('personCount', { rows: totals.rows }) : text('householdCount', { rows: totals.rows });
  const counted = [text('totalsRows', { who })];
  if (totals.areaMilliMu !== 0) counted.push(text('totalsArea', { area: formatMilliMu(totals.areaMilliMu) }));
  if (amounts) counted.push(text('totalsAmount', { amount: formatFen(totals.amountFen), words: amountInWords(totals.amountFen, numerals) }));
  return [...parts, `${counted.join(text('comma'))}${text('stop')}`].join('');
}

/** Whether money is shown: the stage has not put it off. Totals-only views show their sum. */
function showsAmounts(view: PublicView): boolean {
  return view.shows !== 'rows' ? view.stage !== 'firstPosting' : view.columns.includes('amount');
}

function periodLine(input: BoardInput): string {
  const { programme, rules, text } = input;
  const days = text(programme.posting.unit === 'workDay' ? 'daysWork' : 'daysCalendar', { days: programme.posting.days });
  const note = rules.countStartDay ? '' : text('fromNextDay');
  const known = knownDays(input);
  if (known === null) return text('periodPen', { start: penDay(text), end: penDay(text), days, note });
  return text('periodPrinted', { start: writtenDay(known.start, text), end: writtenDay(known.end, text), days, note });
}

/** The days to print; null where they are left to the pen. */
function knownDays({ notice, wall }: BoardInput): WallDays | null {
  if (wall !== undefined) return wall;
  const { periodMode, periodStart, periodEnd, objectionDeadline } = notice.head;
  if (periodMode === 'pen' || periodStart === null || periodEnd === null) return null;
  return { start: periodStart, end: periodEnd, objectionDeadline: objectionDeadline ?? periodEnd };
}

function penDay(text: BoardText): string {
  return text('date', { year: penBlank(3), month: penBlank(2), day: penBlank(2) });
}

function objectionLine(input: BoardInput): string {
  const { notice, rules, text } = input;
  const { head } = notice;
  const known = knownDays(input);
  const parts = [
    known === null
      ? text('objectionPen', { office: head.objectionOffice })
      : text('objection', { deadline: writtenDay(known.objectionDeadline, text), office: head.objectionOffice }),
    text('objectionPhone', { phone: head.objectionPhone }),
  ];
  const supervision = head.supervisionPhone.trim() === '' ? rules.supervisionPhone : head.supervisionPhone;
  if (supervision.trim() !== '') parts.push(text('supervisionPhone', { phone: supervision }));
  return `${parts.join(text('semicolon'))}${text('stop')}`;
}

function signatureLabels({ notice, issuer, owner, text }: BoardInput): readonly string[] {
  const labels = [text('signatureMaker'), text('signatureHead'), text('signatureSupervisor')];
  return notice.direction === 'down' && issuer.id !== owner.id ? [...labels, text('signatureReviewer')] : labels;
}

/** A list that came down bears the seals of township and village, one that went up the village's. */
function sealOffices({ notice, owner, issuer }: BoardInput): readonly Office[] {
  return notice.direction === 'down' && issuer.id !== owner.id ? [issuer, owner] : [owner];
}

function dateLine(input: BoardInput): string {
  const known = knownDays(input);
  return known === null ? penDay(input.text) : writtenDay(known.start, input.text);
}

function identityOf({ notice, rules, contentHash, text }: BoardInput): BoardIdentity {
  const signed = notice.signed ?? null;
  const shortHash = (contentHash.slice(0, 12).match(/.{4}/g) ?? []).join(' ');
  const official = rules.officialAddress.replace(/\/+$/, '');
  const verifyAddress = signed !== null && official !== '' ? `${official}/v/${signed.code}` : null;
  const parts = [
    ...(signed === null ? [] : [text('serial', { serial: signed.serial })]),
    text('version', { version: notice.version }),
    text('hash', { hash: shortHash }),
    ...(signed === null ? [] : [text('code', { code: formatCode(signed.code) })]),
  ];
  const verifyHint = signed === null ? null : text('verify');
  return { serial: signed?.serial ?? null, code: signed?.code ?? null, version: notice.version, shortHash, verifyAddress, footer: parts.join('\u3000'), footerParts: parts, verifyHint };
}

function marksOf({ notice, programme, owner, rules, text }: BoardInput): readonly string[] {
  const synthetic = programme.synthetic === true || owner.synthetic === true || rules.synthetic === true;
  return [...(notice.signed === undefined ? [text('draft')] : []), ...(synthetic ? [text('synthetic')] : [])];
}

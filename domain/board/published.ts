/**
 * What the public pages may know of a notice, as one JSON value. The county writes it in the transaction that signs,
 * posts or withdraws the notice; the pages read nothing else.
 */
import type { Totals } from '../batch/batch.ts';
import type { HolidayLookup } from '../calendar/calendar.ts';
import { addDays, type Day } from '../calendar/day.ts';
import type { NoticeState, PostingStage, SubsidyNotice } from '../notice/notice.ts';
import { postingPeriod } from '../notice/period.ts';
import type { Office, OfficeLevel } from '../office/office.ts';
import type { CountyRules } from '../office/rules.ts';
import type { NameWords } from '../privacy/names.ts';
import { publicView, type ListRow } from '../privacy/publicView.ts';
import type { Hit } from '../privacy/scan.ts';
import type { Programme } from '../programme/programme.ts';
import { boardDocument, type BoardInput, type WallDays } from './document.ts';
import { releaseBoard, type ReleasedBoard } from './release.ts';

export interface PublishedOffice {
  readonly id: string;
  readonly name: string;
}

export interface PublishedBoard {
  readonly place: string;
  readonly start: Day;
  readonly end: Day;
}

export interface PublishedNotice {
  readonly v: 1;
  /** The part of the record id after its kind; address of the notice's page. */
  readonly id: string;
  readonly title: string;
  readonly programme: string;
  readonly years: readonly number[];
  readonly batchNo: number;
  readonly stage: PostingStage;
  readonly owner: PublishedOffice;
  readonly issuer: PublishedOffice;
  readonly state: Extract<NoticeState, 'signed' | 'printed' | 'posting' | 'withdrawn'>;
  readonly version: number;
  readonly serial: string;
  readonly code: string;
  /** First 12 hex digits of the signed content hash. */
  readonly hashPrefix: string;
  readonly signedOn: Day;
  /** Null where the programme allows no public figures. */
  readonly totals: Totals | null;
  readonly boards: readonly PublishedBoard[];
  /** Last day of the last board's period; null until one hangs. */
  readonly postingEnd: Day | null;
  readonly objectionDeadline: Day | null;
  /** Last day on which the website shows the document; totals and hash stay. */
  readonly shownUntil: Day | null;
  /** The website's board; null until the notice hangs, and where the final scan has stopped it. */
  readonly document: ReleasedBoard | null;
  readonly synthetic: boolean;
}

/** A notice as lists show it. */
export type PublishedSummary = Omit<PublishedNotice, 'document'>;

/** What the public pages say about the county itself. */
export interface PublishedCounty {
  readonly v: 1;
  readonly name: string;
  /** Empty: the pages are a preview. */
  readonly officialAddress: string;
  readonly supervisionPhone: string;
  readonly synthetic: boolean;
  readonly offices: readonly (PublishedOffice & { readonly parent: string | null; readonly level: OfficeLevel })[];
}

export interface PublishInput extends Pick<BoardInput, 'notice' | 'programme' | 'owner' | 'issuer' | 'rules' | 'numerals' | 'text'> {
  /** The part of the notice's record id after its kind. */
  readonly id: string;
  /** Rows of the notice with their overlay applied, in the order of its frames. */
  readonly rows: readonly ListRow[];
  readonly names: NameWords;
  readonly calendar: HolidayLookup;
}

export interface Publication {
  readonly published: PublishedNotice;
  /** What the final scan found in the website's document; then `document` is null and a person has to look. */
  readonly hits: readonly Hit[];
}

/** Builds what the pages may know; null for a notice that was never signed. */
export function publishedNotice(input: PublishInput): Publication | null {
  const { notice, programme } = input;
  const { signed, state } = notice;
  if (signed === undefined || state === 'draft' || state === 'reviewing') return null;
  const wall = wallOf(input);
  const { document, hits } = state === 'posting' ? websiteDocument(input, signed.contentHash, wall) : { document: null, hits: [] };
  const published: PublishedNotice = {
    v: 1,
    id: input.id,
    title: notice.head.title,
    programme: programme.name,
    years: notice.years,
    batchNo: notice.batchNo,
    stage: notice.stage,
    owner: { id: input.owner.id, name: input.owner.name },
    issuer: { id: input.issuer.id, name: input.issuer.name },
    state,
    version: notice.version,
    serial: signed.serial,
    code: signed.code,
    hashPrefix: signed.contentHash.slice(0, 12),
    signedOn: signed.day,
    totals: programme.publicListAllowed ? publishedTotals(notice) : null,
    ...wall,
    document,
    synthetic: isSynthetic(input.programme, input.owner, input.rules),
  };
  return { published, hits };
}

/** Builds what the pages say about the county. */
export function publishedCounty(rules: CountyRules, offices: readonly Office[]): PublishedCounty {
  return {
    v: 1,
    name: rules.name,
    officialAddress: rules.officialAddress,
    supervisionPhone: rules.supervisionPhone,
    synthetic: rules.synthetic === true,
    offices: offices.map(({ id, name, parent, level }) => ({ id, name, parent, level })),
  };
}

/** Whether the website still shows the rows on a day. */
export function isShown(published: PublishedNotice, day: Day): boolean {
  return published.document !== null && (published.shownUntil === null || day <= published.shownUntil);
}

/** Amounts stay back while the stage shows areas only. */
function publishedTotals(notice: SubsidyNotice): Totals {
  return notice.stage === 'firstPosting' ? { ...notice.totals, amountFen: 0 } : notice.totals;
}

type Wall = Pick<PublishedNotice, 'boards' | 'postingEnd' | 'objectionDeadline' | 'shownUntil'>;

function wallDays({ boards, postingEnd, objectionDeadline }: Wall): WallDays | null {
  const start = boards.map((board) => board.start).sort()[0];
  return start === undefined || postingEnd === null || objectionDeadline === null ? null : { start, end: postingEnd, objectionDeadline };
}

function wallOf({ notice, programme, rules, calendar }: PublishInput): Wall {
  const periods = notice.postings.map((posting) => ({ posting, period: postingPeriod(posting.start, programme.posting, rules, calendar) }));
  const latest = (days: readonly Day[]): Day | null => days.reduce<Day | null>((last, day) => (last === null || day > last ? day : last), null);
  const postingEnd = latest(periods.map(({ period }) => period.end.day));
  return {
    boards: periods.map(({ posting, period }) => ({ place: posting.place, start: posting.start, end: period.end.day })),
    postingEnd,
    objectionDeadline: latest(periods.map(({ period }) => period.objectionDeadline.day)),
    shownUntil: postingEnd === null ? null : addDays(postingEnd, programme.channels.website.graceDays),
  };
}

function websiteDocument(input: PublishInput, contentHash: string, on: Wall): { document: ReleasedBoard | null; hits: readonly Hit[] } {
  const { notice, programme, rows, names, owner, issuer, rules } = input;
  const view = publicView({ programme, stage: notice.stage, channel: 'website', rows, names });
  const wall = wallDays(on);
  const document = boardDocument({ ...input, view, contentHash, ...(wall === null ? {} : { wall }) });
  const release = releaseBoard(document, { head: notice.head, offices: [owner, issuer], rules });
  return release.released ? { document: release.board, hits: [] } : { document: null, hits: release.hits };
}

function isSynthetic(programme: Programme, owner: Office, rules: CountyRules): boolean {
  return programme.synthetic === true || owner.synthetic === true || rules.synthetic === true;
}

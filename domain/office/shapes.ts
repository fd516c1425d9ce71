/** Shapes of county-owned data as `put` acts carry it. */
import type { ApprovalChain } from '../approval/chain.ts';
import type { HolidayYear } from '../calendar/calendar.ts';
import type { ChannelView, Programme } from '../programme/programme.ts';
import { COLUMN_CODES, type ColumnCode } from '../roster/columns.ts';
import { day, flag, id, list, nullable, object, oneOf, optional, text, whole, type Check } from '../shape.ts';
import { ROLES, type Account, type NoticeBoard, type Office } from './office.ts';
import type { CountyRules } from './rules.ts';

export const boardsShape: Check<readonly NoticeBoard[]> = list(object({ id, name: text(60, 1) }), 60);

export const officeShape: Check<Office> = object({
  id,
  code: nullable((value): value is string => typeof value === 'string' && /^\d{12}$/.test(value)),
  name: text(60, 1),
  level: oneOf('county', 'township', 'village'),
  parent: nullable(id),
  aliases: list(text(60, 1), 30),
  sealName: text(80, 1),
  phone: optional(text(60)),
  address: optional(text(200)),
  boards: boardsShape,
  synthetic: optional(flag),
});

export const accountShape: Check<Account> = object({
  id,
  login: text(60, 1),
  name: text(60, 1),
  posts: list(object({ office: id, role: oneOf(...ROLES), from: day, to: optional(day) }), 40),
  disabled: optional(flag),
  synthetic: optional(flag),
});

const place = oneOf('issuer', 'owner');

export const chainShape: Check<ApprovalChain> = object({
  id,
  version: whole(1, 100_000),
  name: text(100, 1),
  regime: oneOf('government', 'village'),
  steps: list(object({ step: oneOf('review', 'secrecyReview', 'sign'), role: oneOf(...ROLES), at: place }), 12, 1),
  countersigns: list(object({ role: oneOf(...ROLES), at: place, direction: optional(oneOf('up', 'down')) }), 6),
});

export const holidayYearShape: Check<HolidayYear> = object({
  year: whole(1980, 2200),
  status: oneOf('official', 'provisional'),
  source: text(300, 1),
  off: list(day, 366),
  work: list(day, 366),
});

export const rulesShape: Check<CountyRules> = object({
  county: id,
  name: text(60, 1),
  divisionCode: (value): value is string => typeof value === 'string' && /^\d{6}$/.test(value),
  countStartDay: flag,
  photoRequired: flag,
  objectionDaysAfterPosting: whole(0, 365),
  officialAddress: text(300),
  supervisionPhone: text(60),
  synthetic: optional(flag),
});

const column: Check<ColumnCode> = (value): value is ColumnCode => typeof value === 'string' && (COLUMN_CODES.some((code) => code === value) || value.startsWith('x:'));
const columns = list(column, 60);

const channelShape: Check<ChannelView> = object({
  columns,
  omitAt: optional(object({ firstPosting: optional(columns), secondPosting: optional(columns), paymentResult: optional(columns) })),
  nameForm: oneOf('full', 'surname', 'none'),
  rows: flag,
  graceDays: whole(0, 36_500),
});

export const programmeShape: Check<Programme> = object({
  code: id,
  version: whole(1, 100_000),
  name: text(100, 1),
  aliases: list(text(100, 1), 40),
  documentNumber: text(100),
  basisText: text(2000),
  unit: oneOf('mu', 'person', 'household', 'machine', 'month'),
  basisColumn: nullable(column),
  rates: list(object({ year: whole(1980, 2200), fenPerUnit: whole(0, 1_000_000_000) }), 200),
  roundTo: oneOf('fen', 'jiao', 'yuan'),
  minAge: optional(whole(0, 150)),
  posting: object({ days: whole(1, 365), unit: oneOf('calendarDay', 'workDay') }),
  chain: id,
  channels: object({ board: channelShape, website: channelShape }),
  boards: oneOf('all', 'any'),
  publicListAllowed: flag,
  validFrom: day,
  validTo: optional(day),
  synthetic: optional(flag),
});

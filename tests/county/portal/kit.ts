/** The public pages over notices built by the same function the county uses; the shelf they are read from is in memory. */
import Fastify, { type FastifyInstance } from 'fastify';
import { readdirSync, readFileSync } from 'node:fs';
import { publishedCounty, publishedNotice, type PublishedCounty, type PublishedNotice, type PublishInput } from '#domain/board/published.ts';
import type { HolidayYear } from '#domain/calendar/calendar.ts';
import type { SubsidyNotice } from '#domain/notice/notice.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { PortalReader } from '#county/portal/reader.ts';
import { portalRoutes, portalNotFound, type PortalDeps } from '#county/portal/routes.ts';
import { boardText, capitalNumerals, nameWords, programme, rules, SHEET_CODE, syntheticNotice, syntheticRows, township, village } from '#tests/boards/kit.ts';

const years = new Map(
  readdirSync('resources/calendar').map((file) => {
    const year = JSON.parse(readFileSync(`resources/calendar/${file}`, 'utf8')) as HolidayYear;
    return [year.year, year] as const;
  }),
);

export const rows = syntheticRows(60);
const POSTED: Partial<SubsidyNotice> = {
  state: 'posting',
  postings: [
    { board: 'b1', place: '村部公开栏', start: '2021-11-22', by: 'a1' },
    { board: 'b2', place: '下屋组路口', start: '2021-11-23', by: 'a1' },
  ],
};

export function publish(id: string, change: Partial<SubsidyNotice> = POSTED, more: Partial<PublishInput> = {}): PublishedNotice {
  const made = publishedNotice({
    id, notice: syntheticNotice(rows, change), programme, owner: village, issuer: township, rules, numerals: capitalNumerals, text: boardText, rows, names: nameWords,
    calendar: { holidayYear: (year) => years.get(year) }, ...more,
  });
  if (made === null) throw new Error('not published');
  return JSON.parse(JSON.stringify(made.published)) as PublishedNotice;
}

export const posted = POSTED;

export function secondNotice(): PublishedNotice {
  const other = { ...programme, name: '农村最低生活保障', channels: { ...programme.channels, website: { columns: [], nameForm: 'none', rows: false, graceDays: 30 } } } as Programme;
  const notice = syntheticNotice(rows.slice(0, 12), POSTED);
  return publish('low', { ...POSTED, head: { ...notice.head, title: '关于样例镇枫林村2021年农村最低生活保障对象的公示' }, signed: { contentHash: 'b'.repeat(64), by: 'a5', day: '2021-11-20', code: 'ABCDEFGHJKMNP', serial: '2021-01-ABCDEF' } }, {
    programme: other, owner: { ...village, id: 'v2', name: '枫林村', sealName: '样例镇枫林村民委员会' },
  });
}

export class ShelfReader implements PortalReader {
  readonly shelf: PublishedNotice[];
  readonly about: PublishedCounty | null;
  constructor(shelf: readonly PublishedNotice[], about: PublishedCounty | null = publishedCounty(rules, [{ ...township, id: 'c1', name: '样例县', level: 'county', parent: null }, township, village, { ...village, id: 'v2', name: '枫林村' }])) {
    this.shelf = [...shelf];
    this.about = about;
  }
  county(): Promise<PublishedCounty | null> {
    return Promise.resolve(this.about);
  }
  notices(): Promise<readonly PublishedNotice[]> {
    return Promise.resolve(this.shelf);
  }
  notice(id: string): Promise<PublishedNotice | null> {
    return Promise.resolve(this.shelf.find((notice) => notice.id === id) ?? null);
  }
  code(code: string): Promise<PublishedNotice | null> {
    return Promise.resolve(this.shelf.find((notice) => notice.code === code) ?? null);
  }
}

export interface Pages {
  readonly app: FastifyInstance;
  /** Moves the clock of the limiter. */
  pass(milliseconds: number): void;
}

export async function openPages(reader: PortalReader, day = '2021-11-25'): Promise<Pages> {
  let now = 1_000_000;
  const deps: PortalDeps = { reader, today: () => day, clock: { now: () => now } };
  const app = Fastify();
  await app.register(async (inner) => portalRoutes(inner, deps));
  app.setNotFoundHandler(async (_request, reply) => portalNotFound(reply, deps));
  await app.ready();
  return { app, pass: (milliseconds) => (now += milliseconds) };
}

export { SHEET_CODE };

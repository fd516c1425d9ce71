/** The data a county starts with: programmes, chains, working-day calendar, catalogue. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { due, isWorkday, type HolidayLookup, type HolidayYear } from '#domain/calendar/calendar.ts';
import { isDay, weekdayOf } from '#domain/calendar/day.ts';
import type { ApprovalChain } from '#domain/approval/chain.ts';
import { ROLES } from '#domain/office/office.ts';
import { shownColumns } from '#domain/privacy/publicView.ts';
import { isPersonalColumn } from '#domain/privacy/columns.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { COLUMN_CODES } from '#domain/roster/columns.ts';
import { catalogue } from '../../tools/checks/catalogue.ts';
import { Project } from '../../tools/checks/project.ts';

function load<T>(folder: string): readonly { readonly file: string; readonly value: T }[] {
  return readdirSync(`resources/${folder}`).map((file) => ({ file, value: JSON.parse(readFileSync(`resources/${folder}/${file}`, 'utf8')) as T }));
}

const programmes = load<Programme>('programmes');
const chains = load<ApprovalChain>('chains');
const years = new Map(load<HolidayYear>('calendar').map(({ value }) => [value.year, value]));
const lookup: HolidayLookup = { holidayYear: (year) => years.get(year) };

describe('programmes', () => {
  it.each(programmes)('$file is named by its code, marked synthetic, and shows no personal column', ({ file, value }) => {
    expect(file).toBe(`${value.code}.json`);
    expect(value.synthetic).toBe(true);
    expect(chains.map((chain) => chain.value.id)).toContain(value.chain);
    expect(isDay(value.validFrom)).toBe(true);
    for (const rate of value.rates) expect(Number.isSafeInteger(rate.fenPerUnit) && rate.fenPerUnit > 0).toBe(true);
    for (const view of Object.values(value.channels)) {
      for (const column of view.columns) expect(COLUMN_CODES).toContain(column);
      expect(view.columns.filter(isPersonalColumn)).toEqual([]);
      expect(view.rows).toBe(shownColumns(view, 'secondPosting').length > 0);
      expect(view.rows ? view.nameForm !== 'none' : view.nameForm === 'none').toBe(true);
    }
    if (!value.publicListAllowed) expect([value.channels.board.rows, value.channels.website.rows]).toEqual([false, false]);
  });

  it('farmland pays 108.62 yuan a mu for 2021, old age begins at 80, and no alias leads to two programmes', () => {
    const byCode = new Map(programmes.map(({ value }) => [value.code, value]));
    expect(byCode.get('farmland-fertility')?.rates).toEqual([{ year: 2021, fenPerUnit: 10862 }]);
    expect(byCode.get('old-age-allowance')?.minAge).toBe(80);
    const names = programmes.flatMap(({ value }) => [value.name, ...value.aliases]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('approval chains', () => {
  it.each(chains)('$file ends with a signature, by roles that exist', ({ value }) => {
    expect(value.steps.at(-1)?.step).toBe('sign');
    for (const step of [...value.steps, ...value.countersigns]) expect(ROLES).toContain(step.role);
  });
  it('government goes by review and secrecy review; the village keeps to itself', () => {
    const byId = new Map(chains.map(({ value }) => [value.id, value]));
    expect(byId.get('government')?.steps.map((step) => `${step.step} ${step.role} ${step.at}`)).toEqual(['review reviewer issuer', 'secrecyReview secrecyReviewer issuer', 'sign signer issuer']);
    expect(byId.get('village')?.steps.every((step) => step.at === 'owner' && step.step !== 'secrecyReview')).toBe(true);
    for (const chain of byId.values()) expect(chain.countersigns).toMatchObject([{ role: 'villageSupervisor', at: 'owner' }]);
  });
});

describe('the working-day calendar', () => {
  it('has every year from 2004 to 2026, with days of that year only and weekend days worked', () => {
    expect([...years.keys()].sort()).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
    for (const year of years.values()) {
      expect(year.source).toContain(`${year.year}`);
      for (const day of [...year.off, ...year.work]) expect(isDay(day) && day.startsWith(`${year.year}-`)).toBe(true);
      for (const day of year.work) expect(weekdayOf(day)).toBeGreaterThan(5);
      expect(year.off.filter((day) => year.work.includes(day))).toEqual([]);
    }
  });
  it.each([
    ['2026-01-30', 20, '2026-03-05'], ['2026-02-13', 20, '2026-03-19'], ['2026-09-28', 7, '2026-10-13'], ['2026-09-18', 1, '2026-09-20'], ['2026-02-14', 1, '2026-02-24'],
  ])('%s and %i working days end on %s', (start, count, end) => {
    expect(due(start, count, 'workDay', lookup)).toMatchObject({ day: end, status: 'official' });
  });
  it.each([
    ['2016-04-04', false], ['2016-06-12', true], ['2017-05-27', true], ['2018-12-29', true], ['2018-12-31', false], ['2019-05-05', true], ['2020-01-31', false], ['2020-02-03', true], ['2021-09-18', true],
    ['2022-10-08', true], ['2023-09-29', false], ['2024-02-09', true], ['2024-02-18', true], ['2025-01-26', true], ['2025-10-08', false], ['2026-02-28', true],
  ])('%s is a working day: %s', (day, works) => {
    expect(isWorkday(day, lookup)).toBe(works);
  });
});

describe('the catalogue', () => {
  const files = readdirSync('resources/catalogue').map((file) => ({ path: `resources/catalogue/${file}`, text: readFileSync(`resources/catalogue/${file}`, 'utf8') }));
  it('has 27 fields, each as agreed', () => {
    expect(files.length).toBe(27);
    expect(catalogue.run(new Project(files))).toEqual([]);
  });
  it('is caught when it is not', () => {
    const [first] = files;
    const broken = { path: first?.path ?? '', text: (first?.text ?? '').replace('"mode":"proactive"', '"mode":"maybe"').replace('-002"', '-001"') };
    expect(catalogue.run(new Project([broken])).length).toBeGreaterThanOrEqual(2);
  });
});

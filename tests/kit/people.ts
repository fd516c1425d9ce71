/** Offices, people and data of the test county: all of it invented. */
import type { ApprovalChain } from '#domain/approval/chain.ts';
import type { HolidayYear } from '#domain/calendar/calendar.ts';
import type { Account, Office, Post, Role } from '#domain/office/office.ts';
import type { CountyRules } from '#domain/office/rules.ts';
import type { Programme } from '#domain/programme/programme.ts';

export const DAY = '2021-05-10';
export const COUNTY = 'county';
export const TOWNSHIP = 'township';
export const VILLAGES = ['stone', 'maple', 'brook'] as const;
export type Village = (typeof VILLAGES)[number];

const VILLAGE_NAMES: { readonly [village in Village]: string } = { stone: '石桥村', maple: '枫林村', brook: '横溪村' };

export const OFFICES: readonly Office[] = [
  { id: COUNTY, code: '369901000000', name: '样例县', level: 'county', parent: null, aliases: [], sealName: '样例县人民政府办公室', boards: [], synthetic: true },
  { id: TOWNSHIP, code: '369901100000', name: '样例镇', level: 'township', parent: COUNTY, aliases: [], sealName: '样例镇人民政府', boards: [], synthetic: true },
  ...VILLAGES.map((village, index): Office => ({
    id: village,
    code: `36990110020${index + 1}`,
    name: VILLAGE_NAMES[village],
    level: 'village',
    parent: TOWNSHIP,
    aliases: [VILLAGE_NAMES[village].slice(0, 2)],
    sealName: `${VILLAGE_NAMES[village]}村民委员会`,
    boards: village === 'stone' ? [{ id: 'hall', name: '村部公开栏' }, { id: 'east', name: '东组公示点' }] : [{ id: 'hall', name: '村部公开栏' }],
    synthetic: true,
  })),
];

function person(id: string, ...posts: readonly (readonly [office: string, role: Role])[]): Account {
  return { id, login: id, name: `样例${id}`, posts: posts.map(([office, role]): Post => ({ office, role, from: '2020-01-01' })), synthetic: true };
}

export const PEOPLE = {
  stoneClerk: person('stoneClerk', ['stone', 'villageClerk']),
  stoneHead: person('stoneHead', ['stone', 'villageHead']),
  stoneSupervisor: person('stoneSupervisor', ['stone', 'villageSupervisor']),
  mapleClerk: person('mapleClerk', ['maple', 'villageClerk']),
  mapleSupervisor: person('mapleSupervisor', ['maple', 'villageSupervisor']),
  brookClerk: person('brookClerk', ['brook', 'villageClerk']),
  townClerk: person('townClerk', [TOWNSHIP, 'townshipClerk']),
  otherTownClerk: person('otherTownClerk', [TOWNSHIP, 'townshipClerk']),
  reviewer: person('reviewer', [TOWNSHIP, 'reviewer']),
  secrecyReviewer: person('secrecyReviewer', [TOWNSHIP, 'secrecyReviewer']),
  signer: person('signer', [TOWNSHIP, 'signer']),
  /** Holds every township post at once, as in small offices. */
  everything: person('everything', [TOWNSHIP, 'townshipClerk'], [TOWNSHIP, 'reviewer'], [TOWNSHIP, 'secrecyReviewer'], [TOWNSHIP, 'signer']),
  admin: person('admin', [COUNTY, 'countyAdmin']),
} as const satisfies { readonly [name: string]: Account };
export type PersonName = keyof typeof PEOPLE;

export const PERSON_NAMES = Object.keys(PEOPLE) as PersonName[];

export const RULES: CountyRules = {
  county: '369901', name: '样例县', divisionCode: '369901', countStartDay: false, photoRequired: true, objectionDaysAfterPosting: 0,
  officialAddress: '', supervisionPhone: '12345', synthetic: true,
};

export const PROGRAMME: Programme = {
  code: 'farmland-fertility', version: 1, name: '耕地地力保护补贴', aliases: [], documentNumber: '样例农发〔2021〕5号', basisText: '样例方案',
  unit: 'mu', basisColumn: 'subsidisedArea', rates: [{ year: 2021, fenPerUnit: 10_862 }], roundTo: 'fen', posting: { days: 7, unit: 'calendarDay' },
  chain: 'government',
  channels: {
    board: { columns: ['group', 'payeeName', 'subsidisedArea', 'rate', 'amount', 'remark'], nameForm: 'full', rows: true, graceDays: 0 },
    website: { columns: ['group', 'payeeName', 'amount'], nameForm: 'surname', rows: true, graceDays: 30 },
  },
  boards: 'all', publicListAllowed: true, validFrom: '2021-01-01', synthetic: true,
};

export const CHAIN: ApprovalChain = {
  id: 'government', version: 1, name: '政务公开审核流程', regime: 'government',
  steps: [
    { step: 'review', role: 'reviewer', at: 'issuer' },
    { step: 'secrecyReview', role: 'secrecyReviewer', at: 'issuer' },
    { step: 'sign', role: 'signer', at: 'issuer' },
  ],
  countersigns: [{ role: 'villageSupervisor', at: 'owner' }],
};

export const VILLAGE_CHAIN: ApprovalChain = {
  id: 'village', version: 1, name: '村务公开审核流程', regime: 'village',
  steps: [{ step: 'sign', role: 'villageHead', at: 'owner' }],
  countersigns: [{ role: 'villageSupervisor', at: 'owner' }],
};

export const HOLIDAYS: readonly HolidayYear[] = [
  {
    year: 2021, status: 'official', source: '国务院办公厅关于2021年部分节假日安排的通知',
    off: ['2021-01-01', '2021-02-11', '2021-02-12', '2021-02-15', '2021-02-16', '2021-02-17', '2021-04-05', '2021-05-03', '2021-05-04', '2021-05-05', '2021-06-14', '2021-09-20', '2021-09-21', '2021-10-01', '2021-10-04', '2021-10-05', '2021-10-06', '2021-10-07'],
    work: ['2021-02-07', '2021-02-20', '2021-04-25', '2021-05-08', '2021-09-18', '2021-09-26', '2021-10-09'],
  },
];

/** The ground a run stands on: one county, a township, two villages, people, one programme, one chain. All invented. */
import type { ApprovalChain } from '#domain/approval/chain.ts';
import type { Account, Office, Post, Role } from '#domain/office/office.ts';
import type { CountyRules } from '#domain/office/rules.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { BoardRecord, RecordKind, RecordValues } from '#domain/record/record.ts';

export const OFFICES = { county: 'county', town: 'town', stone: 'stone', maple: 'maple' } as const;

const from = '2020-01-01';
const post = (office: string, role: Role): Post => ({ office, role, from });

function office(id: string, level: Office['level'], parent: string | null): Office {
  const boards = level === 'village' ? [{ id: `${id}-1`, name: 'first' }, { id: `${id}-2`, name: 'second' }] : [];
  return { id, code: null, name: id, level, parent, aliases: [], sealName: id, boards, synthetic: true };
}

/** Who sits where. The township's clerk is also a signer, so that somebody tries to sign their own draft. */
export const ACCOUNTS: readonly Account[] = [
  { id: 'clerk1', login: 'clerk1', name: 'one', posts: [post('stone', 'villageClerk')] },
  { id: 'clerk2', login: 'clerk2', name: 'two', posts: [post('stone', 'villageClerk')] },
  { id: 'supervisor', login: 'supervisor', name: 'three', posts: [post('stone', 'villageSupervisor')] },
  { id: 'mapleClerk', login: 'mapleClerk', name: 'four', posts: [post('maple', 'villageClerk')] },
  { id: 'mapleSupervisor', login: 'mapleSupervisor', name: 'five', posts: [post('maple', 'villageSupervisor')] },
  { id: 'townClerk', login: 'townClerk', name: 'six', posts: [post('town', 'townshipClerk'), post('town', 'signer')] },
  { id: 'reviewer', login: 'reviewer', name: 'seven', posts: [post('town', 'reviewer')] },
  { id: 'secrecy', login: 'secrecy', name: 'eight', posts: [post('town', 'secrecyReviewer')] },
  { id: 'signer', login: 'signer', name: 'nine', posts: [post('town', 'signer')] },
];

export const PROGRAMME: Programme = {
  code: 'farmland', version: 1, name: 'farmland', aliases: [], documentNumber: '1', basisText: '-', unit: 'mu', basisColumn: 'subsidisedArea',
  rates: [{ year: 2021, fenPerUnit: 10_862 }], roundTo: 'fen', posting: { days: 7, unit: 'calendarDay' }, chain: 'government',
  channels: {
    board: { columns: ['payeeName', 'group', 'subsidisedArea', 'rate', 'amount'], nameForm: 'full', rows: true, graceDays: 0 },
    website: { columns: ['group'], nameForm: 'none', rows: false, graceDays: 0 },
  },
  boards: 'all', publicListAllowed: true, validFrom: '2020-01-01', synthetic: true,
};

const CHAIN: ApprovalChain = {
  id: 'government', version: 1, name: 'government', regime: 'government',
  steps: [
    { step: 'review', role: 'reviewer', at: 'issuer' },
    { step: 'secrecyReview', role: 'secrecyReviewer', at: 'issuer' },
    { step: 'sign', role: 'signer', at: 'issuer' },
  ],
  countersigns: [{ role: 'villageSupervisor', at: 'owner' }],
};

const RULES: CountyRules = {
  county: 'county', name: 'county', divisionCode: '369901', countStartDay: false, photoRequired: false, objectionDaysAfterPosting: 0,
  officialAddress: '', supervisionPhone: '0790-0000000', synthetic: true,
};

function wide<K extends RecordKind>(kind: K, id: string, value: RecordValues[K], owner: string = OFFICES.county): BoardRecord<K> {
  return { id: `${kind}:${id}`, kind, office: owner, everyone: true, value };
}

export function groundRecords(): readonly BoardRecord[] {
  const offices = [office('county', 'county', null), office('town', 'township', 'county'), office('stone', 'village', 'town'), office('maple', 'village', 'town')];
  return [
    ...offices.map((value) => wide('office', value.id, value, value.id)),
    ...ACCOUNTS.map((value) => wide('account', value.id, value)),
    wide('programme', PROGRAMME.code, PROGRAMME),
    wide('approvalChain', CHAIN.id, CHAIN),
    wide('countyRules', RULES.county, RULES),
  ];
}

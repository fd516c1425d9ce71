/** What every desk of the synthetic county holds: offices, accounts, programme, chains, holidays, rules. */
import { recordId, type BoardRecord, type RecordId } from '#domain/record/record.ts';
import type { TestCounty } from '#tests/kit/county.ts';

/** One record each, in sight of everybody. */
export function countyRecords(county: TestCounty): readonly BoardRecord[] {
  const everyone = true;
  const offices = [...county.offices].map(([id, value]): BoardRecord => ({ id: recordId('office', id), kind: 'office', office: id, everyone, value }));
  const accounts = [...county.accounts].map(([id, value]): BoardRecord => ({ id: recordId('account', id), kind: 'account', office: id, everyone, value }));
  const countyWide = (id: RecordId): { readonly id: RecordId; readonly office: string; readonly everyone: boolean } => ({ id, office: 'county', everyone });
  const chains = [...county.chains.values()].map((value): BoardRecord => ({ ...countyWide(recordId('approvalChain', value.id)), kind: 'approvalChain', value }));
  const years = [...county.holidays.values()].map((value): BoardRecord => ({ ...countyWide(recordId('holidayYear', String(value.year))), kind: 'holidayYear', value }));
  return [
    ...offices, ...accounts, ...chains, ...years,
    { ...countyWide(recordId('programme', county.programme.code)), kind: 'programme', value: county.programme },
    { ...countyWide(recordId('countyRules', county.rules.county)), kind: 'countyRules', value: county.rules },
  ];
}

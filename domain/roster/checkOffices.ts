/** Whose list it is: the reporting office and the village column against the offices this desk knows. */
import { columnOf, type CheckOptions, type Findings, type VillageNames } from './checkContext.ts';
import { namesOffice } from './readTexts.ts';
import type { SheetReading } from './reading.ts';
import type { RosterVocabulary } from './vocabulary.ts';

/** Finds the village that a text means; built once per list because the same few spellings come again and again. */
export function villageFinder(villages: readonly VillageNames[], vocabulary: RosterVocabulary): (written: string) => VillageNames | undefined {
  const known = new Map<string, VillageNames | undefined>();
  return (written) => {
    if (!known.has(written)) known.set(written, villages.find((village) => namesOffice(written, village.names, vocabulary)));
    return known.get(written);
  };
}

/** The village a whole sheet belongs to, by reporting office, name of the sheet, or title. */
export function sheetVillage(sheet: SheetReading, villages: readonly VillageNames[], vocabulary: RosterVocabulary): VillageNames | undefined {
  const find = villageFinder(villages, vocabulary);
  return find(sheet.reportingOffice) ?? find(sheet.name) ?? villages.find((village) => village.names.some((name) => name.length >= 3 && sheet.title.includes(name)));
}

/** Notices a sheet of another village, rows of other villages on a village's desk, and villages nobody knows. */
export function checkOffices(sheet: SheetReading, options: CheckOptions, findings: Findings): void {
  const { ownVillage, villages = [], vocabulary } = options;
  const all = ownVillage === undefined ? villages : [ownVillage, ...villages.filter((village) => village.id !== ownVillage.id)];
  if (all.length === 0) return;
  const find = villageFinder(all, vocabulary);
  if (ownVillage !== undefined && sheet.reportingOffice !== '' && find(sheet.reportingOffice)?.id !== ownVillage.id) {
    findings.add({ sheet: sheet.name, row: null, column: null }, 'otherVillage', { written: sheet.reportingOffice, rows: sheet.payeeRows.length, own: ownVillage.names[0] ?? '' });
  }
  const elsewhere = new Map<string, number>();
  columnOf(sheet, 'village')?.values.forEach((value, index) => {
    if (typeof value !== 'string' || value === '') return;
    const village = find(value);
    if (village === undefined) findings.add({ sheet: sheet.name, row: sheet.payeeRows[index] ?? 0, column: 'village' }, 'unknownVillage', { written: value });
    else if (ownVillage !== undefined && village.id !== ownVillage.id) elsewhere.set(value, (elsewhere.get(value) ?? 0) + 1);
  });
  for (const [written, rows] of elsewhere) findings.add({ sheet: sheet.name, row: null, column: 'village' }, 'otherVillage', { written, rows, own: ownVillage?.names[0] ?? '' });
}

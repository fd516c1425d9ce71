/** The sentences a board is made of, by key; the words are `board.json` of `resources/text`, handed in as a function. */

export const BOARD_KEYS = [
  'openingBasis', 'opening', 'rate', 'totalsRows', 'totalsArea', 'totalsAmount',
  'periodPrinted', 'periodPen', 'daysCalendar', 'daysWork', 'fromNextDay', 'objection', 'objectionPen', 'objectionPhone', 'supervisionPhone', 'closing',
  'sheetUnit', 'sheetUnitAmount', 'sheetUnitArea', 'noGroup', 'subtotal', 'total', 'householdCount', 'personCount', 'totalsOnly', 'noList',
  'signatureMaker', 'signatureHead', 'signatureSupervisor', 'signatureReviewer', 'seal', 'date', 'serial', 'version', 'hash', 'code', 'verify',
  'pageBefore', 'pageBetween', 'pageAfter', 'draft', 'synthetic',
  'unit.mu', 'unit.person', 'unit.household', 'unit.machine', 'unit.month',
  'stage.firstPosting', 'stage.secondPosting', 'stage.paymentResult',
  'column.serial', 'column.payeeName', 'column.village', 'column.group', 'column.township', 'column.areaContract',
  'column.areaLeasedIn', 'column.areaLeasedOut', 'column.areaExcluded', 'column.subsidisedArea', 'column.quantityMu', 'column.quantityPerson',
  'column.quantityMachine', 'column.quantity', 'column.rateMu', 'column.ratePerson', 'column.rate', 'column.amount', 'column.payDate',
  'column.householdSize', 'column.remark', 'column.seq', 'comma', 'semicolon', 'stop', 'enumeration',
] as const;
export type BoardKey = (typeof BOARD_KEYS)[number];

/** Says a sentence of the `board` namespace with its values filled in. */
export type BoardText = (key: BoardKey, values?: { readonly [name: string]: string | number }) => string;

/** A run of em spaces is a place for the pen; printers draw a line under it. */
export function penBlank(ems: number): string {
  return '\u2003'.repeat(ems);
}

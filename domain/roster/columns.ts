/** The columns a roster can have (domain vocabulary §2.6), and which of them describe a natural person. */

export const COLUMN_CODES = [
  'seq', 'payeeName', 'idNumber', 'bankAccount', 'bankName', 'accountHolder', 'village', 'group', 'township', 'phone', 'address',
  'areaContract', 'areaLeasedIn', 'areaLeasedOut', 'areaExcluded', 'subsidisedArea', 'quantity', 'rate', 'amount', 'payDate',
  'householdSize', 'category', 'reason', 'age', 'birthDate', 'disabilityNo', 'guardian', 'proxy', 'relation', 'status', 'remark',
] as const;
export type KnownColumn = (typeof COLUMN_CODES)[number];

/** A known column or `x:<head as written>`, which nobody has classified and which is therefore personal. */
export type ColumnCode = KnownColumn | `x:${string}`;

/** Version 1, the first. Frozen once released: a later version is a new file. String ids throughout, for Dexie cannot change keys. */
export const version = 1;

export const stores = {
  records: 'id, kind, value.frame, value.of',
  confirmed: 'id',
  outbox: 'id, seq, *touched',
  needsPerson: 'id, cause',
  receipts: 'act, outcome',
  pieces: 'sha256, unsent',
  wanted: 'sha256, denied',
  search: 'frame',
  history: 'key, record',
  meta: 'key',
  drafts: 'key',
  keys: 'id',
  later: 'key',
} as const;

/** What the sync screen shows: counts from receipts, open clashes, and own acts that ended in front of a person. */
import type { Clash } from '#domain/clash/clash.ts';
import type { RecordId } from '#domain/record/record.ts';
import type { DeskReader, NeedsPerson, SyncFacts } from '#renderer/store/reader.ts';

export interface OpenClash {
  readonly id: RecordId;
  readonly revision: number;
  readonly clash: Clash;
  /** For a clash in a row, the notice that the row belongs to, or its list while there is none. */
  readonly holder: RecordId | undefined;
  /** What it is about, as people call it. */
  readonly title: string;
}

export interface SyncScreen {
  readonly facts: SyncFacts;
  readonly clashes: readonly OpenClash[];
  /** Causes first; what rests on one of them is under it. */
  readonly refused: readonly (NeedsPerson & { readonly dependents: readonly NeedsPerson[] })[];
  readonly names: ReadonlyMap<string, string>;
  readonly titles: ReadonlyMap<RecordId, string>;
}

export async function loadSync(reader: DeskReader): Promise<SyncScreen> {
  const [facts, needs, clashes, accounts, notices] = await Promise.all([
    reader.syncFacts(), reader.needsPerson(), reader.records('clash'), reader.records('account'), reader.records('subsidyNotice'),
  ]);
  const titles = new Map(notices.map((notice) => [notice.id, notice.value.head.title]));
  const causes = needs.filter((item) => item.cause === undefined && item.outcome !== 'clashed');
  const open = clashes.filter((record) => record.value.settled === undefined);
  return {
    facts,
    clashes: await Promise.all(open.map(async (record): Promise<OpenClash> => {
      const holder = await holderOf(reader, record.value.of);
      return { id: record.id, revision: record.revision, clash: record.value, holder, title: titles.get(holder ?? record.value.of) ?? '' };
    })),
    refused: causes.map((item) => ({ ...item, dependents: needs.filter((other) => other.cause === item.act.id) })),
    names: new Map(accounts.map((record) => [record.value.id, record.value.name])),
    titles,
  };
}

/** Who holds a row: a notice that names its frame, else the list; undefined for a record that is no row. */
async function holderOf(reader: DeskReader, of: RecordId): Promise<RecordId | undefined> {
  if (!of.startsWith('rosterRow:')) return undefined;
  const frame = (await reader.record<'rosterRow'>(of))?.value.frame;
  const [notices, lists] = await Promise.all([reader.records('subsidyNotice'), reader.records('subsidyList')]);
  return [...notices, ...lists].find((record) => record.value.frames.some((ref) => ref.list === frame))?.id;
}

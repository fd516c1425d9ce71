/** What must hold, whatever was cut, repeated, killed or lost. Each check names what it found. */
import type { Act } from '#domain/act/act.ts';
import type { Clash } from '#domain/clash/clash.ts';
import { canonicalJson, type Json } from '#domain/json.ts';
import type { SubsidyNotice } from '#domain/notice/notice.ts';
import type { RosterRow } from '#domain/roster/overlay.ts';
import type { ChangeLine } from '#wire/exchange/messages.ts';
import type { SimCounty } from './county.ts';
import type { SimDesk } from './desk.ts';
import { Model } from './model.ts';

type RecordLine = Extract<ChangeLine, { line: 'record' }>;

const isRecord = (line: ChangeLine): line is RecordLine => line.line === 'record';
const text = (value: unknown): string => canonicalJson(value as Json);

/** After any step: what was shown as saved is still somewhere, and nothing outside a desk's scope ever reached it. */
export async function checkAlways(county: SimCounty, desks: readonly SimDesk[]): Promise<readonly string[]> {
  const found: string[] = [...county.broken.map((broken) => `a rule broke: ${broken}`)];
  const decided = new Set((await county.decided()).map((row) => row.id));
  for (const desk of desks) {
    const queued = new Set((await desk.store.database.outbox.toArray()).map((row) => row.id));
    for (const act of desk.saved) if (!decided.has(act) && !queued.has(act)) found.push(`${desk.parts.name}: act ${act} was shown as saved and is nowhere`);
    found.push(...desk.errors.map((error) => `${desk.parts.name}: ${error}`));
    found.push(...(await outsideScope(county, desk)));
  }
  return found;
}

async function outsideScope(county: SimCounty, desk: SimDesk): Promise<readonly string[]> {
  const { within } = await county.scope(desk.desk, desk.parts.office);
  return (await desk.records())
    .filter((record) => !record.everyone && !within.includes(record.office) && !record.shownTo?.some((office) => within.includes(office)))
    .map((record) => `${desk.parts.name} holds ${record.id} of ${record.office}`);
}

/** When everything has been sent and read: each act decided once, order kept, model, county and desks the same. */
export async function checkAtRest(county: SimCounty, desks: readonly SimDesk[]): Promise<readonly string[]> {
  const found = [...(await checkAlways(county, desks))];
  const rows = await county.decided();
  const lines = (await county.stream()).filter(isRecord);
  found.push(...onceEach(rows, lines), ...inOrder(rows), ...(await unfinished(desks)));
  const model = new Model();
  for (const row of rows) {
    const { outcome } = row.outcome;
    if (outcome === 'applied' || outcome === 'clashed') model.take(JSON.parse(row.text) as Act, outcome === 'clashed');
  }
  const latest = new Map(lines.map((line) => [line.record.id, line.record]));
  found.push(...model.faults, ...compareWithModel(model, latest), ...losersKept(model, latest));
  for (const desk of desks) found.push(...(await compareWithDesk(county, desk)));
  return found;
}

function onceEach(rows: readonly { readonly id: string; readonly n: number }[], lines: readonly RecordLine[]): string[] {
  const numbers = new Map(rows.map((row) => [row.id, row.n]));
  const twice = lines.filter((line) => line.history && numbers.get(line.history.act) !== line.n);
  return twice.map((line) => `act ${line.history?.act} changed ${line.record.id} at ${line.n} as well`);
}

function inOrder(rows: readonly { readonly desk: string; readonly seq: number; readonly n: number; readonly id: string }[]): string[] {
  const last = new Map<string, number>();
  const found: string[] = [];
  for (const row of rows) {
    if (row.seq < (last.get(row.desk) ?? 0)) found.push(`act ${row.id} of ${row.desk} was ordered before an earlier one`);
    last.set(row.desk, row.seq);
  }
  return found;
}

async function unfinished(desks: readonly SimDesk[]): Promise<string[]> {
  const found: string[] = [];
  for (const desk of desks) {
    for (const row of await desk.store.database.outbox.toArray()) found.push(`${desk.parts.name}: ${row.id} never ended: ${row.receipt?.outcome.outcome ?? 'no receipt'}`);
  }
  return found;
}

function compareWithModel(model: Model, latest: ReadonlyMap<string, RecordLine['record']>): string[] {
  const found: string[] = [];
  for (const [id, expected] of model.notices) {
    const notice = latest.get(id)?.value as unknown as SubsidyNotice | undefined;
    if (!notice) found.push(`${id} is missing at the county`);
    else if (text(notice.head) !== text(expected.head)) found.push(`${id}: head ${text(notice.head)}, expected ${text(expected.head)}`);
    else if (notice.state !== expected.state) found.push(`${id}: state ${notice.state}, expected ${expected.state}`);
  }
  for (const [row, expected] of model.cells) {
    const cells = (latest.get(`rosterRow:${row}`)?.value as unknown as RosterRow | undefined)?.cells ?? {};
    if (text(cells) !== text(expected)) found.push(`row ${row}: ${text(cells)}, expected ${text(expected)}`);
  }
  for (const row of model.aside) {
    if (!(latest.get(`rosterRow:${row}`)?.value as unknown as RosterRow | undefined)?.setAside) found.push(`row ${row} is not set aside`);
  }
  return found;
}

/** Nothing that lost a clash is dropped. */
function losersKept(model: Model, latest: ReadonlyMap<string, RecordLine['record']>): string[] {
  const clashes = [...latest.values()].filter((record) => record.kind === 'clash').map((record) => record.value as unknown as Clash);
  return [...model.losers].flatMap(([act, lost]) => {
    const kept = clashes.filter((clash) => clash.act === act).flatMap((clash) => clash.fields);
    return Object.entries(lost)
      .filter(([field, value]) => !kept.some((one) => one.field === field && text(one.losing) === text(value)))
      .map(([field]) => `act ${act} lost ${field}, and no clash keeps it`);
  });
}

/** A desk at rest shows exactly what the county shows its scope. */
async function compareWithDesk(county: SimCounty, desk: SimDesk): Promise<string[]> {
  const expected = new Map<string, string>();
  for (const line of await county.stream(desk.desk, desk.parts.office)) {
    if (isRecord(line)) expected.set(line.record.id, text({ value: line.record.value, revision: line.record.revision }));
    if (line.line === 'gone') expected.delete(line.record);
  }
  const shown = new Map((await desk.records()).map((record) => [record.id, text({ value: record.value, revision: record.revision })]));
  const found = [...expected].filter(([id, value]) => shown.get(id) !== value).map(([id, value]) => `${desk.parts.name} shows ${id} as ${shown.get(id)}, the county has ${value}`);
  return [...found, ...[...shown.keys()].filter((id) => !expected.has(id)).map((id) => `${desk.parts.name} shows ${id}, which the county does not show it`)];
}

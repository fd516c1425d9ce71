/** `npm run county -- admin office|account|enrol|revoke|desks|withheld`: what screens do later. Works on a running and on a stopped county. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { enrolmentCode, formatCode } from '#domain/code.ts';
import { shanghaiDay } from '#domain/calendar/day.ts';
import type { Json } from '#domain/json.ts';
import { ROLES, type Account, type Office } from '#domain/office/office.ts';
import { recordId } from '#domain/record/record.ts';
import { CODE_LIFE_MS, codeHash, saveDeskRecord } from '../exchange/access.ts';
import { credentialFor } from '../exchange/passwords.ts';
import { folderIsDemo, isRunning, lockFolder } from '../folder.ts';
import { openCounty, type OpenCounty, type OpenParts } from '../open.ts';
import { desksOf, undecidedOf, withheldOf } from '../queries/county.ts';
import { reasonOf, t } from '../words.ts';

export interface AdminPorts {
  readonly partsFor: (folder: string) => Promise<OpenParts>;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

const OPTIONS = {
  data: { type: 'string' },
  id: { type: 'string' },
  name: { type: 'string' },
  level: { type: 'string' },
  parent: { type: 'string' },
  code: { type: 'string' },
  phone: { type: 'string' },
  login: { type: 'string' },
  post: { type: 'string', multiple: true },
  password: { type: 'string' },
  office: { type: 'string' },
  desk: { type: 'string' },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

interface Task {
  readonly options: Options;
  readonly county: OpenCounty;
  readonly parts: OpenParts;
  readonly say: (line: string) => void;
}

/** A sentence for the operator instead of a stack. */
class NotDone extends Error {}

class Usage extends Error {}

function needed(value: string | undefined): string {
  if (value === undefined || value === '') throw new Usage();
  return value;
}

async function put(task: Task, id: string, value: Json): Promise<void> {
  const { outcome } = await task.county.operator.put(id, value);
  if (outcome.outcome === 'applied') return;
  const code = outcome.outcome === 'refused' ? outcome.fault.code : outcome.outcome;
  const values = outcome.outcome === 'refused' ? outcome.fault.values : undefined;
  throw new NotDone(t('admin.refused', { reason: `${code} ${JSON.stringify(values ?? {})}` }));
}

async function office(task: Task): Promise<void> {
  const { options, county } = task;
  const id = needed(options.id);
  const before = (await county.exchange.countyData()).offices.get(id);
  const level = options.level ?? before?.level;
  if (level !== 'township' && level !== 'village' && level !== 'county') throw new Usage();
  const name = options.name ?? needed(before?.name);
  const base: Office = before ?? { id, code: null, name, level, parent: null, aliases: [], sealName: name, boards: level === 'village' ? [{ id: 'b1', name: t('admin.firstBoard') }] : [] };
  const value: Office = {
    ...base,
    name,
    level,
    parent: options.parent ?? base.parent,
    code: options.code ?? base.code,
    sealName: before && before.sealName !== before.name ? before.sealName : name,
    ...(options.phone !== undefined ? { phone: options.phone } : {}),
  };
  await put(task, recordId('office', id), { ...value } as unknown as Json);
  task.say(t('admin.officeSaved', { id, name }));
}

function postsOf(texts: readonly string[], from: string): Account['posts'] {
  return texts.map((text) => {
    const [at = '', roleText = ''] = text.split(':');
    const role = ROLES.find((one) => one === roleText);
    if (at === '' || role === undefined) throw new Usage();
    return { office: at, role, from };
  });
}

async function account(task: Task): Promise<void> {
  const { options, county, parts } = task;
  const id = needed(options.id);
  const before = (await county.exchange.countyData()).accounts.get(id);
  const login = options.login ?? needed(before?.login);
  const name = options.name ?? needed(before?.name);
  const posts = options.post ? postsOf(options.post, shanghaiDay(parts.clock.now())) : (before?.posts ?? []);
  if (posts.length === 0) throw new Usage();
  await put(task, recordId('account', id), { ...before, id, login, name, posts } as unknown as Json);
  task.say(t('admin.accountSaved', { login, name }));
  const known = await county.store.reads.credential(id);
  if (known && options.password === undefined) return;
  const password = options.password ?? formatCode(enrolmentCode(parts.random)).toLowerCase();
  const credential = await credentialFor(id, password, parts.random);
  await county.store.access((tx) => tx.saveCredential(credential));
  if (options.password === undefined) task.say(t('admin.passwordMade', { password }));
}

async function enrol({ options, county, parts, say }: Task): Promise<void> {
  const id = needed(options.office);
  const found = (await county.exchange.countyData()).offices.get(id);
  if (!found) throw new NotDone(t('admin.officeUnknown', { office: id }));
  const code = enrolmentCode(parts.random);
  const hash = codeHash(code);
  if (hash === null) throw new Error('a made code is no code');
  const expires = parts.clock.now() + CODE_LIFE_MS;
  await county.store.access((tx) => tx.saveCode({ hash, office: id, expires, reusable: false, usedBy: null, firstPasswordFor: null }));
  say(t('admin.code', { office: found.name, code: formatCode(code) }));
  if (parts.tlsFingerprint !== undefined) say(t('county.caFingerprint', { fingerprint: parts.tlsFingerprint }));
}

/** Stops a desk and says what it has sent that is not settled. */
async function revoke({ options, county, say }: Task): Promise<void> {
  const id = needed(options.desk);
  const desk = await county.store.write(async (tx) => {
    const found = await tx.desk(id);
    if (!found) return undefined;
    await tx.saveDesk({ ...found, revoked: true });
    const record = (await tx.records([recordId('desk', id)])).get(recordId('desk', id));
    const enrolledOn = record && 'enrolledOn' in record.value ? record.value.enrolledOn : county.exchange.today();
    await saveDeskRecord(tx, { id, office: found.office, name: found.name, enrolledOn, revoked: true });
    return found;
  });
  if (!desk) throw new NotDone(t('admin.deskUnknown', { desk: id }));
  const held = await undecidedOf(county.database, county.id, id);
  const about = { desk: id, name: desk.name };
  say(held.length === 0 ? t('admin.revokedNothing', about) : t('admin.revoked', { ...about, count: String(held.length) }));
  for (const line of held) say(t('admin.held', { seq: String(line.seq), act: line.act, outcome: line.outcome }));
}

async function desks({ county, say }: Task): Promise<void> {
  for (const desk of await desksOf(county.database, county.id)) {
    const state = t(desk.revoked ? 'admin.stopped' : 'admin.inUse');
    say(t('admin.desk', { id: desk.id, office: desk.office, name: desk.name, seq: String(desk.lastSeq), state }));
  }
}

/** Notices whose document the final scan keeps from the public pages. */
async function withheld({ county, say }: Task): Promise<void> {
  const rows = await withheldOf(county.database, county.id);
  if (rows.length === 0) say(t('admin.withheldNone'));
  for (const row of rows) {
    const found = row.found.map(({ kind, count }) => t('admin.found', { kind: t(`admin.hit.${kind}` as const), count: String(count) })).join(t('admin.and'));
    say(t('admin.withheld', { notice: row.notice, office: row.office, since: row.since, found }));
  }
}

const TASKS: ReadonlyMap<string, (task: Task) => Promise<void>> = new Map([
  ['office', office],
  ['account', account],
  ['enrol', enrol],
  ['revoke', revoke],
  ['desks', desks],
  ['withheld', withheld],
]);

async function withCounty(folder: string, ports: AdminPorts, work: (county: OpenCounty, parts: OpenParts) => Promise<void>): Promise<void> {
  const parts = await ports.partsFor(folder);
  const beside = await isRunning(folder);
  const release = beside ? undefined : await lockFolder(folder);
  try {
    const county = await openCounty(parts, beside);
    try {
      await work(county, parts);
    } finally {
      await county.close();
    }
  } finally {
    await release?.();
  }
}

/** Runs one task; the exit code. */
export async function administer(args: readonly string[], ports: AdminPorts): Promise<number> {
  const task = TASKS.get(args[0] ?? '');
  try {
    if (!task) throw new Usage();
    const options = parseArgs({ args: args.slice(1), options: OPTIONS, strict: true }).values;
    const folder = path.resolve(needed(options.data));
    if ((await folderIsDemo(folder)) === undefined) throw new NotDone(t('admin.noCounty', { folder }));
    await withCounty(folder, ports, (county, parts) => task({ options, county, parts, say: ports.say }));
    return 0;
  } catch (error) {
    if (error instanceof Usage || error instanceof TypeError) ports.complain(t('admin.usage'));
    else ports.complain(error instanceof NotDone ? error.message : t('county.failed', { reason: reasonOf(error) }));
    return error instanceof Usage ? 2 : 1;
  }
}

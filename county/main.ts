/** `npm run county -- --data DIR --port N [--demo]` and `npm run county -- admin …`. The composition root of the county. */
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { readFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { formatCode, enrolmentCode } from '#domain/code.ts';
import type { Clock, Random } from '#domain/ports.ts';
import { recordId } from '#domain/record/record.ts';
import { shanghaiDay } from '#domain/calendar/day.ts';
import { administer } from './cli/admin.ts';
import { demoBeginning, demoSheet, loadDemo, loadStandard } from './demo.ts';
import { codeHash } from './exchange/access.ts';
import { claimFolder, lockFolder, openForServer } from './folder.ts';
import { authorityFingerprint, ownCertificate, type OwnCertificate } from './http/authority.ts';
import { givenCertificate } from './http/certificates.ts';
import type { Pages, TlsPair } from './http/server.ts';
import { sortableIds } from './ids.ts';
import { openCounty, type OpenCounty, type OpenParts } from './open.ts';
import { portalNotFound, portalRoutes } from './portal/routes.ts';
import { answers } from './queries/county.ts';
import { portalReader } from './queries/portal.ts';
import { serve, type Served } from './serve.ts';
import { reasonOf, t } from './words.ts';

const clock: Clock = { now: () => Date.now() };
const random: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) };
const ids = sortableIds(clock, random);

const PROGRAM = z.looseObject({ version: z.string() }).parse(JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))).version;

const FIRST_ADMINISTRATOR = 'admin';
const HOUR = 3_600_000;
const DAY_MS = 24 * HOUR;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

const OPTIONS = {
  data: { type: 'string' },
  port: { type: 'string', default: '36990' },
  host: { type: 'string', default: '127.0.0.1' },
  demo: { type: 'boolean', default: false },
  tls: { type: 'boolean', default: false },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'tls-name': { type: 'string', multiple: true },
  'behind-proxy': { type: 'string', multiple: true },
  'desk-port': { type: 'string' },
  'desk-origin': { type: 'string', multiple: true },
  log: { type: 'string', default: 'warn' },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function partsFor(folder: string, tlsFingerprint: string | undefined): OpenParts {
  return {
    folder,
    tlsFingerprint,
    clock,
    ids,
    random,
    program: PROGRAM,
    databaseUrl: process.env['DATABASE_URL'] ?? '',
    publicDatabaseUrl: process.env['PUBLIC_DATABASE_URL'] ?? '',
    postgresBin: process.env['PG_BIN_DIR'] ?? '',
    onBroken: (act, error) => say(JSON.stringify({ level: 50, msg: 'a rule broke', act, error: error instanceof Error ? error.message : 'unknown' })),
    onWithheld: (notice, found) => say(JSON.stringify({ level: 40, msg: 'a document is kept from the public pages', notice, found })),
  };
}

function portOf(text: string | undefined): number | undefined {
  const port = Number(text);
  return text !== undefined && /^\d{1,5}$/.test(text) && port <= 65_535 ? port : undefined;
}

const HOST_NAME = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
const ANY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Names and addresses under which this machine is reached, for the certificate. */
function ownNames(options: Options): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address));
  const plain = addresses.filter((address) => isIP(address) === 4);
  const asked = [options.host, ...(options['tls-name'] ?? [])].filter((host) => !ANY_ADDRESS.has(host));
  return [...new Set([...asked, 'localhost', '127.0.0.1', ...plain, ...(HOST_NAME.test(hostname()) ? [hostname()] : [])])];
}

const tlsFolder = (folder: string): string => path.join(folder, 'keys', 'tls');

function ownTls(options: Options, folder: string): Promise<OwnCertificate> {
  return ownCertificate({ folder: tlsFolder(folder), clock, random }, ownNames(options));
}

async function tlsFor(options: Options, folder: string): Promise<TlsPair | OwnCertificate | undefined> {
  const { 'tls-cert': cert, 'tls-key': key } = options;
  if (cert !== undefined && key !== undefined) return givenCertificate(cert, key);
  return options.tls ? ownTls(options, folder) : undefined;
}

/** Looks at our own certificate once a day and renews it in time, without a stop. */
function keepTls(options: Options, folder: string, served: Served): () => void {
  if (!options.tls) return () => undefined;
  const renew = async (): Promise<void> => served.renew(await ownTls(options, folder));
  const timer = setInterval(() => void renew().catch((error: unknown) => say(JSON.stringify({ level: 50, msg: 'the certificate was not renewed', error: reasonOf(error) }))), DAY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function newBeginning(): NonNullable<OpenParts['beginning']> {
  const county = `c-${ids.next().toLowerCase()}`;
  const name = t('county.unnamed');
  const rules = { county, name, divisionCode: '000000', countStartDay: false, photoRequired: true, objectionDaysAfterPosting: 0, officialAddress: '', supervisionPhone: '' };
  return { demo: false, rules, office: { id: 'county', code: null, name, level: 'county', parent: null, aliases: [], sealName: name, boards: [] } };
}

/** The first administrator, and the code with which that person enrols the first desk and sets a password. */
async function firstAdministrator(county: OpenCounty): Promise<void> {
  const { offices } = await county.exchange.countyData();
  const office = [...offices.values()].find((one) => one.level === 'county')?.id ?? '';
  const value = { id: FIRST_ADMINISTRATOR, login: FIRST_ADMINISTRATOR, name: t('county.firstAdminName'), posts: [{ office, role: 'countyAdmin', from: shanghaiDay(clock.now()) }] };
  const code = enrolmentCode(random);
  const hash = codeHash(code);
  if (hash === null) throw new Error('a made code is no code');
  await county.store.access((tx) => tx.saveCode({ hash, office, expires: clock.now() + HOUR, reusable: false, usedBy: null, firstPasswordFor: FIRST_ADMINISTRATOR }));
  say(t('county.firstCode', { code: formatCode(code) }));
  // Last: a start that is cut off before this line makes and prints another code.
  await county.operator.put(recordId('account', FIRST_ADMINISTRATOR), value);
}

function sayDemo(): void {
  const { accounts, codes } = demoSheet();
  say(t('county.demoMark'));
  for (const account of accounts) say(t('county.demoAccount', account));
  for (const code of codes) say(t('county.demoCode', code));
}

async function fill(county: OpenCounty): Promise<void> {
  await loadStandard(county);
  if (county.demo) await loadDemo(county, random);
  else if (!(await county.exchange.countyData()).accounts.has(FIRST_ADMINISTRATOR)) await firstAdministrator(county);
}

function pagesOf(county: OpenCounty): Pages {
  const deps = { reader: portalReader(county.publicDatabase, county.id), today: () => county.exchange.today(), clock };
  return { register: (app) => portalRoutes(app, deps), notFound: (reply) => portalNotFound(reply, deps) };
}

function healthOf({ database }: OpenCounty): () => Promise<boolean> {
  return () => answers(database).catch((error: unknown) => (error instanceof Error ? false : Promise.reject(error)));
}

async function run(options: Options, folder: string, port: number): Promise<void> {
  await claimFolder(folder, options.demo);
  const release = await lockFolder(folder);
  let county: OpenCounty | undefined;
  try {
    await openForServer(folder);
    const tls = await tlsFor(options, folder);
    const fingerprint = tls && 'fingerprint' in tls ? tls.fingerprint : undefined;
    county = await openCounty({ ...partsFor(folder, fingerprint), beginning: options.demo ? demoBeginning() : newBeginning() });
    if (fingerprint !== undefined) say(t('county.caFingerprint', { fingerprint }));
    await fill(county);
    const deskPort = portOf(options['desk-port']) ?? (port === 0 ? 0 : port + 1);
    const log = options.log === 'info' || options.log === 'error' || options.log === 'silent' ? options.log : 'warn';
    const served = await serve(county, { host: options.host, port, deskPort, tls, deskOrigins: options['desk-origin'] ?? [], logLevel: log, proxies: options['behind-proxy'] ?? [], pages: pagesOf(county), healthy: healthOf(county) });
    const stopRenewing = keepTls(options, folder, served);
    if (county.demo) sayDemo();
    say(served.deskAddress === null ? t('county.deskPageMissing') : t('county.deskPage', { address: served.deskAddress }));
    say(t('county.topicPage', { address: `${served.address}/` }));
    say(`county listening on ${served.address}`);
    await asked();
    stopRenewing();
    await served.close();
  } finally {
    await county?.close();
    await release();
  }
}

/** Resolves when somebody asks the county to end. */
function asked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

/** Whether the text is an address or a range of addresses. */
function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0 || more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false;
  return bits === undefined || Number(bits) <= (family === 'ipv6' ? 128 : 32);
}

/** What is wrong with the options, before anything is touched. */
function refusalOf(options: Options): string | undefined {
  const name = options['tls-name']?.find((one) => isIP(one) === 0 && !HOST_NAME.test(one));
  if (name !== undefined) return t('county.refused.tlsNameInvalid', { name });
  const proxy = options['behind-proxy']?.find((one) => !isRange(one));
  if (proxy !== undefined) return t('county.refused.proxyInvalid', { proxy });
  if ((options['tls-cert'] === undefined) !== (options['tls-key'] === undefined)) return t('county.refused.certificateHalf');
  const safe = options.tls || options['tls-cert'] !== undefined;
  if (options.demo && !LOOPBACK.has(options.host)) return t('county.refused.demoLoopback');
  return !safe && !LOOPBACK.has(options.host) ? t('county.refused.plainLoopback') : undefined;
}

function read(args: readonly string[]): Options | undefined {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === 'admin') return administer(args.slice(1), { partsFor: async (folder) => partsFor(folder, await authorityFingerprint(tlsFolder(folder))), say, complain: (line) => process.stderr.write(`${line}\n`) });
  const options = read(args);
  const port = portOf(options?.port);
  if (!options?.data || port === undefined) {
    process.stderr.write(`${t('county.usage')}\n`);
    return 2;
  }
  const refusal = refusalOf(options);
  try {
    if (refusal === undefined) await run(options, path.resolve(options.data), port);
  } catch (error) {
    process.stderr.write(`${t('county.failed', { reason: reasonOf(error) })}\n`);
    return 1;
  }
  if (refusal !== undefined) process.stderr.write(`${t('county.failed', { reason: refusal })}\n`);
  return refusal === undefined ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));

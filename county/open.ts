/** Opens a county: folder, PostgreSQL, migrations, keys, exchange. The server and the operator's commands both start here. */
import path from 'node:path';
import numerals from '#resources/vocabulary/numerals.json' with { type: 'json' };
import names from '#resources/privacy/names.json' with { type: 'json' };
import { knowsVerb } from '#domain/decide.ts';
import { sha256Hex } from '#domain/hash.ts';
import type { Office } from '#domain/office/office.ts';
import type { CountyRules } from '#domain/office/rules.ts';
import type { Clock, Ids, Random } from '#domain/ports.ts';
import { kindOf } from '#domain/record/record.ts';
import { Access } from './exchange/access.ts';
import { countySigner, secretText, signingKeys } from './exchange/countyKeys.ts';
import { DiskPieces } from './exchange/diskPieces.ts';
import { Exchange } from './exchange/exchange.ts';
import { begin, Operator } from './exchange/operator.ts';
import { countyPage, publisherOf } from './exchange/publisher.ts';
import type { CountySigner } from './exchange/proofs.ts';
import type { ExchangeStore, PieceStore } from './exchange/store.ts';
import { countyDataOf, WORLD_KINDS } from './exchange/world.ts';
import { binaryFolder } from './postgres/binaries.ts';
import { runCluster, runningCluster, type ClusterParts } from './postgres/cluster.ts';
import { machineFolder, plainPath, reachable, runAs } from './postgres/platform.ts';
import { awaitedPrograms, countyFacts, createCounty, grantPublicRole, type PublicRole } from './queries/county.ts';
import { isStoreFailure, openDatabase, type Database } from './queries/database.ts';
import { migrate } from './queries/migrate.ts';
import { storeOn } from './queries/store.ts';
import { txOf } from './queries/writes.ts';
import { textOf } from './text.ts';

export interface OpenParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly program: string;
  /** Address of a PostgreSQL of one's own; empty: the embedded one in the folder. */
  readonly databaseUrl: string;
  /** Address under the public role, where we may not make that role ourselves. */
  readonly publicDatabaseUrl: string;
  /** Folder with PostgreSQL programs of one's own. */
  readonly postgresBin: string;
  readonly onBroken: (act: string, error: unknown) => void;
  /** Told of a notice whose document the final scan keeps from the public pages; what it found, by kind, without the words. */
  readonly onWithheld: (notice: string, found: readonly string[]) => void;
  /** Fingerprint of the county's own certificate authority; undefined where it has none. */
  readonly tlsFingerprint: string | undefined;
  /** What a folder that has no county yet begins with; absent: it has to have one. */
  readonly beginning?: { readonly rules: CountyRules; readonly office: Office; readonly demo: boolean };
}

export interface OpenCounty {
  readonly id: string;
  readonly demo: boolean;
  readonly database: Database;
  readonly publicDatabase: Database;
  readonly store: ExchangeStore;
  readonly pieces: PieceStore;
  readonly exchange: Exchange;
  readonly access: Access;
  readonly signer: CountySigner;
  readonly operator: Operator;
  close(): Promise<void>;
}

interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Where the cluster lies: in the folder, or, when its server could not get there, in the machine's own place. */
async function clusterPlace(folder: string): Promise<string> {
  const inside = path.join(path.resolve(folder), 'postgres');
  if (plainPath(inside) && (await reachable(inside, runAs()))) return inside;
  const name = await secretText(path.join(folder, 'postgres.place'), () => path.join(machineFolder(), `county-${sha256Hex(Buffer.from(path.resolve(folder))).slice(0, 16)}`));
  return path.join(name, 'postgres');
}

async function clusterParts(parts: OpenParts): Promise<ClusterParts> {
  const user = runAs();
  const bin = await binaryFolder(user, parts.postgresBin);
  return { bin, data: await clusterPlace(parts.folder), passwordFile: path.join(parts.folder, 'keys', 'postgres'), user, random: parts.random };
}

/** The database server: a given one, the embedded one, or the embedded one that the running county has started. */
async function serverFor(parts: OpenParts, beside: boolean): Promise<Server> {
  const nothing = async (): Promise<void> => undefined;
  if (parts.databaseUrl !== '') return { url: parts.databaseUrl, stop: nothing };
  const cluster = await clusterParts(parts);
  const running = beside ? await runningCluster(cluster) : undefined;
  if (running !== undefined) return { url: running, stop: nothing };
  const started = await runCluster(cluster);
  return { url: started.url, stop: () => started.stop() };
}

async function setUp(parts: OpenParts, database: Database, operatorKeys: Awaited<ReturnType<typeof signingKeys>>): Promise<string> {
  const { beginning } = parts;
  if (!beginning) throw new Error('there is no county in this database yet');
  const { county } = beginning.rules;
  await database.transaction(async (sql) => {
    await createCounty(sql, county, parts.ids.next(), beginning.demo);
    const tx = txOf(sql, county);
    await begin(tx, { ...beginning, operatorName: textOf('command')('county.operatorName'), since: '2000-01-01', publicKey: operatorKeys.publicKey });
    await tx.publishCounty(countyPage(countyDataOf(await tx.county(), await tx.recordsOfKinds(WORLD_KINDS))));
  });
  return county;
}

/** The public pages' role. In a server of one's own each county of each database has a role of its own name. */
function publicRole(parts: OpenParts, server: Server, { county, password }: { readonly county: string; readonly password: string }): PublicRole {
  const address = new URL(server.url);
  const shared = parts.databaseUrl !== '';
  const name = shared ? `noticeboard_public_${sha256Hex(Buffer.from(`${address.pathname} ${county}`)).slice(0, 12)}` : 'noticeboard_public';
  address.username = name;
  address.password = password;
  return { name, password, url: address.href };
}

/** Opens the county of a folder. `beside` another process that serves it: then nothing is started or stopped. */
export async function openCounty(parts: OpenParts, beside = false): Promise<OpenCounty> {
  const keys = path.join(parts.folder, 'keys');
  const publicPassword = await secretText(path.join(keys, 'public-role'), () => Buffer.from(parts.random.bytes(24)).toString('base64url'));
  const server = await serverFor(parts, beside);
  const database = openDatabase(server.url, 16);
  try {
    await migrate(database);
    const operatorKeys = await signingKeys(path.join(keys, 'operator.json'));
    const known = await countyFacts(database);
    const id = known?.county ?? (await setUp(parts, database, operatorKeys));
    const role = publicRole(parts, server, { county: id, password: publicPassword });
    if (!beside && parts.publicDatabaseUrl === '') await grantPublicRole(database, role);
    const publicDatabase = openDatabase(parts.publicDatabaseUrl === '' ? role.url : parts.publicDatabaseUrl, 6);
    const made = await assemble(parts, { id, database, operatorKeys, signer: await countySigner(keys) });
    return {
      id,
      demo: known?.demo ?? parts.beginning?.demo ?? false,
      database,
      publicDatabase,
      ...made,
      async close() {
        await Promise.all([database.close(), publicDatabase.close()]);
        await server.stop();
      },
    };
  } catch (error) {
    await database.close();
    await server.stop();
    throw error;
  }
}

interface Found {
  readonly id: string;
  readonly database: Database;
  readonly operatorKeys: Awaited<ReturnType<typeof signingKeys>>;
  readonly signer: CountySigner;
}

async function assemble(parts: OpenParts, { id, database, operatorKeys, signer }: Found): Promise<Pick<OpenCounty, 'store' | 'pieces' | 'exchange' | 'access' | 'operator' | 'signer'>> {
  const { clock, ids, random, program, onBroken, onWithheld, tlsFingerprint } = parts;
  const store = storeOn(database, id);
  const pieces = new DiskPieces(path.join(parts.folder, 'pieces'), ids);
  const board = textOf('board');
  const publisher = publisherOf(pieces, { text: (key, values) => board(key, { ...values }), numerals, names }, onWithheld);
  const exchange = new Exchange({ store, pieces, clock, program, publisher, onBroken, isFatal: isStoreFailure });
  await wakeKnownVerbs(exchange, database, id);
  return {
    store,
    pieces,
    exchange,
    signer,
    access: new Access({ store, exchange, signer, clock, ids, random, tlsFingerprint }),
    operator: new Operator({ store, exchange, keys: operatorKeys, clock, ids }),
  };
}

/** Acts that waited for a newer program are decided by this one, where it knows their verbs. */
async function wakeKnownVerbs(exchange: Exchange, database: Database, county: string): Promise<void> {
  const refs = await awaitedPrograms(database, county);
  const known = refs.filter((ref) => knowsVerb({ kind: kindOf(ref.replace('.', ':')), verb: ref.slice(ref.indexOf('.') + 1) }));
  if (known.length > 0) await exchange.wake(known.map((ref) => ({ kind: 'program', ref })));
}

/**
 * A county for desks under test: the real exchange over its memory body, reached through a `fetch` that never leaves the
 * process. It can be away, and it can lose an answer after the work is done.
 */
import { FIRST_PREV } from '#domain/act/act.ts';
import type { BoardRecord } from '#domain/record/record.ts';
import { actsRequest, enrolRequest, keyRequest, nonceRequest, tokenRequest } from '#wire/exchange/messages.ts';
import { Access, codeHash } from '#county/exchange/access.ts';
import { Exchange } from '#county/exchange/exchange.ts';
import { MemoryPieces, MemoryStore } from '#county/exchange/memory.ts';
import { credentialFor } from '#county/exchange/passwords.ts';
import type { CountySigner } from '#county/exchange/proofs.ts';
import type { ExchangeTx, TokenRow } from '#county/exchange/store.ts';
import { CHAIN, HOLIDAYS, OFFICES, PEOPLE, PROGRAMME, RULES, VILLAGE_CHAIN } from '#tests/kit/people.ts';
import { testRandom, testIds } from './chance.ts';

export const ADDRESS = 'https://county.test';
export const PASSWORD = 'synthetic-password';
/** County time: a working day in Shanghai. */
const NOW = Date.parse('2021-05-10T02:00:00Z');

export const CODES = { stone: '0123456789ABCDEF', maple: '1123456789ABCDEF', township: '2123456789ABCDEF' } as const;

/** Hashed once for all counties of a file: argon2id is slow on purpose. */
const CREDENTIALS = Promise.all(Object.keys(PEOPLE).map((account) => credentialFor(account, PASSWORD, testRandom(account.length))));

export class CountyUnderTest {
  readonly store = new MemoryStore('county', 'epoch-1');
  readonly exchange: Exchange;
  readonly access: Access;
  now = NOW;
  /** Decides what happens to a request; by default it is answered. */
  weather: (path: string) => 'fine' | 'away' | 'answerLost' = () => 'fine';
  readonly seen: string[] = [];

  private constructor(signer: CountySigner) {
    const clock = { now: () => this.now };
    const broken = (act: string, error: unknown): never => {
      throw new Error(`a rule broke on ${act}`, { cause: error });
    };
    this.exchange = new Exchange({
      store: this.store, pieces: new MemoryPieces(), clock, program: 'test', publisher: async () => undefined, onBroken: broken, isFatal: () => true,
    });
    this.access = new Access({ store: this.store, exchange: this.exchange, signer, clock, ids: testIds('desk'), random: testRandom(7) });
  }

  static async open(): Promise<CountyUnderTest> {
    const county = new CountyUnderTest(await signer());
    await county.store.write((tx) => seed(tx));
    return county;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const path = new URL(request.url).pathname.replace('/exchange/', '');
    const weather = this.weather(path);
    this.seen.push(`${request.method} ${path}`);
    if (weather === 'away') throw new TypeError('fetch failed');
    const answer = await this.answer(request, path);
    if (weather === 'answerLost') throw new TypeError('connection reset');
    return answer;
  };

  private async answer(request: Request, path: string): Promise<Response> {
    if (path === 'enrol') {
      const { code, desk } = enrolRequest.parse(await request.json());
      return granted(await this.access.enrol({ code, name: desk.name, publicKey: desk.publicKey }, 'test'));
    }
    if (path === 'nonce') return Response.json({ nonce: await this.access.nonce(nonceRequest.parse(await request.json()).desk) });
    if (path === 'token') {
      const token = await this.access.token(tokenRequest.parse(await request.json()));
      if ('fault' in token) return refusal(token.fault);
      return Response.json({ ...token.granted, day: this.exchange.today(), epoch: 'epoch-1' });
    }
    const bearer = await this.access.bearer(request.headers.get('authorization')?.replace('Bearer ', '') ?? '');
    return 'fault' in bearer ? refusal(bearer.fault) : this.authorised(request, path, bearer.granted);
  }

  private async authorised(request: Request, path: string, desk: TokenRow): Promise<Response> {
    const scope = await this.exchange.scope(desk.desk, desk.office);
    if (path === 'keys') {
      const { account, password, publicKey } = keyRequest.parse(await request.json());
      const answer = await this.access.certifyKey(desk, { account, password, publicKey });
      return 'fault' in answer ? refusal(answer.fault) : Response.json({ account, ...answer.granted });
    }
    if (path === 'acts') return Response.json({ version: 1, receipts: await this.exchange.push(actsRequest.parse(await request.json()).acts as never) });
    if (path === 'changes') {
      const lines = [];
      for await (const line of this.exchange.changes(scope, Number(new URL(request.url).searchParams.get('after')))) lines.push(`${JSON.stringify(line)}\n`);
      return new Response(lines.join(''));
    }
    return this.piece(request, path.replace('pieces/', ''), { desk, scope });
  }

  private async piece(request: Request, hash: string, who: { readonly desk: TokenRow; readonly scope: Awaited<ReturnType<Exchange['scope']>> }): Promise<Response> {
    if (request.method === 'GET') {
      const row = await this.exchange.openPiece(who.scope, hash);
      const bytes = row && (await this.exchange.pieceBytes(hash));
      return bytes ? new Response(Uint8Array.from(bytes)) : refusal('pieceMissing', 404);
    }
    const pieceClass = new URL(request.url).searchParams.get('class') as 'list';
    const taken = await this.exchange.putPiece(who.desk.desk, { hash, class: pieceClass, bytes: new Uint8Array(await request.arrayBuffer()) });
    return taken.taken ? new Response(null, { status: taken.isNew ? 201 : 200 }) : refusal('pieceInvalid', 422);
  }

  async revoke(desk: string): Promise<void> {
    const row = await this.store.reads.desk(desk);
    if (row) await this.store.write((tx) => tx.saveDesk({ ...row, revoked: true }));
  }

  /** Every act the county ever decided, by id; a second decision of one id would show here as a second change. */
  async changesOf(record: string): Promise<number> {
    const records = await this.store.write((tx) => tx.records([record]));
    return records.get(record)?.revision ?? 0;
  }
}

function granted(answer: { readonly granted: unknown } | { readonly fault: string }): Response {
  return 'fault' in answer ? refusal(answer.fault) : Response.json(answer.granted);
}

const STATUS: { readonly [fault: string]: number } = { tokenMissing: 401, nonceWrong: 401, passwordWrong: 401, deskRevoked: 403, accountUnknown: 404, tooManyTries: 429 };

function refusal(fault: string, status = STATUS[fault] ?? 400): Response {
  return Response.json({ fault }, { status });
}

async function signer(): Promise<CountySigner> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const recovery = await crypto.subtle.generateKey({ name: 'RSA-OAEP', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['encrypt', 'decrypt']);
  const { kty, n, e, alg } = await crypto.subtle.exportKey('jwk', recovery.publicKey);
  return {
    publicKey: { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)) },
    recoveryKey: { kty, n, e, alg },
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, Uint8Array.from(bytes))),
  };
}

async function seed(tx: ExchangeTx): Promise<void> {
  const records: BoardRecord[] = [
    { id: 'countyRules:county', kind: 'countyRules', office: 'county', everyone: true, value: RULES },
    ...OFFICES.map((value): BoardRecord => ({ id: `office:${value.id}`, kind: 'office', office: value.id, everyone: true, value })),
    ...Object.values(PEOPLE).map((value): BoardRecord => ({ id: `account:${value.id}`, kind: 'account', office: value.posts[0]?.office ?? 'county', everyone: true, value })),
    { id: `programme:${PROGRAMME.code}`, kind: 'programme', office: 'county', everyone: true, value: PROGRAMME },
    ...[CHAIN, VILLAGE_CHAIN].map((value): BoardRecord => ({ id: `approvalChain:${value.id}`, kind: 'approvalChain', office: 'county', everyone: true, value })),
    ...HOLIDAYS.map((value): BoardRecord => ({ id: `holidayYear:${value.year}`, kind: 'holidayYear', office: 'county', everyone: true, value })),
  ];
  for (const record of records) {
    const n = await tx.takeNumber();
    await tx.saveChange({ n, part: 0, record: { ...record, revision: 1 }, was: null, history: null, frame: null, pieces: [] });
    await tx.markWorld(n);
  }
  for (const credential of await CREDENTIALS) await tx.saveCredential(credential);
  for (const [office, code] of Object.entries(CODES)) {
    await tx.saveCode({ hash: codeHash(code) ?? FIRST_PREV, office, expires: NOW * 2, reusable: true, usedBy: null, firstPasswordFor: null });
  }
}

/** The county as a program: over HTTP, with its own PostgreSQL, killed and started again. */
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import demo from '#resources/demo/county.json' with { type: 'json' };
import { actHash, type Act } from '#domain/act/act.ts';
import { MIN_SUPPORTED } from '#wire/exchange/version.ts';
import { alive } from '#county/postgres/platform.ts';
import { temporaryFolder } from './cluster.ts';
import { HttpDesk, runCounty, startCounty, type RunningCounty } from './running.ts';

const PASSWORD = 'yangli-369901';
const codeOf = (office: string): string => demo.codes.find((code) => code.office === office)?.code ?? '';
const STONE = { id: 'a-shiqiao-clerk', password: PASSWORD };

let folder: string;
let county: RunningCounty;
let desk: HttpDesk;

beforeAll(async () => {
  folder = await temporaryFolder();
  county = await startCounty(folder, '--demo');
  desk = await HttpDesk.enrol(county.address, codeOf('v-shiqiao'), STONE);
}, 90_000);

afterAll(async () => {
  await county.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

async function revisionOf(who: HttpDesk, record: string): Promise<number> {
  return (await who.changes()).flatMap((line) => (line.line === 'record' && line.record.id === record ? [line.record.revision] : [])).at(-1) ?? 0;
}

let made = 0;
async function boards(who: HttpDesk, name: string, base: { readonly revision: number; readonly after?: string }): Promise<Act> {
  made += 1;
  const touches = [{ record: 'office:v-shiqiao', base: { epoch: 'e', ...base } }];
  return who.act({ id: `boards-${made}`, actor: STONE.id, kind: 'office', verb: 'setBoards', touches, args: { boards: [{ id: 'b1', name }] } });
}

/** Sends the head of a request whose body never comes, and gives back the first line of the answer. */
function headOnly(head: string): Promise<string> {
  const { hostname, port } = new URL(county.address);
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(port), hostname, () => socket.write(head));
    socket.setTimeout(5000, () => reject(new Error('no answer before the body')));
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('who may speak', () => {
  test('every address of the exchange answers 401 before a body is read', async () => {
    const head = (method: string, at: string): string => `${method} /exchange/${at} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n`;
    for (const [method, at] of [['POST', 'acts'], ['POST', 'keys'], ['PUT', `pieces/${'a'.repeat(64)}?class=list`], ['POST', 'nothing']] as const) {
      expect(await headOnly(head(method, at))).toBe('HTTP/1.1 401 Unauthorized');
    }
    for (const at of ['changes?after=0', `pieces/${'a'.repeat(64)}`, 'nothing']) {
      const answer = await fetch(`${county.address}/exchange/${at}`, { headers: { authorization: 'Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' } });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({ fault: 'tokenMissing' });
    }
  });

  test('a token speaks for its own desk only, and changes nothing for another', async () => {
    const other = await HttpDesk.enrol(county.address, codeOf('v-fenglin'));
    const act = await boards(other, '冒充', { revision: 1 });
    const answer = await other.post('acts', { version: 1, acts: [{ ...act, desk: desk.id }] });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ fault: 'outsideScope' });
    expect(JSON.stringify(await desk.changes())).not.toContain('冒充');
  });

  test('a nonce is good once and only for the desk that signed it', async () => {
    const { nonce } = (await (await desk.post('nonce', { desk: desk.id })).json()) as { nonce: string };
    const sig = await desk.actor.sign(new TextEncoder().encode('something else'));
    expect((await desk.post('token', { desk: desk.id, nonce, sig })).status).toBe(401);
    expect((await desk.newToken()).status).toBe(200);
  });

  test('a password is asked for the key of a person; ten wrong ones are enough', async () => {
    const guesser = await HttpDesk.enrol(county.address, codeOf('v-hengxi'));
    const guess = (password: string): Promise<Response> => guesser.post('keys', { account: 'a-hengxi-clerk', password, publicKey: guesser.actor.publicKey });
    expect(await (await guess('falsch')).json()).toEqual({ fault: 'passwordWrong' });
    for (let tries = 1; tries < 10; tries += 1) await guess(`falsch${tries}`);
    expect((await guess(PASSWORD)).status).toBe(429);
    const stranger = await guesser.post('keys', { account: 'a-fenglin-clerk', password: PASSWORD, publicKey: guesser.actor.publicKey });
    expect(await stranger.json()).toEqual({ fault: 'outsideScope' });
  });

  test('CORS names the desk origins exactly', async () => {
    const from = async (origin: string): Promise<string | null> =>
      (await fetch(`${county.address}/exchange/acts`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })).headers.get('access-control-allow-origin');
    expect(await from('app://bundle')).toBe('app://bundle');
    for (const origin of ['https://bundle.app.electron-double.test', 'https://evil.test', 'null', county.address]) expect(await from(origin)).toBeNull();
  });

  test('every answer carries a closed policy, HEAD too', async () => {
    for (const [method, at] of [['GET', '/'], ['HEAD', '/'], ['GET', '/health'], ['GET', '/exchange/changes'], ['HEAD', '/nothing'], ['GET', '/v/0000000000000'], ['DELETE', '/']] as const) {
      const answer = await fetch(county.address + at, { method });
      expect(answer.headers.get('content-security-policy'), `${method} ${at}`).toContain("default-src 'none'");
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});

describe('acts, changes, pieces', () => {
  test('an act is receipted and comes back in the stream with its history line', async () => {
    const act = await boards(desk, '村部公开栏（新）', { revision: await revisionOf(desk, 'office:v-shiqiao') });
    const [receipt] = await desk.push(act);
    expect(receipt?.outcome).toEqual({ outcome: 'applied' });
    const lines = await desk.changes((receipt?.n ?? 1) - 1);
    expect(lines).toMatchObject([{ line: 'record', record: { id: 'office:v-shiqiao' }, history: { act: act.id, by: STONE.id, verb: 'setBoards' } }, { line: 'receipt' }, { line: 'end', n: receipt?.n }]);
  });

  test('a piece goes up once, comes back whole and in parts, and only to those who may have it', async () => {
    const bytes = Buffer.from(`photo ${'x'.repeat(1000)}`);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const put = (body: Buffer, at = hash): Promise<Response> => desk.ask(`pieces/${at}?class=attachment`, { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: new Uint8Array(body) });
    expect((await put(bytes)).status).toBe(201);
    expect((await put(bytes)).status).toBe(200);
    expect((await put(Buffer.from('other'), 'b'.repeat(64))).status).toBe(422);
    expect(Buffer.from(await (await desk.ask(`pieces/${hash}`)).arrayBuffer())).toEqual(bytes);
    const part = await desk.ask(`pieces/${hash}`, { headers: { range: 'bytes=6-9' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 6-9/1006', 'xxxx']);
    expect((await desk.ask(`pieces/${hash}`, { method: 'HEAD' })).status).toBe(200);
    const other = await HttpDesk.enrol(county.address, codeOf('v-fenglin'));
    expect((await other.ask(`pieces/${hash}`)).status).toBe(404);
  });

  test('a message of the wrong shape is refused with its place and changes nothing', async () => {
    for (const message of [{ version: 1, acts: [{ id: 'x' }] }, { version: 1 }, { version: 'one', acts: [] }]) {
      const answer = await desk.post('acts', message);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ fault: 'messageMalformed' });
    }
  });

  test('a program older than the floor is told so before its acts are read', async () => {
    const answer = await desk.post('acts', { version: MIN_SUPPORTED - 1, acts: [{ shape: 'of long ago' }] });
    expect([answer.status, await answer.json()]).toEqual([426, { fault: 'programTooOld', values: { minSupported: MIN_SUPPORTED } }]);
  });

  test('a malformed act has its receipt, and its neighbours theirs', async () => {
    const writer = await HttpDesk.enrol(county.address, codeOf('v-fenglin'), { id: 'a-fenglin-clerk', password: PASSWORD });
    const draft = (name: string): Promise<Act> =>
      writer.act({ id: `near-${name}`, actor: 'a-fenglin-clerk', kind: 'office', verb: 'setBoards', touches: [{ record: 'office:v-fenglin', base: { epoch: 'e', revision: 1 } }], args: { boards: [{ id: 'b1', name }] } });
    const bad = { ...(await draft('bad')), touches: 'none' } as unknown as Act;
    writer.prev = actHash(bad);
    const good = await draft('good');
    expect((await writer.push(bad, good)).map((receipt) => receipt.outcome)).toMatchObject([{ outcome: 'refused', fault: { code: 'actMalformed' } }, { outcome: 'applied' }]);
  });

  test('the public role reads its two tables and nothing else', async () => {
    const [, , , port] = (await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
    const password = (await readFile(path.join(folder, 'keys', 'public-role'), 'utf8')).trim();
    const client = new pg.Client({ connectionString: `postgres://noticeboard_public:${password}@127.0.0.1:${port}/county` });
    await client.connect();
    expect((await client.query('SELECT published FROM public_county')).rows).toHaveLength(1);
    for (const table of ['act', 'record', 'change', 'piece', 'piece_use', 'credential', 'actor_key', 'token', 'desk', 'person_piece_audit', 'enrolment_code']) {
      await expect(client.query(`SELECT 1 FROM ${table}`), table).rejects.toThrow('permission denied');
    }
    await expect(client.query("UPDATE public_notice SET state = 'x'")).rejects.toThrow('permission denied');
    await expect(client.query('CREATE TABLE mine (a int)')).rejects.toThrow('permission denied');
    await client.end();
  });
});

describe('operators', () => {
  test('a second county on the folder, a non-demo start and a foreign folder are refused in words', async () => {
    const again = await runCounty(['--data', folder, '--port', '0', '--demo']);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('已有一个县级服务在运行')]);
    const plain = await runCounty(['--data', folder, '--port', '0']);
    expect([plain.code, plain.err]).toEqual([1, expect.stringContaining('永远只能带 --demo 启动')]);
    const foreign = await runCounty(['--data', path.join(folder, 'keys'), '--port', '0', '--demo']);
    expect([foreign.code, foreign.err]).toEqual([1, expect.stringContaining('样例不会写进去')]);
    const open = await runCounty(['--data', folder, '--port', '0', '--demo', '--host', '0.0.0.0']);
    expect([open.code, open.err]).toEqual([1, expect.stringContaining('样例只在本机使用')]);
  });

  test('a revoked desk is refused at contact, and the county lists what it held', async () => {
    const lost = await HttpDesk.enrol(county.address, codeOf('v-shiqiao'), STONE);
    const first = await boards(lost, '一', { revision: 0 });
    const early = await boards(lost, '二', { revision: 0, after: first.id });
    expect((await lost.push(early))[0]?.outcome.outcome).toBe('held');
    const revoked = await runCounty(['admin', 'revoke', '--data', folder, '--desk', lost.id]);
    expect(revoked.out).toContain('还没有办结');
    expect(revoked.out).toContain(`第 2 条 ${early.id} held`);
    const answer = await lost.post('acts', { version: 1, acts: [first] });
    expect([answer.status, await answer.json()]).toEqual([403, { fault: 'deskRevoked' }]);
    expect((await lost.newToken()).status).toBe(403);
  }, 60_000);

  test('offices, people and codes are added while the county runs', async () => {
    const office = await runCounty(['admin', 'office', '--data', folder, '--id', 'v-new', '--name', '新样村', '--level', 'village', '--parent', 't-yangli']);
    expect([office.code, office.err]).toEqual([0, '']);
    const account = await runCounty(['admin', 'account', '--data', folder, '--id', 'a-new', '--login', 'new', '--name', '新样文书', '--post', 'v-new:villageClerk', '--password', 'ein langes Passwort']);
    expect([account.code, account.err]).toEqual([0, '']);
    const { out } = await runCounty(['admin', 'enrol', '--data', folder, '--office', 'v-new']);
    const code = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(out)?.[0] ?? '';
    const fresh = await HttpDesk.enrol(county.address, code, { id: 'a-new', password: 'ein langes Passwort' });
    expect(fresh.office).toBe('v-new');
    expect((await fetch(`${county.address}/`)).status).toBe(200);
  }, 60_000);
});

describe('killed and started again', () => {
  test('SIGKILL in the middle of a batch: the orphan is adopted, and every act is there once', async () => {
    const revision = await revisionOf(desk, 'office:v-shiqiao');
    const acts: Act[] = [];
    for (let at = 0; at < 120; at += 1) acts.push(await boards(desk, `第${at}块`, { revision, ...(acts.at(-1) ? { after: acts.at(-1)?.id } : {}) }));
    const sending = desk.push(...acts).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 60));
    county.process.kill('SIGKILL');
    await sending;
    await county.ended;
    const [pid = ''] = (await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
    expect(alive(Number(pid))).toBe(true);
    county = await startCounty(folder, '--demo');
    expect((await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]).toBe(pid);
    desk = desk.at(county.address);
    await desk.newToken();
    const receipts = await desk.push(...acts);
    expect(receipts.map((receipt) => receipt.outcome.outcome)).toEqual(acts.map(() => 'applied'));
    expect(await desk.push(...acts)).toEqual(receipts);
    expect(new Set(receipts.map((receipt) => receipt.n)).size).toBe(acts.length);
    expect(await revisionOf(desk, 'office:v-shiqiao')).toBe(revision + acts.length);
  }, 90_000);

  test('SIGTERM ends county and PostgreSQL cleanly', async () => {
    const [pid = ''] = (await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
    const end = await county.stop();
    expect([end.code, end.err]).toEqual([0, '']);
    expect(alive(Number(pid))).toBe(false);
    const offline = await runCounty(['admin', 'desks', '--data', folder]);
    expect(offline.out).toContain(desk.id);
    county = await startCounty(folder, '--demo');
  }, 90_000);
});

describe('last, because the county counts it for an hour', () => {
  test('ten tries of one wrong code are enough, and shut out nobody else at the address', async () => {
    const wrong = (code: string): Promise<Response> => desk.at(county.address).post('enrol', { code, desk: { name: 'x', publicKey: desk.key.publicKey } });
    const first = await wrong('0000-0000-0000-0000');
    expect([first.status, await first.json()]).toEqual([403, { fault: 'codeWrong' }]);
    for (let tries = 1; tries < 10; tries += 1) await wrong('0000-0000-0000-0000');
    const last = await wrong('0000-0000-0000-0000');
    expect([last.status, await last.json()]).toEqual([429, { fault: 'tooManyTries' }]);
    expect((await wrong('1111-1111-1111-1111')).status).toBe(403);
    expect((await HttpDesk.enrol(county.address, codeOf('v-hengxi'))).office).toBe('v-hengxi');
  });
});

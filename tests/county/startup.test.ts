/** Starting the county's program: what it refuses before it touches anything, TLS both ways, and a PostgreSQL of one's own. */
import { X509Certificate } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { request } from 'node:https';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enrolResponse } from '#wire/exchange/messages.ts';
import type { Database } from '#county/queries/database.ts';
import { temporaryFolder, testCluster, type TestCluster } from './cluster.ts';
import { newSigner } from './exchangeKit.ts';
import { runCounty, startCountyWith, type RunningCounty } from './running.ts';

let folder: string;
let cluster: TestCluster;
let database: Database & { readonly url: string };

beforeAll(async () => {
  folder = await temporaryFolder();
  cluster = await testCluster();
  database = await cluster.database();
}, 60_000);
afterAll(async () => {
  await cluster.close();
  await rm(folder, { recursive: true, force: true });
});

const CODE = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/;
const FINGERPRINT = /([0-9A-F]{2}:){31}[0-9A-F]{2}/;
const at = (name: string): string => path.join(folder, name);

/** One question over TLS that trusts the given authority and nothing else. */
function ask(ca: string, url: string, body?: unknown): Promise<{ readonly status: number; readonly text: string; readonly hsts: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { ca, method: body === undefined ? 'GET' : 'POST', headers: { 'content-type': 'application/json' } }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, hsts: answer.headers['strict-transport-security'] }));
    });
    asked.on('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

describe('refused before anything is touched', () => {
  const REFUSED: readonly (readonly [readonly string[], string])[] = [
    [['--host', '0.0.0.0'], '没有证书时只在本机监听'],
    [['--host', '192.0.2.7', '--desk-origin', 'https://a.example'], '没有证书时只在本机监听'],
    [['--tls-cert', 'x.crt'], '要一起给出'],
    [['--tls', '--tls-name', 'no name'], '不是主机名'],
    [['--behind-proxy', '10.0.0.0/33'], '不是地址'],
  ];

  test('plain HTTP to other machines, half a certificate, names and proxies that are none', async () => {
    const ends = await Promise.all(REFUSED.map(([options]) => runCounty(['--data', at('refused'), '--port', '0', ...options])));
    expect(ends).toEqual(REFUSED.map(([, sentence]) => ({ code: 1, out: '', err: expect.stringContaining(sentence) as string })));
    await expect(stat(at('refused'))).rejects.toMatchObject({ code: 'ENOENT' });
  }, 60_000);
});

describe('on a PostgreSQL of one\'s own, over TLS', () => {
  const roles = async (): Promise<readonly { readonly name: string; readonly secret: string }[]> =>
    (await database.query<{ name: string; secret: string }>("SELECT rolname AS name, rolpassword AS secret FROM pg_authid WHERE rolname LIKE 'noticeboard_public%' ORDER BY 1")).rows;
  const start = (name: string, url: string, ...options: readonly string[]): Promise<RunningCounty> => startCountyWith({ DATABASE_URL: url }, at(name), '--log', 'silent', ...options);
  const admin = async (task: string, ...options: readonly string[]): Promise<string> => (await runCounty(['admin', task, '--data', at('one'), ...options], { DATABASE_URL: database.url })).out;
  const localAddress = (county: RunningCounty): string => `https://127.0.0.1:${new URL(county.address).port}`;

  test('its own authority serves other machines; its fingerprint is printed, with codes too, and comes with the enrolment', async () => {
    const county = await start('one', database.url, '--tls', '--tls-name', 'county.example', '--host', '0.0.0.0');
    const printed = FINGERPRINT.exec(county.said)?.[0] ?? '';
    const ca = await readFile(at('one/keys/tls/ca.crt'), 'utf8');
    expect(printed).toBe(new X509Certificate(ca).fingerprint256);
    expect(new X509Certificate(await readFile(at('one/keys/tls/server.crt'), 'utf8')).checkHost('county.example')).toBe('county.example');
    expect(await readdir(at('one'))).not.toContain('postgres');
    expect(county.address).toMatch(/^https:\/\/0\.0\.0\.0:\d+$/);
    const { publicKey } = await newSigner();
    const answer = await ask(ca, `${localAddress(county)}/exchange/enrol`, { code: CODE.exec(county.said)?.[0], desk: { name: 'x', publicKey } });
    expect(enrolResponse.parse(JSON.parse(answer.text)).county.tlsFingerprint).toBe(printed);
    expect(answer.hsts).toContain('max-age');
    const code = await admin('enrol', '--office', 'county');
    expect([CODE.test(code), FINGERPRINT.exec(code)?.[0]]).toEqual([true, printed]);
    expect((await ask(ca, `${localAddress(county)}/`)).status).toBe(200);
    expect(await admin('withheld')).toContain('没有因最后检查');
    const found = JSON.stringify([{ kind: 'mobile', count: 2 }, { kind: 'account', count: 1 }]);
    await database.query("INSERT INTO withheld SELECT county, 'subsidyNotice:n1', 'v-shiqiao', '2021-05-10', $1 FROM county", [found]);
    expect(await admin('withheld')).toContain('subsidyNotice:n1（v-shiqiao）自 2021-05-10 起不在公开页面显示名单：最后检查发现疑似 手机号 2 处、银行账号 1 处');
    expect(await county.stop()).toMatchObject({ code: 0, err: '' });
  }, 90_000);

  test('a given certificate is used as it is, and no fingerprint of ours is told; the pages\' password is left alone', async () => {
    const before = await roles();
    expect(before).toHaveLength(1);
    const tls = (name: string): string => at(`one/keys/tls/${name}`);
    const county = await start('one', database.url, '--tls-cert', tls('server.crt'), '--tls-key', tls('server.key'), '--host', '0.0.0.0');
    expect(county.said).not.toMatch(FINGERPRINT);
    expect((await ask(await readFile(tls('ca.crt'), 'utf8'), `${localAddress(county)}/`)).status).toBe(200);
    expect(await roles()).toEqual(before);
    expect(await county.stop()).toMatchObject({ code: 0, err: '' });
  }, 90_000);

  test('two counties of one server do not lock each other\'s public pages out', async () => {
    const one = await start('one', database.url);
    const two = await start('two', (await cluster.database()).url);
    expect(await roles()).toHaveLength(2);
    for (const county of [one, two]) expect((await fetch(`${county.address}/`)).status).toBe(200);
    expect((await Promise.all([one.stop(), two.stop()])).map((end) => end.code)).toEqual([0, 0]);
  }, 90_000);
});

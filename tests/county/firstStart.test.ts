/** An empty folder without demo data: the first administrator's code, once. */
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from './cluster.ts';
import { HttpDesk, startCounty } from './running.ts';

test('the first start prints one code; with it the administrator enrols a desk and sets a password, once', async () => {
  const folder = await temporaryFolder();
  const first = await startCounty(folder);
  const code = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(first.said)?.[0] ?? '';
  const desk = await HttpDesk.enrol(first.address, code);
  const certify = (password: string): Promise<Response> => desk.post('keys', { account: 'admin', password, publicKey: desk.actor.publicKey });
  expect(await (await certify('kurz')).json()).toEqual({ fault: 'passwordWrong' });
  expect((await certify('a long first password')).status).toBe(200);
  expect(await (await certify('another password')).json()).toEqual({ fault: 'passwordWrong' });
  await expect(HttpDesk.enrol(first.address, code)).rejects.toThrow('codeUsed');
  await first.stop();
  const second = await startCounty(folder);
  expect(second.said).not.toMatch(/([0-9A-Z]{4}-){3}[0-9A-Z]{4}/);
  await second.stop();
  await rm(folder, { recursive: true, force: true });
}, 120_000);

/** A county that is killed while a desk sends to it, several times over: nothing is lost, nothing is there twice. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { freshFolder } from '../double/fixture.ts';
import { sequence } from '../samples/generate.ts';
import { freePort, startCounty } from './county.ts';
import { CLERK, desk, expectOnce, expectSame, importList, remark, smallList, STONE_CODE, stored, trySync, watchPill } from './faultsGround.ts';
import { wireTo, type Way } from './faultsProxy.ts';
import { Wizard } from './wizard.ts';

const SEED = Number(process.env['FAULT_SEED'] ?? 20211015);
const ROUNDS = 4;
const EDITS_PER_ROUND = 6;

test(`the county is killed while it takes acts (seed ${SEED})`, async () => {
  const data = freshFolder();
  const port = await freePort();
  let county = await startCounty(data, port);
  const wire = await wireTo(port);
  const app = desk();
  await app.open();
  await app.enrol(wire.origin, STONE_CODE, CLERK.login);
  await app.sync();

  const chance = sequence(SEED);
  const acts: string[] = [];
  wire.cut();
  await importList(new Wizard(app), smallList(300));
  for (let round = 0; round < ROUNDS; round += 1) {
    await test.step(`round ${round + 1}`, async () => {
      for (let row = 3; row < 3 + EDITS_PER_ROUND; row += 1) {
        await remark(app, row, `第${round + 1}回核对第${row}行`);
      }
      const before = await stored(app.page);
      acts.push(...before.outbox.map((act) => act.id).filter((id) => !acts.includes(id)));
      const watch = await watchPill(app.page);
      // The moment is a byte on the wire, anywhere between the first word and the last receipt.
      const way: Way = chance(2) === 0 ? 'up' : 'down';
      const bytes = 200 + chance(round === 0 ? 20_000 : 6_000);
      wire.mend();
      const moment = wire.reached(way, bytes);
      let midway = false;
      void moment.then(() => {
        midway = true;
      });
      const synced = trySync(app);
      await expect.poll(() => midway, { message: `${bytes} bytes ${way}`, timeout: 90_000, intervals: [5] }).toBe(true);
      // Every second time the whole computer goes: PostgreSQL dies in the same moment.
      if (round % 2 === 1) killPostgres(data);
      await county.kill();
      // Until the next round, so that every act of it is made before any of it is sent.
      wire.cut();
      console.log(`county killed${round % 2 === 1 ? ' with PostgreSQL' : ''} after ${bytes} bytes ${way}`);
      await synced;
      if ((await stored(app.page)).outbox.length > 0) expect(await watch.said()).not.toContain('allSent');
      county = await startCounty(data, port);
      await app.openNotice(/石桥村/);
    });
  }
  wire.mend();
  await app.sync();
  const own = await stored(app.page);
  expect(acts.length).toBe(1 + ROUNDS * EDITS_PER_ROUND);
  expect(own.outbox).toEqual([]);
  expect(own.needsPerson).toBe(0);

  const other = desk();
  await other.open();
  await other.enrol(county.origin, STONE_CODE, CLERK.login);
  await other.sync();
  const seen = await stored(other.page);
  expectOnce(seen, acts);
  expectSame(own, seen);
  await Promise.all([app.close(), other.close()]);
  await wire.close();
  expect(await county.stop()).toBe(0);
});

/** SIGKILL for the database server of this county, by the number in its own file. */
function killPostgres(data: string): void {
  // Where the server could not reach the folder, the county has written down which place it took instead.
  const elsewhere = path.join(data, 'postgres.place');
  const home = existsSync(elsewhere) ? readFileSync(elsewhere, 'utf8').trim() : data;
  process.kill(Number(readFileSync(path.join(home, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
}

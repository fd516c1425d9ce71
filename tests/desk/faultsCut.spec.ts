/** A connection that breaks in mid-stream, at many places in both directions: everything arrives later, once. */
import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { freshFolder } from '../double/fixture.ts';
import { freePort, startCounty } from './county.ts';
import { CLERK, desk, expectOnce, expectSame, importList, PICTURES, pill, remark, smallList, STONE_CODE, stored, trySync, watchPill } from './faultsGround.ts';
import { wireTo, type Way } from './faultsProxy.ts';
import { Wizard } from './wizard.ts';

/** In bytes: inside a head, a nonce, a piece, the acts, their receipts and the stream of changes. */
const CUTS: readonly (readonly [Way, number])[] = [
  ['up', 1], ['up', 300], ['down', 1], ['down', 700], ['up', 3_000], ['down', 1_500], ['up', 8_000], ['up', 20_000],
  ['down', 2_500], ['down', 4_000], ['up', 45_000], ['down', 7_000], ['down', 12_000],
];
const EDITS = 12;

test('cut in mid-stream, everything arrives, once, and the pill never claims it early', async () => {
  mkdirSync(PICTURES, { recursive: true });
  const port = await freePort();
  const county = await startCounty(freshFolder(), port);
  const wire = await wireTo(port);
  const app = desk();
  await app.open();
  await app.enrol(wire.origin, STONE_CODE, CLERK.login);
  await app.sync();
  wire.cut();

  await importList(new Wizard(app), smallList(300));
  for (let row = 3; row < 3 + EDITS; row += 1) {
    await remark(app, row, `第${row}行核对过`);
  }
  await expect.poll(async () => (await stored(app.page)).outbox.length).toBe(EDITS + 1);
  const acts = (await stored(app.page)).outbox.map((act) => act.id);
  const watch = await watchPill(app.page);

  const cutAt: string[] = [];
  for (const [way, bytes] of CUTS) {
    const before = wire.carried();
    wire.mend();
    let broken = false;
    void wire.cutAfter(way, bytes).then(() => {
      broken = true;
    });
    await trySync(app);
    // A round that was waiting when the button was pressed goes on by itself.
    await expect.poll(async () => broken || (await stored(app.page)).outbox.length === 0, { timeout: 90_000 }).toBe(true);
    if (!broken) break;
    expect(wire.carried()[way] - before[way]).toBe(bytes);
    cutAt.push(`${way} ${bytes}`);
    await expect(pill(app.page)).not.toHaveAttribute('data-say', 'allSent');
    if ((await stored(app.page)).outbox.length > 0) expect(await watch.said()).not.toContain('allSent');
  }
  await app.picture('cut-in-mid-stream');
  console.log(`cut after ${cutAt.join(', ')} bytes`);
  expect(cutAt.length, `cut at ${cutAt.join(', ')}`).toBeGreaterThan(8);

  wire.mend();
  await app.sync();
  const own = await stored(app.page);
  expect(own.outbox).toEqual([]);
  expect(own.needsPerson).toBe(0);
  expect(own.receipts.filter((receipt) => acts.includes(receipt.act)).map((receipt) => receipt.outcome)).toEqual(acts.map(() => 'applied'));
  await expect(pill(app.page)).toHaveAttribute('data-say', 'allSent');

  const other = desk();
  await other.open();
  await other.enrol(county.origin, STONE_CODE, CLERK.login);
  await other.sync();
  const seen = await stored(other.page);
  expectOnce(seen, acts);
  expectSame(own, seen);
  await Promise.all([app.close(), other.close()]);
  await wire.close();
  await county.stop();
});

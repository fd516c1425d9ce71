/** Whatever the line and the power do, each act counts exactly once at the county, and the desk shows what the county has. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIST, NOTICE } from '#tests/kit/lists.ts';
import { CountyUnderTest, PASSWORD } from '../kit/county.ts';
import { deskUnderTest, enrolInput, importDraft, type DeskUnderTest } from '../kit/desk.ts';

type Weather = 'fine' | 'away' | 'answerLost';
const happening = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('act' as const) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('sync' as const), weather: fc.array(fc.constantFrom<Weather>('fine', 'fine', 'away', 'answerLost'), { minLength: 1, maxLength: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('kill' as const) }) },
);

async function retitle(under: DeskUnderTest, count: number): Promise<void> {
  const notice = await under.desk.reader.record<'subsidyNotice'>(NOTICE);
  if (notice === undefined) throw new Error('the notice is shown');
  const was = notice.value.head.title;
  const args = { set: { title: `第${count}次` }, was: { title: was } };
  expect(await under.desk.perform({ kind: 'subsidyNotice', verb: 'edit', touches: [NOTICE], args })).toMatchObject({ saved: true });
}

async function liveThrough(happenings: readonly { readonly what: string; readonly weather?: readonly Weather[] }[]): Promise<void> {
  const county = await CountyUnderTest.open();
  const under = await deskUnderTest(county);
  expect(await under.desk.enrol(enrolInput('stone', 'stoneClerk'))).toBeNull();
  county.weather = () => 'away';
  expect(await under.desk.perform(importDraft(12).draft)).toMatchObject({ saved: true });
  let edits = 0;
  for (const { what, weather } of happenings) {
    if (what === 'act') {
      edits += 1;
      await retitle(under, edits);
    } else if (what === 'kill') {
      await under.restart();
      await under.desk.signIn('stoneClerk', PASSWORD);
    } else {
      const spells = [...(weather ?? [])];
      county.weather = () => spells.shift() ?? 'fine';
      await under.desk.syncNow();
    }
    county.weather = () => 'away';
  }
  county.weather = () => 'fine';
  await under.desk.syncNow();
  expect(await under.desk.reader.syncFacts()).toMatchObject({ queued: 0, waiting: 0, needsPerson: 0, accepted: edits + 1, phase: 'idle' });
  expect(await county.changesOf(LIST)).toBe(1);
  expect(await county.changesOf(NOTICE)).toBe(edits + 1);
  const notice = await under.desk.reader.record<'subsidyNotice'>(NOTICE);
  expect(notice).toMatchObject({ pending: false, revision: edits + 1 });
  if (edits > 0) expect(notice?.value.head.title).toBe(`第${edits}次`);
  expect(county.store.forkedTexts).toHaveLength(0);
  await under.desk.close();
}

describe('acts under cuts, lost answers and kills', () => {
  it('counts each act exactly once', async () => {
    await fc.assert(fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 9 }), liveThrough), { numRuns: 6, endOnFailure: true });
  }, 120_000);
});

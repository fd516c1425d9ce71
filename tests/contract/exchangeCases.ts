/** What every body of the exchange store has to make true. Run on memory and on PostgreSQL by `exchange.test.ts`. */
import { expect, test } from 'vitest';
import { bodyHash } from '#domain/act/act.ts';
import { sha256Hex } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import type { RecordId } from '#domain/record/record.ts';
import { frameBytes, frameHash, type Frame, type FrameRef } from '#domain/roster/frame.ts';
import type { Publisher } from '#county/exchange/publish.ts';
import { thumbprint } from '#county/exchange/proofs.ts';
import { classesNamed } from '#county/exchange/named.ts';
import { readSent } from '#county/exchange/sent.ts';
import type { ChangeLine, Receipt, WireAct } from '#wire/exchange/messages.ts';
import { boardsDraft, newSigner, type ExchangeKit, type TestDesk } from '#tests/county/exchangeKit.ts';
import { LIST, makeFrames, NOTICE, splitDraft, townshipImport, villageImport } from '#tests/kit/lists.ts';

export interface Body {
  kit(publisher?: Publisher): Promise<ExchangeKit>;
  forked(): Promise<number>;
  audits(): Promise<number>;
}

const outcomes = (receipts: readonly { readonly outcome: { readonly outcome: string } }[]): readonly string[] => receipts.map((receipt) => receipt.outcome.outcome);
const recordsIn = (lines: readonly ChangeLine[]): readonly RecordId[] => lines.flatMap((line) => (line.line === 'record' ? [line.record.id] : []));
const endOf = (lines: readonly ChangeLine[]): number => lines.at(-1)?.n ?? -1;

async function stone(kit: ExchangeKit): Promise<TestDesk> {
  const desk = await kit.desk('d-stone', 'stone', ['stoneClerk', 'stoneHead']);
  await desk.pull();
  return desk;
}

/** Runs every case on one body. */
export function exchangeCases(body: Body): void {
  orderCases(body);
  malformedCases(body);
  waitingCases(body);
  scopeCases(body);
  pieceCases(body);
}

function orderCases(body: Body): void {
  test('the same act again gets the same receipt and changes nothing', async () => {
    const desk = await stone(await body.kit());
    const act = await desk.act(boardsDraft('stoneClerk', 'stone', '村部'));
    const first = await desk.push(act);
    const again = await desk.push(act, act);
    expect(outcomes(first)).toEqual(['applied']);
    expect(again).toEqual([first[0], first[0]]);
    expect(recordsIn(await desk.pull(first[0]?.n ? first[0].n - 1 : 0))).toEqual(['office:stone']);
  });

  test('a desk that enrolled anew sends its acts again: same body, same receipt, no second change', async () => {
    const kit = await body.kit();
    const desk = await stone(kit);
    const signed = await desk.body(boardsDraft('stoneClerk', 'stone', '村部'));
    const [before] = await desk.push(desk.chain(signed));
    const anew = await kit.desk('d-stone-2', 'stone', []);
    const [after] = await anew.push(anew.chain(signed));
    expect(after).toEqual({ ...before, desk: 'd-stone-2', seq: 1 });
    const next = await anew.push(await anew.act(boardsDraft('stoneClerk', 'stone', '东头'), { 'office:stone': signed.id }));
    expect(outcomes(next)).toEqual(['applied']);
  });

  test('another body under a known id, another act under a known place, and a prev that does not fit are forked and kept', async () => {
    const desk = await stone(await body.kit());
    const act = await desk.act(boardsDraft('stoneClerk', 'stone', '村部'));
    await desk.push(act);
    const sameId = await desk.act({ ...boardsDraft('stoneClerk', 'stone', '假的'), id: act.id });
    expect(outcomes(await desk.push(sameId))).toEqual(['forked']);
    const samePlace: WireAct = { ...(await desk.body(boardsDraft('stoneClerk', 'stone', '别处'))), desk: desk.id, seq: 1, prev: act.prev } as WireAct;
    expect(outcomes(await desk.push(samePlace))).toEqual(['forked']);
    const badPrev: WireAct = { ...(await desk.body(boardsDraft('stoneClerk', 'stone', '断链'))), desk: desk.id, seq: 3, prev: 'a'.repeat(64) } as WireAct;
    expect(outcomes(await desk.push(badPrev))).toEqual(['forked']);
    expect(await body.forked()).toBe(3);
  });

  test('too early is held, and ordered when the gap closes', async () => {
    const desk = await stone(await body.kit());
    const one = await desk.act(boardsDraft('stoneClerk', 'stone', '一'));
    const two = await desk.act(boardsDraft('stoneClerk', 'stone', '二'), { 'office:stone': one.id });
    const three = await desk.act(boardsDraft('stoneClerk', 'stone', '三'), { 'office:stone': two.id });
    expect(outcomes(await desk.push(three, two))).toEqual(['held', 'held']);
    expect(outcomes(await desk.push(three))).toEqual(['held']);
    expect(outcomes(await desk.push(one))).toEqual(['applied']);
    const lines = await desk.pull();
    expect(lines.flatMap((line) => (line.line === 'receipt' ? [[line.receipt.seq, line.receipt.outcome.outcome]] : []))).toEqual([[1, 'applied'], [2, 'applied'], [3, 'applied']]);
    expect(outcomes(await desk.push(two, three))).toEqual(['applied', 'applied']);
  });

  test('a rule that breaks neither blocks nor undoes its neighbours', async () => {
    const kit = await body.kit(async (record) => {
      if (record.kind === 'office' && JSON.stringify(record.value).includes('坏')) throw new Error('broken rule');
    });
    const desk = await stone(kit);
    const maple = await kit.desk('d-maple', 'maple', ['mapleClerk']);
    await maple.pull();
    const good = await desk.act(boardsDraft('stoneClerk', 'stone', '好'));
    const bad = await maple.act(boardsDraft('mapleClerk', 'maple', '坏'));
    const [receipts, broken] = await Promise.all([desk.push(good), maple.push(bad)]);
    expect(outcomes(receipts)).toEqual(['applied']);
    expect(outcomes(broken)).toEqual(['waiting']);
    expect(kit.broken).toHaveLength(1);
    const lines = await desk.pull();
    expect(JSON.stringify(lines)).not.toContain('坏');
    expect(endOf(lines)).toBe(receipts[0]?.n);
  });
}

function malformedCases(body: Body): void {
  const send = async (desk: TestDesk, ...values: readonly unknown[]): Promise<readonly Receipt[]> => desk.kit.exchange.take(values.flatMap((value) => readSent(value as Json) ?? []));
  /** An act of the desk with members changed after signing, as the next one of its chain. */
  const spoilt = async (desk: TestDesk, id: string, change: object): Promise<WireAct> => {
    const body = { ...(await desk.body({ ...boardsDraft('stoneClerk', 'stone', id), id })), ...change };
    return desk.chain(body);
  };

  test('a malformed act has its place and its receipt, and the rest of the batch goes on', async () => {
    const kit = await body.kit();
    const desk = await stone(kit);
    const first = await desk.act(boardsDraft('stoneClerk', 'stone', '一'));
    const bad = await spoilt(desk, 'bad', { touches: 'none', args: [1] });
    const resting = await desk.act(boardsDraft('stoneClerk', 'stone', '跟着'), { 'office:stone': 'bad' });
    const last = await desk.act(boardsDraft('stoneClerk', 'stone', '二'), { 'office:stone': first.id });
    const receipts = await send(desk, first, bad, resting, last);
    expect(receipts.map((receipt) => receipt.outcome)).toMatchObject([
      { outcome: 'applied' }, { outcome: 'refused', fault: { code: 'actMalformed' } }, { outcome: 'refused', dependsOn: 'bad' }, { outcome: 'applied' },
    ]);
    expect(receipts.map((receipt) => [receipt.act, receipt.seq, receipt.hash])).toEqual([first, bad, resting, last].map((act) => [act.id, act.seq, bodyHash(act)]));
    expect(await send(desk, bad, first)).toEqual([receipts[1], receipts[0]]);
    const told = (await desk.pull()).flatMap((line) => (line.line === 'receipt' ? [line.receipt] : []));
    expect(told).toEqual(receipts);
    expect(outcomes(await send(desk, { ...bad, args: [2] }))).toEqual(['forked']);
  });

  test('a malformed act that came too early is held and released like any other', async () => {
    const desk = await stone(await body.kit());
    const first = await desk.act(boardsDraft('stoneClerk', 'stone', '一'));
    const bad = await spoilt(desk, 'bad', { pieces: null });
    const last = await desk.act(boardsDraft('stoneClerk', 'stone', '二'), { 'office:stone': first.id });
    expect(outcomes(await send(desk, bad, last))).toEqual(['held', 'held']);
    expect(outcomes(await send(desk, first))).toEqual(['applied']);
    expect(outcomes(await send(desk, bad, last))).toEqual(['refused', 'applied']);
  });

  test('an act whose place cannot be read has no receipt and stops no other', async () => {
    const desk = await stone(await body.kit());
    const good = await desk.act(boardsDraft('stoneClerk', 'stone', '好'));
    const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    const unreadable = [null, 7, [], {}, { ...good, id: 'a\u0000b' }, { ...good, seq: '1' }, { ...good, id: 'deep', args: { deep } }];
    expect(outcomes(await send(desk, ...unreadable, good, ...unreadable))).toEqual(['applied']);
  });

  test('an act of a newer form waits for the program that knows it', async () => {
    const desk = await stone(await body.kit());
    const newer = await spoilt(desk, 'newer', { v: 2, touches: { by: 'another form' } });
    const [receipt] = await send(desk, newer);
    expect(receipt?.outcome).toMatchObject({ outcome: 'waiting', for: 'program' });
    const after = await desk.act(boardsDraft('stoneClerk', 'stone', '后'));
    expect(outcomes(await send(desk, after))).toEqual(['applied']);
  });
}

function waitingCases(body: Body): void {
  test('an act waits for its pieces, what rests on it waits for it, and both are decided when the last piece is there', async () => {
    const kit = await body.kit();
    const desk = await stone(kit);
    const made = makeFrames(20, 'r', 'stone');
    const list = await desk.act(villageImport(made));
    const edit = await desk.act({ kind: 'subsidyNotice', verb: 'withdraw', by: 'stoneClerk', touches: [NOTICE], args: { reason: '重来' } }, { [NOTICE]: list.id });
    const receipts = await desk.push(list, edit);
    expect(receipts.map((receipt) => receipt.outcome)).toMatchObject([{ outcome: 'waiting', for: 'piece', pieces: made.pieces }, { outcome: 'waiting', for: 'act' }]);
    expect(receipts.map((receipt) => receipt.n)).toEqual([0, 0]);
    await kit.put(desk.id, made.frames.slice(0, 1));
    expect(outcomes(await desk.push(list))).toEqual(['waiting']);
    await kit.put(desk.id, made.frames.slice(1));
    expect(outcomes(await desk.push(list, edit))).toEqual(['applied', 'applied']);
  });

  test('what rests on a refused act is refused with its cause; what rests on an unknown one waits', async () => {
    const desk = await stone(await body.kit());
    const refused = await desk.act(boardsDraft('stoneHead', 'stone', '无权'));
    const resting = await desk.act(boardsDraft('stoneClerk', 'stone', '跟着'), { 'office:stone': refused.id });
    const lost = await desk.act(boardsDraft('stoneClerk', 'stone', '不知'), { 'office:stone': 'act-nobody-has' });
    expect((await desk.push(refused, resting, lost)).map((receipt) => receipt.outcome)).toMatchObject([
      { outcome: 'refused', fault: { code: 'roleMissing' } },
      { outcome: 'refused', dependsOn: refused.id, fault: { code: 'dependsOn' } },
      { outcome: 'waiting', for: 'predecessor' },
    ]);
  });

  test('a verb of a newer program waits', async () => {
    const desk = await stone(await body.kit());
    const newer = await desk.act({ ...boardsDraft('stoneClerk', 'stone', '新'), verb: 'paint' });
    expect((await desk.push(newer))[0]?.outcome).toMatchObject({ outcome: 'waiting', for: 'program' });
  });

  test('an act of a key that is not certified yet waits for it; a signature no certified key of this desk made is refused', async () => {
    const kit = await body.kit();
    const desk = await kit.desk('d-stone', 'stone', []);
    await desk.pull();
    const act = await desk.act(boardsDraft('stoneClerk', 'stone', '村部'));
    expect((await desk.push(act))[0]?.outcome).toMatchObject({ outcome: 'waiting', for: 'key' });
    const { publicKey } = await kit.signer('stoneClerk');
    await kit.exchange.writeAndWake(async (tx) => {
      await tx.saveKey({ account: 'stoneClerk', key: thumbprint(publicKey), publicKey, desk: desk.id });
      return [{ kind: 'key', ref: 'stoneClerk' }];
    });
    expect(outcomes(await desk.push(act))).toEqual(['applied']);
    const forger = await newSigner();
    const forged = await desk.body(boardsDraft('stoneClerk', 'stone', '伪造'));
    const wrong = desk.chain({ ...forged, sig: await forger.sign(new Uint8Array([1])) });
    expect((await desk.push(wrong))[0]?.outcome).toMatchObject({ outcome: 'refused', fault: { code: 'signatureInvalid' } });
  });

  test('text that a database cannot hold is refused and blocks nothing', async () => {
    const desk = await stone(await body.kit());
    const nul = await desk.act(boardsDraft('stoneClerk', 'stone', 'a\u0000b'));
    const half = await desk.act(boardsDraft('stoneClerk', 'stone', '\ud800'));
    const good = await desk.act(boardsDraft('stoneClerk', 'stone', '好'));
    expect((await desk.push(nul, half, good)).map((receipt) => receipt.outcome)).toMatchObject([
      { outcome: 'refused', fault: { code: 'actMalformed' } },
      { outcome: 'refused', fault: { code: 'actMalformed' } },
      { outcome: 'applied' },
    ]);
  });
}

async function townshipSplit(kit: ExchangeKit): Promise<TestDesk> {
  const town = await kit.desk('d-town', 'township', ['townClerk']);
  await town.pull();
  const stoneFrames = makeFrames(5, 's', 'stone');
  const mapleFrames = makeFrames(5, 'm', 'maple');
  const made = { frames: [...stoneFrames.frames, ...mapleFrames.frames], refs: [...stoneFrames.refs, ...mapleFrames.refs], pieces: [...stoneFrames.pieces, ...mapleFrames.pieces] };
  await kit.put(town.id, made.frames);
  const list = await town.act(townshipImport(made));
  const split = await town.act(splitDraft(['stone', 'maple']), { [LIST]: list.id, [list.touches[1]?.record ?? '']: list.id });
  expect(outcomes(await town.push(list, split))).toEqual(['applied', 'applied']);
  return town;
}

function scopeCases(body: Body): void {
  test('a village sees its own notice and county-wide data, never the neighbour or the township list; the township sees all', async () => {
    const kit = await body.kit();
    const town = await townshipSplit(kit);
    const seen = recordsIn(await (await kit.desk('d-stone', 'stone', [])).pull());
    expect(seen).toContain('subsidyNotice:stone');
    expect(seen).toContain('programme:farmland-fertility');
    expect(seen).not.toContain('subsidyNotice:maple');
    expect(seen).not.toContain(LIST);
    expect(recordsIn(await town.pull())).toEqual(expect.arrayContaining(['subsidyNotice:stone', 'subsidyNotice:maple', LIST]));
  });

  test('a record that leaves the scope is gone, and a new desk never hears of it', async () => {
    const kit = await body.kit();
    const desk = await stone(kit);
    const write = (n: number, shownTo: readonly string[], was: readonly string[] | null): Promise<void> =>
      kit.store.write(async (tx) => {
        expect(await tx.takeNumber()).toBe(n);
        const record = { id: 'desk:x', kind: 'desk', office: 'maple', shownTo, revision: n, value: { id: 'x', office: 'maple', name: 'x', enrolledOn: '2021-01-01' } } as const;
        await tx.saveChange({ n, part: 0, record, was: was && { office: 'maple', shownTo: was, everyone: false }, history: null, frame: null, pieces: [] });
      });
    const start = endOf(await desk.pull());
    await write(start + 1, ['stone'], null);
    expect(recordsIn(await desk.pull(start))).toEqual(['desk:x']);
    await write(start + 2, [], ['stone']);
    expect(await desk.pull(start + 1)).toMatchObject([{ line: 'gone', record: 'desk:x', n: start + 2 }, { line: 'end' }]);
    const fresh = await kit.desk('d-stone-new', 'stone', []);
    expect(recordsIn(await fresh.pull())).not.toContain('desk:x');
  });

  test('one act that writes more records than a page comes whole, and every number is sent', async () => {
    const kit = await body.kit();
    const desk = await stone(kit);
    const start = endOf(await desk.pull());
    await kit.store.write(async (tx) => {
      for (let act = 0; act < 3; act += 1) {
        const n = await tx.takeNumber();
        for (let part = 0; part < (act === 1 ? 900 : 3); part += 1) {
          const value = { id: `${act}.${part}`, office: 'stone', name: 'x', enrolledOn: '2021-01-01' };
          await tx.saveChange({ n, part, record: { id: `desk:${act}.${part}`, kind: 'desk', office: 'stone', revision: 1, value }, was: null, history: null, frame: null, pieces: [] });
        }
      }
    });
    const lines = await desk.pull(start);
    expect(recordsIn(lines)).toHaveLength(906);
    const numbers = lines.map((line) => line.n);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });
}

function pieceCases(body: Body): void {
  test('pieces are checked on arrival: hash, canonical form, class, branded columns', async () => {
    const kit = await body.kit();
    const desk = await stone(kit);
    const [list, person] = makeFrames(3).frames as [Frame, Frame];
    const put = (hash: string, as: 'list' | 'person' | 'attachment', bytes: Uint8Array): Promise<unknown> => kit.exchange.putPiece(desk.id, { hash, class: as, bytes });
    expect(await put(frameHash(person), 'list', frameBytes(list))).toEqual({ taken: false, flaw: 'hash' });
    expect(await put(frameHash(person), 'list', frameBytes(person))).toEqual({ taken: false, flaw: 'class' });
    expect(await put(frameHash(person), 'attachment', frameBytes(person))).toEqual({ taken: false, flaw: 'class' });
    const leaking: Frame = { ...list, columns: { ...list.columns, idNumber: list.ids.map(() => '1') } };
    expect(await put(frameHash(leaking), 'list', frameBytes(leaking))).toEqual({ taken: false, flaw: 'personalColumn' });
    const doubled: Frame = { ...list, ids: list.ids.map(() => 'same') };
    expect(await put(frameHash(doubled), 'list', frameBytes(doubled))).toEqual({ taken: false, flaw: 'rowIds' });
    expect(await put(frameHash(list), 'list', frameBytes(list))).toEqual({ taken: true, isNew: true });
    expect(await put(frameHash(list), 'list', frameBytes(list))).toEqual({ taken: true, isNew: false });
  });

  test('what an act names as person, list or file has to be of that class', async () => {
    const kit = await body.kit();
    const desk = await stone(kit);
    const made = makeFrames(3, 'r', 'stone');
    const photo = Buffer.from('a photo');
    const hash = sha256Hex(photo);
    await kit.put(desk.id, made.frames);
    await kit.exchange.putPiece(desk.id, { hash, class: 'attachment', bytes: photo });
    const [ref] = made.refs;
    if (!ref) throw new Error('the kit makes a frame');
    const wrong: readonly (readonly [FrameRef, string])[] = [
      [{ ...ref, person: ref.list }, ref.list],
      [{ ...ref, list: ref.person }, ref.person],
      [{ ...ref, person: hash }, hash],
    ];
    for (const [swapped, piece] of wrong) {
      const pieces = [swapped.list, swapped.person];
      const [receipt] = await desk.push(await desk.act(villageImport({ ...made, refs: [swapped], pieces })));
      expect(receipt?.outcome).toMatchObject({ outcome: 'refused', fault: { code: 'pieceInvalid', values: { piece } } });
    }
    expect(outcomes(await desk.push(await desk.act(villageImport(made))))).toEqual(['applied']);
  });

  test('a patch and a file are checked in the same way', () => {
    const [list, person, photo] = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
    const args = { rows: [{ set: { remark: { patch: person, class: 'person' }, group: { value: '1' } }, frame: list }], photo: { sha256: photo, mime: 'image/png', bytes: 7 } } as Json;
    expect(classesNamed(args)).toEqual([{ sha256: person, class: 'person' }, { sha256: photo, class: 'attachment' }]);
  });

  test('a person piece goes to the offices whose records name it and leaves an audit line; others get nothing', async () => {
    const kit = await body.kit();
    await townshipSplit(kit);
    const stoneFrames = makeFrames(5, 's', 'stone');
    const person = stoneFrames.refs[0]?.person ?? '';
    const scope = (desk: string, office: string) => kit.exchange.scope(desk, office);
    expect(await kit.exchange.openPiece(await scope('d-maple', 'maple'), person)).toBeUndefined();
    expect(await body.audits()).toBe(0);
    expect(await kit.exchange.openPiece(await scope('d-stone', 'stone'), person)).toMatchObject({ class: 'person' });
    expect(await body.audits()).toBe(1);
  });
}

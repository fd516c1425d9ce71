/** The contract walked line by line: handler, sender check, input check and fake for each. */
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { describe, expect, test } from 'vitest';
import { registerBridge, type BridgeHandlers } from '#electron/bridge/register.ts';
import { bridgeOver } from '#renderer/shell/client.ts';
import { fakeShell } from '#renderer/shell/fake.ts';
import { bridgeContract, type BridgeMethod } from '#wire/bridge/contract.ts';
import { BridgeError, bridgeChannel, type Envelope } from '#wire/bridge/envelope.ts';

const METHODS = Object.keys(bridgeContract) as BridgeMethod[];
type Registered = (event: IpcMainInvokeEvent, input: unknown) => Promise<Envelope>;

/** Registers `handlers` on an IpcMain that only remembers. */
function registered(handlers: Partial<BridgeHandlers>): { channels: Map<string, Registered>; logged: string[] } {
  const channels = new Map<string, Registered>();
  const logged: string[] = [];
  const ipcMain: Pick<IpcMain, 'handle'> = { handle: (channel, listener) => void channels.set(channel, listener as Registered) };
  registerBridge(ipcMain, handlers as BridgeHandlers, (method) => logged.push(method));
  return { channels, logged };
}

function eventFrom(url: string, parent: object | null = null): IpcMainInvokeEvent {
  return { senderFrame: { url, parent }, sender: {} } as unknown as IpcMainInvokeEvent;
}

describe.each(METHODS)('%s', (method) => {
  test('is registered, and answers no foreign sender, no frame and no missing frame', async () => {
    let called = 0;
    const handlers = Object.fromEntries(METHODS.map((each) => [each, () => Promise.resolve(void (called += 1))])) as unknown as BridgeHandlers;
    const call = registered(handlers).channels.get(bridgeChannel(method));
    expect(call).toBeDefined();
    for (const event of [eventFrom('app://other/'), eventFrom('https://bundle/'), eventFrom('app://bundle/index.html', {}), { senderFrame: null } as IpcMainInvokeEvent]) {
      expect(await call?.(event, {})).toMatchObject({ ok: false, code: 'notAllowed' });
    }
    expect(called).toBe(0);
  });

  test('refuses input that is no object of its contract', async () => {
    const call = registered({}).channels.get(bridgeChannel(method));
    for (const input of [null, 7, 'text', undefined]) expect(await call?.(eventFrom('app://bundle/index.html'), input)).toMatchObject({ ok: false, code: 'invalidInput' });
  });

  test('exists in the fake', () => expect(fakeShell()[method]).toBeTypeOf('function'));
});

test('output that breaks the contract does not reach the window', async () => {
  const { channels, logged } = registered({ diskFree: () => Promise.resolve({ bytes: 'many' } as never) });
  expect(await channels.get('desk:diskFree')?.(eventFrom('app://bundle/'), {})).toMatchObject({ ok: false, code: 'failed' });
  expect(logged).toEqual(['diskFree']);
});

test('codes pass, messages and stacks of other errors do not', async () => {
  const { channels } = registered({
    appInfo: () => Promise.reject(new BridgeError('diskFull', 'ENOSPC')),
    diskFree: () => Promise.reject(new Error('a path or a name')),
  });
  expect(await channels.get('desk:appInfo')?.(eventFrom('app://bundle/'), {})).toEqual({ ok: false, code: 'diskFull', detail: 'diskFull: ENOSPC' });
  expect(await channels.get('desk:diskFree')?.(eventFrom('app://bundle/'), {})).toEqual({ ok: false, code: 'failed', detail: 'Error' });
});

test('the client turns envelopes into values and BridgeErrors, and checks both directions', async () => {
  const client = bridgeOver({
    diskFree: () => Promise.resolve({ ok: true, value: { bytes: 5 } }),
    appInfo: () => Promise.resolve({ ok: false, code: 'failed', detail: '' }),
    journalPiece: () => Promise.resolve({ ok: true, value: { sealed: 'no bytes' } }),
  });
  expect(await client.diskFree({})).toEqual({ bytes: 5 });
  await expect(client.appInfo({})).rejects.toMatchObject({ name: 'BridgeError', code: 'failed' });
  await expect(client.journalPiece({ sha256: 'a'.repeat(64) })).rejects.toThrow();
  await expect(client.journalPiece({ sha256: 'x' })).rejects.toMatchObject({ code: 'invalidInput' });
  await expect(client.keychainWrap({ secret: new Uint8Array() })).rejects.toMatchObject({ code: 'failed' });
});

test('the fake keeps the promises of the journal', async () => {
  const shell = fakeShell();
  const line = { desk: 'd', seq: 1, act: 'a', prev: '0'.repeat(64), hash: '1'.repeat(64), sealed: new Uint8Array([1]) };
  await shell.journalAppend({ pieces: [], lines: [line] });
  await shell.journalAppend({ pieces: [], lines: [line] });
  expect((await shell.journalRead({})).lines).toEqual([line]);
  await expect(shell.journalAppend({ pieces: [], lines: [{ ...line, hash: '2'.repeat(64) }] })).rejects.toMatchObject({ code: 'journalConflict' });
  shell.held.failing.set('journalAppend', new BridgeError('diskFull'));
  await expect(shell.journalAppend({ pieces: [], lines: [] })).rejects.toMatchObject({ code: 'diskFull' });
});

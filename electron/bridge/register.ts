/** Registers one handler per contract method: sender checked, input checked, body called, output checked. */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { bridgeContract, type BridgeInput, type BridgeMethod, type BridgeOutput } from '#wire/bridge/contract.ts';
import { BridgeError, bridgeChannel, type Envelope } from '#wire/bridge/envelope.ts';
import { isOurs } from '../window/policy.ts';

/** A body per method; the compiler refuses a contract line without one. */
export type BridgeHandlers = {
  readonly [M in BridgeMethod]: (input: BridgeInput<M>, sender: WebContents) => Promise<BridgeOutput<M>>;
};

/** `log` gets what the window is not told: the method and the error behind `failed`. */
export function registerBridge(ipcMain: Pick<IpcMain, 'handle'>, handlers: BridgeHandlers, log: (method: string, error: unknown) => void): void {
  for (const method of Object.keys(bridgeContract) as BridgeMethod[]) {
    ipcMain.handle(bridgeChannel(method), (event, input: unknown) => answer(method, handlers, event, input).catch((error: unknown) => {
      log(method, error);
      return refused(error);
    }));
  }
}

async function answer(method: BridgeMethod, handlers: BridgeHandlers, event: IpcMainInvokeEvent, input: unknown): Promise<Envelope> {
  const frame = event.senderFrame;
  if (!frame || frame.parent || !isOurs(frame.url)) throw new BridgeError('notAllowed', 'foreign sender');
  const asked = bridgeContract[method].input.safeParse(input);
  if (!asked.success) throw new BridgeError('invalidInput', asked.error.issues.map((issue) => issue.path.join('.')).join(' '));
  const body = handlers[method] as (input: unknown, sender: WebContents) => Promise<unknown>;
  return { ok: true, value: bridgeContract[method].output.parse(await body(asked.data, event.sender)) };
}

function refused(error: unknown): Envelope {
  if (error instanceof BridgeError) return { ok: false, code: error.code, detail: error.message.slice(0, 500) };
  return { ok: false, code: 'failed', detail: error instanceof Error ? error.name : 'unknown' };
}

/** The bridge client over `window.desk`, derived from the contract: checks what goes out and what comes back. */
import { bridgeContract, type Bridge, type BridgeMethod } from '#wire/bridge/contract.ts';
import { BridgeError, envelopeSchema, type DeskWindowApi } from '#wire/bridge/envelope.ts';

/** Builds a client; every refusal rejects with a `BridgeError` whose `code` is one of BRIDGE_ERRORS. */
export function bridgeOver(api: DeskWindowApi): Bridge {
  const methods = Object.keys(bridgeContract) as BridgeMethod[];
  const client = Object.fromEntries(methods.map((method) => [method, (input: unknown) => call(api, method, input)]));
  return client as unknown as Bridge;
}

async function call(api: DeskWindowApi, method: BridgeMethod, input: unknown): Promise<unknown> {
  const send = api[method];
  if (!send) throw new BridgeError('failed', `this program has no ${method}`);
  const asked = bridgeContract[method].input.safeParse(input);
  if (!asked.success) throw new BridgeError('invalidInput', asked.error.message);
  const envelope = envelopeSchema.parse(await send(asked.data));
  if (!envelope.ok) throw new BridgeError(envelope.code, envelope.detail);
  return bridgeContract[method].output.parse(envelope.value);
}

/** How an answer crosses from the main process to the window: a value or a code, never a stack. */
import { z } from 'zod';
import { BRIDGE_ERRORS, type BridgeErrorCode } from './contract.ts';

/** `value` is checked against the method's own output; `detail` is for the log, not for people. */
export const envelopeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.enum(BRIDGE_ERRORS), detail: z.string().max(500) }),
]);
export type Envelope = z.infer<typeof envelopeSchema>;

/** What the preload exposes as `window.desk`: one function per contract method, answering with an envelope. */
export type DeskWindowApi = { readonly [method: string]: (input: unknown) => Promise<unknown> };

/** A refusal by the main process or the browser shell. `code` is what callers decide by. */
export class BridgeError extends Error {
  override readonly name = 'BridgeError';
  readonly code: BridgeErrorCode;

  constructor(code: BridgeErrorCode, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
    this.code = code;
  }
}

/** The IPC channel of a contract method. */
export function bridgeChannel(method: string): string {
  return `desk:${method}`;
}

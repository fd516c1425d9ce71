/**
 * The bridge between window and main process, as a value. Preload, handlers, the renderer's client and the test fake
 * are derived from it: a new call is a line here and a handler in `electron/`. Bytes travel as Uint8Array.
 */
import { z } from 'zod';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const fileName = z.string().min(1).max(200).regex(/^[^/\\:*?"<>|]+$/);

/** One sealed journal line with the part that repair may read without a key. */
export const journalLine = z.object({
  desk: z.string().min(1).max(80),
  seq: z.number().int().min(1),
  act: z.string().min(1).max(80),
  prev: sha256,
  hash: sha256,
  sealed: bytes,
});
export type JournalLine = z.infer<typeof journalLine>;

/** Every call of the bridge: what goes in and what comes out. */
export const bridgeContract = {
  /** Facts about the running program; `county` is the configured exchange address, empty until set. */
  appInfo: {
    input: z.object({}),
    output: z.object({ version: z.string(), runtime: z.string(), county: z.string(), platform: z.string() }),
  },
  /** Sets the county's address once, at enrolment; the CSP and the local-network grant follow after the reload this causes. */
  setCounty: { input: z.object({ address: z.string().max(300) }), output: z.object({ reloads: z.boolean() }) },
  /** Writes pieces and then lines, fsynced when it returns. Same line twice is fine; another line under a known desk and seq is refused. */
  journalAppend: {
    input: z.object({
      pieces: z.array(z.object({ sha256, sealed: bytes })),
      lines: z.array(journalLine),
    }),
    output: z.object({ lines: z.number().int(), pieces: z.number().int() }),
  },
  /** All lines in order, after repair; `damaged` counts what had to be left out. */
  journalRead: {
    input: z.object({}),
    output: z.object({ lines: z.array(journalLine), pieces: z.array(sha256), damaged: z.number().int() }),
  },
  journalPiece: { input: z.object({ sha256 }), output: z.object({ sealed: bytes.nullable() }) },
  /** Key wraps and certificates, kept beside the journal so that either side opens it alone. */
  journalKeysRead: { input: z.object({}), output: z.object({ text: z.string().nullable() }) },
  journalKeysWrite: { input: z.object({ text: z.string().max(1_000_000) }), output: z.object({}) },
  /** Wraps a secret with the keychain; null where the system has none. */
  keychainWrap: { input: z.object({ secret: bytes }), output: z.object({ wrapped: bytes.nullable() }) },
  keychainUnwrap: { input: z.object({ wrapped: bytes }), output: z.object({ secret: bytes.nullable() }) },
  /** Prints the board document that the renderer has stored under `/print/<id>` to PDF bytes. */
  printToPdf: {
    input: z.object({ html: z.string().max(40_000_000), tagged: z.boolean() }),
    output: z.object({ pdf: bytes }),
  },
  /** Save dialog, then write; null when the person cancels. */
  saveFile: { input: z.object({ name: fileName, bytes }), output: z.object({ path: z.string().nullable() }) },
  /** Open dialog; null when the person cancels. */
  openFile: {
    input: z.object({ extensions: z.array(z.string().regex(/^[a-z0-9]+$/)).max(20) }),
    output: z.object({ file: z.object({ name: z.string(), bytes }).nullable() }),
  },
  /** Sends a PDF to the system's print dialog. */
  printPdf: { input: z.object({ pdf: bytes, name: fileName }), output: z.object({ sent: z.boolean() }) },
  /** Opens an https address outside; anything else is refused. */
  openOutside: { input: z.object({ address: z.string().max(2000) }), output: z.object({ opened: z.boolean() }) },
  diskFree: { input: z.object({}), output: z.object({ bytes: z.number() }) },
} as const;

export type BridgeContract = typeof bridgeContract;
export type BridgeMethod = keyof BridgeContract;
export type BridgeInput<M extends BridgeMethod> = z.infer<BridgeContract[M]['input']>;
export type BridgeOutput<M extends BridgeMethod> = z.infer<BridgeContract[M]['output']>;

/** The bridge as the renderer sees it; an error arrives as a value with a code, never as a stack. */
export type Bridge = { readonly [M in BridgeMethod]: (input: BridgeInput<M>) => Promise<BridgeOutput<M>> };

/** The codes with which a call fails; anything else is a defect. */
export const BRIDGE_ERRORS = ['diskFull', 'journalConflict', 'journalUnreadable', 'notAllowed', 'invalidInput', 'failed'] as const;
export type BridgeErrorCode = (typeof BRIDGE_ERRORS)[number];

/**
 * A shell for tests, derived from the contract and kept in memory: every call is checked against it in both
 * directions, as over the real bridge. The journal keeps its promises (same line twice is fine, another is refused).
 */
import { bridgeContract, type Bridge, type BridgeMethod, type JournalLine } from '#wire/bridge/contract.ts';
import { BridgeError, type Envelope } from '#wire/bridge/envelope.ts';
import { bridgeOver } from './client.ts';
import type { Shell } from './shell.ts';

export interface FakeShell extends Shell {
  /** What the fake holds; tests look at it and may take it away. */
  readonly held: {
    readonly lines: JournalLine[];
    readonly pieces: Map<string, Uint8Array>;
    keys: string | null;
    readonly calls: BridgeMethod[];
    /** Set to make the next calls of a method fail with that code. */
    readonly failing: Map<BridgeMethod, BridgeError>;
  };
}

/** `overrides` replaces single methods, still checked against the contract. */
export function fakeShell(overrides: Partial<Bridge> = {}): FakeShell {
  const held: FakeShell['held'] = { lines: [], pieces: new Map(), keys: null, calls: [], failing: new Map() };
  const bodies: Bridge = { ...memoryBridge(held), ...overrides };
  const api = Object.fromEntries(
    (Object.keys(bridgeContract) as BridgeMethod[]).map((method) => [method, (input: unknown) => answer(held, bodies, method, input)]),
  );
  const can = { journal: 'folder', pdf: true, printer: true, keychain: true } as const;
  return { ...bridgeOver(api), kind: 'desktop', can, printHtml: () => Promise.resolve(), held };
}

async function answer(held: FakeShell['held'], bodies: Bridge, method: BridgeMethod, input: unknown): Promise<Envelope> {
  held.calls.push(method);
  const failing = held.failing.get(method);
  if (failing) return { ok: false, code: failing.code, detail: failing.message };
  try {
    const body = bodies[method] as (input: unknown) => Promise<unknown>;
    return { ok: true, value: await body(structuredClone(input)) };
  } catch (error) {
    if (error instanceof BridgeError) return { ok: false, code: error.code, detail: error.message };
    throw error;
  }
}

function memoryBridge(held: FakeShell['held']): Bridge {
  let county = '';
  return {
    appInfo: async () => ({ version: '0.0.0', runtime: 'fake', county, platform: 'fake' }),
    setCounty: async ({ address }) => {
      county = address;
      return { reloads: false };
    },
    journalAppend: async ({ lines, pieces }) => {
      for (const line of lines) {
        const known = held.lines.find((other) => other.desk === line.desk && other.seq === line.seq);
        if (known && known.hash !== line.hash) throw new BridgeError('journalConflict', `${line.desk} ${line.seq}`);
      }
      for (const piece of pieces) held.pieces.set(piece.sha256, piece.sealed);
      for (const line of lines) if (!held.lines.some((other) => other.desk === line.desk && other.seq === line.seq)) held.lines.push(line);
      return { lines: lines.length, pieces: pieces.length };
    },
    journalRead: async () => ({ lines: [...held.lines], pieces: [...held.pieces.keys()], damaged: 0 }),
    journalPiece: async ({ sha256 }) => ({ sealed: held.pieces.get(sha256) ?? null }),
    journalKeysRead: async () => ({ text: held.keys }),
    journalKeysWrite: async ({ text }) => {
      held.keys = text;
      return {};
    },
    keychainWrap: async ({ secret }) => ({ wrapped: secret.map((byte) => byte ^ 0x5a) }),
    keychainUnwrap: async ({ wrapped }) => ({ secret: wrapped.map((byte) => byte ^ 0x5a) }),
    printToPdf: async ({ html }) => ({ pdf: new TextEncoder().encode(`%PDF-fake\n${html.length}`) }),
    saveFile: async ({ name }) => ({ path: name }),
    openFile: async () => ({ file: null }),
    printPdf: async () => ({ sent: true }),
    openOutside: async ({ address }) => {
      if (!address.startsWith('https://')) throw new BridgeError('notAllowed', address);
      return { opened: true };
    },
    diskFree: async () => ({ bytes: 10_000_000_000 }),
  };
}

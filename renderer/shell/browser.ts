/** The bridge where there is no main process: the desk page. What a browser cannot do is refused, never pretended. */
import type { Bridge } from '#wire/bridge/contract.ts';
import { BridgeError } from '#wire/bridge/envelope.ts';
import { opfsJournal, type JournalCalls } from './opfsJournal.ts';

const COUNTY_KEY = 'noticeboard.county';
/** Beside index.html, written by the county server: `{ "address": "https://…" }`. */
const COUNTY_FILE = './county.json';

export function browserBridge(journal: 'profile' | 'none'): Bridge {
  const refuse = (): Promise<never> => Promise.reject(new BridgeError('notAllowed', 'the browser has no such thing'));
  return {
    appInfo: async () => ({ version: __APP_VERSION__, runtime: 'browser', county: await county(), platform: 'browser' }),
    setCounty: async ({ address }) => {
      localStorage.setItem(COUNTY_KEY, address);
      return { reloads: false };
    },
    ...(journal === 'profile' ? opfsJournal(() => navigator.storage.getDirectory()) : noJournal()),
    keychainWrap: async () => ({ wrapped: null }),
    keychainUnwrap: async () => ({ secret: null }),
    printToPdf: refuse,
    printPdf: refuse,
    saveFile: async ({ name, bytes }) => {
      download(name, bytes);
      return { path: name };
    },
    openFile: async ({ extensions }) => ({ file: await chooseFile(extensions) }),
    openOutside: async ({ address }) => {
      if (!URL.canParse(address) || new URL(address).protocol !== 'https:') throw new BridgeError('notAllowed', 'only https opens outside');
      return { opened: window.open(address, '_blank', 'noopener,noreferrer') !== undefined };
    },
    diskFree: async () => {
      const { quota = 0, usage = 0 } = await navigator.storage.estimate();
      return { bytes: Math.max(0, quota - usage) };
    },
  };
}

/** Without OPFS the outbox in the store is the only copy; `can.journal` says so and screens warn. */
function noJournal(): JournalCalls {
  return {
    journalAppend: async () => ({ lines: 0, pieces: 0 }),
    journalRead: async () => ({ lines: [], pieces: [], damaged: 0 }),
    journalPiece: async () => ({ sealed: null }),
    journalKeysRead: async () => ({ text: null }),
    journalKeysWrite: async () => ({}),
  };
}

async function county(): Promise<string> {
  const chosen = localStorage.getItem(COUNTY_KEY);
  if (chosen) return chosen;
  try {
    const answer = await fetch(COUNTY_FILE);
    const told: unknown = answer.ok ? await answer.json() : null;
    return typeof told === 'object' && told !== null && 'address' in told && typeof told.address === 'string' ? told.address : '';
  } catch {
    // Offline before the first contact, or a server that does not say: the person types the address.
    return '';
  }
}

function download(name: string, bytes: Uint8Array): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([new Uint8Array(bytes)]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function chooseFile(extensions: readonly string[]): Promise<{ name: string; bytes: Uint8Array } | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = extensions.map((extension) => `.${extension}`).join(',');
  return new Promise((resolve, reject) => {
    input.addEventListener('cancel', () => resolve(null), { once: true });
    input.addEventListener(
      'change',
      () => {
        const file = input.files?.[0];
        if (!file) return resolve(null);
        file.arrayBuffer().then((buffer) => resolve({ name: file.name, bytes: new Uint8Array(buffer) }), reject);
      },
      { once: true },
    );
    input.click();
  });
}

/** The window's side of an import: a worker of its own per file, answers in parts, cancelled by ending the worker. */
import { Unreadable, type Problem } from '#domain/roster/problem.ts';
import type { FrameRef } from '#domain/roster/frame.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { FramePiece, ImportChoices, ImportKnowledge, ImportReading, PreviewRows } from './pipeline.ts';

export interface ImportFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface PackedList {
  readonly frames: readonly FrameRef[];
  /** Two pieces per frame reference. */
  readonly pieces: readonly FramePiece[];
}

/** One open file. Every promise rejects with `Unreadable`; after `close` with its code `cancelled`. */
export interface ImportSession {
  check(choices?: ImportChoices): Promise<ImportReading>;
  rows(sheet: string, from: number, count: number): Promise<PreviewRows>;
  pack(): Promise<PackedList>;
  /** Cancels whatever runs and lets go of the file. */
  close(): void;
}

export type WorkerMaker = () => Worker;

const importWorker: WorkerMaker = () => new Worker(new URL('./importWorker.ts', import.meta.url), { type: 'module' });

interface Waiting {
  readonly hear: (message: FromWorker) => boolean;
  readonly reject: (error: Unreadable) => void;
}

/**
 * Opens a file in a worker of its own and reads it; `onProgress` hears 0 to 1. The bytes are handed over: the caller's
 * array is empty afterwards.
 */
export async function openList(file: ImportFile, knowledge: Omit<ImportKnowledge, 'vocabulary'>, run: { readonly onProgress?: (fraction: number) => void; readonly signal?: AbortSignal; readonly worker?: WorkerMaker } = {}): Promise<ImportSession> {
  const worker = (run.worker ?? importWorker)();
  const waiting = new Map<number | null, Waiting>();
  let requests = 0;
  const fail = (error: Unreadable): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const close = (): void => {
    worker.terminate();
    fail(new Unreadable('cancelled'));
  };
  worker.addEventListener('message', (event: MessageEvent<FromWorker>) => {
    const message = event.data;
    if (message.type === 'progress') {
      run.onProgress?.(message.fraction);
      return;
    }
    if (message.type === 'problems' || message.type === 'parts') worker.postMessage({ type: 'more' } satisfies ToWorker);
    const request = message.type === 'opened' ? null : message.request;
    const waiter = waiting.get(request);
    if (message.type === 'failed') waiter?.reject(new Unreadable(message.code));
    if (waiter !== undefined && (message.type === 'failed' || waiter.hear(message))) waiting.delete(request);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(new Unreadable('fileDamaged', event.message));
  });
  const ask = <T>(request: number | null, message: ToWorker, answer: (part: FromWorker) => T | undefined, transfer: Transferable[] = []): Promise<T> =>
    new Promise((resolve, reject) => {
      const hear = (part: FromWorker): boolean => {
        const result = answer(part);
        if (result === undefined) return false;
        resolve(result);
        return true;
      };
      waiting.set(request, { hear, reject });
      worker.postMessage(message, transfer);
    });
  run.signal?.addEventListener('abort', close, { once: true });
  try {
    run.signal?.throwIfAborted();
    await ask(null, { type: 'open', name: file.name, bytes: file.bytes, knowledge }, (part) => (part.type === 'opened' ? true : undefined), [file.bytes.buffer]);
  } catch (error) {
    worker.terminate();
    throw error instanceof Unreadable ? error : new Unreadable('cancelled', error);
  }
  const next = (): number => (requests += 1);
  return { check: checker(ask, next), rows: rower(ask, next), pack: packer(ask, next), close };
}

type Ask = <T>(request: number | null, message: ToWorker, answer: (part: FromWorker) => T | undefined) => Promise<T>;

function checker(ask: Ask, next: () => number): ImportSession['check'] {
  return (choices = {}) => {
    const request = next();
    const problems: Problem[] = [];
    return ask(request, { type: 'check', request, choices }, (part) => {
      if (part.type === 'problems') problems.push(...(JSON.parse(part.json) as Problem[]));
      return part.type === 'checked' ? { summary: part.summary, problems } : undefined;
    });
  };
}

function rower(ask: Ask, next: () => number): ImportSession['rows'] {
  return (sheet, from, count) => {
    const request = next();
    return ask(request, { type: 'rows', request, sheet, from, count }, (part) => (part.type === 'rows' ? part.rows : undefined));
  };
}

function packer(ask: Ask, next: () => number): ImportSession['pack'] {
  return () => {
    const request = next();
    const frames: FrameRef[] = [];
    const pieces: FramePiece[] = [];
    return ask(request, { type: 'pack', request }, (part) => {
      if (part.type === 'parts') {
        frames.push(...part.parts.map((packed) => packed.ref));
        pieces.push(...part.parts.flatMap((packed) => packed.pieces));
      }
      return part.type === 'packed' ? { frames, pieces } : undefined;
    });
  };
}

/** The worker in which lists are read; it lives as long as one import and is ended to cancel it. */
import type { Random } from '#domain/ports.ts';
import { Unreadable } from '#domain/roster/problem.ts';
import vocabulary from '#resources/vocabulary/roster.json';
import { PARTS_AHEAD, PARTS_PER_MESSAGE, PROBLEMS_PER_MESSAGE, type FromWorker, type ToWorker } from './messages.ts';
import { ImportPipeline, type PackedPart } from './pipeline.ts';

const random: Random = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) };
/** Progress goes out at most this often, in steps of the whole. */
const PROGRESS_STEP = 0.02;

let pipeline: ImportPipeline | undefined;
let resume: (() => void) | undefined;
/** Parts that the window has not dealt with. */
let ahead = 0;

function post(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

/** Sends a part; waits only while the window has as many before it as it may. */
async function postPart(message: FromWorker, transfer: Transferable[] = []): Promise<void> {
  post(message, transfer);
  ahead += 1;
  while (ahead >= PARTS_AHEAD) await new Promise<void>((resolve) => (resume = resolve));
}

async function open(message: Extract<ToWorker, { type: 'open' }>): Promise<void> {
  let told = 0;
  const onProgress = (fraction: number): void => {
    if (fraction < told + PROGRESS_STEP) return;
    told = fraction;
    post({ type: 'progress', fraction });
  };
  pipeline = await ImportPipeline.open(message, { ...message.knowledge, vocabulary }, { onProgress });
  post({ type: 'opened' });
}

async function check(message: Extract<ToWorker, { type: 'check' }>, from: ImportPipeline): Promise<void> {
  const { summary, problems } = from.check(message.choices);
  for (let at = 0; at < problems.length; at += PROBLEMS_PER_MESSAGE) {
    await postPart({ type: 'problems', request: message.request, json: JSON.stringify(problems.slice(at, at + PROBLEMS_PER_MESSAGE)) });
  }
  post({ type: 'checked', request: message.request, summary });
}

async function pack(request: number, from: ImportPipeline): Promise<void> {
  let parts: PackedPart[] = [];
  const send = async (): Promise<void> => {
    const transfer = parts.flatMap((part) => part.pieces.map((piece) => piece.bytes.buffer as ArrayBuffer));
    await postPart({ type: 'parts', request, parts }, transfer);
    parts = [];
  };
  for await (const part of from.pack(random)) {
    parts.push(part);
    if (parts.length === PARTS_PER_MESSAGE) await send();
  }
  if (parts.length > 0) await send();
  post({ type: 'packed', request });
}

async function handle(message: Exclude<ToWorker, { type: 'more' }>): Promise<void> {
  if (message.type === 'open') return open(message);
  if (pipeline === undefined) throw new Error('no file is open');
  if (message.type === 'check') await check(message, pipeline);
  else if (message.type === 'pack') await pack(message.request, pipeline);
  else post({ type: 'rows', request: message.request, rows: pipeline.rows(message.sheet, message.from, message.count) });
}

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.type === 'more') {
    ahead -= 1;
    resume?.();
    return;
  }
  handle(message).catch((error: unknown) => {
    post({ type: 'failed', request: message.type === 'open' ? null : message.request, code: error instanceof Unreadable ? error.code : 'fileDamaged' });
  });
});

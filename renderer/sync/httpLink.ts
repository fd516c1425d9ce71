/** The link over HTTP, as `docs/exchange.md` says it. The token stands in a header and never in an address. */
import type { Act } from '#domain/act/act.ts';
import type { Sha256 } from '#domain/hash.ts';
import { tokenProofBytes } from '#wire/exchange/proof.ts';
import { actsResponse, changeLine, keyResponse, nonceResponse, refusalSchema, tokenResponse, type ChangeLine } from '#wire/exchange/messages.ts';
import { PROTOCOL_VERSION } from '#wire/exchange/version.ts';
import type { UnknownLine } from '#renderer/store/later.ts';
import { LinkFailed, LinkRefused, Unauthorised, type Contact, type Link, type PieceAnswer } from './link.ts';

export interface HttpLinkPorts {
  /** Address of the county, without a path. */
  readonly address: string;
  readonly desk: string;
  /** Signs with the enrolment's key; base64url, IEEE P1363. */
  readonly sign: (bytes: Uint8Array) => Promise<string>;
  readonly fetch: typeof fetch;
  /** Aborts whatever is under way. */
  readonly signal?: AbortSignal;
}

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** The link with the one question that only a person who sits at the desk can ask. */
export interface HttpLink extends Link {
  /** The county's certificate for a person's key, or the fault it answered. Call `connect` first. */
  certify(account: string, password: string, publicKey: JsonWebKey): Promise<{ readonly certificate: string } | { readonly fault: string }>;
}

export function httpLink(ports: HttpLinkPorts): HttpLink {
  let token: string | undefined;
  const ask: Ask = (path, init = {}) => send(ports, path, init);
  const authorised: Ask = (path, init = {}) => {
    if (token === undefined) throw new Unauthorised();
    return ask(path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
  };
  return {
    async connect(): Promise<Contact> {
      token = undefined;
      const { nonce } = nonceResponse.parse(await json(ask('nonce', post({ desk: ports.desk }))));
      const sig = await ports.sign(tokenProofBytes(ports.desk, nonce));
      const answer = tokenResponse.parse(await json(ask('token', post({ desk: ports.desk, nonce, sig }))));
      token = answer.token;
      return { day: answer.day, epoch: answer.epoch };
    },
    async putPiece(sha256, pieceClass, bytes) {
      const headers = { 'content-type': 'application/octet-stream' };
      const response = await authorised(`pieces/${sha256}?class=${pieceClass}`, { method: 'PUT', headers, body: Uint8Array.from(bytes) });
      if (!response.ok) return 'refused';
    },
    async postActs(acts: readonly Act[]) {
      const answer = actsResponse.parse(await json(authorised('acts', post({ version: PROTOCOL_VERSION, acts }))));
      return answer.receipts;
    },
    changes: (after) => changesOf(authorised, after),
    getPiece: (sha256) => pieceOf(authorised, sha256),
    async certify(account, password, publicKey) {
      const init = post({ account, password, publicKey });
      const headers = { ...init.headers, authorization: `Bearer ${token ?? ''}` };
      const response = await reach(ports, 'keys', { ...init, headers });
      if (!response.ok) return { fault: await faultOf(response) };
      return { certificate: keyResponse.parse(await response.json()).certificate };
    },
  };
}

function post(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** One request. A refusal becomes one of the link's errors; what the county says of a single piece comes back to the caller. */
async function send(ports: HttpLinkPorts, path: string, init: RequestInit): Promise<Response> {
  const response = await reach(ports, path, init);
  if (response.ok) return response;
  const fault = await faultOf(response);
  if (fault === 'deskRevoked') throw new LinkRefused('deskRevoked');
  if (response.status === 426) throw new LinkRefused('newerCounty');
  if (response.status === 401) throw new Unauthorised(fault);
  if (init.method === undefined && (response.status === 404 || response.status === 403)) return response;
  if (init.method === 'PUT' && (response.status === 422 || response.status === 413)) return response;
  throw new LinkFailed(`${response.status} ${fault}`);
}

/** Any answer at all; throws LinkFailed where there is none. */
export async function reach(ports: Pick<HttpLinkPorts, 'address' | 'fetch' | 'signal'>, path: string, init: RequestInit): Promise<Response> {
  try {
    return await ports.fetch(`${ports.address}/exchange/${path}`, { ...init, cache: 'no-store', signal: ports.signal });
  } catch (error) {
    throw new LinkFailed('unreachable', { cause: error });
  }
}

/** The fault code in an answer, or its status where something else than a county answered. */
export async function faultOf(response: Response): Promise<string> {
  const parsed = refusalSchema.safeParse(await response.json().catch(() => undefined));
  return parsed.success ? parsed.data.fault : String(response.status);
}

async function json(response: Promise<Response>): Promise<unknown> {
  try {
    return await (await response).json();
  } catch (error) {
    if (error instanceof SyntaxError) throw new LinkFailed('no JSON', { cause: error });
    throw error;
  }
}

async function pieceOf(ask: Ask, sha256: Sha256): Promise<PieceAnswer> {
  const response = await ask(`pieces/${sha256}`);
  if (response.status === 404) return 'missing';
  if (response.status === 403) return 'denied';
  return { bytes: new Uint8Array(await bodyOf(response)) };
}

async function bodyOf(response: Response): Promise<ArrayBuffer> {
  try {
    return await response.arrayBuffer();
  } catch (error) {
    throw new LinkFailed('cut off', { cause: error });
  }
}

async function* changesOf(ask: Ask, after: number): AsyncGenerator<ChangeLine | { readonly unknown: UnknownLine }> {
  const response = await ask(`changes?after=${after}`);
  let ended = false;
  for await (const text of linesOf(response)) {
    const line = lineFrom(text);
    ended = 'line' in line && line.line === 'end';
    yield line;
  }
  if (!ended) throw new LinkFailed('the stream broke off');
}

function lineFrom(text: string): ChangeLine | { readonly unknown: UnknownLine } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new LinkFailed('half a line', { cause: error });
  }
  const known = changeLine.safeParse(value);
  if (known.success) return known.data;
  if (typeof value === 'object' && value !== null && 'n' in value && typeof value.n === 'number') return { unknown: { ...value, n: value.n } };
  throw new LinkFailed('a line without a number');
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const parts = (rest + value).split('\n');
      rest = parts.pop() ?? '';
      yield* parts.filter((part) => part !== '');
    }
  } catch (error) {
    throw new LinkFailed('cut off', { cause: error });
  } finally {
    await reader.cancel();
  }
  if (rest !== '') yield rest;
}

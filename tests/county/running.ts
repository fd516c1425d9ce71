/** A county as people run it: `node county/main.ts` in a process of its own, and a desk that speaks to it over HTTP. */
import { spawn, type ChildProcess } from 'node:child_process';
import { actHash, FIRST_PREV, signedBytes, type Act, type SignedBody } from '#domain/act/act.ts';
import { tokenProofBytes } from '#wire/exchange/proof.ts';
import { actsResponse, changeLine, enrolResponse, nonceResponse, tokenResponse, type ChangeLine, type Receipt } from '#wire/exchange/messages.ts';
import { newSigner, type Signer } from './exchangeKit.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the county's program to its end. */
export function runCounty(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['county/main.ts', ...args], { cwd: ROOT, env: { ...process.env, ...env } });
  return ended(child);
}

function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

export interface RunningCounty {
  readonly address: string;
  readonly process: ChildProcess;
  /** What it printed until it listened. */
  readonly said: string;
  readonly ended: Promise<Ended>;
  stop(): Promise<Ended>;
}

/** Starts a county on a free port and waits until it listens. */
export function startCounty(folder: string, ...more: readonly string[]): Promise<RunningCounty> {
  return startCountyWith({}, folder, ...more);
}

/** The same with more environment. */
export async function startCountyWith(env: NodeJS.ProcessEnv, folder: string, ...more: readonly string[]): Promise<RunningCounty> {
  const child = spawn(process.execPath, ['county/main.ts', '--data', folder, '--port', '0', ...more], { cwd: ROOT, env: { ...process.env, ...env } });
  const end = ended(child);
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /^county listening on (\S+)$/m.exec(said)?.[1];
      if (found) resolve(found);
    });
    void end.then(({ code, err }) => reject(new Error(`the county ended with ${code} before it listened: ${err}`)));
  });
  return {
    address,
    process: child,
    said,
    ended: end,
    stop() {
      child.kill('SIGTERM');
      return end;
    },
  };
}

export class HttpDesk {
  readonly address: string;
  readonly key: Signer;
  readonly actor: Signer;
  id = '';
  office = '';
  token = '';
  seq = 0;
  prev = FIRST_PREV;

  constructor(address: string, key: Signer, actor: Signer) {
    this.address = address;
    this.key = key;
    this.actor = actor;
  }

  /** Enrols with a code; signs in as an account. */
  static async enrol(address: string, code: string, account?: { readonly id: string; readonly password: string }): Promise<HttpDesk> {
    const desk = new HttpDesk(address, await newSigner(), await newSigner());
    const answer = await desk.post('enrol', { code, desk: { name: '测试设备', publicKey: desk.key.publicKey } });
    if (!answer.ok) throw new Error(`enrolment refused: ${await answer.text()}`);
    const enrolled = enrolResponse.parse(await answer.json());
    desk.id = enrolled.desk;
    desk.office = enrolled.office;
    await desk.newToken();
    if (account) {
      const certified = await desk.post('keys', { account: account.id, password: account.password, publicKey: desk.actor.publicKey });
      if (!certified.ok) throw new Error(`key refused: ${await certified.text()}`);
    }
    return desk;
  }

  /** The same desk against the same county on another port. */
  at(address: string): HttpDesk {
    return Object.assign(new HttpDesk(address, this.key, this.actor), { id: this.id, office: this.office, token: this.token, seq: this.seq, prev: this.prev });
  }

  async newToken(): Promise<Response> {
    const { nonce } = nonceResponse.parse(await (await this.post('nonce', { desk: this.id })).json());
    const answer = await this.post('token', { desk: this.id, nonce, sig: await this.key.sign(tokenProofBytes(this.id, nonce)) });
    if (answer.ok) this.token = tokenResponse.parse(await answer.clone().json()).token;
    return answer;
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.address}/exchange/${path}`, { ...init, headers: { authorization: `Bearer ${this.token}`, ...init.headers } });
  }

  post(path: string, body: unknown): Promise<Response> {
    return this.ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  /** A signed act, appended to the desk's chain. */
  async act(draft: Omit<SignedBody, 'v' | 'at' | 'pieces' | 'office'> & { readonly pieces?: readonly string[]; readonly office?: string }): Promise<Act> {
    const body: SignedBody = { v: 1, at: '2021-05-10T08:00:00+08:00', pieces: [], office: this.office, ...draft };
    this.seq += 1;
    const act: Act = { ...body, desk: this.id, seq: this.seq, prev: this.prev, sig: await this.actor.sign(signedBytes(body)) };
    this.prev = actHash(act);
    return act;
  }

  async push(...acts: readonly Act[]): Promise<readonly Receipt[]> {
    const answer = await this.post('acts', { version: 1, acts });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return actsResponse.parse(await answer.json()).receipts;
  }

  async changes(after = 0): Promise<readonly ChangeLine[]> {
    const text = await (await this.ask(`changes?after=${after}`)).text();
    return text.trim().split('\n').map((line) => changeLine.parse(JSON.parse(line)));
  }
}

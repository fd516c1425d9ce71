/** Who may speak: one-time codes become enrolments, nonces become tokens, passwords certify the keys of actors. */
import { FIRST_PREV } from '#domain/act/act.ts';
import { ENROLMENT_CODE_LENGTH, normaliseCode } from '#domain/code.ts';
import { sha256Hex, utf8Bytes, type Sha256 } from '#domain/hash.ts';
import { isWithin, rolesIn, type Account } from '#domain/office/office.ts';
import type { Clock, Ids, Random } from '#domain/ports.ts';
import type { DeskRecord } from '#domain/office/office.ts';
import { recordId } from '#domain/record/record.ts';
import type { EnrolResponse } from '#wire/exchange/messages.ts';
import { tokenProofBytes } from '#wire/exchange/proof.ts';
import type { Exchange } from './exchange.ts';
import { credentialFor, passwordIsRight } from './passwords.ts';
import { base64url, certificate, plainJwk, thumbprint, usableKey, verifies, type CountySigner } from './proofs.ts';
import type { CodeRow, DeskRow, ExchangeStore, ExchangeTx, PublicJwk, TokenRow } from './store.ts';
import type { CountyData } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const CODE_LIFE_MS = 7 * 24 * HOUR;
const NONCE_LIFE_MS = 2 * MINUTE;
const TOKEN_LIFE_MS = 15 * MINUTE;
const TRIES = 10;
/** Wrong codes from one address in an hour, whichever they are; codes that are good still pass. */
const ADDRESS_TRIES = 100;

export type AccessFault =
  | 'codeWrong' | 'codeUsed' | 'codeExpired' | 'tooManyTries' | 'keyInvalid' | 'nonceWrong' | 'deskRevoked' | 'accountUnknown' | 'passwordWrong' | 'outsideScope';

export type Granted<T> = { readonly granted: T } | { readonly fault: AccessFault };

export interface AccessParts {
  readonly store: ExchangeStore;
  readonly exchange: Exchange;
  readonly signer: CountySigner;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  /** Fingerprint of the county's own certificate authority; desks compare it at enrolment. */
  readonly tlsFingerprint?: string | undefined;
}

const hashOfText = (text: string): Sha256 => sha256Hex(utf8Bytes(text));

/** Hash under which a code is kept, or null when the text is no code. */
export function codeHash(typed: string): Sha256 | null {
  const code = normaliseCode(typed, ENROLMENT_CODE_LENGTH);
  return code === null ? null : hashOfText(code);
}

export class Access {
  readonly #parts: AccessParts;

  constructor(parts: AccessParts) {
    this.#parts = parts;
  }

  /**
   * Turns a code into an enrolment. `address` is where the request came from; it is kept as a hash, for an hour. Failures
   * count per code and address, so that one office of many behind an address shuts out none of the others.
   */
  async enrol(asked: { readonly code: string; readonly name: string; readonly publicKey: PublicJwk }, address: string): Promise<Granted<EnrolResponse>> {
    const { store, clock } = this.#parts;
    const hash = codeHash(asked.code);
    const now = clock.now();
    const from = hashOfText(address);
    const names = [`enrol ${hashOfText(`${from} ${hash ?? ''}`)}`, `enrol from ${from}`];
    const code = hash ? await store.access((tx) => tx.code(hash)) : undefined;
    const good = code !== undefined && (code.reusable || (code.usedBy === null && code.expires >= now));
    if (!good && (await this.#isGuessing(names, now - HOUR))) return { fault: 'tooManyTries' };
    if (!(await usableKey(asked.publicKey))) return { fault: 'keyInvalid' };
    const used: Granted<EnrolResponse> = code ? await this.#useCode(code.hash, asked) : { fault: 'codeWrong' };
    // Counted in a transaction of its own, so that a refusal cannot undo its own count.
    if ('fault' in used) await store.access((tx) => Promise.all(names.map((name) => tx.saveTry(name, now))));
    return used;
  }

  async #isGuessing([withCode = '', fromAddress = '']: readonly string[], since: number): Promise<boolean> {
    return (await this.#tries([withCode], since)) >= TRIES || (await this.#tries([fromAddress], since)) >= ADDRESS_TRIES;
  }

  async #tries(names: readonly string[], since: number): Promise<number> {
    return this.#parts.store.access(async (tx) => {
      let most = 0;
      for (const name of names) most = Math.max(most, await tx.tries(name, since));
      return most;
    });
  }

  async #useCode(hash: Sha256, asked: { readonly name: string; readonly publicKey: PublicJwk }): Promise<Granted<EnrolResponse>> {
    const { store, ids, clock } = this.#parts;
    const data = await this.#parts.exchange.countyData();
    const desk = ids.next();
    const made = await store.write(async (tx): Promise<Granted<DeskRow>> => {
      const code = await tx.code(hash);
      if (!code) return { fault: 'codeWrong' };
      if (code.usedBy !== null && !code.reusable) return { fault: 'codeUsed' };
      if (code.expires < clock.now()) return { fault: 'codeExpired' };
      return { granted: await this.#makeDesk(tx, code, { ...asked, desk }) };
    });
    return 'fault' in made ? made : { granted: await this.#welcome(made.granted, data) };
  }

  async #makeDesk(tx: ExchangeTx, code: CodeRow, asked: { readonly name: string; readonly publicKey: PublicJwk; readonly desk: string }): Promise<DeskRow> {
    await tx.saveCode({ ...code, usedBy: asked.desk });
    const row: DeskRow = {
      id: asked.desk,
      office: code.office,
      name: asked.name,
      publicKey: { ...plainJwk(asked.publicKey) },
      revoked: false,
      nextSeq: 1,
      lastHash: FIRST_PREV,
      firstPasswordFor: code.firstPasswordFor,
    };
    await tx.saveDesk(row);
    await saveDeskRecord(tx, { id: row.id, office: row.office, name: row.name, enrolledOn: this.#parts.exchange.today() });
    return row;
  }

  async #welcome(desk: DeskRow, data: CountyData): Promise<EnrolResponse> {
    const { signer, exchange, store, tlsFingerprint } = this.#parts;
    const county = await store.reads.county();
    const day = exchange.today();
    const accounts = [...data.accounts.values()].filter((account) => !account.disabled && rolesIn(account, desk.office, day).length > 0);
    return {
      desk: desk.id,
      office: desk.office,
      county: { id: county.id, name: data.rules.name, epoch: county.epoch, day, publicKey: signer.publicKey, recoveryKey: signer.recoveryKey, ...(tlsFingerprint === undefined ? {} : { tlsFingerprint }) },
      certificate: await certificate(signer, { v: 1, type: 'desk', county: county.id, subject: desk.id, office: desk.office, key: thumbprint(desk.publicKey), day }),
      accounts: accounts.map(({ id, login, name }) => ({ id, login, name })),
    };
  }

  /** A nonce for any desk that asks; whether the desk exists shows only with the signature. */
  async nonce(desk: string): Promise<string> {
    const { store, clock, random } = this.#parts;
    const nonce = base64url(random.bytes(24));
    const now = clock.now();
    await store.access(async (tx) => {
      await tx.forget(now - HOUR);
      await tx.saveNonce(hashOfText(nonce), desk, now + NONCE_LIFE_MS);
    });
    return nonce;
  }

  async token(asked: { readonly desk: string; readonly nonce: string; readonly sig: string }): Promise<Granted<{ readonly token: string; readonly seconds: number }>> {
    const { store, clock, random } = this.#parts;
    const taken = await store.access((tx) => tx.takeNonce(hashOfText(asked.nonce)));
    const desk = await store.reads.desk(asked.desk);
    const now = clock.now();
    if (!taken || !desk || taken.desk !== asked.desk || taken.expires < now) return { fault: 'nonceWrong' };
    if (!(await verifies(desk.publicKey, tokenProofBytes(asked.desk, asked.nonce), asked.sig))) return { fault: 'nonceWrong' };
    if (desk.revoked) return { fault: 'deskRevoked' };
    const token = base64url(random.bytes(32));
    await store.access((tx) => tx.saveToken(hashOfText(token), desk.id, now + TOKEN_LIFE_MS));
    return { granted: { token, seconds: TOKEN_LIFE_MS / 1000 } };
  }

  /** The desk behind a token, or why it may not speak. */
  async bearer(token: string): Promise<{ readonly granted: TokenRow } | { readonly fault: 'tokenMissing' | 'deskRevoked' }> {
    const { store, clock } = this.#parts;
    const row = await store.reads.token(hashOfText(token));
    if (!row || row.expires < clock.now()) return { fault: 'tokenMissing' };
    return row.revoked ? { fault: 'deskRevoked' } : { granted: row };
  }

  /** Certifies the key of a person who proves the password, and decides what waited for it. */
  async certifyKey(desk: TokenRow, asked: { readonly account: string; readonly password: string; readonly publicKey: PublicJwk }): Promise<Granted<{ readonly key: string; readonly certificate: string }>> {
    const { store, exchange, clock, signer } = this.#parts;
    const data = await exchange.countyData();
    const account = data.accounts.get(asked.account);
    if (!account || account.disabled) return { fault: 'accountUnknown' };
    if (!sitsNear(account, desk.office, data)) return { fault: 'outsideScope' };
    if (!(await usableKey(asked.publicKey))) return { fault: 'keyInvalid' };
    const now = clock.now();
    const guessed = `password ${account.id} ${desk.desk}`;
    if ((await this.#tries([guessed], now - 15 * MINUTE)) >= TRIES) return { fault: 'tooManyTries' };
    if (!(await this.#passwordProven(desk.desk, account.id, asked.password))) {
      await store.access((tx) => tx.saveTry(guessed, now));
      return { fault: 'passwordWrong' };
    }
    const key = thumbprint(asked.publicKey);
    const plain = { ...plainJwk(asked.publicKey) };
    await exchange.writeAndWake(async (tx) => {
      await tx.saveKey({ account: account.id, key, publicKey: plain, desk: desk.desk });
      return [{ kind: 'key', ref: account.id }];
    });
    const county = await store.reads.county();
    const stated = { v: 1, type: 'actor', county: county.id, subject: account.id, office: desk.office, key, day: exchange.today() } as const;
    return { granted: { key, certificate: await certificate(signer, stated) } };
  }

  /** The very first password of an account is set at the desk that was enrolled for it. */
  async #passwordProven(deskId: string, account: string, password: string): Promise<boolean> {
    const { store, random } = this.#parts;
    const credential = await store.reads.credential(account);
    if (credential) return passwordIsRight(credential, password);
    const desk = await store.reads.desk(deskId);
    if (desk?.firstPasswordFor !== account || password.length < 8) return false;
    const made = await credentialFor(account, password, random);
    await store.write(async (tx) => {
      await tx.saveCredential(made);
      await tx.saveDesk({ ...desk, ...(await tx.desk(deskId)), firstPasswordFor: null });
    });
    return true;
  }
}

/** Whether the person holds a post in the desk's own branch: at the office, above it or below it. */
function sitsNear(account: Account, office: string, data: CountyData): boolean {
  const lookup = { office: (id: string) => data.offices.get(id) };
  return account.posts.some((post) => isWithin(lookup, post.office, office) || isWithin(lookup, office, post.office));
}

/** Writes the record of an enrolment, so that its office and those above see it. */
export async function saveDeskRecord(tx: ExchangeTx, value: DeskRecord): Promise<void> {
  const id = recordId('desk', value.id);
  const before = (await tx.records([id])).get(id);
  await tx.saveChange({
    n: await tx.takeNumber(),
    part: 0,
    record: { id, kind: 'desk', office: value.office, revision: (before?.revision ?? 0) + 1, value },
    was: before ? { office: before.office, shownTo: [], everyone: false } : null,
    history: null,
    frame: null,
    pieces: [],
  });
}

/** Passwords: argon2id by Node, with the parameters stored beside each hash. */
import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '#domain/ports.ts';
import type { Credential } from './store.ts';

const derive = promisify(argon2);

/** Memory in KiB; the desks use the same for their wraps. */
const NOW = { memory: 19_456, passes: 2, parallelism: 1 };
const HASH_BYTES = 32;

function hash(password: string, salt: Uint8Array, cost: typeof NOW): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFC'), 'utf8');
  return derive('argon2id', { message, nonce: salt, tagLength: HASH_BYTES, ...cost });
}

export async function credentialFor(account: string, password: string, random: Random): Promise<Credential> {
  const salt = random.bytes(16);
  const made = await hash(password, salt, NOW);
  return { account, salt: Buffer.from(salt).toString('base64url'), hash: made.toString('base64url'), ...NOW };
}

export async function passwordIsRight(credential: Credential, password: string): Promise<boolean> {
  const { memory, passes, parallelism } = credential;
  const made = await hash(password, Buffer.from(credential.salt, 'base64url'), { memory, passes, parallelism });
  return timingSafeEqual(made, Buffer.from(credential.hash, 'base64url'));
}

/** Wraps secrets with the system's keychain. Where there is none, null: a wrap that protects nothing is not made. */
import type { SafeStorage } from 'electron';
import { keepsSecrets } from '../platform/keychain.ts';

export function wrapSecret(safeStorage: SafeStorage, secret: Uint8Array): Uint8Array | null {
  if (!keepsSecrets(safeStorage)) return null;
  return new Uint8Array(safeStorage.encryptString(Buffer.from(secret).toString('base64')));
}

/** Null also when the keychain no longer knows this wrap (another user, another machine): other wraps open the desk. */
export function unwrapSecret(safeStorage: SafeStorage, wrapped: Uint8Array): Uint8Array | null {
  if (!keepsSecrets(safeStorage)) return null;
  try {
    return new Uint8Array(Buffer.from(safeStorage.decryptString(Buffer.from(wrapped)), 'base64'));
  } catch {
    // Documented behaviour of decryptString for a wrap made elsewhere.
    return null;
  }
}

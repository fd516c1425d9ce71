/** Turns errors of the file system into the codes that a clerk's screen knows. */
import type { BridgeErrorCode } from '#wire/bridge/contract.ts';
import { BridgeError } from '#wire/bridge/envelope.ts';

/** The `code` of a Node error, or an empty text. */
export function errno(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** diskFull where the disk, the quota or the file size limit says so; else `otherwise`. */
export function journalFault(error: unknown, otherwise: BridgeErrorCode): BridgeError {
  if (error instanceof BridgeError) return error;
  const code = errno(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return new BridgeError('diskFull', code);
  return new BridgeError(otherwise, error instanceof Error ? error.message : String(error));
}

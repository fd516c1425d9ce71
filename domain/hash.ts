/** The one hash of the house: SHA-256, written as 64 lower-case hex digits. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, type Json } from './json.ts';

/** 64 lower-case hex digits. */
export type Sha256 = string;

/** Hash of raw bytes. */
export function sha256Hex(bytes: Uint8Array): Sha256 {
  return bytesToHex(sha256(bytes));
}

/** Hash of a value's canonical JSON text in UTF-8. */
export function hashOf(value: Json): Sha256 {
  return sha256Hex(utf8Bytes(canonicalJson(value)));
}

/** UTF-8 bytes of a text. */
export function utf8Bytes(text: string): Uint8Array {
  return utf8ToBytes(text);
}

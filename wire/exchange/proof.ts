/** What a desk signs to get a token, and what the county signs for desks and keys. Both ends build the bytes here. */
import { utf8Bytes } from '#domain/hash.ts';
import { canonicalJson, type Json } from '#domain/json.ts';

/** The bytes a desk signs with its enrolment key (ES256, IEEE P1363) to turn a nonce into a token. */
export function tokenProofBytes(desk: string, nonce: string): Uint8Array {
  return utf8Bytes(`noticeboard token\n${desk}\n${nonce}`);
}

/** What a certificate states: `subject` is the desk or the account, `key` the thumbprint of its public key. */
export interface Certified {
  readonly v: 1;
  readonly type: 'desk' | 'actor';
  readonly county: string;
  readonly subject: string;
  readonly office: string;
  readonly key: string;
  /** County day. */
  readonly day: string;
}

/** The bytes the county's key signs; a certificate is `base64url(these bytes).base64url(signature)`. */
export function certifiedBytes(certified: Certified): Uint8Array {
  return utf8Bytes(canonicalJson({ ...certified } satisfies Json));
}

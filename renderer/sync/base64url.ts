/** Base64url without padding (RFC 4648 §5): how signatures and wrapped keys are written. */

export function base64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws when the text is no base64url. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const clear = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(clear, (character) => character.charCodeAt(0));
}

/** Which encoding a text file is in: byte-order marks, then UTF-16 by its zeros, then UTF-8 if it is valid, else GB18030 (which holds GBK). */
import { Unreadable } from '#domain/roster/problem.ts';

/** The text, or `notASpreadsheet` for bytes that are no text. */
export function decodeText(bytes: Uint8Array): string {
  const text = decoded(bytes);
  let strange = 0;
  const looked = Math.min(text.length, 4000);
  for (let at = 0; at < looked; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0) throw new Unreadable('notASpreadsheet');
    if (code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 13)) strange += 1;
  }
  if (strange > looked / 50) throw new Unreadable('notASpreadsheet');
  return text;
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const zeros = zeroPlace(bytes);
  if (zeros !== undefined) return new TextDecoder(zeros === 1 ? 'utf-16le' : 'utf-16be').decode(bytes);
  return isUtf8(bytes) ? new TextDecoder('utf-8').decode(bytes) : new TextDecoder('gb18030').decode(bytes);
}

/** Whether zeros stand mostly at odd (1, little endian) or even (0) places of the beginning. */
function zeroPlace(bytes: Uint8Array): 0 | 1 | undefined {
  const counts: [number, number] = [0, 0];
  const looked = Math.min(bytes.length, 512);
  for (let at = 0; at < looked; at += 1) if (bytes[at] === 0) counts[at % 2 === 0 ? 0 : 1] += 1;
  if (counts[0] + counts[1] < looked / 16) return undefined;
  if (counts[1] > counts[0] * 8) return 1;
  return counts[0] > counts[1] * 8 ? 0 : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

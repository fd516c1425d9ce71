/** Bytes that an act rests on, with the reference that names them. */
import { sha256Hex } from '#domain/hash.ts';
import type { PieceRef } from '#domain/notice/notice.ts';
import type { NewPiece } from '#renderer/session/desk.ts';

export interface Attached {
  readonly ref: PieceRef;
  readonly piece: NewPiece;
}

export function attached(bytes: Uint8Array, mime: string): Attached {
  const sha256 = sha256Hex(bytes);
  return { ref: { sha256, mime, bytes: bytes.length }, piece: { sha256, class: 'attachment', bytes } };
}

const LONGEST_EDGE = 2000;
const QUALITY = 0.86;

/**
 * A photo drawn anew as JPEG: place and camera in its EXIF are gone, and ten megabytes from a phone become a few hundred
 * kilobytes. A file that is no picture rejects.
 */
export async function attachedPhoto(file: Blob): Promise<Attached> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_EDGE / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return attached(new Uint8Array(await jpeg.arrayBuffer()), 'image/jpeg');
}

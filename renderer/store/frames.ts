/** Which pieces a record names, and list frames once read. Nothing is parsed on sync; a frame is parsed when a reader or a rule asks. */
import type { Sha256 } from '#domain/hash.ts';
import type { RevisedRecord } from '#domain/record/record.ts';
import type { Frame, FrameRef } from '#domain/roster/frame.ts';
import type { SubsidyList } from '#domain/batch/batch.ts';
import type { SubsidyNotice } from '#domain/notice/notice.ts';
import type { RosterRow } from '#domain/roster/overlay.ts';
import type { PieceClass } from './rows.ts';

export interface NamedPiece {
  readonly sha256: Sha256;
  readonly class: PieceClass;
}

/** Every piece that a record names, with its class. */
export function piecesNamedBy(record: Pick<RevisedRecord, 'kind' | 'value'>): readonly NamedPiece[] {
  if (record.kind === 'subsidyList') return ofFrames((record.value as SubsidyList).frames);
  if (record.kind === 'subsidyNotice') return ofNotice(record.value as SubsidyNotice);
  if (record.kind === 'rosterRow') return ofRow(record.value as RosterRow);
  return [];
}

/** List frames of a list, a notice or an edited row; none for any other record. */
export function listFramesOf(record: Pick<RevisedRecord, 'kind' | 'value'> | undefined): readonly Sha256[] {
  if (record === undefined) return [];
  if (record.kind === 'subsidyList') return (record.value as SubsidyList).frames.map((frame) => frame.list);
  if (record.kind === 'subsidyNotice') return (record.value as SubsidyNotice).frames.map((frame) => frame.list);
  if (record.kind === 'rosterRow') return [(record.value as RosterRow).frame];
  return [];
}

function ofFrames(frames: readonly FrameRef[]): readonly NamedPiece[] {
  return frames.flatMap((frame): NamedPiece[] => [{ sha256: frame.list, class: 'list' }, { sha256: frame.person, class: 'person' }]);
}

function ofNotice(notice: SubsidyNotice): readonly NamedPiece[] {
  const attached = [
    ...notice.prints.map((print) => print.pdf),
    ...notice.paperSignatures.map((signature) => signature.scan),
    ...notice.postings.map((posting) => posting.photo),
  ];
  const files = attached.flatMap((file): NamedPiece[] => (file ? [{ sha256: file.sha256, class: 'attachment' }] : []));
  return [...ofFrames(notice.frames), ...files];
}

function ofRow(row: RosterRow): readonly NamedPiece[] {
  return Object.values(row.cells).flatMap((cell): NamedPiece[] => (cell && 'patch' in cell ? [{ sha256: cell.patch, class: cell.class }] : []));
}

/** Reads a frame's bytes; throws SyntaxError when they are no frame. */
export function parseFrame(bytes: Uint8Array): Frame {
  const frame = JSON.parse(new TextDecoder().decode(bytes)) as Frame;
  if (frame.v !== 1 || !Array.isArray(frame.ids) || typeof frame.columns !== 'object') throw new SyntaxError('no frame');
  return frame;
}

/** Parsed list frames by hash, the last used ones; frames are immutable, so nothing here can be stale. */
export class FrameShelf {
  private readonly frames = new Map<Sha256, Frame>();
  private readonly room: number;

  constructor(room = 256) {
    this.room = room;
  }

  take(hash: Sha256): Frame | undefined {
    const frame = this.frames.get(hash);
    if (frame === undefined) return undefined;
    this.frames.delete(hash);
    this.frames.set(hash, frame);
    return frame;
  }

  read(hash: Sha256, bytes: Uint8Array): Frame {
    const frame = this.take(hash) ?? parseFrame(bytes);
    this.frames.set(hash, frame);
    const oldest = this.frames.keys().next().value;
    if (this.frames.size > this.room && oldest !== undefined) this.frames.delete(oldest);
    return frame;
  }
}

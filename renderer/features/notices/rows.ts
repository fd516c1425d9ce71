/** The rows of a list or notice as readers see them: frames and the overlay above them, patches opened. */
import { hashOf, utf8Bytes, type Sha256 } from '#domain/hash.ts';
import { canonicalJson, type Json } from '#domain/json.ts';
import type { Random } from '#domain/ports.ts';
import { isPersonalColumn, needsPatch } from '#domain/privacy/columns.ts';
import type { RecordId } from '#domain/record/record.ts';
import type { ColumnCode } from '#domain/roster/columns.ts';
import { rowChange } from '#domain/roster/edit.ts';
import type { CellValue, FrameRef } from '#domain/roster/frame.ts';
import { mergedRows, type FrameSlice, type MergedRow } from '#domain/roster/merge.ts';
import { rosterRowRecord, type OverlayCell, type Patch, type RosterRow } from '#domain/roster/overlay.ts';
import type { ActDraft, NewPiece } from '#renderer/session/desk.ts';
import type { DeskReader } from '#renderer/store/reader.ts';

/** One payee row with its corrections applied. */
export interface RosterLine extends MergedRow {
  readonly overlay: RosterRow | undefined;
}

/** Rows in the order of the frames; a frame that has not arrived leaves its rows out and is counted. */
export interface RosterLines {
  readonly lines: readonly RosterLine[];
  readonly framesMissing: number;
  /** Columns that hold anything. */
  readonly columns: readonly ColumnCode[];
}

export async function loadLines(reader: DeskReader, frames: readonly FrameRef[]): Promise<RosterLines> {
  const overlay = await reader.overlay(frames.map((frame) => frame.list));
  const slices: FrameSlice[] = [];
  const columns = new Set<ColumnCode>();
  for (const ref of frames) {
    const [list, person] = await Promise.all([reader.frame(ref.list), reader.frame(ref.person)]);
    if (!list) continue;
    slices.push({ ref, list, person });
    for (const frame of person ? [list, person] : [list]) for (const code of Object.keys(frame.columns)) columns.add(code as ColumnCode);
  }
  const patches = await loadPatches(reader, overlay);
  const byRow = new Map(overlay.map((row) => [row.row, row]));
  const lines = mergedRows(slices, overlay, patches).map((line) => ({ ...line, overlay: byRow.get(line.row) }));
  return { lines, framesMissing: frames.length - slices.length, columns: [...columns] };
}

async function loadPatches(reader: DeskReader, overlay: readonly RosterRow[]): Promise<ReadonlyMap<Sha256, Patch>> {
  const patches = new Map<Sha256, Patch>();
  for (const cell of overlay.flatMap((row) => Object.values(row.cells))) {
    if (!cell || !('patch' in cell)) continue;
    const patch = await reader.patch(cell.patch);
    if (patch) patches.set(cell.patch, patch);
  }
  return patches;
}

/** The act that changes cells of one row; texts that name or describe the payee travel as salted patches. */
export function editRowAct(line: RosterLine, set: { readonly [code in ColumnCode]?: CellValue }, holder: RecordId, random: Random): ActDraft {
  const pieces: NewPiece[] = [];
  const cells: { [code in ColumnCode]?: OverlayCell } = {};
  for (const code of Object.keys(set) as ColumnCode[]) {
    const value = set[code] ?? null;
    if (!needsPatch(code)) {
      cells[code] = { value };
      continue;
    }
    const kind = isPersonalColumn(code) ? 'person' : 'list';
    const patch: Patch = { v: 1, class: kind, salt: hex(random.bytes(16)), row: line.row, column: code, value };
    const text = patch as unknown as Json;
    pieces.push({ sha256: hashOf(text), class: kind, bytes: utf8Bytes(canonicalJson(text)) });
    cells[code] = { patch: hashOf(text), class: kind };
  }
  const change = rowChange(line.overlay, cells);
  const rows = [{ row: line.row, frame: line.frame, set: change.set, was: change.was }] as unknown as Json;
  return { kind: 'rosterRow', verb: 'edit', touches: [rosterRowRecord(line.row), holder], args: { rows }, pieces };
}

/** Sets rows aside or takes them back, with one reason. */
export function setAsideAct(lines: readonly RosterLine[], verb: 'setAside' | 'restore', holder: RecordId, reason: string): ActDraft {
  const rows = lines.map((line) => ({ row: line.row, frame: line.frame }));
  return { kind: 'rosterRow', verb, touches: [...lines.map((line) => rosterRowRecord(line.row)), holder], args: { rows, reason } };
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a person who submits, approves, signs, prints or posts has seen: one hash over everything the sheet will say. */
import { hashOf, type Sha256 } from '../hash.ts';
import type { Json } from '../json.ts';
import type { RosterRow } from '../roster/overlay.ts';
import type { World } from '../world.ts';
import type { SubsidyNotice } from './notice.ts';

/** The fields of a notice that its sheet shows; state, approvals and evidence are not among them. */
export type NoticeContent = Pick<
  SubsidyNotice,
  'programme' | 'programmeVersion' | 'years' | 'batchNo' | 'stage' | 'direction' | 'issuer' | 'owner' | 'version' | 'head' | 'frames'
>;

/**
 * Hash of a notice's content: canonical head, list and person frames, overlay values and patch ids in (row id, column)
 * order, rows set aside, programme version and chain version. `overlay` may hold rows of other frames; they do not count.
 */
export function contentHash(notice: NoticeContent, overlay: readonly RosterRow[], chainVersion: number): Sha256 {
  const { programme, programmeVersion, years, batchNo, stage, direction, issuer, owner, version, head, frames } = notice;
  const own = new Set(frames.map((frame) => frame.list));
  const rows = overlay.filter((row) => own.has(row.frame)).sort((one, other) => compareTexts(one.row, other.row));
  return hashOf({
    programme, programmeVersion, years, batchNo, stage, direction, issuer, owner, version, chainVersion,
    head: { ...head },
    frames: frames.map((frame) => [frame.list, frame.person]),
    cells: rows.flatMap((row) => cellsOf(row)),
    setAside: rows.filter((row) => row.setAside).map((row) => row.row),
  });
}

/**
 * The content hash as it stands now: with the chain version of the running round, else of the chain the programme asks for.
 * Undefined when neither is known.
 */
export function currentContentHash(notice: SubsidyNotice, world: World): Sha256 | undefined {
  const chainVersion = notice.round?.chainVersion ?? chainVersionOf(notice, world);
  if (chainVersion === undefined) return undefined;
  return contentHash(notice, world.overlay(notice.frames.map((frame) => frame.list)), chainVersion);
}

function chainVersionOf(notice: SubsidyNotice, world: World): number | undefined {
  const programme = world.programme(notice.programme);
  return programme ? world.chain(programme.chain)?.version : undefined;
}

function cellsOf(row: RosterRow): Json[] {
  return Object.entries(row.cells)
    .sort(([one], [other]) => compareTexts(one, other))
    .map(([column, cell]) => [row.row, column, cell && 'patch' in cell ? { patch: cell.patch } : { value: cell?.value ?? null }]);
}

/** Code-unit order, as canonical JSON sorts, so that no locale can change a hash. */
function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

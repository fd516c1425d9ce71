/** Small lists for a run: one pair of frames a village, as an import would pack them. */
import { frameBytes, frameHash, type Frame, type FrameRef } from '#domain/roster/frame.ts';
import type { NewPiece } from '#renderer/session/desk.ts';
import type { Chance } from './chance.ts';
import { PROGRAMME } from './ground.ts';

const RATE = PROGRAMME.rates[0]?.fenPerUnit ?? 0;

export interface SmallList {
  readonly frames: readonly FrameRef[];
  readonly pieces: readonly NewPiece[];
}

function salt(chance: Chance): string {
  return Array.from(chance.bytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Rows of one village; amounts are basis × rate, rounded half up. */
export function smallList(chance: Chance, villages: readonly string[]): SmallList {
  const frames: FrameRef[] = [];
  const pieces: NewPiece[] = [];
  for (const village of villages) {
    const rows = 2 + chance.below(5);
    const mark = chance.next();
    const ids = Array.from({ length: rows }, (_, at) => `${mark}-row${at}`);
    const sheetRows = ids.map((_, at) => at + 3);
    const areas = ids.map(() => 500 + chance.below(9_000));
    const amounts = areas.map((area) => Math.floor((area * RATE + 500) / 1000));
    const list: Frame = {
      v: 1, class: 'list', salt: salt(chance), ids, sheetRows,
      columns: { payeeName: ids.map((id) => `payee ${id}`), group: ids.map(() => 'g1'), subsidisedArea: areas, amount: amounts },
    };
    const person: Frame = { v: 1, class: 'person', salt: salt(chance), ids, sheetRows, columns: { idNumber: ids.map((id) => `id of ${id}`) } };
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    frames.push({ list: frameHash(list), person: frameHash(person), rows, areaMilliMu: sum(areas), amountFen: sum(amounts), village });
    for (const frame of [list, person]) pieces.push({ sha256: frameHash(frame), class: frame.class, bytes: frameBytes(frame) });
  }
  return { frames, pieces };
}

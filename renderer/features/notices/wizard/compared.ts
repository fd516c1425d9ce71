/** The grand totals a file writes itself, summed over its sheets. */
import type { SavedSheet } from './draft.ts';
import type { SheetSums } from '../TotalsBar.tsx';

const EXACT_PER_MILLI_MU = 10;
const EXACT_PER_FEN = 100;

/** Null when any sheet writes no grand total: then there is nothing to compare with. */
export function writtenSums(sheets: readonly SavedSheet[]): SheetSums | null {
  const totals = sheets.map((sheet) => sheet.totals.findLast((total) => total.kind === 'grandTotal'));
  if (totals.length === 0 || totals.some((total) => total === undefined)) return null;
  const sum = (measure: 'area' | 'amount', scale: number): number | null => {
    const values = totals.map((total) => total?.[measure] ?? null);
    return values.some((value) => value === null) ? null : Math.round(values.reduce<number>((all, value) => all + (value ?? 0), 0) / scale);
  };
  return { areaMilliMu: sum('area', EXACT_PER_MILLI_MU), amountFen: sum('amount', EXACT_PER_FEN) };
}

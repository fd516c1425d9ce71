/** The sheet's own subtotals and totals against its rows. */
import { columnOf, type Findings } from './checkContext.ts';
import { normaliseGroup } from './readTexts.ts';
import { exactText } from './readCells.ts';
import type { SheetReading, SheetTotal } from './reading.ts';

/** Half a cent: a total is written with two decimals, its rows may have more. In 1/10000. */
const TOLERANCE = 50;

/**
 * A total is right when any usual meaning of its line fits: rows since the last such line, all rows so far, all rows of
 * the sheet (totals on top), or the rows of the group it names.
 */
export function checkTotals(sheet: SheetReading, findings: Findings): void {
  for (const [code, measure] of [['subsidisedArea', 'area'], ['amount', 'amount']] as const) {
    const exact = columnOf(sheet, code)?.exact;
    if (exact === undefined) continue;
    const sums = runningSums(exact);
    sheet.totals.forEach((total, index) => {
      const written = total[measure];
      if (written === null) return;
      const meanings = meaningsOf(sheet, index, { sums, exact });
      if (meanings.some((sum) => Math.abs(sum - written) <= TOLERANCE)) return;
      findings.add({ sheet: sheet.name, row: total.row, column: code }, 'totalMismatch', {
        label: total.label, written: exactText(written), rows: exactText(meanings[0] ?? 0), difference: exactText(written - (meanings[0] ?? 0)),
      });
    });
  }
}

function runningSums(exact: readonly (number | null)[]): number[] {
  const sums = [0];
  let sum = 0;
  for (const value of exact) {
    sum += value ?? 0;
    sums.push(sum);
  }
  return sums;
}

/** Sums the line could mean, the likeliest first. */
function meaningsOf(sheet: SheetReading, index: number, numbers: { readonly sums: readonly number[]; readonly exact: readonly (number | null)[] }): number[] {
  const { sums, exact } = numbers;
  const total = sheet.totals[index];
  if (total === undefined) return [];
  const here = sums[total.payeesAbove] ?? 0;
  const all = sums.at(-1) ?? 0;
  const sinceAny = here - (sums[lastAbove(sheet, index, () => true)] ?? 0);
  const sinceSame = here - (sums[lastAbove(sheet, index, (other) => other.kind === total.kind)] ?? 0);
  const following = (sums[nextBelow(sheet, index)] ?? all) - here;
  if (total.kind === 'grandTotal') return [here, all, sinceSame, sinceAny];
  const named = groupSum(sheet, total, exact);
  const partial = [sinceSame, sinceAny, ...(named === undefined ? [] : [named]), following];
  return total.kind === 'pageTotal' ? partial : [...partial, ...(sheet.totals.length === 1 ? [here] : [])];
}

function lastAbove(sheet: SheetReading, index: number, counts: (total: SheetTotal) => boolean): number {
  for (let at = index - 1; at >= 0; at -= 1) {
    const other = sheet.totals[at];
    if (other !== undefined && counts(other)) return other.payeesAbove;
  }
  return 0;
}

function nextBelow(sheet: SheetReading, index: number): number {
  const here = sheet.totals[index]?.payeesAbove ?? 0;
  return sheet.totals.slice(index + 1).find((other) => other.payeesAbove > here)?.payeesAbove ?? sheet.payeeRows.length;
}

/** Sum over the group whose name stands before the word for a subtotal. */
function groupSum(sheet: SheetReading, total: SheetTotal, exact: readonly (number | null)[]): number | undefined {
  const groups = columnOf(sheet, 'group')?.values;
  if (groups === undefined || total.kind !== 'groupTotal') return undefined;
  const label = normaliseGroup(total.label);
  let sum = 0;
  let rows = 0;
  groups.forEach((group, index) => {
    if (typeof group !== 'string' || group === '' || !label.startsWith(normaliseGroup(group))) return;
    sum += exact[index] ?? 0;
    rows += 1;
  });
  return rows === 0 ? undefined : sum;
}

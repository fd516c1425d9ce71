/** Basis × rate against the amount written, signs, missing amounts. */
import { columnOf, type CheckOptions, type Findings } from './checkContext.ts';
import type { PayeeColumn, SheetReading } from './reading.ts';
import { coarser, EXACT_UNITS, exactText } from './readCells.ts';

/** 1/10000 of the basis times 1/10000 yuan, in fen. */
const PRODUCT_PER_FEN = (EXACT_UNITS * EXACT_UNITS) / 100;
const FEN_PER: { readonly [unit: string]: number } = { fen: 1, jiao: 10, yuan: 100 };

/** Checks amounts and signs of every payee row. */
export function checkAmounts(sheet: SheetReading, years: readonly number[], options: CheckOptions, findings: Findings): void {
  const amount = columnOf(sheet, 'amount');
  const area = columnOf(sheet, 'subsidisedArea');
  const someAmounts = amount?.exact?.some((value) => value !== null) ?? false;
  sheet.payeeRows.forEach((row, index) => {
    const negative = [area, amount].find((column) => (column?.exact?.[index] ?? 0) < 0);
    if (negative !== undefined) findings.add({ sheet: sheet.name, row, column: negative.code }, 'negative', { written: exactText(negative.exact?.[index] ?? 0) });
    if (amount !== undefined && someAmounts && amount.values[index] === null) findings.add({ sheet: sheet.name, row, column: 'amount' }, 'amountMissing');
  });
  const basis = basisColumn(sheet, options);
  if (amount !== undefined && basis !== undefined && someAmounts) checkProducts({ sheet, basis, amount, years }, options, findings);
}

/** The column that is multiplied, or undefined where amounts do not follow from one. */
function basisColumn(sheet: SheetReading, { programme, rateExact }: CheckOptions): PayeeColumn | undefined {
  if (programme === undefined && rateExact === undefined) return undefined;
  if (programme !== undefined && programme.basisColumn === null) return undefined;
  const stated = programme?.basisColumn ?? null;
  return (stated === null ? undefined : columnOf(sheet, stated)) ?? columnOf(sheet, 'subsidisedArea') ?? columnOf(sheet, 'quantity');
}

interface Products {
  readonly sheet: SheetReading;
  readonly basis: PayeeColumn;
  readonly amount: PayeeColumn;
  readonly years: readonly number[];
}

/** The row's own rate counts before the programme's; a stated one before both, and a row that names another is told. */
function checkProducts({ sheet, basis, amount, years }: Products, options: CheckOptions, findings: Findings): void {
  const rates = columnOf(sheet, 'rate');
  const programmeRate = rateOfYear(options, years);
  const unit = FEN_PER[options.programme?.roundTo ?? 'fen'] ?? 1;
  let otherRates = 0;
  sheet.payeeRows.forEach((row, index) => {
    const own = rates?.exact?.[index] ?? null;
    const rate = options.rateExact ?? own ?? programmeRate;
    const quantity = basis.exact?.[index] ?? null;
    const written = amount.exact?.[index] ?? null;
    if (own !== null && options.rateExact !== undefined && own !== options.rateExact) {
      findings.add({ sheet: sheet.name, row, column: 'rate' }, 'rateDiffers', { written: exactText(own), expected: exactText(options.rateExact) });
    } else if (own !== null && options.rateExact === undefined && programmeRate !== undefined && own !== programmeRate) otherRates += 1;
    if (rate === undefined || quantity === null || written === null) return;
    const expected = productFen(quantity, rate, unit);
    if (expected === coarser(written, 100)) return;
    findings.add({ sheet: sheet.name, row, column: 'amount' }, 'amountMismatch', {
      written: exactText(written), expected: exactText(expected * 100), basis: exactText(quantity), rate: exactText(rate),
    });
  });
  if (otherRates > 0 && programmeRate !== undefined) {
    findings.problems.push({ sheet: sheet.name, row: null, column: 'rate', rule: 'rateDiffers', severity: 'info', values: { rows: otherRates, expected: exactText(programmeRate) } });
  }
}

function rateOfYear({ programme }: CheckOptions, years: readonly number[]): number | undefined {
  const rates = programme?.rates ?? [];
  const rate = rates.find((candidate) => years.includes(candidate.year)) ?? (rates.length === 1 && years.length === 0 ? rates[0] : undefined);
  return rate === undefined ? undefined : rate.fenPerUnit * (EXACT_UNITS / 100);
}

/** Rounded half up to fen, jiao or yuan; exact for any size. */
function productFen(quantity: number, rate: number, unit: number): number {
  const product = quantity * rate;
  if (Number.isSafeInteger(product)) return coarser(product, PRODUCT_PER_FEN * unit) * unit;
  const exact = BigInt(quantity) * BigInt(rate);
  const per = BigInt(PRODUCT_PER_FEN * unit);
  const size = exact < 0n ? -exact : exact;
  return Number(((size * 2n + per) / (per * 2n)) * (exact < 0n ? -1n : 1n)) * unit;
}

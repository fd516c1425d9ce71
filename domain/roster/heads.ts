/** Finds the head of a list: one to three rows, merged or not, somewhere below titles; and what each column is. */
import type { ColumnCode, KnownColumn } from './columns.ts';
import type { MappedColumn } from './reading.ts';
import { headLookup, normaliseLabel, trimmed, type HeadMatch } from './readTexts.ts';
import { CellKind, columnLetter, type SheetTable } from './sheetTable.ts';
import type { RosterVocabulary } from './vocabulary.ts';

const ROWS_LOOKED_AT = 60;
const HIGHEST_HEAD = 3;
const MEASURES: readonly KnownColumn[] = ['amount', 'subsidisedArea', 'areaContract', 'quantity', 'rate', 'idNumber', 'bankAccount'];

export interface Head {
  /** Indexes into the table's rows. */
  readonly rows: readonly number[];
  readonly columns: readonly MappedColumn[];
  readonly known: number;
}

/** The likeliest head of the sheet, or undefined where nothing names payees and something measured. */
export function findHead(table: SheetTable, vocabulary: RosterVocabulary): Head | undefined {
  const lookup = headLookup(vocabulary);
  const known = (label: string): HeadMatch | undefined => lookup(normaliseLabel(label, vocabulary));
  const texts = mergedTexts(table);
  let best: Head | undefined;
  for (let row = 0; row < Math.min(table.rowNumbers.length, ROWS_LOOKED_AT); row += 1) {
    if (!allText(table, row) || !namesColumns(table, row, known)) continue;
    for (let height = 1; height <= HIGHEST_HEAD; height += 1) {
      if (height > 1 && !continuesHead(table, row + height - 1, texts, known)) break;
      const rows = Array.from({ length: height }, (_, offset) => row + offset);
      const head = headOf(table, rows, vocabulary);
      if (isHead(head) && (best === undefined || head.known > best.known || (head.known === best.known && best.rows[0] === row))) best = head;
    }
  }
  return best;
}

/** What the given rows say as a head; also for heads that a person pointed at. */
export function headOf(table: SheetTable, rows: readonly number[], vocabulary: RosterVocabulary): Head {
  const lookup = headLookup(vocabulary);
  const texts = mergedTexts(table);
  const claims = table.columns.map((_, at): Claim => {
    const labels = distinct(rows.map((row) => texts(row, at)));
    const leaf = labels.at(-1) ?? '';
    return { at, header: trimmed(leaf), match: matchOf(labels, lookup, vocabulary) };
  });
  promoteHolder(claims);
  const winners = new Map<KnownColumn, (typeof claims)[number]>();
  for (const claim of claims) {
    const code = claim.match?.code;
    const standing = code === undefined ? undefined : winners.get(code);
    if (code !== undefined && (standing === undefined || (claim.match?.rank ?? 0) < (standing.match?.rank ?? 0))) winners.set(code, claim);
  }
  const used = new Set<string>();
  const columns = claims.map((claim): MappedColumn => {
    const won = claim.match !== undefined && winners.get(claim.match.code) === claim;
    return { code: won && claim.match ? claim.match.code : otherCode(claim, used), header: claim.header, at: claim.at };
  });
  return { rows, columns, known: winners.size };
}

interface Claim {
  readonly at: number;
  readonly header: string;
  match: HeadMatch | undefined;
}

/** Where nothing else names the payees, the holders of the accounts are the payees. */
function promoteHolder(claims: readonly Claim[]): void {
  if (claims.some((claim) => claim.match?.code === 'payeeName')) return;
  const holder = claims.find((claim) => claim.match?.code === 'accountHolder');
  if (holder !== undefined) holder.match = { code: 'payeeName', rank: 0 };
}

/** A code for a column that nobody classified: `x:` and its head as written, told apart by its letter where two are alike. */
function otherCode(claim: { readonly at: number; readonly header: string }, used: Set<string>): ColumnCode {
  const letter = columnLetter(claim.at);
  const plain = `x:${claim.header === '' ? letter : claim.header}` as const;
  const code: ColumnCode = used.has(plain) ? `${plain} ${letter}` : plain;
  used.add(code);
  return code;
}

function isHead(head: Head): boolean {
  const codes = new Set<ColumnCode>(head.columns.map((column) => column.code));
  return codes.has('payeeName') && MEASURES.some((code) => codes.has(code));
}

/** Upper and lower head words together first , then the lower alone, then the upper. */
function matchOf(labels: readonly string[], lookup: (label: string) => HeadMatch | undefined, vocabulary: RosterVocabulary): HeadMatch | undefined {
  const plain = labels.map((label) => normaliseLabel(label, vocabulary));
  const leaf = plain.at(-1) ?? '';
  const parent = plain.at(-2);
  if (parent === undefined) return lookup(leaf);
  if (vocabulary.totals.grand.includes(leaf) || vocabulary.totals.group.includes(leaf)) return lookup(parent);
  return lookup(parent + leaf) ?? lookup(leaf) ?? lookup(leaf + parent);
}

function allText(table: SheetTable, row: number): boolean {
  let filled = 0;
  for (const column of table.columns) {
    const kind = column.kinds[row];
    if (kind === CellKind.empty || kind === undefined) continue;
    if (kind !== CellKind.text) return false;
    filled += 1;
  }
  return filled >= 2;
}

/** Whether at least two cells of the row are known heads by themselves. */
function namesColumns(table: SheetTable, row: number, known: (label: string) => HeadMatch | undefined): boolean {
  let count = 0;
  for (const column of table.columns) if (column.kinds[row] === CellKind.text && known(column.texts[row] ?? '') !== undefined) count += 1;
  return count >= 2;
}

/** Whether a row still belongs to the head above it: words, not data, below a merged or empty cell. */
function continuesHead(table: SheetTable, row: number, texts: (row: number, at: number) => string, known: (label: string) => HeadMatch | undefined): boolean {
  const above = table.rowNumbers[row - 1];
  if (table.rowNumbers[row] === undefined || above === undefined || !textsOnly(table, row)) return false;
  const number = table.rowNumbers[row] ?? 0;
  const spans = table.merges.some((merge) => merge.top < number && merge.bottom >= number && merge.top >= above - HIGHEST_HEAD);
  const words = table.columns.filter((column, at) => column.kinds[row] !== CellKind.empty && known(texts(row, at)) !== undefined);
  return spans || words.length >= 2;
}

function textsOnly(table: SheetTable, row: number): boolean {
  return table.columns.every((column) => column.kinds[row] === CellKind.empty || column.kinds[row] === CellKind.text);
}

/** Texts of cells with merged ranges filled, for the rows where a head can stand. */
function mergedTexts(table: SheetTable): (row: number, at: number) => string {
  const deepest = table.rowNumbers[Math.min(table.rowNumbers.length, ROWS_LOOKED_AT + HIGHEST_HEAD) - 1] ?? 0;
  const near = table.merges.filter((merge) => merge.top <= deepest && merge.right - merge.left < table.columns.length + 1);
  const indexOf = new Map(table.rowNumbers.slice(0, ROWS_LOOKED_AT + HIGHEST_HEAD).map((number, index) => [number, index]));
  return (row, at) => {
    const own = table.columns[at]?.texts[row] ?? '';
    if (own !== '') return own;
    const number = table.rowNumbers[row] ?? 0;
    const range = near.find((merge) => merge.top <= number && number <= merge.bottom && merge.left <= at && at <= merge.right);
    const top = range === undefined ? undefined : indexOf.get(range.top);
    return range === undefined || top === undefined ? '' : (table.columns[range.left]?.texts[top] ?? '');
  };
}

function distinct(labels: readonly string[]): string[] {
  return labels.filter((label, index) => trimmed(label) !== '' && label !== labels[index - 1]);
}

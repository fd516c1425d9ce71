/** Payee, total, repeated head, signature, note: what each row below the head is. */
import type { MappedColumn, RowKind } from './reading.ts';
import { halfWidth, normaliseLabel, squeezed, withoutBrackets } from './readTexts.ts';
import { CellKind, type SheetTable } from './sheetTable.ts';
import type { KnownColumn } from './columns.ts';
import type { RosterVocabulary } from './vocabulary.ts';

/** Column positions that tell rows apart; -1 where the sheet has none. */
export interface KeyColumns {
  readonly seq: number;
  readonly name: number;
  readonly id: number;
  readonly account: number;
  readonly group: number;
  readonly measures: readonly number[];
}

/** The key columns of a mapping. */
export function keyColumns(columns: readonly MappedColumn[]): KeyColumns {
  const at = (code: KnownColumn): number => columns.find((column) => column.code === code)?.at ?? -1;
  const measures = [at('amount'), at('subsidisedArea'), at('areaContract'), at('quantity')].filter((column) => column >= 0);
  return { seq: at('seq'), name: at('payeeName'), id: at('idNumber'), account: at('bankAccount'), group: at('group'), measures };
}

/** Tells the kind of a row; made once per sheet. */
export function rowKindOf(table: SheetTable, columns: readonly MappedColumn[], vocabulary: RosterVocabulary): (row: number) => RowKind {
  const keys = keyColumns(columns);
  const cell = (at: number, row: number): string => (at < 0 ? '' : (table.columns[at]?.texts[row] ?? ''));
  const heads = columns.map((column) => ({ at: column.at, label: normaliseLabel(column.header, vocabulary) })).filter((head) => head.label !== '');
  const nameHead = heads.find((head) => head.at === keys.name)?.label;
  const looksRepeated = (row: number): boolean => normaliseLabel(cell(keys.name, row), vocabulary) === nameHead;
  return (row) => {
    if (beginsWithLongNumber(cell(keys.id, row))) return 'payee';
    const filled = table.columns.flatMap((column, at) => (column.kinds[row] === CellKind.empty ? [] : [{ at, text: column.texts[row] ?? '', kind: column.kinds[row] }]));
    const repeated = looksRepeated(row) ? heads.filter((head) => normaliseLabel(cell(head.at, row), vocabulary) === head.label).length : 0;
    if (repeated >= 2 && repeated * 2 >= filled.length) return 'head';
    const numbered = isNumber(cell(keys.seq, row));
    const measured = keys.measures.some((at) => /\d/.test(halfWidth(cell(at, row))));
    if (!numbered) {
      const total = totalKind(filled.filter((part) => part.kind === CellKind.text).slice(0, 4).map((part) => part.text), vocabulary);
      if (total !== undefined) return total;
    }
    const named = squeezed(cell(keys.name, row)) !== '';
    if (!numbered && isSignature(filled.map((part) => part.text), measured, vocabulary)) return 'signature';
    if (measured && (named || numbered || squeezed(cell(keys.account, row)) !== '' || squeezed(cell(keys.group, row)) !== '')) return 'payee';
    if (measured && filled.every((part) => keys.measures.includes(part.at) || part.kind === CellKind.number)) return 'grandTotal';
    const written = keys.measures.some((at) => squeezed(cell(at, row)) !== '');
    if (squeezed(cell(keys.id, row)) !== '' || (named && written) || (named && (numbered || squeezed(cell(keys.account, row)) !== ''))) return 'payee';
    return filled.length === 1 && isSection(filled[0]?.text ?? '', vocabulary) ? 'section' : 'note';
  };
}

/** An ID, whole or with a digit too few; a count of people under the IDs is none. */
function beginsWithLongNumber(text: string): boolean {
  if (text.length < 12) return false;
  let code = text.charCodeAt(0);
  if (code === 39) code = text.charCodeAt(1);
  return (code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19);
}

function isNumber(text: string): boolean {
  return /^[+-]?\d/.test(squeezed(text));
}

function totalKind(labels: readonly string[], vocabulary: RosterVocabulary): 'pageTotal' | 'groupTotal' | 'grandTotal' | undefined {
  for (const written of labels) {
    const label = withoutBrackets(normaliseLabel(written, vocabulary));
    if (vocabulary.totals.page.some((word) => label.startsWith(word))) return 'pageTotal';
    if (vocabulary.totals.group.some((word) => label.startsWith(word) || label.endsWith(word))) return 'groupTotal';
    if (vocabulary.totals.grand.some((word) => label.startsWith(word) || label.endsWith(word))) return 'grandTotal';
  }
  return undefined;
}

/** A line to be signed; where it also has numbers only a label with colon or bracket is believed. */
function isSignature(texts: readonly string[], measured: boolean, vocabulary: RosterVocabulary): boolean {
  return texts.some((text) => {
    const label = normaliseLabel(text, vocabulary);
    return vocabulary.signatures.some((word) => label.startsWith(word)) && (label.includes(':') || label.includes('(') || (!measured && texts.length <= 6));
  });
}

function isSection(text: string, vocabulary: RosterVocabulary): boolean {
  const label = withoutBrackets(normaliseLabel(text, vocabulary));
  return label.length <= 14 && [...vocabulary.groupSuffixes, ...vocabulary.officeSuffixes].some((suffix) => label.endsWith(suffix));
}

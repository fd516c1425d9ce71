/** Names, IDs, accounts, ages and remarks of payees. */
import { ageOn, birthDateOf, idCheckCharacter, idNumberFault, toEighteen } from '../privacy/idNumber.ts';
import { isOrganisationName, columnOf, type CheckOptions, type Findings } from './checkContext.ts';
import type { CellValue } from './frame.ts';
import type { Problem } from './problem.ts';
import type { SheetReading } from './reading.ts';

interface Place {
  readonly sheet: string;
  readonly row: number;
}

/** People met so far, over all sheets of the file. */
export class PeopleSeen {
  readonly byId = new Map<string, Place>();
  readonly idByName = new Map<string, string>();
  readonly idByAccount = new Map<string, { readonly id: string; readonly row: number }>();
}

export interface PeopleContext {
  readonly options: CheckOptions;
  readonly findings: Findings;
  readonly seen: PeopleSeen;
  /** What the reader noticed. */
  readonly lost: readonly Problem[];
}

interface Payee {
  readonly place: Place;
  readonly name: string;
  readonly id: string;
  readonly account: string;
  readonly organisation: boolean;
  /** The file had lost digits of the ID before anybody read it. */
  readonly idLost: boolean;
}

/** Checks every payee of a sheet. */
export function checkPeople(sheet: SheetReading, context: PeopleContext): void {
  const { options } = context;
  const named = columnOf(sheet, 'payeeName');
  const ids = columnOf(sheet, 'idNumber');
  const accounts = columnOf(sheet, 'bankAccount');
  const holders = columnOf(sheet, 'accountHolder');
  const ages = columnOf(sheet, 'age');
  const lost = rowsWithLostId(sheet, context.lost);
  const remarks = [columnOf(sheet, 'remark'), columnOf(sheet, 'status'), columnOf(sheet, 'category')];
  sheet.payeeRows.forEach((row, index) => {
    const name = textAt(named?.values, index);
    const payee: Payee = {
      place: { sheet: sheet.name, row },
      name,
      id: textAt(ids?.values, index),
      account: textAt(accounts?.values, index),
      organisation: name !== '' && isOrganisationName(name, options.vocabulary),
      idLost: lost.has(row),
    };
    checkName(payee, context);
    if (ids !== undefined) checkId(payee, context);
    if (payee.account !== '') checkAccount(payee, textAt(holders?.values, index), context);
    if (options.asOf !== undefined && ids !== undefined) checkAge(payee, ages?.exact?.[index] ?? null, context);
    for (const remark of remarks) {
      if (remark !== undefined && saysDeceased(textAt(remark.values, index), context.options)) {
        context.findings.add({ ...payee.place, column: remark.code }, 'deceased');
      }
    }
  });
}

function textAt(values: readonly CellValue[] | undefined, index: number): string {
  const value = values?.[index];
  return typeof value === 'string' ? value : '';
}

/** Rows whose ID the reader already reported as lost. */
function rowsWithLostId(sheet: SheetReading, problems: readonly Problem[]): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const problem of problems) {
    if (problem.rule === 'idPrecisionLost' && problem.sheet === sheet.name && problem.row !== null) rows.add(problem.row);
  }
  return rows;
}

function checkName(payee: Payee, { findings, options, seen }: PeopleContext): void {
  const at = { ...payee.place, column: 'payeeName' as const };
  if (payee.name === '') {
    findings.add(at, 'nameMissing');
    return;
  }
  if (payee.organisation) findings.add(at, 'organisation');
  else if (/[0-9]/.test(payee.name)) findings.add(at, 'nameHasDigits', { name: payee.name });
  const rarity = rarityOf(payee.name);
  if (rarity === 'private') findings.add(at, 'nameUndrawable', { name: payee.name });
  else if (rarity === 'rare') findings.add(at, 'nameRare', { name: payee.name });
  if (payee.id === '' || options.vocabulary.organisations.includes(payee.name)) return;
  const other = seen.idByName.get(payee.name);
  if (other === undefined) seen.idByName.set(payee.name, payee.id);
  else if (other !== payee.id) findings.add(at, 'sameName', { name: payee.name });
}

/** `private` for characters only some computers can draw; `rare` outside the basic block. */
function rarityOf(name: string): 'private' | 'rare' | 'common' {
  let rarity: 'rare' | 'common' = 'common';
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if (code <= 0x2fff || (code >= 0x4e00 && code <= 0x9fff)) continue;
    if ((code >= 0xe000 && code <= 0xf8ff) || code === 0xfffd) return 'private';
    if ((code >= 0xd800 && code <= 0xdbff) || (code >= 0x3400 && code <= 0x4dbf) || (code >= 0xf900 && code <= 0xfaff)) rarity = 'rare';
  }
  return rarity;
}

function checkId(payee: Payee, { findings, seen, options }: PeopleContext): void {
  const { id } = payee;
  const at = { ...payee.place, column: 'idNumber' as const };
  if (payee.idLost) return;
  if (id === '') {
    if (!payee.organisation) findings.add(at, 'idMissing');
    return;
  }
  if (!isSoundId(id)) {
    if (payee.organisation || isCreditCode(id)) return;
    const fault = idNumberFault(id);
    const lost = fault === 'checksum' && /^\d{15}000$/.test(id);
    if (lost) findings.add(at, 'idPrecisionLost', { written: id.slice(-4) });
    else if (fault === 'checksum') findings.add(at, 'idChecksum', { expected: idCheckCharacter(id.slice(0, 17)) ?? '' });
    else if (fault === 'shape') findings.add(at, 'idMalformed', { length: id.length });
    else if (fault === 'birthDate') findings.add(at, 'idBirthDate');
    if (lost || fault === 'shape') return;
    if (id.length === 15 && fault === null) findings.add(at, 'idOldForm');
  }
  const born = options.asOf === undefined ? undefined : birthDateOf(id);
  if (born !== undefined && born !== null && options.asOf !== undefined && born > options.asOf) findings.add(at, 'idBirthDate');
  const same = toEighteen(id) ?? id;
  const first = seen.byId.get(same);
  if (first === undefined) seen.byId.set(same, payee.place);
  else findings.add(at, 'duplicatePerson', { name: payee.name, firstSheet: first.sheet, firstRow: first.row });
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The quick way for the tens of thousands that are sound: shape, check character and a likely date, without any new text. `idNumberFault` judges the rest. */
function isSoundId(id: string): boolean {
  if (id.length !== 18) return false;
  let sum = 0;
  for (let at = 0; at < 17; at += 1) {
    const digit = id.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return false;
    sum += digit * (WEIGHTS[at] ?? 0);
  }
  if (id.charCodeAt(17) !== '10X98765432'.charCodeAt(sum % 11)) return false;
  const two = (at: number): number => (id.charCodeAt(at) - 48) * 10 + id.charCodeAt(at + 1) - 48;
  const month = two(10);
  const day = two(12);
  return two(6) >= 19 && two(6) <= 20 && day >= 1 && day <= (MONTH_DAYS[month - 1] ?? 0) && !(month === 2 && day === 29);
}

const CREDIT_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Whether it is a unified social credit code with a right check character. */
function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false;
  const sum = CREDIT_WEIGHTS.reduce((total, weight, at) => total + weight * CREDIT_CHARACTERS.indexOf(code.charAt(at)), 0);
  return CREDIT_CHARACTERS.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}

function checkAccount(payee: Payee, holder: string, { findings, seen }: PeopleContext): void {
  if (holder !== '' && payee.name !== '' && holder !== payee.name) findings.add({ ...payee.place, column: 'accountHolder' }, 'holderDiffers', { holder });
  const first = seen.idByAccount.get(payee.account);
  if (first === undefined) seen.idByAccount.set(payee.account, { id: payee.id, row: payee.place.row });
  else if (first.id !== payee.id) findings.add({ ...payee.place, column: 'bankAccount' }, 'sharedAccount', { firstRow: first.row });
}

function checkAge(payee: Payee, written: number | null, { findings, options }: PeopleContext): void {
  if (payee.organisation || payee.idLost || options.asOf === undefined || idNumberFault(payee.id) !== null) return;
  const born = birthDateOf(payee.id);
  if (born === null || born > options.asOf) return;
  const age = ageOn(born, options.asOf);
  const least = options.programme?.minAge;
  if (least !== undefined && age < least) findings.add({ ...payee.place, column: 'idNumber' }, 'underAge', { age, least });
  if (written !== null && written !== age * 10_000) findings.add({ ...payee.place, column: 'age' }, 'ageMismatch', { age, written: written / 10_000 });
}

function saysDeceased(text: string, { vocabulary }: CheckOptions): boolean {
  if (text === '') return false;
  return vocabulary.deceased.some((word) => {
    const at = text.indexOf(word);
    return at >= 0 && !vocabulary.negations.some((no) => text.slice(Math.max(0, at - no.length), at) === no);
  });
}

/**
 * Field-wise merge of an edit that names what it saw (`was`) and what it sets: different fields merge, the same field
 * clashes, and fields that must agree clash as a group. Whoever is ordered first stands; the other value is kept.
 */
import type { SignedBody } from '../act/act.ts';
import { canonicalJson, type Json } from '../json.ts';
import { recordId, type BoardRecord } from '../record/record.ts';
import type { Clash, ClashingField } from './clash.ts';

/** Fields that must agree; an edit of any of them compares all of them that it names in `was`. */
export interface FieldGroup {
  readonly name: string;
  readonly fields: readonly string[];
}

export interface Fields {
  readonly [field: string]: Json | undefined;
}

export interface Edit {
  readonly set: Fields;
  /** What the person saw; a field that is not there counts as null. */
  readonly was: Fields;
}

export interface Merged {
  /** Fields to write. */
  readonly set: Fields;
  readonly clashes: readonly { readonly group: string | null; readonly fields: readonly ClashingField[] }[];
}

/** Merges an edit into the fields as they stand now. A field set to what it was is no change and never clashes. */
export function mergeEdit(current: Fields, edit: Edit, groups: readonly FieldGroup[]): Merged {
  const changed = Object.keys(edit.set).filter((name) => !same(edit.set[name], edit.was[name]));
  const units = unitsOf(changed, groups);
  const set: { [field: string]: Json | undefined } = {};
  const clashes: { group: string | null; fields: readonly ClashingField[] }[] = [];
  for (const unit of units) {
    if (unit.names.every((name) => same(current[name], edit.set[name]))) continue;
    const compared = [...new Set([...unit.names, ...unit.group.filter((name) => Object.hasOwn(edit.was, name) || current[name] !== undefined)])];
    const agrees = compared.every((name) => same(current[name], edit.was[name]) || (Object.hasOwn(edit.set, name) && same(current[name], edit.set[name])));
    if (agrees) for (const name of unit.names) set[name] = edit.set[name];
    else clashes.push({ group: unit.label, fields: unit.names.map((name) => clashingField(name, current, edit)) });
  }
  return { set, clashes };
}

/** The clash records of an act on one record; `first` numbers them, and the very first keeps the plain id. */
export function clashRecords(
  merged: Merged,
  act: SignedBody,
  about: { readonly record: BoardRecord; readonly standingBy: string; readonly first: number },
): readonly BoardRecord<'clash'>[] {
  const { id: of, office, shownTo, everyone } = about.record;
  return merged.clashes.map((clash, index) => {
    const number = about.first + index;
    const value: Clash = { of, act: act.id, group: clash.group, fields: clash.fields, standingBy: about.standingBy, losingBy: act.actor, losingAt: act.at };
    const id = recordId('clash', number === 0 ? act.id : `${act.id}.${number}`);
    return { id, kind: 'clash', office, ...(shownTo ? { shownTo } : {}), ...(everyone ? { everyone } : {}), value };
  });
}

/** Whether two JSON values are the same; absent counts as null. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** The fields of an edit, sorted into groups and single fields. */
function unitsOf(names: readonly string[], groups: readonly FieldGroup[]): readonly { label: string | null; names: readonly string[]; group: readonly string[] }[] {
  const grouped = groups
    .map((group) => ({ label: group.name, names: names.filter((name) => group.fields.includes(name)), group: group.fields }))
    .filter((unit) => unit.names.length > 0);
  const single = names
    .filter((name) => !groups.some((group) => group.fields.includes(name)))
    .map((name) => ({ label: null, names: [name], group: [] }));
  return [...grouped, ...single];
}

function clashingField(field: string, current: Fields, edit: Edit): ClashingField {
  return { field, standing: current[field] ?? null, losing: edit.set[field] ?? null, was: edit.was[field] ?? null };
}

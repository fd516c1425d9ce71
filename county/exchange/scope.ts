/** Who may see a record: the office it lies in and those above, offices it is shown to, or everyone. */
import { isWithin, type Office } from '#domain/office/office.ts';
import type { BoardRecord } from '#domain/record/record.ts';
import type { Audience, Scope } from './store.ts';

export function audienceOf(record: BoardRecord): Audience {
  return { office: record.office, shownTo: record.shownTo ?? [], everyone: record.everyone ?? false };
}

export function sees(scope: Scope, audience: Audience): boolean {
  return audience.everyone || scope.within.includes(audience.office) || audience.shownTo.includes(scope.office);
}

/** The scope of a desk, from the offices of its county. */
export function scopeOf(desk: string, office: string, offices: ReadonlyMap<string, Office>): Scope {
  const lookup = { office: (id: string): Office | undefined => offices.get(id) };
  const below = [...offices.keys()].filter((id) => isWithin(lookup, id, office));
  return { desk, office, within: below.length > 0 ? below : [office] };
}

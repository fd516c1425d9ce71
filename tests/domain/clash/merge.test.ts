import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeEdit, same, type Edit, type Fields } from '#domain/clash/merge.ts';

const GROUPS = [{ name: 'amount', fields: ['area', 'rate', 'amount'] }];
const NAMES = ['area', 'rate', 'amount', 'title', 'phone'] as const;

const value = fc.constantFrom(null, 1, 2, 3);
const fields = fc.record({ area: value, rate: value, amount: value, title: value, phone: value }).map((all): Fields => all);
const set = fc
  .dictionary(fc.constantFrom(...NAMES), fc.constantFrom(1, 2, 3, 4), { minKeys: 1, maxKeys: 4 })
  .map((changes): Fields => ({ ...changes }));

/** An edit made over `seen`: what it sets, and everything it saw. */
function editOver(seen: Fields, changes: Fields): Edit {
  return { set: changes, was: seen };
}

function apply(current: Fields, edit: Edit): { readonly after: Fields; readonly lost: Fields } {
  const merged = mergeEdit(current, edit, GROUPS);
  const lost = Object.fromEntries(merged.clashes.flatMap((clash) => clash.fields.map((field) => [field.field, field.losing])));
  return { after: { ...current, ...merged.set }, lost };
}

describe('merge', () => {
  it('applies what nobody else touched', () => {
    fc.assert(
      fc.property(fields, set, (seen, changes) => {
        expect(apply(seen, editOver(seen, changes))).toEqual({ after: { ...seen, ...changes }, lost: {} });
      }),
    );
  });

  it('treats the two sides alike: same clashing fields either way, same result where nothing clashes', () => {
    fc.assert(
      fc.property(fields, set, set, (seen, one, other) => {
        const oneFirst = apply(apply(seen, editOver(seen, one)).after, editOver(seen, other));
        const otherFirst = apply(apply(seen, editOver(seen, other)).after, editOver(seen, one));
        const clashed = (side: { readonly lost: Fields }) => Object.keys(side.lost).length > 0;
        expect(clashed(oneFirst)).toBe(clashed(otherFirst));
        if (!clashed(oneFirst)) expect(oneFirst.after).toEqual(otherFirst.after);
      }),
      { numRuns: 2000 },
    );
  });

  it('loses nothing: every value that was set stands, or lies in a clash with the one that stands', () => {
    fc.assert(
      fc.property(fields, set, set, (seen, one, other) => {
        const first = apply(seen, editOver(seen, one)).after;
        const merged = mergeEdit(first, editOver(seen, other), GROUPS);
        const after: Fields = { ...first, ...merged.set };
        for (const [name, wanted] of Object.entries(other)) {
          if (same(wanted, seen[name])) continue;
          const clashing = merged.clashes.flatMap((clash) => clash.fields).find((field) => field.field === name);
          if (clashing) {
            expect(clashing).toEqual({ field: name, standing: first[name] ?? null, losing: wanted, was: seen[name] ?? null });
            expect(after[name]).toEqual(first[name]);
          } else expect(after[name]).toEqual(wanted);
        }
        for (const [name, wanted] of Object.entries(one)) if (!Object.hasOwn(other, name)) expect(after[name]).toEqual(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(fields, set, (seen, changes) => {
        const once = apply(seen, editOver(seen, changes));
        expect(apply(once.after, editOver(seen, changes))).toEqual(once);
      }),
    );
  });

  it('clashes as a group when fields that must agree were changed apart', () => {
    const seen = { area: 1, rate: 1, amount: 1, title: 1 };
    const merged = mergeEdit({ ...seen, area: 2 }, { set: { amount: 3, title: 2 }, was: { area: 1, rate: 1, amount: 1, title: 1 } }, GROUPS);
    expect(merged.set).toEqual({ title: 2 });
    expect(merged.clashes).toEqual([{ group: 'amount', fields: [{ field: 'amount', standing: 1, losing: 3, was: 1 }] }]);
  });

  it('takes an absent field for null', () => {
    expect(same(undefined, null)).toBe(true);
    expect(mergeEdit({}, { set: { title: 2 }, was: { title: null } }, GROUPS).clashes).toEqual([]);
    expect(mergeEdit({ title: 3 }, { set: { title: 2 }, was: {} }, GROUPS).clashes).toHaveLength(1);
  });
});

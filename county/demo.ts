/** Loads programmes, chains and calendar into a county, and for a demo its offices, people and codes; each once, as signed acts. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import demo from '#resources/demo/county.json' with { type: 'json' };
import { formatCode } from '#domain/code.ts';
import type { Json } from '#domain/json.ts';
import type { Office } from '#domain/office/office.ts';
import { officeShape, rulesShape } from '#domain/office/shapes.ts';
import type { CountyRules } from '#domain/office/rules.ts';
import type { Random } from '#domain/ports.ts';
import { recordId, type RecordId } from '#domain/record/record.ts';
import { z } from 'zod';
import { codeHash } from './exchange/access.ts';
import { credentialFor } from './exchange/passwords.ts';
import type { OpenCounty } from './open.ts';

/** Demo codes never run out: a demo is set up again and again. */
const FAR_FUTURE = Number.MAX_SAFE_INTEGER;

export function demoBeginning(): { readonly rules: CountyRules; readonly office: Office; readonly demo: true } {
  const rules: unknown = demo.rules;
  const office: unknown = demo.office;
  if (!rulesShape(rules) || !officeShape(office)) throw new Error('resources/demo/county.json has not the shape of a county');
  return { rules, office, demo: true };
}

async function filesOf(folder: 'programmes' | 'chains' | 'calendar'): Promise<readonly Json[]> {
  const place = fileURLToPath(new URL(`../resources/${folder}/`, import.meta.url));
  const names = (await readdir(place)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(`${place}${name}`, 'utf8')) as Json));
}

async function standardRecords(): Promise<readonly (readonly [RecordId, Json])[]> {
  const programmes = z.array(z.looseObject({ code: z.string() })).parse(await filesOf('programmes'));
  const chains = z.array(z.looseObject({ id: z.string() })).parse(await filesOf('chains'));
  const years = z.array(z.looseObject({ year: z.int() })).parse(await filesOf('calendar'));
  return [
    ...years.map((year) => [recordId('holidayYear', String(year.year)), year as Json] as const),
    ...chains.map((chain) => [recordId('approvalChain', chain.id), chain as Json] as const),
    ...programmes.map((programme) => [recordId('programme', programme.code), programme as Json] as const),
  ];
}

function demoRecords(): readonly (readonly [RecordId, Json])[] {
  return [
    ...demo.offices.map((office) => [recordId('office', office.id), office as Json] as const),
    ...demo.accounts.map(({ account }) => [recordId('account', account.id), account as Json] as const),
  ];
}

/** Puts what is not there yet; what somebody has changed since stays as it is. */
async function putMissing(county: OpenCounty, records: readonly (readonly [RecordId, Json])[]): Promise<void> {
  const there = await county.store.access((tx) => tx.records(records.map(([id]) => id)));
  for (const [id, value] of records) {
    if (there.has(id)) continue;
    const { outcome } = await county.operator.put(id, value);
    if (outcome.outcome !== 'applied') throw new Error(`${id} was not taken: ${JSON.stringify(outcome)}`);
  }
}

/** Programmes, approval chains and the working-day calendar that every county starts with. */
export async function loadStandard(county: OpenCounty): Promise<void> {
  await putMissing(county, await standardRecords());
}

/** The demo county's offices, people, passwords and codes. */
export async function loadDemo(county: OpenCounty, random: Random): Promise<void> {
  await putMissing(county, demoRecords());
  for (const { account, password } of demo.accounts) {
    if (await county.store.reads.credential(account.id)) continue;
    const credential = await credentialFor(account.id, password, random);
    await county.store.access((tx) => tx.saveCredential(credential));
  }
  for (const { office, code } of demo.codes) {
    const hash = codeHash(code);
    if (hash === null) throw new Error('a demo code is no code');
    const row = { hash, office, expires: FAR_FUTURE, reusable: true, usedBy: null, firstPasswordFor: null };
    await county.store.access(async (tx) => (await tx.code(hash)) ?? tx.saveCode(row));
  }
}

/** What is printed at each start of a demo. */
export function demoSheet(): { readonly accounts: readonly { readonly office: string; readonly name: string; readonly login: string; readonly password: string }[]; readonly codes: readonly { readonly office: string; readonly code: string }[] } {
  const offices = new Map([demo.office, ...demo.offices].map((office) => [office.id, office.name]));
  const nameOf = (id: string): string => offices.get(id) ?? id;
  return {
    accounts: demo.accounts.map(({ account, password }) => ({ office: nameOf(account.posts[0]?.office ?? ''), name: account.name, login: account.login, password })),
    codes: demo.codes.map(({ office, code }) => ({ office: nameOf(office), code: formatCode(code) })),
  };
}

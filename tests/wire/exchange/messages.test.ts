/**
 * The shapes of all messages are pinned: whoever changes one sees it here, gives the protocol a new version where an old
 * program could not read it, and pins the new fingerprint. Messages of every version stay readable for good.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sha256Hex, utf8Bytes } from '#domain/hash.ts';
import { canonicalJson, type Json } from '#domain/json.ts';
import * as messages from '#wire/exchange/messages.ts';
import { certifiedBytes, tokenProofBytes } from '#wire/exchange/proof.ts';
import { MIN_SUPPORTED, PROTOCOL_VERSION, SHAPES_FINGERPRINT } from '#wire/exchange/version.ts';

const GOLDEN = new URL('golden/', import.meta.url);

const exported: readonly (readonly [string, unknown])[] = Object.entries(messages);
const schemas: ReadonlyMap<string, z.ZodType> = new Map(exported.flatMap(([name, value]) => (value instanceof z.ZodType ? [[name, value] as const] : [])));

function fingerprintOf(shapes: ReadonlyMap<string, z.ZodType>): string {
  return sha256Hex(utf8Bytes(canonicalJson(Object.fromEntries([...shapes].map(([name, schema]) => [name, z.toJSONSchema(schema) as Json])))));
}

/** `<message>.<what it shows>.json` of one version. */
const goldenOf = (version: number): readonly { readonly file: string; readonly schema: string; readonly value: Json }[] =>
  readdirSync(new URL(`v${version}/`, GOLDEN)).map((file) => ({
    file, schema: file.split('.')[0] ?? '', value: JSON.parse(readFileSync(new URL(`v${version}/${file}`, GOLDEN), 'utf8')) as Json,
  }));

/** A member that no program knows yet, in every object of a message. */
function withUnknown(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withUnknown(item));
  if (typeof value !== 'object' || value === null) return value;
  return { ...Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withUnknown(member as Json)])), fromLater: { kept: [1, 'two', null] } };
}

describe('the shapes', () => {
  test('are the pinned ones', () => {
    expect(fingerprintOf(schemas)).toBe(SHAPES_FINGERPRINT);
  });

  test('a changed limit, a new member and a new message each change the fingerprint', () => {
    const { nonceRequest, nonceResponse } = messages;
    const changed: readonly (readonly [string, z.ZodType])[] = [
      ['nonceRequest', nonceRequest.extend({ desk: z.string().max(81) })],
      ['nonceResponse', nonceResponse.extend({ more: z.string().optional() })],
      ['later', z.looseObject({})],
    ];
    const fingerprints = [SHAPES_FINGERPRINT, ...changed.map((one) => fingerprintOf(new Map([...schemas, one])))];
    expect(new Set(fingerprints).size).toBe(4);
  });

  test('the bytes that are signed are the same for good', () => {
    expect(Buffer.from(tokenProofBytes('d1', 'n1')).toString()).toBe('noticeboard token\nd1\nn1');
    expect(Buffer.from(certifiedBytes({ v: 1, type: 'desk', county: 'c', subject: 's', office: 'o', key: 'k', day: '2021-05-10' })).toString()).toBe(
      '{"county":"c","day":"2021-05-10","key":"k","office":"o","subject":"s","type":"desk","v":1}',
    );
  });
});

describe.each(Array.from({ length: PROTOCOL_VERSION - MIN_SUPPORTED + 1 }, (_, at) => MIN_SUPPORTED + at))('golden messages of version %i', (version) => {
  const golden = goldenOf(version);

  test.each(golden)('$file comes back as it was, with members of later programs', ({ schema, value }) => {
    const read = schemas.get(schema);
    for (const message of [value, withUnknown(value)]) expect(canonicalJson(read?.parse(message) as Json)).toBe(canonicalJson(message));
  });

  test('show every message', () => {
    expect(new Set(golden.map((one) => one.schema))).toEqual(new Set(schemas.keys()));
    const alternatives = golden.filter((one) => ['outcomeSchema', 'changeLine'].includes(one.schema)).map(({ value }) => Object.values(value as { readonly [name: string]: Json })[0]);
    expect(new Set(alternatives)).toEqual(new Set(['applied', 'clashed', 'refused', 'waiting', 'forked', 'held', 'record', 'gone', 'receipt', 'end']));
  });
});

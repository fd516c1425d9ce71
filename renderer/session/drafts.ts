/** Half-finished forms, one set per person, sealed: a form can name people. */
import type { Json } from '#domain/json.ts';
import { utf8Bytes } from '#domain/hash.ts';
import type { Sealer } from '#renderer/store/seal.ts';
import type { Store } from '#renderer/store/store.ts';

export async function readDraft(store: Store, sealer: Sealer, account: string, key: string): Promise<Json | undefined> {
  const place = `${account} ${key}`;
  const row = await store.database.drafts.get(place);
  if (row === undefined) return undefined;
  return JSON.parse(new TextDecoder().decode(await sealer.open(`draft:${place}`, row.sealed))) as Json;
}

/** `undefined` throws the draft away. */
export async function writeDraft(store: Store, sealer: Sealer, where: { readonly account: string; readonly key: string }, value: Json | undefined): Promise<void> {
  const place = `${where.account} ${where.key}`;
  if (value === undefined) await store.database.drafts.delete(place);
  else await store.database.drafts.put({ key: place, sealed: await sealer.seal(`draft:${place}`, utf8Bytes(JSON.stringify(value))) });
}

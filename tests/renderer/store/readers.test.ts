/** Readers cannot write: the type of what screens get has no way to, and this does not compile when it gets one. */
import { describe, expect, it } from 'vitest';
import type { DeskReader } from '#renderer/store/reader.ts';
import type { Store } from '#renderer/store/store.ts';
import { saveAct } from '#renderer/store/outbox.ts';

type Writes = Extract<keyof DeskReader, 'put' | 'save' | 'delete' | 'add' | 'update' | 'database' | 'alone'>;
const none: [Writes] extends [never] ? true : false = true;

/** Never called; the compiler reads it. */
function screensCannotWrite(reader: DeskReader): Promise<void> {
  // @ts-expect-error a reader is no store
  return saveAct(reader, {} as never, [], new Map());
}

function nobodyMakesAStore(): Store {
  // @ts-expect-error a store has a database and turns to take; a look-alike is none
  return { close: () => undefined };
}

describe('readers', () => {
  it('have no way to write', () => {
    expect(none).toBe(true);
    expect([screensCannotWrite, nobodyMakesAStore]).toHaveLength(2);
  });
});

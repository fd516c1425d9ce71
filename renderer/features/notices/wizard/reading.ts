/** The file while it is being understood: opened in its worker, checked anew whenever a choice changes, packed at the end. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { Unreadable, type UnreadableCode } from '#domain/roster/problem.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { Office } from '#domain/office/office.ts';
import { openList, type ImportSession, type PackedList } from '#renderer/import/importList.ts';
import type { ImportReading, PreviewRows } from '#renderer/import/pipeline.ts';
import type { Person } from '#renderer/session/desk.ts';
import { fromBase64, type WizardDraft } from './draft.ts';
import { lastDayOf, namesOf } from './holding.ts';

export type Reading =
  | { readonly state: 'none' }
  | { readonly state: 'reading'; readonly fraction: number }
  /** `file` is the one meant, in base64: the next may already be chosen. */
  | { readonly state: 'unreadable'; readonly file: string; readonly fileName: string; readonly code: UnreadableCode }
  | { readonly state: 'read'; readonly reading: ImportReading; readonly preview: PreviewRows };

export interface ReadingHandle {
  readonly reading: Reading;
  /** Frames of the list as last checked. */
  pack(): Promise<PackedList>;
  cancel(): void;
}

const PREVIEW_ROWS = 60;

export interface ReadingOf {
  readonly draft: WizardDraft | null | undefined;
  readonly person: Person;
  readonly offices: readonly Office[] | undefined;
  readonly programmes: readonly Programme[] | undefined;
}

export function useReading({ draft, person, offices, programmes }: ReadingOf): ReadingHandle {
  const session = useRef<ImportSession | null>(null);
  const stopping = useRef<AbortController | null>(null);
  const [opened, setOpened] = useState(0);
  const [reading, setReading] = useState<Reading>({ state: 'none' });
  const file = draft?.file;
  const known = offices !== undefined && programmes !== undefined;
  const fileName = draft?.fileName ?? '';
  useEffect(() => {
    if (file === undefined || !known) return undefined;
    const stop = new AbortController();
    stopping.current = stop;
    setReading({ state: 'reading', fraction: 0 });
    const knowledge = knowledgeOf(person, offices, programmes);
    openList({ name: fileName, bytes: fromBase64(file) }, knowledge, { onProgress: (fraction) => setReading({ state: 'reading', fraction }), signal: stop.signal }).then(
      (made) => {
        session.current = made;
        setOpened((count) => count + 1);
      },
      (error: unknown) => setReading({ state: 'unreadable', file, fileName, code: error instanceof Unreadable ? error.code : 'fileDamaged' }),
    );
    return () => {
      stop.abort();
      session.current?.close();
      session.current = null;
    };
    // Opened once per file; choices below are checked over the open file.
  }, [file, known]);
  const choices = JSON.stringify({ programme: draft?.programme, overrides: draft?.overrides, asOf: draft?.asOf });
  useEffect(() => {
    const open = session.current;
    if (!open || !draft) return undefined;
    let wanted = true;
    const { programme, overrides, asOf, file: checking = '' } = draft;
    const check = async (): Promise<void> => {
      const checked = await open.check({ overrides, ...(programme === null ? {} : { programme }), ...(asOf === null ? {} : { asOf: lastDayOf(asOf) }) });
      const preview = await open.rows(checked.summary.sheets[0]?.name ?? '', 0, PREVIEW_ROWS);
      if (wanted) setReading({ state: 'read', reading: checked, preview });
    };
    check().catch((error: unknown) => {
      if (wanted) setReading({ state: 'unreadable', file: checking, fileName, code: error instanceof Unreadable ? error.code : 'fileDamaged' });
    });
    return () => {
      wanted = false;
    };
  }, [opened, choices]);
  const pack = useCallback(async (): Promise<PackedList> => {
    if (!session.current) throw new Unreadable('cancelled');
    return session.current.pack();
  }, []);
  const cancel = useCallback(() => stopping.current?.abort(), []);
  return { reading, pack, cancel };
}

function knowledgeOf(person: Person, offices: readonly Office[], programmes: readonly Programme[]): Parameters<typeof openList>[1] {
  const own = person.office.level === 'village' ? namesOf(person.office) : undefined;
  const villages = offices.filter((office) => office.level === 'village' && (own !== undefined || office.parent === person.office.id)).map(namesOf);
  return { programmes, villages, ...(own ? { ownVillage: own } : {}) };
}

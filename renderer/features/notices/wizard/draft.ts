/** What a half-finished wizard remembers, sealed with the person's other drafts. Before the import it holds the file itself. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { NoticeHead, PostingStage } from '#domain/notice/notice.ts';
import type { Problem } from '#domain/roster/problem.ts';
import type { ReadOverrides, SheetTotal } from '#domain/roster/reading.ts';
import type { Json } from '#domain/json.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';

export const WIZARD_STEPS = ['columns', 'check', 'head', 'preview'] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];

/** What the sheet said about itself; kept after the import so that totals can still be compared. */
export interface SavedSheet {
  readonly name: string;
  readonly title: string;
  readonly reportingOffice: string;
  readonly payees: number;
  readonly totals: readonly SheetTotal[];
}

export interface WizardDraft {
  readonly step: WizardStep;
  readonly fileName: string;
  /** Base64; gone once the list is imported. */
  readonly file?: string;
  readonly overrides: ReadOverrides;
  readonly programme: string | null;
  readonly year: number | null;
  readonly batchNo: number;
  readonly stage: PostingStage;
  /** Month `YYYY-MM` on whose last day ages are reckoned. */
  readonly asOf: string | null;
  readonly sheets: readonly SavedSheet[];
  /** What reading itself noticed: repairs and stored forms that no longer show in the rows. */
  readonly problems: readonly Problem[];
  /** What was typed into the head and is not yet an act. */
  readonly head?: NoticeHead;
}

export const EMPTY_DRAFT: WizardDraft = {
  step: 'columns', fileName: '', overrides: {}, programme: null, year: null, batchNo: 1, stage: 'secondPosting', asOf: null, sheets: [], problems: [],
};

export interface DraftHandle {
  /** Undefined while it is being read; null when there is none. */
  readonly draft: WizardDraft | null | undefined;
  /** Saved before it returns, so that a kill loses nothing; null forgets it. */
  save(draft: WizardDraft | null): Promise<void>;
}

export function useWizardDraft(key: string): DraftHandle {
  const desk = useDesk();
  const place = `wizard.${key}`;
  const [draft, setDraft] = useState<WizardDraft | null | undefined>(undefined);
  const writing = useRef(Promise.resolve());
  useEffect(() => {
    let wanted = true;
    void desk.draft<Json>(place).then((held) => {
      if (wanted) setDraft(held === undefined ? null : (held as unknown as WizardDraft));
    });
    return () => {
      wanted = false;
    };
  }, [desk, place]);
  const save = useCallback(async (next: WizardDraft | null): Promise<void> => {
    setDraft(next);
    writing.current = writing.current.then(() => desk.saveDraft(place, next === null ? undefined : (next as unknown as Json)));
    await writing.current;
  }, [desk, place]);
  return { draft, save };
}

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** A loop on purpose: `Uint8Array.from` with a callback holds the window up for seconds on a file of some megabytes. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

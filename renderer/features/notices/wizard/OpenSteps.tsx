/** Before the import: the file, the programme and the columns. "Begin checking" performs the import, and from then on every fix is an act. */
import { useEffect, useMemo, useState } from 'react';
import type { Person } from '#renderer/session/desk.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { useLive } from '#renderer/store/useLive.ts';
import { Button } from '#renderer/ui/Button.tsx';
import type { PickedFile } from '#renderer/ui/ground.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { useText } from '#renderer/ui/text.ts';
import type { ImportSummary } from '#renderer/import/pipeline.ts';
import { batchRecordId } from '#domain/batch/batch.ts';
import { Unreadable } from '#domain/roster/problem.ts';
import { useTell } from '#renderer/ui/telling.tsx';
import { textOf } from '#renderer/ui/text.ts';
import { ColumnsStep } from './ColumnsStep.tsx';
import { EMPTY_DRAFT, type SavedSheet, type WizardDraft } from './draft.ts';
import { FileStep } from './FileStep.tsx';
import { importAct } from './importing.ts';
import { useReading } from './reading.ts';
import type { SaveDraft } from './Wizard.tsx';

export interface OpenStepsProps {
  readonly wizardKey: string;
  readonly draft: WizardDraft | null;
  readonly save: SaveDraft;
  readonly person: Person;
  readonly onFile: (file: PickedFile) => void;
}

export function OpenSteps({ wizardKey, draft, save, person, onFile }: OpenStepsProps) {
  const t = useText();
  const desk = useDesk();
  const known = useLive(async () => ({
    offices: (await desk.reader.records('office')).map((record) => record.value),
    programmes: (await desk.reader.records('programme')).map((record) => record.value),
  }), [desk]);
  const { reading, pack, cancel } = useReading({ draft, person, offices: known?.offices, programmes: known?.programmes });
  const begin = useImport({ wizardKey, save, person, pack });
  const summary = reading.state === 'read' ? reading.reading.summary : undefined;
  useGuessed(draft, summary, save);
  const spoilt = reading.state === 'unreadable' && reading.file === draft?.file;
  useEffect(() => {
    // A file that cannot be read leaves nothing behind: what it was and why stays on the screen, not in the desk.
    if (spoilt) void save(null);
  }, [spoilt, save]);
  if (reading.state !== 'read' || !draft || !known) {
    return <FileStep reading={reading} fileName={draft?.fileName ?? ''} onPicked={onFile} onCancel={cancel} />;
  }
  const programme = known.programmes.find((one) => one.code === draft.programme);
  const ready = programme !== undefined && draft.year !== null && reading.reading.summary.payees > 0;
  return (
    <>
      <ColumnsStep draft={draft} reading={reading.reading} preview={reading.preview} programmes={known.programmes} onChange={(next) => void save(next)} />
      <div className="foot-bar">
        <Button kind="quiet" onClick={() => void save({ ...EMPTY_DRAFT })}>{t('columns.otherFile')}</Button>
        <span className="quiet">{ready ? t('columns.ready') : t('columns.notReady')}</span>
        <Button kind="primary" disabled={!ready} busy={begin.busy} onClick={() => void begin.run(draft, reading.reading.summary, reading.reading.problems)}>{t('columns.begin')}</Button>
      </div>
    </>
  );
}

/** Takes the guess and the year into the draft once; a person's choice is never overwritten. */
function useGuessed(draft: WizardDraft | null, summary: ImportSummary | undefined, save: SaveDraft): void {
  const guess = summary?.guess?.code;
  const year = summary?.years.at(-1);
  useEffect(() => {
    if (!draft || !summary) return;
    const programme = draft.programme ?? guess ?? null;
    const taken = draft.year ?? year ?? null;
    if (programme !== draft.programme || taken !== draft.year) void save({ ...draft, programme, year: taken });
    // Runs when a reading arrives, not whenever the draft changes: emptied fields stay empty.
  }, [guess, year, summary === undefined]);
}

interface ImportRun {
  readonly wizardKey: string;
  readonly save: SaveDraft;
  readonly person: Person;
  readonly pack: ReturnType<typeof useReading>['pack'];
}

function useImport({ wizardKey, save, person, pack }: ImportRun) {
  const t = useText();
  const desk = useDesk();
  const tell = useTell();
  const performing = usePerforming();
  const [busy, setBusy] = useState(false);
  return useMemo(() => {
    const work = async (draft: WizardDraft, summary: ImportSummary, problems: WizardDraft['problems']): Promise<void> => {
      const world = await desk.reader.world([]);
      const programme = world.programme(draft.programme ?? '');
      if (!programme || draft.year === null) return;
      const packed = await pack();
      const sheets = summary.sheets.map(({ name, title, reportingOffice, payees, totals }): SavedSheet => ({ name, title, reportingOffice, payees, totals }));
      // Kept before the act: whatever happens in between, the next start finds the comparison beside the list.
      const kept: WizardDraft = { ...draft, sheets, problems, step: 'check' };
      await save(kept);
      const lists = await desk.reader.records('subsidyList');
      const batch = batchRecordId(person.office.level === 'village' ? (person.office.parent ?? '') : person.office.id, programme.code, [draft.year], draft.batchNo);
      const listsBefore = lists.filter((list) => list.value.batch === batch).length;
      const act = importAct({ key: wizardKey, draft, programme, year: draft.year, person, rules: world.rules, summary, packed, listsBefore }, t);
      if (await performing(() => desk.perform(act), t('columns.told', { rows: summary.payees }))) await save({ ...kept, file: undefined });
    };
    return {
      busy,
      run: async (draft: WizardDraft, summary: ImportSummary, problems: WizardDraft['problems']): Promise<void> => {
        setBusy(true);
        try {
          await work(draft, summary, problems);
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
          tell({ tone: 'bad', title: textOf('problem')(`unreadable.${error.code}`) });
        } finally {
          setBusy(false);
        }
      },
    };
  }, [busy, desk, pack, performing, person, save, t, tell, wizardKey]);
}

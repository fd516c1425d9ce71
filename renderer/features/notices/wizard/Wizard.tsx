/** From a file to a submitted notice in five steps, back and forth at will; every step is kept, nothing is entered twice. */
import { useEffect, useState } from 'react';
import { recordId } from '#domain/record/record.ts';
import type { Person } from '#renderer/session/desk.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { useLive } from '#renderer/store/useLive.ts';
import { useGround, type PickedFile } from '#renderer/ui/ground.tsx';
import { goInstead } from '#renderer/ui/path.ts';
import { Loading } from '#renderer/ui/Say.tsx';
import { useText } from '#renderer/ui/text.ts';
import { EMPTY_DRAFT, toBase64, useWizardDraft, type WizardDraft, type WizardStep } from './draft.ts';
import { loadHolding } from './holding.ts';
import { HeldSteps } from './HeldSteps.tsx';
import { OpenSteps } from './OpenSteps.tsx';

export interface WizardProps {
  readonly person: Person;
  readonly draftKey: string | null;
}

export function Wizard({ person, draftKey }: WizardProps) {
  const { ids } = useGround();
  const [made] = useState(() => ids.next());
  useEffect(() => {
    if (draftKey === null) goInstead('new', made);
  }, [draftKey, made]);
  return draftKey === null ? null : <KeyedWizard person={person} wizardKey={draftKey} />;
}

function KeyedWizard({ person, wizardKey }: { readonly person: Person; readonly wizardKey: string }) {
  const t = useText();
  const desk = useDesk();
  const { handOver } = useGround();
  const { draft, save } = useWizardDraft(wizardKey);
  const listId = recordId('subsidyList', wizardKey);
  const basis = draft ?? EMPTY_DRAFT;
  // Only what the holding is computed from; typing a title must not read the list anew.
  const held = useLive(async () => ({ holding: await loadHolding(desk, listId, person, basis) }), [desk, listId, person, basis.sheets, basis.problems, basis.asOf]);
  const begin = (file: PickedFile): void => {
    void save({ ...EMPTY_DRAFT, fileName: file.name, file: toBase64(file.bytes) });
  };
  useEffect(() => {
    if (draft !== null || held === undefined || held.holding) return;
    const file = handOver.take();
    if (file) begin(file);
  });
  const holding = held?.holding;
  const step: WizardStep = holding ? (basis.step === 'columns' ? 'check' : basis.step) : 'columns';
  useEffect(() => {
    // A new step begins at its top, however far the one before was scrolled.
    document.getElementById('screen')?.scrollTo({ top: 0 });
  }, [step]);
  if (draft === undefined || held === undefined) return <Loading label={t('common.loading')} />;
  return (
    <div className="screen-in wizard">
      <header className="row-between">
        <h1>{holding?.batch?.title ?? t('wizard.title')}</h1>
        <p className="quiet">{t('wizard.kept')}</p>
      </header>
      <Rail step={step} begun={holding !== undefined} />
      {holding
        ? <HeldSteps key={holding.id} holding={holding} step={step} draft={basis} save={save} person={person} />
        : <OpenSteps wizardKey={wizardKey} draft={draft} save={save} person={person} onFile={begin} />}
    </div>
  );
}

export type SaveDraft = (draft: WizardDraft | null) => Promise<void>;

const RAIL = ['columns', 'check', 'head', 'preview', 'submit'] as const;

function Rail({ step, begun }: { readonly step: WizardStep; readonly begun: boolean }) {
  const t = useText();
  const at = RAIL.indexOf(step);
  return (
    <ol className="steps" aria-label={t('wizard.steps')}>
      {RAIL.map((one, index) => (
        <li key={one} className={index < at || (begun && one === 'columns') ? 'step-done' : index === at ? 'step-here' : 'step-later'} aria-current={index === at ? 'step' : undefined}>
          <span className="step-dot" aria-hidden="true">{index < at ? '\u2713' : index + 1}</span>
          {t(`wizard.step.${one}`)}
        </li>
      ))}
    </ol>
  );
}

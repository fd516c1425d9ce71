/** After the import: check, head, preview and submit, for a village's own notice or a township's many. */
import { useEffect, useRef, useState } from 'react';
import type { NoticeHead } from '#domain/notice/notice.ts';
import type { Person } from '#renderer/session/desk.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { Callout } from '#renderer/ui/Say.tsx';
import { useText } from '#renderer/ui/text.ts';
import { headEditAct } from '../acts.ts';
import { CheckStep, leftToCheck } from './CheckStep.tsx';
import type { WizardDraft, WizardStep } from './draft.ts';
import { HeadStep } from './HeadStep.tsx';
import type { Holding } from './holding.ts';
import { firstHead } from './importing.ts';
import { PreviewStep } from './PreviewStep.tsx';
import type { SaveDraft } from './Wizard.tsx';

export interface HeldStepsProps {
  readonly holding: Holding;
  readonly step: WizardStep;
  readonly draft: WizardDraft;
  readonly save: SaveDraft;
  readonly person: Person;
}

export function HeldSteps({ holding, step, draft, save, person }: HeldStepsProps) {
  const t = useText();
  const closed = holding.list.withdrawn === true || (holding.notices.length > 0 && holding.notices.every((facts) => facts.notice.state !== 'draft'));
  const to = (next: WizardStep): void => void save({ ...draft, step: next });
  if (closed && step !== 'preview') return <PreviewStep holding={holding} person={person} onBack={null} draft={draft} />;
  if (step === 'head') return <HeadPart holding={holding} draft={draft} save={save} person={person} />;
  if (step === 'preview') return <PreviewStep holding={holding} person={person} onBack={closed ? null : () => to('head')} draft={draft} />;
  const left = leftToCheck(holding);
  return (
    <>
      <CheckStep holding={holding} draft={draft} />
      <div className="foot-bar">
        <span className="quiet">{left === 0 ? t('check.done') : t('check.left', { count: left })}</span>
        <Button kind="primary" disabled={left > 0} onClick={() => to('head')}>{t('check.next')}</Button>
      </div>
    </>
  );
}

const TYPING_PAUSE_MS = 400;

/** What is typed is kept while typing and becomes one act on leaving the step. */
function HeadPart({ holding, draft, save, person }: Omit<HeldStepsProps, 'step'>) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const single = holding.notices.length === 1 && holding.notices[0]?.notice.direction === 'up' ? holding.notices[0] : undefined;
  const year = holding.batch?.years.at(-1) ?? 0;
  const [head, setHead] = useState<NoticeHead | undefined>(() => draft.head ?? single?.notice.head ?? holding.notices[0]?.notice.head ?? (holding.programme ? firstHead({ programme: holding.programme, year, batchNo: holding.batch?.batchNo ?? 1, office: person.office, rules: holding.world.rules }, t) : undefined));
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  if (!head) return <Callout tone="warn" title={t('head.noProgramme')} />;
  const change = (next: NoticeHead): void => {
    setHead(next);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void save({ ...draft, head: next }), TYPING_PAUSE_MS);
  };
  const leave = async (step: WizardStep): Promise<void> => {
    window.clearTimeout(timer.current);
    for (const facts of holding.notices.filter((one) => one.notice.state === 'draft')) {
      const own = single ? head : { ...head, title: facts.notice.head.title, objectionOffice: facts.notice.head.objectionOffice, objectionPhone: facts.notice.head.objectionPhone };
      const act = headEditAct(facts, own);
      if (act && !(await performing(() => desk.perform(act), t('head.told')))) return;
    }
    await save({ ...draft, step, head: single ? undefined : head });
  };
  return (
    <>
      <HeadStep head={head} programme={holding.programme} world={holding.world} onChange={change} several={single === undefined} />
      <div className="foot-bar">
        <Button onClick={() => void leave('check')}>{t('common.back')}</Button>
        <Button kind="primary" onClick={() => void leave('preview')}>{t('head.next')}</Button>
      </div>
    </>
  );
}

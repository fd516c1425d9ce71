/** 公示内容: title, basis, period, phones and the text around the list; every field is known beforehand where it can be. */
import { postingPeriod, type PeriodStep } from '#domain/notice/period.ts';
import type { NoticeHead } from '#domain/notice/notice.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { World } from '#domain/world.ts';
import { Field } from '#renderer/ui/Field.tsx';
import { writtenDay } from '#renderer/ui/shapes.ts';
import { useText } from '#renderer/ui/text.ts';

export interface HeadStepProps {
  readonly head: NoticeHead;
  readonly programme: Programme | undefined;
  readonly world: World;
  readonly onChange: (head: NoticeHead) => void;
  /** Titles are made per village when one text serves several notices. */
  readonly several: boolean;
}

export function HeadStep({ head, programme, world, onChange, several }: HeadStepProps) {
  const t = useText();
  const set = (field: keyof NoticeHead) => (event: { readonly target: { readonly value: string } }): void => onChange({ ...head, [field]: event.target.value });
  return (
    <div className="card head-form">
      {several ? null : <Field label={t('head.title')} required value={head.title} onChange={set('title')} />}
      <Field label={t('head.basisText')} value={head.basisText} onChange={set('basisText')} />
      <Period head={head} programme={programme} world={world} onChange={onChange} />
      <div className="head-phones">
        {several ? null : <Field label={t('head.objectionOffice')} required value={head.objectionOffice} onChange={set('objectionOffice')} />}
        {several ? null : <Field label={t('head.objectionPhone')} required value={head.objectionPhone} hint={t('head.phoneHint')} onChange={set('objectionPhone')} />}
        <Field label={t('head.supervisionPhone')} required value={head.supervisionPhone} onChange={set('supervisionPhone')} />
      </div>
      <div className="field">
        <label>
          {t('head.bodyText')}
          <textarea value={head.bodyText} placeholder={t('head.bodyHint')} onChange={set('bodyText')} />
        </label>
        <div className="field-note">{t('head.bodyNote')}</div>
      </div>
    </div>
  );
}

function Period({ head, programme, world, onChange }: Omit<HeadStepProps, 'several'>) {
  const t = useText();
  const counted = programme && head.periodStart !== null ? postingPeriod(head.periodStart, programme.posting, world.rules, world) : undefined;
  const start = (day: string): void => {
    if (day === '' || !programme) return onChange({ ...head, periodMode: 'printed', periodStart: null, periodEnd: null, objectionDeadline: null });
    const period = postingPeriod(day, programme.posting, world.rules, world);
    return onChange({ ...head, periodMode: 'printed', periodStart: day, periodEnd: period.end.day, objectionDeadline: period.objectionDeadline.day });
  };
  const pen = (): void => onChange({ ...head, periodMode: 'pen', periodStart: null, periodEnd: null, objectionDeadline: null });
  return (
    <fieldset className="period">
      <legend>{t('head.period')}</legend>
      <label className="choice"><input type="radio" name="period" checked={head.periodMode === 'pen'} onChange={pen} />{t('head.pen')}</label>
      <label className="choice"><input type="radio" name="period" checked={head.periodMode === 'printed'} onChange={() => start(world.day)} />{t('head.printed')}</label>
      {head.periodMode === 'printed' ? (
        <div className="period-days">
          <Field label={t('head.start')} type="date" value={head.periodStart ?? ''} onChange={(event) => start(event.target.value)} />
          <Field label={t('head.end')} type="date" value={head.periodEnd ?? ''} min={head.periodStart ?? undefined} onChange={(event) => onChange({ ...head, periodEnd: event.target.value })} />
          <Field label={t('head.deadline')} type="date" value={head.objectionDeadline ?? ''} min={head.periodEnd ?? undefined} onChange={(event) => onChange({ ...head, objectionDeadline: event.target.value })} />
        </div>
      ) : <p className="field-note">{programme ? t('head.penHint', { days: programme.posting.days }) : ''}</p>}
      {counted ? (
        <details>
          <summary>{t('head.why')}</summary>
          <ol className="bullets">
            {[...counted.end.steps, ...counted.objectionDeadline.steps].map((step, index) => <li key={`${step.step}.${index}`}>{stepText(t, step)}</li>)}
          </ol>
          <p className="quiet">{t(`head.calendar.${counted.end.status}`)}</p>
        </details>
      ) : null}
    </fieldset>
  );
}

function stepText(t: ReturnType<typeof useText>, step: PeriodStep): string {
  switch (step.step) {
    case 'startCounted':
    case 'startNotCounted':
      return t(`head.step.${step.step}`, { day: writtenDay(step.day) });
    case 'count':
      return t(step.unit === 'workDay' ? 'head.step.countWork' : 'head.step.count', { days: step.days });
    case 'daysOff':
      return t('head.step.daysOff', { days: step.days.map((day) => writtenDay(day)).join(t('common.listComma')) });
    case 'objectionDays':
      return t('head.step.objectionDays', { days: step.days });
    case 'rolled':
      return t('head.step.rolled', { from: writtenDay(step.from), to: writtenDay(step.to) });
  }
}

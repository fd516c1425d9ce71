/** An own step that the county refused, in words, with what rested on it. Nothing of it is thrown away. */
import type { RecordId } from '#domain/record/record.ts';
import type { Person } from '#renderer/session/desk.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { go } from '#renderer/ui/path.ts';
import { Callout } from '#renderer/ui/Say.tsx';
import { useTell } from '#renderer/ui/telling.tsx';
import { writtenMoment } from '#renderer/ui/shapes.ts';
import { faultText, useText, verbText } from '#renderer/ui/text.ts';
import type { SyncScreen } from './facts.ts';

export interface RefusedCardProps {
  readonly item: SyncScreen['refused'][number];
  readonly titles: ReadonlyMap<RecordId, string>;
  readonly person: Person;
}

export function RefusedCard({ item, titles, person }: RefusedCardProps) {
  const t = useText();
  const desk = useDesk();
  const tell = useTell();
  const aside = async (): Promise<void> => {
    await desk.putAside(item.act.id);
    tell({ tone: 'good', title: t('refused.toldAside') });
  };
  const notice = item.act.touches.map((touch) => touch.record).find((record) => titles.has(record));
  return (
    <Callout
      tone="bad"
      title={t('refused.title', { verb: verbText(item.act.verb), title: notice === undefined ? '' : (titles.get(notice) ?? '') })}
      action={
        <>
          <Button onClick={() => void aside()}>{t('refused.aside')}</Button>
          {notice === undefined ? null : <Button onClick={() => go('notice', notice)}>{t('refused.open')}</Button>}
        </>
      }
    >
      <p>{item.fault ? faultText(item.fault) : t(`refused.outcome.${item.outcome}`)}</p>
      <p className="quiet">{t('refused.when', { at: writtenMoment(item.act.at), who: item.act.actor === person.account.id ? t('refused.you') : t('refused.colleague') })}</p>
      <p className="quiet">{t('refused.stays')}</p>
      {item.dependents.length === 0 ? null : <p className="quiet">{t('refused.dependents', { count: item.dependents.length })}</p>}
    </Callout>
  );
}

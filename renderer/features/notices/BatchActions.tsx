/** Several notices by one act, all or none: submit, approve or sign what was ticked, if all of it waits for the same step. */
import { approveAct, signAct, submitAct } from './acts.ts';
import type { NoticeFacts } from './facts.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { ActDraft } from '#renderer/session/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { useGround } from '#renderer/ui/ground.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { useText } from '#renderer/ui/text.ts';
import type { Random } from '#domain/ports.ts';

export function BatchActions({ notices, onDone }: { readonly notices: readonly NoticeFacts[]; readonly onDone: () => void }) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const { random } = useGround();
  const first = notices[0]?.next;
  if (notices.length < 2 || !first) return null;
  const same = notices.every((facts) => facts.next?.action === first.action && facts.next.step === first.step);
  const act = same ? batchAct(notices, first, random) : undefined;
  if (!act) return <p className="quiet row-end">{t('batch.mixed')}</p>;
  const word = first.action === 'submit' || first.action === 'sign' ? first.action : 'approve';
  const run = async (): Promise<void> => {
    if (await performing(() => desk.perform(act), t(`batch.told.${word}`, { count: notices.length }))) onDone();
  };
  return (
    <div className="foot-bar">
      <span>{t('batch.chosen', { count: notices.length })}</span>
      <Button kind="primary" onClick={() => void run()}>{t(`batch.${word}`, { count: notices.length })}</Button>
    </div>
  );
}

function batchAct(notices: readonly NoticeFacts[], next: NonNullable<NoticeFacts['next']>, random: Random): ActDraft | undefined {
  if (next.action === 'submit') return submitAct(notices);
  if (next.action === 'sign') return signAct(notices, random);
  return next.action === 'approve' && next.step !== undefined ? approveAct(notices, next.step) : undefined;
}

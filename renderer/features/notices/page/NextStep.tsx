/** The one next action of a notice, for this person or, in words, for somebody else. A and R work on the keyboard. */
import { useEffect, useState } from 'react';
import { RULES, type ProblemRule } from '#domain/roster/problem.ts';
import { approveAct, confirmAct, reopenAct, returnAct, signAct, withdrawAct } from '../acts.ts';
import { restOf, type NoticeFacts } from '../facts.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { ActDraft, Person } from '#renderer/session/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { useGround } from '#renderer/ui/ground.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { go } from '#renderer/ui/path.ts';
import { Callout } from '#renderer/ui/Say.tsx';
import { writtenDay } from '#renderer/ui/shapes.ts';
import { useText } from '#renderer/ui/text.ts';
import { PaperSignature } from './PaperSignature.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import { useKeys } from './useKeys.ts';

interface NextProps {
  readonly facts: NoticeFacts;
  readonly person: Person;
}

export function NextStep({ facts, person }: NextProps) {
  const { next, notice } = facts;
  const lastReturn = notice.state === 'draft' ? notice.returns.at(-1) : undefined;
  return (
    <div className="stack">
      {lastReturn ? <ReturnedWith facts={facts} /> : null}
      {next === null ? <WaitingForDays facts={facts} /> : next.yours ? <OwnStep facts={facts} person={person} /> : <OthersStep facts={facts} person={person} />}
      <SideDoors facts={facts} person={person} />
    </div>
  );
}

function ReturnedWith({ facts }: { readonly facts: NoticeFacts }) {
  const t = useText();
  const last = facts.notice.returns.at(-1);
  if (!last) return null;
  return (
    <Callout tone="warn" title={t('next.returned', { name: facts.world.account(last.by)?.name ?? '', day: writtenDay(last.day) })}>
      <p>{t('next.returnedReason', { reason: last.reason })}</p>
    </Callout>
  );
}

function WaitingForDays({ facts }: { readonly facts: NoticeFacts }) {
  const t = useText();
  const { status, notice } = facts;
  if (notice.state === 'withdrawn') return <Callout tone="quiet" title={t('next.withdrawn')}><p>{notice.withdrawn?.reason ?? ''}</p></Callout>;
  if (status.wall === 'posting' || status.wall === 'objections') {
    return (
      <Callout tone="good" title={t(`next.wall.${status.wall}`, { days: Math.max(0, status.daysLeft ?? 0) })}>
        <p>{t('next.wallDays', { end: writtenDay(status.end?.day ?? null), deadline: writtenDay(status.objectionDeadline?.day ?? null) })}</p>
      </Callout>
    );
  }
  return status.wall === 'closable' ? <Callout tone="good" title={t('next.closable')} /> : null;
}

function OthersStep({ facts }: NextProps) {
  const t = useText();
  const { next, world } = facts;
  if (!next) return null;
  const who = next.roles.map((role) => t(`role.${role}`)).join(t('common.listComma'));
  return <Callout tone="quiet" title={t(`next.others.${next.action}`, { office: world.office(next.office)?.name ?? '', who })} />;
}

function OwnStep({ facts, person }: NextProps) {
  const t = useText();
  const { next } = facts;
  switch (next?.action) {
    case 'approve':
    case 'sign':
      return <Judge facts={facts} person={person} />;
    case 'confirm':
      return <Confirm facts={facts} />;
    case 'recordPaperSignature':
      return <PaperStep facts={facts} />;
    case 'settle':
      return <Callout tone="bad" title={t('next.own.settle')} action={<Button kind="primary" onClick={() => go('sync')}>{t('next.button.settle')}</Button>} />;
    case 'submit':
      return <Callout tone="busy" title={t('next.own.submit')} action={<Button kind="primary" onClick={() => go('new', restOf(facts.notice.list))}>{t('next.button.submit')}</Button>} />;
    default:
      return <ToWall facts={facts} />;
  }
}

/** Approve or sign, or return with a reason: A and R. */
function Judge({ facts }: NextProps) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const { random } = useGround();
  const [returning, setReturning] = useState(false);
  const next = facts.next;
  const step = next?.step ?? 'review';
  const signing = next?.action === 'sign';
  const accept = (): void => {
    const act = signing ? signAct([facts], random) : approveAct([facts], step);
    void performing(() => desk.perform(act), t(signing ? 'next.told.sign' : 'next.told.approve'));
  };
  useKeys({ a: accept, r: () => setReturning(true) });
  const changed = useChanged(facts.contentHash);
  const send = async (reason: string): Promise<void> => {
    setReturning(false);
    await performing(() => desk.perform(returnAct(facts, step, reason)), t('next.told.return'));
  };
  return (
    <Callout
      tone={changed ? 'warn' : 'busy'}
      title={t(`next.own.${step}`)}
      action={
        <>
          <Button kind="danger" onClick={() => setReturning(true)} aria-keyshortcuts="r">{t('next.button.return')}</Button>
          <Button kind="primary" onClick={accept} aria-keyshortcuts="a">{t(signing ? 'next.button.sign' : changed ? 'next.button.approveChanged' : 'next.button.approve')}</Button>
        </>
      }
    >
      <p>{changed ? t('next.changed') : t(`next.hint.${step}`)}</p>
      {facts.notice.accepted.length === 0 ? null : (
        <ul className="bullets">
          {facts.notice.accepted.map((one) => <li key={one.rule}>{t('next.accepted', { rule: ruleWord(t, one.rule), rows: one.rows, reason: one.reason })}</li>)}
        </ul>
      )}
      {returning ? <ReasonDialog title={t('reason.return')} hint={t('reason.returnHint')} button={t('next.button.return')} onClose={() => setReturning(false)} onReason={(reason) => void send(reason)} /> : null}
    </Callout>
  );
}

/** The short name of a rule; one that this program does not know goes by its code. */
function ruleWord(t: ReturnType<typeof useText>, rule: string): string {
  const known = (Object.keys(RULES) as ProblemRule[]).find((one) => one === rule);
  return known ? t(`rule.${known}`) : rule;
}

/** Whether the content is another one than when this screen was opened. */
function useChanged(contentHash: string | undefined): boolean {
  const [seen, setSeen] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (seen === undefined && contentHash !== undefined) setSeen(contentHash);
  }, [seen, contentHash]);
  return seen !== undefined && contentHash !== undefined && seen !== contentHash;
}

function Confirm({ facts }: { readonly facts: NoticeFacts }) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const confirm = (): void => {
    void performing(() => desk.perform(confirmAct(facts)), t('next.told.confirm')).then((saved) => {
      if (saved) go('notice', facts.id, 'wall');
    });
  };
  return (
    <Callout tone="busy" title={t('next.own.confirm')} action={<Button kind="primary" onClick={confirm}>{t('next.button.confirm')}</Button>}>
      <p>{t('next.hint.confirm', { office: facts.world.office(facts.notice.issuer)?.name ?? '', phone: facts.world.office(facts.notice.issuer)?.phone ?? facts.world.rules.supervisionPhone })}</p>
    </Callout>
  );
}

function PaperStep({ facts }: { readonly facts: NoticeFacts }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const role = facts.next?.countersign;
  return (
    <Callout tone="warn" title={t('next.own.recordPaperSignature', { role: role ? t(`role.${role}`) : '' })} action={<Button kind="primary" onClick={() => setOpen(true)}>{t('next.button.recordPaperSignature')}</Button>}>
      <p>{t('next.hint.recordPaperSignature')}</p>
      {open ? <PaperSignature facts={facts} onClose={() => setOpen(false)} /> : null}
    </Callout>
  );
}

/** Print and post are done on the wall tab; from there the callout only says what is next. */
function ToWall({ facts }: { readonly facts: NoticeFacts }) {
  const t = useText();
  const action = facts.next?.action === 'post' ? 'post' : 'print';
  const onWall = window.location.hash.endsWith('/wall');
  return (
    <Callout tone="busy" title={t(`next.own.${action}`)} action={onWall ? undefined : <Button kind="primary" onClick={() => go('notice', facts.id, 'wall')}>{t(`next.button.${action}`)}</Button>}>
      <p>{t(`next.hint.${action}`)}</p>
    </Callout>
  );
}

/** Rarely needed ways out, kept small: take back from review, record a signature on paper, withdraw. */
function SideDoors({ facts, person }: NextProps) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const [asking, setAsking] = useState<'reopen' | 'withdraw' | null>(null);
  const [paper, setPaper] = useState(false);
  const { notice } = facts;
  const clerk = person.roles.some((role) => role === 'villageClerk' || role === 'townshipClerk');
  const drafting = clerk && person.office.id === (notice.direction === 'up' ? notice.owner : notice.issuer);
  const canReopen = drafting && notice.state === 'reviewing';
  const canWithdraw = drafting && ['draft', 'reviewing', 'signed', 'printed'].includes(notice.state);
  const canPaper = clerk && (notice.state === 'reviewing' || notice.state === 'signed') && facts.next?.action !== 'recordPaperSignature';
  const send = async (reason: string): Promise<void> => {
    const act: ActDraft = asking === 'reopen' ? reopenAct(facts, reason) : withdrawAct(facts, reason);
    setAsking(null);
    await performing(() => desk.perform(act), t('next.told.done'));
  };
  if (!canReopen && !canWithdraw && !canPaper) return null;
  return (
    <div className="row-end side-doors">
      {canPaper ? <Button kind="quiet" onClick={() => setPaper(true)}>{t('next.button.recordPaperSignature')}</Button> : null}
      {canReopen ? <Button kind="quiet" onClick={() => setAsking('reopen')}>{t('next.button.reopen')}</Button> : null}
      {canWithdraw ? <Button kind="quiet" onClick={() => setAsking('withdraw')}>{t('next.button.withdraw')}</Button> : null}
      {asking === null ? null : <ReasonDialog title={t(`reason.${asking}`)} hint={t(`reason.${asking}Hint`)} button={t(`next.button.${asking}`)} onClose={() => setAsking(null)} onReason={(reason) => void send(reason)} />}
      {paper ? <PaperSignature facts={facts} onClose={() => setPaper(false)} /> : null}
    </div>
  );
}

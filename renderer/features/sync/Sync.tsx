/** 上报与接收: what has reached the county and what has not, as evidence, and what needs a person. */
import { useEffect, useState } from 'react';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { Person } from '#renderer/session/desk.ts';
import { useLive } from '#renderer/store/useLive.ts';
import type { SyncFacts } from '#renderer/store/reader.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Keeping } from '#renderer/ui/Keeping.tsx';
import { Callout, Empty, Loading } from '#renderer/ui/Say.tsx';
import { writtenCount, writtenMoment } from '#renderer/ui/shapes.ts';
import { useText } from '#renderer/ui/text.ts';
import type { Tone } from '#renderer/ui/Mark.tsx';
import { ClashCard } from './ClashCard.tsx';
import { loadSync } from './facts.ts';
import { RefusedCard } from './RefusedCard.tsx';

export function Sync({ person }: { readonly person: Person }) {
  const t = useText();
  const desk = useDesk();
  const loaded = useLive(() => loadSync(desk.reader), [desk]);
  const [busy, setBusy] = useState(false);
  const unread = loaded?.facts.receivedUnread ?? 0;
  useEffect(() => {
    if (unread > 0) void desk.markReceived();
  }, [desk, unread]);
  if (!loaded) return <Loading label={t('common.loading')} />;
  const sync = async (): Promise<void> => {
    setBusy(true);
    await desk.syncNow();
    setBusy(false);
  };
  const { clashes, refused } = loaded;
  return (
    <div className="screen-in">
      <div className="row-between">
        <h1>{t('sync.title')}</h1>
        <Button kind="primary" busy={busy} onClick={() => void sync()}>{busy ? t('sync.running') : t('sync.now')}</Button>
      </div>
      <State facts={loaded.facts} />
      <Keeping />
      <Numbers facts={loaded.facts} />
      <section className="stack" aria-label={t('sync.needs')}>
        <h2>{t('sync.needs')}</h2>
        {clashes.length + refused.length === 0 ? <div className="card"><Empty title={t('sync.nothing')} hint={t('sync.nothingHint')} /></div> : null}
        {clashes.map((clash) => <ClashCard key={clash.id} clash={clash} names={loaded.names} />)}
        {refused.map((item) => <RefusedCard key={item.act.id} item={item} titles={loaded.titles} person={person} />)}
      </section>
    </div>
  );
}

function State({ facts }: { readonly facts: SyncFacts }) {
  const t = useText();
  if (facts.phase === 'refused') {
    const known = (['deskRevoked', 'newerCounty', 'tls'] as const).find((one) => one === facts.refusal) ?? 'other';
    return <Callout tone="bad" title={t('sync.phase.refused')}><p>{t(`sync.refusal.${known}`)}</p></Callout>;
  }
  const tone: { readonly [phase in SyncFacts['phase']]: Tone } = { offline: 'quiet', idle: 'good', pushing: 'busy', pulling: 'busy', refused: 'bad' };
  const idleButOpen = facts.phase === 'idle' && facts.queued + facts.waiting > 0;
  return (
    <Callout tone={idleButOpen ? 'busy' : tone[facts.phase]} title={t(idleButOpen ? 'sync.phase.open' : `sync.phase.${facts.phase}`)}>
      <p>{facts.lastContact === null ? t('sync.never') : t('sync.last', { at: writtenMoment(facts.lastContact) })}</p>
    </Callout>
  );
}

const NUMBERS = ['queued', 'accepted', 'waiting', 'needsPerson', 'receivedUnread', 'lastNumber'] as const;

/** Each number comes from stored receipts; none is computed from a wish. */
function Numbers({ facts }: { readonly facts: SyncFacts }) {
  const t = useText();
  return (
    <dl className="card numbers">
      {NUMBERS.map((name) => (
        <div key={name} data-testid={`sync-${name}`}>
          <dt>{t(`sync.number.${name}`)}</dt>
          <dd>{writtenCount(facts[name])}</dd>
          <dd className="quiet">{t(`sync.numberHint.${name}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

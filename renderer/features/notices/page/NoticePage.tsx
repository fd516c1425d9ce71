/** A notice from draft to wall: the step line, the one next action, and three tabs. */
import { loadNotice, type NoticeFacts } from '../facts.ts';
import { NOTICE_TONE, phaseOf, stepLine } from '../phase.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { Person } from '#renderer/session/desk.ts';
import { useLive } from '#renderer/store/useLive.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { pathTo } from '#renderer/ui/path.ts';
import { Empty, Loading } from '#renderer/ui/Say.tsx';
import { writtenCount, writtenMu, writtenYuan } from '#renderer/ui/shapes.ts';
import { useText } from '#renderer/ui/text.ts';
import { History } from './History.tsx';
import { ListTab } from './ListTab.tsx';
import { NextStep } from './NextStep.tsx';
import { WallTab } from './WallTab.tsx';

const TABS = ['list', 'wall', 'history'] as const;

export interface NoticePageProps {
  readonly person: Person;
  readonly id: string;
  readonly tab: string;
}

export function NoticePage({ person, id, tab }: NoticePageProps) {
  const t = useText();
  const { reader } = useDesk();
  const loaded = useLive(async () => ({ facts: await loadNotice(reader, id, person) }), [reader, id, person]);
  if (loaded === undefined) return <Loading label={t('common.loading')} />;
  const { facts } = loaded;
  if (!facts) return <Empty title={t('notice.missing')} hint={t('notice.missingHint')} />;
  const here = TABS.find((one) => one === tab) ?? 'list';
  return (
    <div className="screen-in">
      <Heading facts={facts} />
      <StepLine facts={facts} />
      <NextStep facts={facts} person={person} />
      <nav className="tabs" aria-label={t('notice.tabs')}>
        {TABS.map((one) => <a key={one} href={pathTo('notice', id, one)} aria-current={one === here ? 'page' : undefined}>{t(`notice.tab.${one}`)}</a>)}
      </nav>
      {here === 'list' ? <ListTab facts={facts} /> : null}
      {here === 'wall' ? <WallTab facts={facts} person={person} /> : null}
      {here === 'history' ? <History facts={facts} /> : null}
    </div>
  );
}

function Heading({ facts }: { readonly facts: NoticeFacts }) {
  const t = useText();
  const { notice, world, totals } = facts;
  const phase = phaseOf(facts);
  const summary = totals.areaMilliMu === 0 ? 'summaryMoney' : 'summary';
  return (
    <header className="row-between">
      <div>
        <h1>{notice.head.title}{world.office(notice.owner)?.synthetic === true ? <span className="sample-mark">{t('app.sampleData')}</span> : null}</h1>
        <p className="quiet">
          {t(`notice.${summary}`, { village: world.office(notice.owner)?.name ?? '', stage: t(`stage.${notice.stage}`), rows: writtenCount(totals.rows), area: writtenMu(totals.areaMilliMu), amount: writtenYuan(totals.amountFen) })}
          {notice.signed ? ` · ${t('notice.serial', { serial: notice.signed.serial })}` : ''}
        </p>
      </div>
      <div className="row-end">
        {facts.pending ? <Mark tone="quiet">{t('notice.pending')}</Mark> : null}
        <Mark tone={NOTICE_TONE[phase]}>{t(`phase.${phase}`)}</Mark>
      </div>
    </header>
  );
}

function StepLine({ facts }: { readonly facts: NoticeFacts }) {
  const t = useText();
  const { steps, at } = stepLine(facts);
  return (
    <ol className="steps" aria-label={t('notice.steps')}>
      {steps.map((step, index) => (
        <li key={step} className={index < at ? 'step-done' : index === at ? 'step-here' : 'step-later'} aria-current={index === at ? 'step' : undefined}>
          <span className="step-dot" aria-hidden="true">{index < at ? '\u2713' : index + 1}</span>
          {t(`step.${step}`)}
        </li>
      ))}
    </ol>
  );
}

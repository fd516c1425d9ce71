/** 今日待办: what is due, what waits for this person, what is under way. Every card is a sentence with one button. */
import { nextAction, status } from '#domain/notice/status.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { Desk, Person } from '#renderer/session/desk.ts';
import { useLive } from '#renderer/store/useLive.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { useGround } from '#renderer/ui/ground.tsx';
import { Mark } from '#renderer/ui/Mark.tsx';
import { go } from '#renderer/ui/path.ts';
import { Callout, Empty, Loading } from '#renderer/ui/Say.tsx';
import { writtenDay, writtenMoment } from '#renderer/ui/shapes.ts';
import { useText, verbText } from '#renderer/ui/text.ts';
import { cardOf, inColumn, type Card, type CardColumn } from './cards.ts';

const COLUMNS: readonly CardColumn[] = ['today', 'waiting', 'underWay'];
const LINES_SHOWN = 6;

interface TodayFacts {
  readonly cards: readonly Card[];
  readonly needsPerson: number;
  readonly lines: readonly { readonly key: string; readonly at: string; readonly who: string; readonly verb: string; readonly title: string }[];
}

export function Today({ person }: { readonly person: Person }) {
  const t = useText();
  const desk = useDesk();
  const facts = useLive(() => loadToday(desk, person), [desk, person]);
  const drafts = person.roles.some((role) => role === 'villageClerk' || role === 'townshipClerk');
  return (
    <div className="screen-in">
      <div className="row-between">
        <div>
          <h1>{t('today.title')}</h1>
          <p className="quiet">{t('today.greeting', { day: writtenDay(desk.today().day), name: person.account.name })}</p>
        </div>
        {drafts ? <NewNotice /> : null}
      </div>
      {facts && facts.needsPerson > 0 ? (
        <Callout tone="bad" title={t('today.needsPerson', { count: facts.needsPerson })} action={<Button onClick={() => go('sync')}>{t('today.look')}</Button>}>
          <p>{t('today.needsPersonHint')}</p>
        </Callout>
      ) : null}
      {facts === undefined ? <Loading label={t('common.loading')} /> : <Columns facts={facts} drafts={drafts} />}
    </div>
  );
}

function NewNotice() {
  const t = useText();
  const { ids } = useGround();
  return <Button kind="primary" onClick={() => go('new', ids.next())}>{t('today.newNotice')}</Button>;
}

function Columns({ facts, drafts }: { readonly facts: TodayFacts; readonly drafts: boolean }) {
  const t = useText();
  if (facts.cards.length === 0) {
    return <div className="card"><Empty title={t('today.empty')} hint={drafts ? t('today.emptyDrafter') : t('today.emptyOther')} /></div>;
  }
  return (
    <>
      <div className="today">
        {COLUMNS.map((column) => {
          const cards = inColumn(facts.cards, column);
          return (
            <section key={column} aria-label={t(`today.column.${column}`)} className={`today-column today-${column}`}>
              <h2>{t(`today.column.${column}`)}<span className="count">{cards.length}</span></h2>
              {cards.length === 0 ? <p className="quiet today-none">{t(`today.none.${column}`)}</p> : null}
              {cards.map((card) => <CardView key={card.key} card={card} />)}
            </section>
          );
        })}
      </div>
      {facts.lines.length === 0 ? null : (
        <section className="card" aria-label={t('today.others')}>
          <h3>{t('today.others')}</h3>
          <ul className="lines">
            {facts.lines.map((line) => <li key={line.key}><span className="quiet">{writtenMoment(line.at)}</span> {t('today.line', { ...line, verb: verbText(line.verb) })}</li>)}
          </ul>
        </section>
      )}
    </>
  );
}

function CardView({ card }: { readonly card: Card }) {
  const t = useText();
  return (
    <article className={`today-card tone-${card.tone}`}>
      <p><Mark tone={card.tone}>{t(`today.card.${card.sentence}`, card.values)}</Mark></p>
      <Button onClick={() => go('notice', card.key, card.tab)}>{t(`today.button.${card.sentence}`)}</Button>
    </article>
  );
}

async function loadToday(desk: Desk, person: Person): Promise<TodayFacts> {
  const { reader } = desk;
  const facts = reader.syncFacts();
  const notices = await reader.records('subsidyNotice');
  // Asked for at once: one answer after the other would add up while the screen waits.
  const [world, history, { needsPerson }] = await Promise.all([
    reader.world(notices.map((notice) => notice.id)),
    Promise.all(notices.slice(-LINES_SHOWN * 2).map(async (record) => (await reader.history(record.id)).map((line) => ({ ...line, title: record.value.head.title })))),
    facts,
  ]);
  const cards = notices.flatMap((record) => {
    const input = { id: record.id, notice: record.value, pending: record.pending };
    const card = cardOf({ ...input, status: status(record.value, world.day, world, record.id), next: nextAction(record.value, person, world, record.id) });
    return card ? [card] : [];
  });
  const lines = history.flat()
    .filter((line) => line.by !== person.account.id)
    .sort((one, other) => (one.at < other.at ? 1 : -1))
    .slice(0, LINES_SHOWN)
    .map((line) => ({ key: `${line.act}.${line.record}`, at: line.at, who: world.account(line.by)?.name ?? '', verb: line.verb, title: line.title }));
  return { cards, needsPerson, lines };
}

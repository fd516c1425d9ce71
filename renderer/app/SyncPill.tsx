/** The pill that never lies: one word about what has reached the county, always in sight. */
import { useDesk } from '#renderer/session/useDesk.tsx';
import { useLive } from '#renderer/store/useLive.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { pathTo } from '#renderer/ui/path.ts';
import { writtenSince } from '#renderer/ui/shapes.ts';
import { useText } from '#renderer/ui/text.ts';
import { pillOf, type PillWord } from './pill.ts';

export function SyncPill() {
  const t = useText();
  const desk = useDesk();
  const facts = useLive(() => desk.reader.syncFacts(), [desk]);
  if (!facts) return <span className="pill" aria-hidden="true" />;
  const pill = pillOf(facts);
  return (
    <a className={`pill pill-${pill.tone}`} href={pathTo('sync')} data-testid="sync-pill" data-say={pill.word.say} title={t('pill.opens')}>
      <Mark tone={pill.tone}>{wordText(t, pill.word, desk.today().day)}</Mark>
    </a>
  );
}

function wordText(t: ReturnType<typeof useText>, word: PillWord, today: string): string {
  switch (word.say) {
    case 'allSent':
      return t('pill.allSent', { at: writtenSince(word.at, today) });
    case 'needsPerson':
    case 'sending':
    case 'queued':
    case 'queuedOffline':
    case 'waiting':
    case 'received':
      return t(`pill.${word.say}`, { count: word.count });
    default:
      return t(`pill.${word.say}`);
  }
}

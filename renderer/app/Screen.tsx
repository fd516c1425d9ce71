/** The screen a path names. Heavy screens are fetched when they are first opened. */
import { lazy, Suspense } from 'react';
import type { Person } from '#renderer/session/desk.ts';
import { Today } from '#renderer/features/today/Today.tsx';
import { Empty, Loading } from '#renderer/ui/Say.tsx';
import { useText } from '#renderer/ui/text.ts';

const NoticeList = lazy(async () => ({ default: (await import('#renderer/features/notices/NoticeList.tsx')).NoticeList }));
const NoticePage = lazy(async () => ({ default: (await import('#renderer/features/notices/page/NoticePage.tsx')).NoticePage }));
const Wizard = lazy(async () => ({ default: (await import('#renderer/features/notices/wizard/Wizard.tsx')).Wizard }));
const Sync = lazy(async () => ({ default: (await import('#renderer/features/sync/Sync.tsx')).Sync }));
const Settings = lazy(async () => ({ default: (await import('#renderer/features/settings/Settings.tsx')).Settings }));

export function Screen({ path, person }: { readonly path: readonly string[]; readonly person: Person }) {
  const t = useText();
  return <Suspense fallback={<Loading label={t('common.loading')} />}>{screenOf(path, person, t)}</Suspense>;
}

function screenOf(path: readonly string[], person: Person, t: ReturnType<typeof useText>) {
  const [place, first, second] = path;
  switch (place) {
    case undefined:
    case 'today':
      return <Today person={person} />;
    case 'notices':
      return <NoticeList person={person} queue="all" />;
    case 'review':
      return <NoticeList person={person} queue="mine" />;
    case 'new':
      return <Wizard key={first ?? 'new'} person={person} draftKey={first ?? null} />;
    case 'notice':
      return first === undefined ? <NoticeList person={person} queue="all" /> : <NoticePage key={first} person={person} id={first} tab={second ?? 'list'} />;
    case 'sync':
      return <Sync person={person} />;
    case 'settings':
      return <Settings person={person} />;
    default:
      return <Empty title={t('frame.nowhere')} hint={t('frame.nowhereHint')} />;
  }
}

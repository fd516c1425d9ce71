/** The frame around every screen: menu on the left, who and where on top, the sync pill, and the screen itself. */
import { useEffect } from 'react';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { Person } from '#renderer/session/desk.ts';
import { go, goInstead, usePath } from '#renderer/ui/path.ts';
import { useText } from '#renderer/ui/text.ts';
import { CrashWall } from './CrashWall.tsx';
import { DropAnywhere } from './DropAnywhere.tsx';
import { Menu } from './Menu.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { Screen } from './Screen.tsx';
import { SearchBox } from './SearchBox.tsx';
import { SyncPill } from './SyncPill.tsx';

export function Frame({ person }: { readonly person: Person }) {
  const t = useText();
  const desk = useDesk();
  const path = usePath();
  useEffect(() => {
    if (path.length === 0) goInstead('today');
  }, [path]);
  useEffect(() => {
    document.title = t('app.windowTitle', { office: person.office.name });
  }, [person, t]);
  const today = desk.today();
  // No path is today's: going there must not draw the same screen a second time.
  const place = path.length === 0 ? 'today' : path.join('/');
  return (
    <div className="frame">
      <a className="skip" href="#screen" onClick={(event) => { event.preventDefault(); document.getElementById('screen')?.focus(); }}>{t('frame.skip')}</a>
      <aside className="side">
        <p className="brand"><span className="brand-seal" aria-hidden="true">{t('app.sealMark')}</span><span>{t('app.name')}</span></p>
        <Menu here={path[0] ?? 'today'} />
        <p className="side-foot">{today.from === 'county' ? t('frame.dayCounty') : t('frame.dayLocal')}</p>
      </aside>
      <header className="top">
        <p className="top-office">
          {person.office.name}
          {person.office.synthetic === true ? <span className="sample-mark">{t('app.sampleData')}</span> : null}
        </p>
        <SearchBox onChoose={go} />
        <SyncPill />
        <PersonMenu person={person} />
      </header>
      <main id="screen" className="screen" tabIndex={-1}>
        <CrashWall key={place}>
          <Screen path={path} person={person} />
        </CrashWall>
      </main>
      <DropAnywhere person={person} />
    </div>
  );
}

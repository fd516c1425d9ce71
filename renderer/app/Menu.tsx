/** The left menu; what a role cannot use is not there. */
import type { Person } from '#renderer/session/desk.ts';
import { useDeskState } from '#renderer/session/useDesk.tsx';
import { pathTo } from '#renderer/ui/path.ts';
import { useText } from '#renderer/ui/text.ts';

const PLACES = ['today', 'notices', 'review', 'sync', 'settings'] as const;
type Place = (typeof PLACES)[number];

/** Places inside the notices, by the first part of their path. */
const PARTS_OF_NOTICES: readonly string[] = ['notice', 'new'];

const GLYPHS: { readonly [place in Place]: string } = {
  today: 'M4 5h12v11H4zM4 8h12M7 3v3M13 3v3',
  notices: 'M5 3h10v14H5zM8 7h4M8 10h4M8 13h2',
  review: 'M4 4h12v8H9l-4 4v-4H4zM7.5 8l2 2 3.5-3.5',
  sync: 'M6 8l4-4 4 4M10 4v9M4 13v3h12v-3',
  settings: 'M4 6h12M4 10h12M4 14h12M8 4.5v3M13 8.5v3M7 12.5v3',
};

export function placesFor(person: Person): readonly Place[] {
  const looksAtWork = person.roles.some((role) => ['reviewer', 'secrecyReviewer', 'signer', 'villageHead', 'villageSupervisor'].includes(role));
  return PLACES.filter((place) => place !== 'review' || looksAtWork);
}

export function Menu({ here }: { readonly here: string }) {
  const t = useText();
  const state = useDeskState();
  if (state.state !== 'open') return null;
  return (
    <nav aria-label={t('frame.menu')}>
      <ul className="menu">
        {placesFor(state.person).map((place) => (
          <li key={place}>
            <a href={pathTo(place)} aria-current={place === here || (place === 'notices' && PARTS_OF_NOTICES.includes(here)) ? 'page' : undefined}>
              <svg viewBox="0 0 20 20" aria-hidden="true"><path d={GLYPHS[place]} /></svg>
              {t(`menu.${place}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

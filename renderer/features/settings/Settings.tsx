/** 设置: the places where notices hang, the language, and facts about this computer. */
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { Person } from '#renderer/session/desk.ts';
import { useLive } from '#renderer/store/useLive.ts';
import { Keeping, NoPdf } from '#renderer/ui/Keeping.tsx';
import { LANGUAGES, useText } from '#renderer/ui/text.ts';
import { BoardPlaces } from './BoardPlaces.tsx';

export function Settings({ person }: { readonly person: Person }) {
  const t = useText();
  const { reader } = useDesk();
  const villages = useLive(async () => {
    const offices = (await reader.records('office')).map((record) => record.value).filter((office) => office.level === 'village');
    return person.office.level === 'village' ? offices.filter((office) => office.id === person.office.id) : offices.filter((office) => office.parent === person.office.id);
  }, [reader, person]);
  const mayChange = person.roles.some((role) => role === 'villageClerk' || role === 'townshipClerk');
  return (
    <div className="screen-in">
      <h1>{t('settings.title')}</h1>
      <Keeping />
      <NoPdf />
      {villages?.map((village) => <BoardPlaces key={village.id} office={village} mayChange={mayChange} />)}
      <section className="card stack" aria-label={t('settings.language')}>
        <h2>{t('settings.language')}</h2>
        <div role="radiogroup" aria-label={t('settings.language')}>
          {LANGUAGES.map((language) => (
            <label key={language} className="choice">
              <input type="radio" name="language" checked={document.documentElement.lang === language} onChange={() => { window.localStorage.setItem('language', language); window.location.reload(); }} />
              {t(`settings.languages.${language}`)}
            </label>
          ))}
        </div>
        <p className="quiet">{t('settings.languageHint')}</p>
      </section>
      <section className="card" aria-label={t('settings.office')}>
        <h2>{t('settings.office')}</h2>
        <dl className="facts">
          <dt>{t('settings.name')}</dt><dd>{person.office.name}</dd>
          <dt>{t('settings.seal')}</dt><dd>{person.office.sealName}</dd>
          <dt>{t('settings.phone')}</dt><dd>{person.office.phone ?? t('common.noDay')}</dd>
        </dl>
        <p className="quiet">{t('settings.officeHint')}</p>
      </section>
    </div>
  );
}

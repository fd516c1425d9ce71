/** The first start on a computer: the county's address, the one-time code, and who sits here. */
import { useEffect, useState, type FormEvent } from 'react';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { EnrolFault } from '#renderer/session/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { Callout } from '#renderer/ui/Say.tsx';
import { useText } from '#renderer/ui/text.ts';

const FIELDS = ['address', 'code', 'deskName', 'login', 'password'] as const;
type Entry = { readonly [field in (typeof FIELDS)[number]]: string };

export function FirstRun() {
  const t = useText();
  const desk = useDesk();
  const [entry, setEntry] = useState<Entry>({ address: '', code: '', deskName: t('enrol.deskNameDefault'), login: '', password: '' });
  useEffect(() => {
    // The window reloads once when it learns the county's address; what was typed comes back, the password does not.
    void desk.enrolForm().then((form) => {
      if (form) setEntry((now) => ({ ...now, ...form }));
    });
  }, [desk]);
  const [fault, setFault] = useState<EnrolFault | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    setFault(await desk.enrol({ ...entry, address: entry.address.trim(), login: entry.login.trim() }));
    setBusy(false);
  };
  return (
    <main className="door">
      <section className="door-card">
        <p className="brand brand-large"><span className="brand-seal" aria-hidden="true">{t('app.sealMark')}</span><span>{t('app.name')}</span></p>
        <h1>{t('enrol.title')}</h1>
        <p>{t('enrol.intro')}</p>
        {fault === null ? null : <Callout tone="bad" title={t('enrol.failed')}><p>{t(`enrol.fault.${fault}`)}</p></Callout>}
        <form onSubmit={(event) => void submit(event)}>
          {FIELDS.map((field) => (
            <Field
              key={field}
              label={t(`enrol.${field}`)}
              hint={t(`enrol.hint.${field}`)}
              type={field === 'password' ? 'password' : 'text'}
              autoComplete="off"
              spellCheck={false}
              required
              autoFocus={field === 'address'}
              value={entry[field]}
              onChange={(event) => setEntry({ ...entry, [field]: field === 'code' ? grouped(event.target.value) : event.target.value })}
            />
          ))}
          <Button kind="primary" type="submit" busy={busy} className="wide">{busy ? t('enrol.busy') : t('enrol.submit')}</Button>
        </form>
      </section>
    </main>
  );
}

/** The code as it is read aloud: groups of four, capitals. */
function grouped(code: string): string {
  return (code.toUpperCase().replace(/[^0-9A-Z]/g, '').slice(0, 16).match(/.{1,4}/g) ?? []).join('-');
}

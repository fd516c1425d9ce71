/** Who sits down: choose a person, enter the password. Also the lock screen; everybody's drafts stay where they are. */
import { useEffect, useState, type FormEvent } from 'react';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { DeskState, SignInFault } from '#renderer/session/desk.ts';
import { useLive } from '#renderer/store/useLive.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { Callout } from '#renderer/ui/Say.tsx';
import { useText } from '#renderer/ui/text.ts';

type Locked = Extract<DeskState, { state: 'locked' }>;

export function SignIn({ accounts, office, enrolled }: Pick<Locked, 'accounts' | 'office' | 'enrolled'>) {
  const t = useText();
  const desk = useDesk();
  const synthetic = useLive(async () => (await desk.reader.records('office')).some((record) => record.value.name === office && record.value.synthetic === true), [desk, office]);
  const [chosen, setChosen] = useState<string | null>((accounts.find((account) => account.login === enrolled?.login) ?? accounts.find((account) => account.known))?.id ?? accounts[0]?.id ?? null);
  useEffect(() => {
    document.title = t('app.name');
  }, [t]);
  return (
    <main className="door">
      <section className="door-card">
        <p className="brand brand-large"><span className="brand-seal" aria-hidden="true">{t('app.sealMark')}</span><span>{t('app.name')}</span></p>
        <h1>{office === '' ? t('signIn.title') : office}{synthetic === true ? <span className="sample-mark">{t('app.sampleData')}</span> : null}</h1>
        {enrolled ? <Callout tone="warn" title={t('signIn.enrolled')}><p>{t(`signIn.afterEnrol.${enrolled.fault}`, { login: enrolled.login })}</p></Callout> : null}
        <div className="people" role="radiogroup" aria-label={t('signIn.who')}>
          {accounts.map((account) => (
            <button key={account.id} type="button" role="radio" aria-checked={account.id === chosen} className="person-choice" onClick={() => setChosen(account.id)}>
              <strong>{account.name}</strong>
              <span className="quiet">{account.known ? account.login : t('signIn.firstHere')}</span>
            </button>
          ))}
        </div>
        {chosen === null ? null : <PasswordForm key={chosen} account={chosen} />}
        <p className="quiet">{t('signIn.draftsKept')}</p>
      </section>
    </main>
  );
}

function PasswordForm({ account }: { readonly account: string }) {
  const t = useText();
  const desk = useDesk();
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<SignInFault | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault(await desk.signIn(account, password));
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Field label={t('signIn.password')} type="password" autoFocus required autoComplete="current-password" value={password} error={fault === null ? null : t(`signIn.fault.${fault}`)} onChange={(event) => setPassword(event.target.value)} />
      <Button kind="primary" type="submit" busy={busy} className="wide">{busy ? t('signIn.busy') : t('signIn.submit')}</Button>
    </form>
  );
}

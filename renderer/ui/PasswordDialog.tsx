/** Asks for the password again before something that signs for a person. */
import { useState, type FormEvent } from 'react';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Field } from './Field.tsx';
import { useText } from './text.ts';

export interface PasswordDialogProps {
  readonly confirm: (password: string) => Promise<string | null>;
  readonly onDone: (confirmed: boolean) => void;
}

export function PasswordDialog({ confirm, onDone }: PasswordDialogProps) {
  const t = useText();
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const fault = await confirm(password);
    setBusy(false);
    if (fault === null) onDone(true);
    else setWrong(fault);
  };
  return (
    <Dialog title={t('password.title')} onClose={() => onDone(false)}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{t('password.why')}</p>
        <Field label={t('signIn.password')} type="password" autoFocus autoComplete="current-password" value={password} error={wrong} onChange={(event) => setPassword(event.target.value)} />
        <div className="dialog-foot">
          <Button onClick={() => onDone(false)}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy}>{t('common.confirm')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Asks for a reason; without one there is nothing to send. */
import { useId, useState, type FormEvent } from 'react';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { useText } from '#renderer/ui/text.ts';

export interface ReasonDialogProps {
  readonly title: string;
  readonly hint: string;
  readonly button: string;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
}

export function ReasonDialog({ title, hint, button, onReason, onClose }: ReasonDialogProps) {
  const t = useText();
  const id = useId();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') onReason(reason.trim());
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor={id}>{t('reason.label')}</label>
          <textarea id={id} autoFocus required value={reason} onChange={(event) => setReason(event.target.value)} />
          <div className="field-note">{hint}</div>
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={reason.trim() === ''}>{button}</Button>
        </div>
      </form>
    </Dialog>
  );
}

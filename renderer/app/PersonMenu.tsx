/** Who sits here, and the two ways to leave without losing a draft: switch the person, lock the screen. */
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { Person } from '#renderer/session/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { useText } from '#renderer/ui/text.ts';

export function PersonMenu({ person }: { readonly person: Person }) {
  const t = useText();
  const desk = useDesk();
  const roles = person.roles.map((role) => t(`role.${role}`)).join(t('common.listComma'));
  return (
    <div className="person">
      <p><strong>{person.account.name}</strong><span className="quiet">{roles}</span></p>
      <Button kind="quiet" title={t('frame.switchHint')} onClick={() => void desk.lock()}>{t('frame.switch')}</Button>
    </div>
  );
}

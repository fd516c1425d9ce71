/** The desk could not open: a newer database, no storage. The data is left exactly as it is. */
import { Button } from '#renderer/ui/Button.tsx';
import { useText } from '#renderer/ui/text.ts';

export function CannotStart({ error }: { readonly error: unknown }) {
  const t = useText();
  const name = error instanceof Error ? error.name : '';
  const newer = name === 'NewerDatabase' || name === 'VersionError';
  return (
    <main className="door">
      <section className="door-card" role="alert">
        <h1>{newer ? t('start.newer') : t('start.failed')}</h1>
        <p>{newer ? t('start.newerBody') : t('start.failedBody')}</p>
        <p className="quiet">{t('crash.detail', { detail: error instanceof Error ? error.message : String(error) })}</p>
        <Button kind="primary" onClick={() => window.location.reload()}>{t('crash.reload')}</Button>
      </section>
    </main>
  );
}

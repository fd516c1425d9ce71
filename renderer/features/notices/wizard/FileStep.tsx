/** The beginning: a file dropped, picked or pasted; reading with progress and cancel; what to do when it cannot be read. */
import type { PickedFile } from '#renderer/ui/ground.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { usePicking } from '#renderer/ui/picking.ts';
import { Callout, Empty } from '#renderer/ui/Say.tsx';
import { textOf, useText } from '#renderer/ui/text.ts';
import type { Reading } from './reading.ts';

const EXTENSIONS = ['xlsx', 'xls', 'csv', 'et', 'xlsm', 'tsv', 'txt', 'html', 'xml'];

export interface FileStepProps {
  readonly reading: Reading;
  readonly fileName: string;
  readonly onPicked: (file: PickedFile) => void;
  readonly onCancel: () => void;
}

export function FileStep({ reading, fileName, onPicked, onCancel }: FileStepProps) {
  const t = useText();
  const picking = usePicking();
  const pick = async (): Promise<void> => {
    const file = await picking.open(EXTENSIONS);
    if (file) onPicked(file);
  };
  if (reading.state === 'reading') {
    return (
      <div className="card reading">
        <h2>{t('file.reading', { name: fileName })}</h2>
        <progress value={reading.fraction} max={1} aria-label={t('file.progress')} />
        <p className="quiet">{t('file.percent', { percent: Math.round(reading.fraction * 100) })}</p>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </div>
    );
  }
  return (
    <div className="stack">
      {reading.state === 'unreadable' ? <Callout tone="bad" title={t('file.unreadable', { name: reading.fileName })}><p>{textOf('problem')(`unreadable.${reading.code}`)}</p></Callout> : null}
      <div className="card drop-place">
        <Empty title={t('file.title')} hint={t('file.hint')}>
          <Button kind="primary" onClick={() => void pick()}>{t('file.pick')}</Button>
          <p className="quiet">{t('file.kinds')}</p>
        </Empty>
      </div>
    </div>
  );
}

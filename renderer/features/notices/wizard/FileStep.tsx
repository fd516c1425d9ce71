/** The beginning: a file dropped, picked or pasted; reading with progress and cancel; what to do when it cannot be read. */
import { useState } from 'react';
import type { UnreadableCode } from '#domain/roster/problem.ts';
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
  const [notTaken, setNotTaken] = useState<UnreadableCode | null>(null);
  const pick = async (): Promise<void> => {
    setNotTaken(null);
    try {
      const file = await picking.open(EXTENSIONS);
      if (file) onPicked(file);
    } catch (error) {
      setNotTaken(whyNotTaken(error));
    }
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
      {notTaken === null ? null : <Callout tone="bad" title={textOf('problem')(`unreadable.${notTaken}`)} />}
      {reading.state === 'unreadable' && notTaken === null ? <Callout tone="bad" title={t('file.unreadable', { name: reading.fileName })}><p>{textOf('problem')(`unreadable.${reading.code}`)}</p></Callout> : null}
      <div className="card drop-place">
        <Empty title={t('file.title')} hint={t('file.hint')}>
          <Button kind="primary" onClick={() => void pick()}>{t('file.pick')}</Button>
          <p className="quiet">{t('file.kinds')}</p>
        </Empty>
      </div>
    </div>
  );
}

/** The system would not hand the chosen file over: too large to be meant, or moved, locked or a folder. */
function whyNotTaken(error: unknown): UnreadableCode {
  return error instanceof Error && 'code' in error && error.code === 'invalidInput' ? 'tooLarge' : 'fileMissing';
}

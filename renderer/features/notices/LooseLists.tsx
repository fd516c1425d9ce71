/** Lists of this office that are checked or split later: imported, but not yet a notice for every village. */
import { restOf } from './facts.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { useLive } from '#renderer/store/useLive.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { go } from '#renderer/ui/path.ts';
import { Callout } from '#renderer/ui/Say.tsx';
import { writtenCount, writtenYuan } from '#renderer/ui/shapes.ts';
import { useText } from '#renderer/ui/text.ts';

export function LooseLists() {
  const t = useText();
  const { reader } = useDesk();
  const lists = useLive(async () => {
    const [all, notices, batches] = await Promise.all([reader.records('subsidyList'), reader.records('subsidyNotice'), reader.records('subsidyBatch')]);
    const taken = new Set(notices.map((notice) => notice.value.list));
    return all
      .filter((list) => list.value.withdrawn !== true && list.value.notices.length === 0 && !taken.has(list.id))
      .map((list) => ({ id: list.id, totals: list.value.totals, title: batches.find((batch) => batch.id === list.value.batch)?.value.title ?? '' }));
  }, [reader]);
  return (
    <>
      {lists?.map((list) => (
        <Callout key={list.id} tone="busy" title={t('list.loose', { title: list.title })} action={<Button onClick={() => go('new', restOf(list.id))}>{t('list.goOn')}</Button>}>
          <p>{t('list.looseHint', { rows: writtenCount(list.totals.rows), amount: writtenYuan(list.totals.amountFen) })}</p>
        </Callout>
      ))}
    </>
  );
}

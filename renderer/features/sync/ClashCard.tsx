/** 谁改了什么，用哪一个: both values next to each other, one button each. */
import { COLUMN_CODES, type ColumnCode } from '#domain/roster/columns.ts';
import type { Json } from '#domain/json.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { useLive } from '#renderer/store/useLive.ts';
import type { DeskReader } from '#renderer/store/reader.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { writtenDay, writtenMoment, writtenMu, writtenYuan } from '#renderer/ui/shapes.ts';
import { textOf, useText } from '#renderer/ui/text.ts';
import type { OpenClash } from './facts.ts';

export interface ClashCardProps {
  readonly clash: OpenClash;
  readonly names: ReadonlyMap<string, string>;
}

export function ClashCard({ clash: open, names }: ClashCardProps) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const { clash } = open;
  const sides = useLive(() => Promise.all(clash.fields.map(async (field) => ({
    field: field.field,
    was: await shown(desk.reader, field.field, field.was),
    standing: await shown(desk.reader, field.field, field.standing),
    losing: await shown(desk.reader, field.field, field.losing),
  }))), [desk, clash]);
  const settle = (chosen: 'standing' | 'losing'): void => {
    void performing(() => desk.perform({ kind: 'clash', verb: 'settle', touches: [open.id, clash.of, ...(open.holder === undefined ? [] : [open.holder])], args: { chosen, revision: open.revision } }), t('clash.told'));
  };
  const name = (account: string): string => names.get(account) ?? t('clash.somebody');
  return (
    <article className="card clash" aria-label={t('clash.label')}>
      <h3>{open.title === '' ? t('clash.inRow') : t(open.holder === undefined ? 'clash.inNotice' : 'clash.inRowOf', { title: open.title })}</h3>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('clash.what')}</th>
            <th>{t('clash.before')}</th>
            <th>{t('clash.standing', { name: name(clash.standingBy) })}</th>
            <th>{t('clash.losing', { name: name(clash.losingBy), at: writtenMoment(clash.losingAt) })}</th>
          </tr>
        </thead>
        <tbody>
          {sides?.map((side) => <tr key={side.field}><td>{fieldName(t, side.field)}</td><td className="quiet">{side.was}</td><td>{side.standing}</td><td>{side.losing}</td></tr>)}
        </tbody>
      </table>
      <div className="row-end">
        <span className="quiet">{t('clash.keptBoth')}</span>
        <Button onClick={() => settle('standing')}>{t('clash.useStanding', { name: name(clash.standingBy) })}</Button>
        <Button onClick={() => settle('losing')}>{t('clash.useLosing', { name: name(clash.losingBy) })}</Button>
      </div>
    </article>
  );
}

const HEAD_FIELDS = ['title', 'basisText', 'periodMode', 'periodStart', 'periodEnd', 'objectionDeadline', 'objectionOffice', 'objectionPhone', 'supervisionPhone', 'bodyText'] as const;

function fieldName(t: ReturnType<typeof useText>, field: string): string {
  const column = COLUMN_CODES.find((code) => code === field);
  if (column) return textOf('problem')(`column.${column}`);
  const head = HEAD_FIELDS.find((one) => one === field);
  if (head) return t(`clash.field.${head}`);
  return field === 'setAside' ? t('clash.field.setAside') : field.replace(/^x:/, '');
}

const AREAS: readonly ColumnCode[] = ['areaContract', 'areaLeasedIn', 'areaLeasedOut', 'areaExcluded', 'subsidisedArea'];

/** A value of either kind, plain or a patch, as people read it. */
async function shown(reader: DeskReader, field: string, value: Json): Promise<string> {
  const t = textOf('desk');
  if (value === null) return t('clash.empty');
  if (typeof value === 'object' && 'patch' in value && typeof value.patch === 'string') {
    return shown(reader, field, (await reader.patch(value.patch))?.value ?? null);
  }
  if (typeof value === 'object' && 'value' in value) return shown(reader, field, value.value ?? null);
  if (typeof value === 'number') return AREAS.some((code) => code === field) ? writtenMu(value) : field === 'amount' || field === 'rate' ? writtenYuan(value) : String(value);
  if (typeof value === 'object') return 'reason' in value ? String(value.reason) : JSON.stringify(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? writtenDay(String(value)) : String(value);
}

/** 预览 and 提交: the real sheet. A township first splits its list, one notice per village, and submits them all at once. */
import { useState } from 'react';
import type { NoticeHead } from '#domain/notice/notice.ts';
import type { Json } from '#domain/json.ts';
import { recordId } from '#domain/record/record.ts';
import type { Person, ActDraft } from '#renderer/session/desk.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { BoardLayout } from '#renderer/print/layout.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { go } from '#renderer/ui/path.ts';
import { Callout } from '#renderer/ui/Say.tsx';
import { writtenCount, writtenMu, writtenYuan } from '#renderer/ui/shapes.ts';
import { useText } from '#renderer/ui/text.ts';
import { submitAct } from '../acts.ts';
import { restOf, type NoticeFacts } from '../facts.ts';
import { LayoutChoice, SheetView, useSheet } from '../page/Sheet.tsx';
import type { WizardDraft } from './draft.ts';
import type { Holding } from './holding.ts';
import { firstHead } from './importing.ts';

export interface PreviewStepProps {
  readonly holding: Holding;
  readonly person: Person;
  readonly draft: WizardDraft;
  /** Null once nothing can be changed any more. */
  readonly onBack: (() => void) | null;
}

export function PreviewStep({ holding, person, draft, onBack }: PreviewStepProps) {
  const t = useText();
  if (holding.notices.length === 0) return <Split holding={holding} person={person} draft={draft} onBack={onBack} />;
  const open = holding.notices.filter((facts) => facts.notice.state === 'draft');
  return (
    <>
      {open.length === 0 ? <Callout tone="good" title={t('preview.submitted')} action={<Button onClick={() => go('notices')}>{t('preview.toList')}</Button>} /> : null}
      <Notices notices={holding.notices} />
      <Submit notices={open} onBack={onBack} />
    </>
  );
}

function Notices({ notices }: { readonly notices: readonly NoticeFacts[] }) {
  const [chosen, setChosen] = useState(notices[0]?.id);
  const facts = notices.find((one) => one.id === chosen) ?? notices[0];
  return facts ? <Preview facts={facts} notices={notices} onChoose={setChosen} /> : null;
}

interface PreviewProps {
  readonly facts: NoticeFacts;
  readonly notices: readonly NoticeFacts[];
  readonly onChoose: (id: string) => void;
}

function Preview({ facts, notices, onChoose }: PreviewProps) {
  const t = useText();
  const [wanted, setWanted] = useState<Partial<BoardLayout>>({});
  const { made, layout } = useSheet(facts, wanted);
  return (
    <section className="stack" aria-label={t('sheet.preview')}>
      <div className="row-between">
        {notices.length > 1 ? (
          <label className="field">
            <span className="label">{t('preview.village')}</span>
            <select value={facts.id} onChange={(event) => onChoose(event.target.value)}>
              {notices.map((one) => <option key={one.id} value={one.id}>{t('preview.villageLine', { village: one.world.office(one.notice.owner)?.name ?? '', rows: writtenCount(one.totals.rows), amount: writtenYuan(one.totals.amountFen) })}</option>)}
            </select>
          </label>
        ) : <h2>{t('sheet.preview')}</h2>}
        <LayoutChoice layout={layout} onChange={setWanted} />
      </div>
      <SheetView made={made} />
    </section>
  );
}

function Submit({ notices, onBack }: { readonly notices: readonly NoticeFacts[]; readonly onBack: (() => void) | null }) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const [busy, setBusy] = useState(false);
  const first = notices[0];
  if (!first) return null;
  const submit = async (): Promise<void> => {
    setBusy(true);
    const saved = await performing(() => desk.perform(submitAct(notices)), t('preview.told', { count: notices.length }));
    setBusy(false);
    if (saved) go(...(notices.length === 1 ? ['notice', first.id] : ['notices']));
  };
  return (
    <div className="foot-bar">
      {onBack ? <Button onClick={onBack}>{t('common.back')}</Button> : null}
      <span className="quiet">{t('preview.submitHint')}</span>
      <Button kind="primary" busy={busy} onClick={() => void submit()}>{notices.length === 1 ? t('preview.submit') : t('preview.submitAll', { count: notices.length })}</Button>
    </div>
  );
}

interface VillagePart {
  readonly id: string;
  readonly name: string;
  readonly rows: number;
  readonly areaMilliMu: number;
  readonly amountFen: number;
}

function Split({ holding, person, draft, onBack }: PreviewStepProps) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const villages = villagesOf(holding);
  const homeless = holding.roster.lines.filter((line) => line.village === undefined && line.setAside === undefined).length;
  const split = (): void => {
    void performing(() => desk.perform(splitAct(holding, person, { villages, draft }, t)), t('split.told', { count: villages.length }));
  };
  return (
    <>
      {homeless > 0 ? <Callout tone="bad" title={t('split.homeless', { count: homeless })}><p>{t('split.homelessHint')}</p></Callout> : null}
      <div className="card flush">
        <table className="plain-table">
          <thead><tr><th>{t('list.village')}</th><th className="number">{t('totals.rows')}</th><th className="number">{t('totals.area')}</th><th className="number">{t('totals.amount')}</th></tr></thead>
          <tbody>
            {villages.map((village) => (
              <tr key={village.id}><td>{village.name}</td><td className="number">{writtenCount(village.rows)}</td><td className="number">{writtenMu(village.areaMilliMu)}</td><td className="number">{writtenYuan(village.amountFen)}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="foot-bar">
        {onBack ? <Button onClick={onBack}>{t('common.back')}</Button> : null}
        <span className="quiet">{t('split.hint')}</span>
        <Button kind="primary" disabled={homeless > 0 || villages.length === 0} onClick={split}>{t('split.button', { count: villages.length })}</Button>
      </div>
    </>
  );
}

/** Villages of the list with their rows as they stand, those set aside left out. */
function villagesOf(holding: Holding): readonly VillagePart[] {
  const parts = new Map<string, VillagePart>();
  for (const frame of holding.list.frames) {
    if (frame.village !== undefined && !parts.has(frame.village)) {
      parts.set(frame.village, { id: frame.village, name: holding.world.office(frame.village)?.name ?? frame.village, rows: 0, areaMilliMu: 0, amountFen: 0 });
    }
  }
  for (const line of holding.roster.lines) {
    const part = line.village === undefined || line.setAside ? undefined : parts.get(line.village);
    if (!part) continue;
    const { subsidisedArea, amount } = line.cells;
    parts.set(part.id, { ...part, rows: part.rows + 1, areaMilliMu: part.areaMilliMu + whole(subsidisedArea), amountFen: part.amountFen + whole(amount) });
  }
  return [...parts.values()];
}

function whole(value: string | number | null | undefined): number {
  return typeof value === 'number' ? value : 0;
}

interface Splitting {
  readonly villages: readonly VillagePart[];
  readonly draft: WizardDraft;
}

function splitAct(holding: Holding, person: Person, { villages, draft }: Splitting, t: ReturnType<typeof useText>): ActDraft {
  const { programme, batch, world } = holding;
  const year = batch?.years.at(-1) ?? 0;
  const notices = villages.map((village, index) => {
    const office = world.office(village.id) ?? person.office;
    const own = programme ? firstHead({ programme, year, batchNo: batch?.batchNo ?? 1, office, rules: world.rules }, t) : undefined;
    const typed = draft.head;
    const head: NoticeHead | undefined = own && typed ? { ...typed, title: own.title, objectionOffice: own.objectionOffice, objectionPhone: own.objectionPhone || typed.objectionPhone } : own;
    return { id: recordId('subsidyNotice', `${restOf(holding.id)}-${index + 1}`), village: village.id, stage: draft.stage, head: { ...head } };
  });
  const touches = [holding.id, holding.list.batch, ...notices.map((notice) => notice.id)];
  return { kind: 'subsidyList', verb: 'split', touches, args: { notices: notices as unknown as Json } };
}

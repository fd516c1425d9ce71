/** 纸质签批: who signed on paper, when, and the scan if there is one. Not who types it in. */
import { useState, type FormEvent } from 'react';
import { rolesIn } from '#domain/office/office.ts';
import { currentStep, missingCountersigns, officeAt } from '#domain/approval/round.ts';
import type { ChainStep, Countersign } from '#domain/approval/chain.ts';
import { paperSignatureAct } from '../acts.ts';
import type { NoticeFacts } from '../facts.ts';
import { attached, type Attached } from '../pieces.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { useLive } from '#renderer/store/useLive.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { usePicking } from '#renderer/ui/picking.ts';
import { useText } from '#renderer/ui/text.ts';

/** Roles that may sign on paper now: countersigns still missing, and the step the round stands at. */
function openPlaces({ notice }: NoticeFacts): readonly (ChainStep | Countersign)[] {
  if (!notice.round) return [];
  const step = notice.state === 'reviewing' ? currentStep(notice.round) : undefined;
  return [...missingCountersigns(notice, notice.round), ...(step ? [step] : [])];
}

export function PaperSignature({ facts, onClose }: { readonly facts: NoticeFacts; readonly onClose: () => void }) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const places = openPlaces(facts);
  const [at, setAt] = useState(0);
  const place = places[at];
  const accounts = useLive(() => desk.reader.records('account'), [desk]);
  const people = place ? (accounts ?? []).map((record) => record.value).filter((account) => rolesIn(account, officeAt(facts.notice, place), facts.world.day).includes(place.role)) : [];
  const [chosen, setChosen] = useState('');
  const [day, setDay] = useState(facts.world.day);
  const [scan, setScan] = useState<{ readonly name: string; readonly held: Attached } | null>(null);
  const signer = people.find((account) => account.id === chosen) ?? people[0];
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!place || !signer) return;
    const act = paperSignatureAct(facts, { role: place.role, signer: signer.id, signedOn: day, ...(scan ? { scan: scan.held } : {}) });
    if (await performing(() => desk.perform(act), t('paper.told'))) onClose();
  };
  return (
    <Dialog title={t('paper.title')} onClose={onClose}>
      {places.length === 0 ? <p>{t('paper.nothing')}</p> : null}
      <form onSubmit={(event) => void submit(event)}>
        <Choice label={t('paper.role')} value={String(at)} onChange={(value) => setAt(Number(value))} options={places.map((one, index) => ({ value: String(index), text: `${facts.world.office(officeAt(facts.notice, one))?.name ?? ''} ${t(`role.${one.role}`)}` }))} />
        <Choice label={t('paper.signer')} value={signer?.id ?? ''} onChange={setChosen} options={people.map((account) => ({ value: account.id, text: account.name }))} />
        {place && people.length === 0 && accounts !== undefined ? <p className="field-error">{t('paper.nobody')}</p> : null}
        <Field label={t('paper.day')} type="date" required max={facts.world.day} value={day} onChange={(event) => setDay(event.target.value)} />
        <ScanField name={scan?.name ?? null} onPicked={(name, bytes, mime) => setScan({ name, held: attached(bytes, mime) })} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={!place || !signer}>{t('paper.submit')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <div className="field">
      <label>
        {label}
        <select value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map((option) => <option key={option.value} value={option.value}>{option.text}</option>)}
        </select>
      </label>
    </div>
  );
}

const MIME: { readonly [ending: string]: string } = { pdf: 'application/pdf', jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png' };

function ScanField({ name, onPicked }: { readonly name: string | null; readonly onPicked: (name: string, bytes: Uint8Array, mime: string) => void }) {
  const t = useText();
  const picking = usePicking();
  const pick = async (): Promise<void> => {
    const file = await picking.open(Object.keys(MIME));
    if (file) onPicked(file.name, file.bytes, MIME[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream');
  };
  return (
    <div className="field">
      <span className="label">{t('paper.scan')}</span>
      <div className="row-between"><span className="quiet">{name ?? t('paper.scanLater')}</span><Button onClick={() => void pick()}>{t('paper.pick')}</Button></div>
    </div>
  );
}

/** 项目与列: the programme as guessed and confirmed, the sheet as it is with the app's reading drawn on it. */
import { useState } from 'react';
import type { Programme } from '#domain/programme/programme.ts';
import { COLUMN_CODES, type ColumnCode } from '#domain/roster/columns.ts';
import type { ImportReading, PreviewRows, SheetSummary } from '#renderer/import/pipeline.ts';
import { Callout } from '#renderer/ui/Say.tsx';
import { writtenCount, writtenDay, writtenMu, writtenYuan } from '#renderer/ui/shapes.ts';
import { textOf, useText } from '#renderer/ui/text.ts';
import { cellText, isNumber } from '../RosterGrid.tsx';
import { problemText } from './ProblemGroups.tsx';
import type { WizardDraft } from './draft.ts';
import { lastDayOf } from './holding.ts';

export interface ColumnsStepProps {
  readonly draft: WizardDraft;
  readonly reading: ImportReading;
  readonly preview: PreviewRows;
  readonly programmes: readonly Programme[];
  readonly onChange: (draft: WizardDraft) => void;
}

export function ColumnsStep({ draft, reading, preview, programmes, onChange }: ColumnsStepProps) {
  const t = useText();
  const { summary, problems } = reading;
  const foreign = problems.filter((problem) => problem.rule === 'otherVillage' || problem.rule === 'hiddenSheet' || problem.rule === 'hiddenRows');
  return (
    <div className="stack">
      {foreign.map((problem, index) => <Callout key={`${problem.rule}.${index}`} tone="warn" title={problemText(problem)} />)}
      <div className="card wizard-choices">
        <ProgrammeChoice draft={draft} reading={reading} programmes={programmes} onChange={onChange} />
      </div>
      <Callout tone={summary.payees > 0 ? 'good' : 'warn'} title={t('columns.found', { rows: writtenCount(summary.payees), area: writtenMu(summary.areaMilliMu), amount: writtenYuan(summary.amountFen) })}>
        <p>{t('columns.foundHint')}</p>
      </Callout>
      {summary.sheets.map((sheet, index) => <SheetView key={sheet.name} sheet={sheet} preview={index === 0 ? preview : null} draft={draft} onChange={onChange} />)}
    </div>
  );
}

function ProgrammeChoice({ draft, reading, programmes, onChange }: Omit<ColumnsStepProps, 'preview'>) {
  const t = useText();
  const { guess } = reading.summary;
  const chosen = programmes.find((programme) => programme.code === draft.programme);
  const aged = chosen?.minAge !== undefined || reading.summary.sheets.some((sheet) => sheet.columns.some((column) => column.code === 'age'));
  return (
    <>
      <label className="field">
        <span className="label">{t('columns.programme')}</span>
        <select value={draft.programme ?? ''} onChange={(event) => onChange({ ...draft, programme: event.target.value === '' ? null : event.target.value })}>
          <option value="">{t('columns.programmeNone')}</option>
          {programmes.map((programme) => <option key={programme.code} value={programme.code}>{programme.name}</option>)}
        </select>
        <span className="field-note">{guess && guess.code === draft.programme ? t(`columns.guess.${guess.reason}`, { by: guess.by }) : t('columns.programmeHint')}</span>
      </label>
      <label className="field">
        <span className="label">{t('columns.year')}</span>
        <input type="number" min={1990} max={2100} value={draft.year ?? ''} onChange={(event) => onChange({ ...draft, year: event.target.value === '' ? null : Number(event.target.value) })} />
        <span className="field-note">{rateNote(t, chosen, draft.year)}</span>
      </label>
      <label className="field">
        <span className="label">{t('columns.batchNo')}</span>
        <input type="number" min={1} max={99} value={draft.batchNo} onChange={(event) => onChange({ ...draft, batchNo: Math.max(1, Number(event.target.value)) })} />
      </label>
      <label className="field">
        <span className="label">{t('columns.stage')}</span>
        <select value={draft.stage} onChange={(event) => onChange({ ...draft, stage: event.target.value as WizardDraft['stage'] })}>
          {(['firstPosting', 'secondPosting', 'paymentResult'] as const).map((stage) => <option key={stage} value={stage}>{t(`stage.${stage}`)}</option>)}
        </select>
      </label>
      {aged ? (
        <label className="field">
          <span className="label">{t('columns.asOf')}</span>
          <input type="month" value={draft.asOf ?? ''} onChange={(event) => onChange({ ...draft, asOf: event.target.value === '' ? null : event.target.value })} />
          <span className="field-note">{draft.asOf === null ? t('columns.asOfHint') : t('columns.asOfDay', { day: writtenDay(lastDayOf(draft.asOf)) })}</span>
        </label>
      ) : null}
    </>
  );
}

function rateNote(t: ReturnType<typeof useText>, programme: Programme | undefined, year: number | null): string {
  const rate = programme?.rates.find((one) => one.year === year);
  if (!programme || !rate) return programme && programme.rates.length > 0 ? t('columns.rateNone') : '';
  return t('columns.rate', { rate: writtenYuan(rate.fenPerUnit), unit: textOf('board')(`unit.${programme.unit}`) });
}

interface SheetViewProps {
  readonly sheet: SheetSummary;
  readonly preview: PreviewRows | null;
  readonly draft: WizardDraft;
  readonly onChange: (draft: WizardDraft) => void;
}

const LINES_SHOWN = 8;

/** The sheet with its reading on it: head, payees, totals and ignored lines each in their own tint and word. */
function SheetView({ sheet, preview, draft, onChange }: SheetViewProps) {
  const t = useText();
  const [all, setAll] = useState(false);
  const remap = (at: number, code: ColumnCode | null): void => {
    const { bySheet } = draft.overrides;
    const own = bySheet?.[sheet.name];
    onChange({ ...draft, overrides: { ...draft.overrides, bySheet: { ...bySheet, [sheet.name]: { ...own, columns: { ...own?.columns, [at]: code } } } } });
  };
  const ignored = all ? sheet.ignored : sheet.ignored.slice(0, LINES_SHOWN);
  return (
    <section className="card stack" aria-label={sheet.name}>
      <div className="row-between">
        <h3>{t('columns.sheet', { name: sheet.name, rows: writtenCount(sheet.payees) })}</h3>
        <p className="quiet">{sheet.reportingOffice === '' ? sheet.title : t('columns.office', { title: sheet.title, office: sheet.reportingOffice })}</p>
      </div>
      <div className="sheet-view">
        <table>
          <thead>
            <tr>
              <th className="number">{t('grid.sheetRow')}</th>
              {sheet.columns.map((column) => <th key={column.at}><ColumnChoice column={column} onChange={(code) => remap(column.at, code)} /></th>)}
            </tr>
            <tr className="kind-head">
              <td className="number">{sheet.headRows.join('–')}</td>
              {sheet.columns.map((column) => <td key={column.at}>{column.header}</td>)}
            </tr>
          </thead>
          <tbody>
            {preview?.rows.map((row, index) => (
              <tr key={row} className="kind-payee">
                <td className="number quiet">{row}</td>
                {sheet.columns.map((column, at) => <td key={column.at} className={isNumber(column.code) ? 'number' : undefined}>{cellText(column.code, preview.columns[at]?.[index] ?? null)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sheet.ignored.length === 0 ? null : (
        <div>
          <h3>{t('columns.ignored', { count: sheet.ignored.length })}</h3>
          <ul className="ignored">
            {ignored.map((line) => <li key={line.row} className={`kind-${line.kind}`}><span className="tag">{t(`kind.${line.kind}`)}</span> <span className="quiet">{t('check.row', { row: line.row })}</span> {line.text}</li>)}
          </ul>
          {sheet.ignored.length > LINES_SHOWN ? <button type="button" className="button button-quiet" onClick={() => setAll(!all)}>{all ? t('columns.fewer') : t('columns.allLines')}</button> : null}
        </div>
      )}
    </section>
  );
}


function ColumnChoice({ column, onChange }: { readonly column: SheetSummary['columns'][number]; readonly onChange: (code: ColumnCode | null) => void }) {
  const t = useText();
  const unknown = column.code.startsWith('x:');
  return (
    <select className={unknown ? 'column-unknown' : ''} aria-label={t('columns.means', { header: column.header })} value={unknown ? '' : column.code} onChange={(event) => onChange(event.target.value === '' ? null : (event.target.value as ColumnCode))}>
      <option value="">{t('columns.unknown')}</option>
      {COLUMN_CODES.map((code) => <option key={code} value={code}>{textOf('problem')(`column.${code}`)}</option>)}
    </select>
  );
}

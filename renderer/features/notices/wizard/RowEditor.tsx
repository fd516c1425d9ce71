/** One row to be put right in place: its cells, what is wrong with it, save, set aside or take back. */
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { parseFen, parseMilliMu } from '#domain/money/fen.ts';
import type { ColumnCode } from '#domain/roster/columns.ts';
import type { CellValue } from '#domain/roster/frame.ts';
import type { Problem } from '#domain/roster/problem.ts';
import type { RecordId } from '#domain/record/record.ts';
import { AREA_COLUMNS, cellText, columnName, MONEY_COLUMNS, orderedColumns } from '../RosterGrid.tsx';
import { editRowAct, setAsideAct, type RosterLine } from '../rows.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { useGround } from '#renderer/ui/ground.tsx';
import { Mark } from '#renderer/ui/Mark.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { useText } from '#renderer/ui/text.ts';
import { problemText } from './ProblemGroups.tsx';

export interface RowEditorProps {
  readonly line: RosterLine;
  readonly columns: readonly ColumnCode[];
  readonly holder: RecordId;
  readonly problems: readonly Problem[];
  readonly onSetAside: () => void;
}

export function RowEditor({ line, columns, holder, problems, onSetAside }: RowEditorProps) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const { random } = useGround();
  const [typed, setTyped] = useState<{ readonly [code: string]: string }>({});
  const [wrong, setWrong] = useState<ColumnCode | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // Braces matter: scrolling answers with a promise, which React would take for a clean-up.
  useEffect(() => {
    void form.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const shown = orderedColumns(columns);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const set: { [code in ColumnCode]?: CellValue } = {};
    for (const code of shown) {
      const text = typed[code];
      if (text === undefined || text === cellText(code, line.cells[code] ?? null)) continue;
      const value = valueOf(code, text);
      if (value === undefined) {
        setWrong(code);
        return;
      }
      set[code] = value;
    }
    setWrong(null);
    if (Object.keys(set).length === 0) return;
    if (await performing(() => desk.perform(editRowAct(line, set, holder, random)), t('row.told'))) setTyped({});
  };
  const restore = (): void => {
    void performing(() => desk.perform(setAsideAct([line], 'restore', holder, t('row.restoreReason'))), t('row.toldRestore'));
  };
  return (
    <form ref={form} className="row-editor card" aria-label={t('row.title', { row: line.sheetRow })} onSubmit={(event) => void save(event)}>
      <div className="row-between">
        <h3>{t('row.title', { row: line.sheetRow })}</h3>
        {line.setAside ? <Mark tone="quiet">{t('row.aside', { reason: line.setAside.reason })}</Mark> : null}
      </div>
      {problems.map((problem, index) => <p key={`${problem.rule}.${index}`}><Mark tone={problem.severity === 'error' ? 'bad' : problem.severity === 'warning' ? 'warn' : 'quiet'}>{problemText(problem)}</Mark></p>)}
      <div className="row-cells">
        {shown.map((code) => (
          <Field
            key={code}
            label={columnName(code)}
            value={typed[code] ?? cellText(code, line.cells[code] ?? null)}
            disabled={line.setAside !== undefined}
            error={wrong === code ? t('row.noNumber') : problems.some((problem) => problem.column === code && problem.severity !== 'info') ? t('row.here') : null}
            onChange={(event) => setTyped({ ...typed, [code]: event.target.value })}
          />
        ))}
      </div>
      <div className="dialog-foot">
        {line.setAside ? <Button onClick={restore}>{t('row.restore')}</Button> : <Button onClick={onSetAside}>{t('check.setAside')}</Button>}
        {line.setAside ? null : <Button kind="plain" type="submit" disabled={Object.keys(typed).length === 0}>{t('row.save')}</Button>}
      </div>
    </form>
  );
}

/** What was typed as the cell holds it; undefined when it is no number where one is needed. */
function valueOf(code: ColumnCode, text: string): CellValue | undefined {
  const plain = text.trim();
  if (plain === '') return null;
  if (AREA_COLUMNS.includes(code)) return parseMilliMu(plain.replaceAll(',', '')) ?? undefined;
  if (MONEY_COLUMNS.includes(code)) return parseFen(plain.replaceAll(',', '')) ?? undefined;
  return plain;
}

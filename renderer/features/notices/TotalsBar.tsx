/** The totals, always in sight: rows, area, amount in figures and words, and whether they agree with the sheet's own. */
import type { Totals } from '#domain/batch/batch.ts';
import { amountInWords } from '#domain/money/words.ts';
import numerals from '#resources/vocabulary/numerals.json' with { type: 'json' };
import { Mark } from '#renderer/ui/Mark.tsx';
import { writtenCount, writtenMu, writtenYuan } from '#renderer/ui/shapes.ts';
import { useText } from '#renderer/ui/text.ts';

export interface SheetSums {
  /** Sums over the payee rows as the file wrote them, before anything was set aside or corrected. */
  readonly areaMilliMu: number | null;
  readonly amountFen: number | null;
}

export interface TotalsBarProps {
  readonly totals: Totals;
  readonly setAside: number;
  /** The grand total the sheet itself writes; null when it writes none. */
  readonly sheet: SheetSums | null;
}

export function TotalsBar({ totals, setAside, sheet }: TotalsBarProps) {
  const t = useText();
  return (
    <section className="totals" aria-label={t('totals.label')}>
      <dl>
        <div><dt>{t('totals.rows')}</dt><dd>{writtenCount(totals.rows)}</dd></div>
        {totals.areaMilliMu === 0 ? null : <div><dt>{t('totals.area')}</dt><dd>{writtenMu(totals.areaMilliMu)}</dd></div>}
        <div><dt>{t('totals.amount')}</dt><dd>{writtenYuan(totals.amountFen)}</dd></div>
        <div className="totals-words"><dt>{t('totals.words')}</dt><dd>{amountInWords(totals.amountFen, numerals)}</dd></div>
        {setAside === 0 ? null : <div><dt>{t('totals.setAside')}</dt><dd>{writtenCount(setAside)}</dd></div>}
      </dl>
      {sheet === null ? null : <Compared totals={totals} sheet={sheet} />}
    </section>
  );
}

function Compared({ totals, sheet }: { readonly totals: Totals; readonly sheet: SheetSums }) {
  const t = useText();
  const money = sheet.amountFen === null ? 0 : totals.amountFen - sheet.amountFen;
  const area = sheet.areaMilliMu === null ? 0 : totals.areaMilliMu - sheet.areaMilliMu;
  if (money === 0 && area === 0) return <Mark tone="good">{t('totals.agrees')}</Mark>;
  const parts = [...(money === 0 ? [] : [t('totals.yuan', { value: signed(money, writtenYuan) })]), ...(area === 0 ? [] : [t('totals.mu', { value: signed(area, writtenMu) })])];
  return <Mark tone="warn">{t('totals.differs', { what: parts.join(t('common.listComma')) })}</Mark>;
}

function signed(value: number, write: (value: number) => string): string {
  return `${value > 0 ? '+' : ''}${write(value)}`;
}

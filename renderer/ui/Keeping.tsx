/** What this window cannot do, said calmly where it matters: a browser keeps things in its own storage and makes no PDFs. */
import { useGround } from './ground.tsx';
import { Callout } from './Say.tsx';
import { useText } from './text.ts';

/** Nothing where acts lie in a folder of their own. */
export function Keeping() {
  const t = useText();
  const { journal } = useGround();
  if (journal === 'folder') return null;
  return <Callout tone={journal === 'none' ? 'warn' : 'quiet'} title={t(`keeping.${journal}`)}><p>{t(`keeping.${journal}Hint`)}</p></Callout>;
}

/** Nothing where this window makes PDFs. */
export function NoPdf() {
  const t = useText();
  const { files } = useGround();
  return files.pdfOf ? null : <Callout tone="quiet" title={t('sheet.noPdf')}><p>{t('sheet.noPdfHint')}</p></Callout>;
}

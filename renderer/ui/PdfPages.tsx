/** A PDF's own bytes drawn page by page: what is seen here is what is kept and printed. The reader is fetched when first needed. */
import { useEffect, useRef, useState } from 'react';
import { openPdf } from './pdf.ts';
import { Loading } from './Say.tsx';
import { useText } from './text.ts';

const SCALE = 1.5;
const PAGES_SHOWN = 40;

export function PdfPages({ pdf, label }: { readonly pdf: Uint8Array; readonly label: string }) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<number | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const drawing = new AbortController();
    setPages(null);
    void draw(pdf, element, drawing.signal).then((count) => {
      if (!drawing.signal.aborted) setPages(count);
    });
    return () => drawing.abort();
  }, [pdf]);
  return (
    <figure className="pdf" aria-label={label}>
      <figcaption className="quiet">{pages === null ? '' : t('pdf.pages', { count: pages })}</figcaption>
      {pages === null ? <Loading label={t('pdf.drawing')} /> : null}
      <div ref={box} className="pdf-pages" data-testid="pdf-pages" data-pages={pages ?? undefined} />
    </figure>
  );
}

async function draw(pdf: Uint8Array, box: HTMLElement, signal: AbortSignal): Promise<number> {
  const task = await openPdf(pdf);
  const document = await task.promise;
  box.replaceChildren();
  for (let number = 1; number <= Math.min(document.numPages, PAGES_SHOWN) && !signal.aborted; number += 1) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: SCALE });
    const canvas = box.ownerDocument.createElement('canvas');
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    if (signal.aborted) break;
    box.append(canvas);
    await page.render({ canvas, viewport }).promise;
  }
  const count = document.numPages;
  await task.destroy();
  return count;
}

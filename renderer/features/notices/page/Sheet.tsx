/** The sheet as it will hang: made once, seen here, kept, printed and saved as the very same bytes. */
import { useEffect, useRef, useState } from 'react';
import type { Print } from '#domain/notice/notice.ts';
import { printAct } from '../acts.ts';
import { buildBoard, type BlockedBoard, type BoardOutcome, type BuiltBoard } from '../board.ts';
import type { NoticeFacts } from '../facts.ts';
import { attached } from '../pieces.ts';
import { releaseSheet, type SheetRelease, type ToldHit } from '../release.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { Person } from '#renderer/session/desk.ts';
import { useLive } from '#renderer/store/useLive.ts';
import type { BoardLayout } from '#renderer/print/layout.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { useGround } from '#renderer/ui/ground.tsx';
import { openPdf, placedTexts } from '#renderer/ui/pdf.ts';
import { PdfPages } from '#renderer/ui/PdfPages.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { Callout, Loading } from '#renderer/ui/Say.tsx';
import { useTell } from '#renderer/ui/telling.tsx';
import { useText } from '#renderer/ui/text.ts';

export function Sheet({ facts, person }: { readonly facts: NoticeFacts; readonly person: Person }) {
  const { notice } = facts;
  const kept = notice.prints.at(-1);
  const clerk = person.roles.some((role) => role === 'villageClerk' || role === 'townshipClerk');
  if (kept) return <KeptSheet facts={facts} print={kept} />;
  return <FreshSheet facts={facts} canPrint={clerk && notice.state === 'signed' && facts.next?.action === 'print' && facts.next.yours} />;
}

/** A printed sheet comes out of the store as it was. */
function KeptSheet({ facts, print }: { readonly facts: NoticeFacts; readonly print: Print }) {
  const t = useText();
  const { reader } = useDesk();
  const pdf = useLive(async () => ({ bytes: await reader.piece(print.pdf.sha256) }), [reader, print.pdf.sha256]);
  if (!pdf) return <Loading label={t('common.loading')} />;
  if (!pdf.bytes) return <Callout tone="quiet" title={t('sheet.arriving')} />;
  return (
    <section className="stack" aria-label={t('sheet.title')}>
      <div className="row-between"><h2>{t('sheet.title')}</h2><SheetButtons facts={facts} pdf={pdf.bytes} /></div>
      <PdfPages pdf={pdf.bytes} label={t('sheet.title')} />
    </section>
  );
}

function SheetButtons({ facts, pdf }: { readonly facts: NoticeFacts; readonly pdf: Uint8Array }) {
  const t = useText();
  const hand = useHanding(facts);
  return (
    <div className="row-end">
      <Button onClick={() => void hand('save', pdf)}>{t('sheet.save')}</Button>
      <Button onClick={() => void hand('print', pdf)}>{t('sheet.printAgain')}</Button>
    </div>
  );
}

/** Hands the kept bytes to the printer or to a file; when the system refuses, the sheet is still kept and the person reads so. */
function useHanding(facts: NoticeFacts): (to: 'print' | 'save', pdf: Uint8Array) => Promise<void> {
  const t = useText();
  const tell = useTell();
  const { files } = useGround();
  return async (to, pdf) => {
    try {
      await files[to](fileName(facts), pdf);
    } catch (error) {
      tell({ tone: 'bad', title: t(`sheet.${to}Failed`), body: t('crash.detail', { detail: error instanceof Error ? error.message : String(error) }) });
    }
  };
}

/** Title and serial; characters that no file name may hold become a dash. */
function fileName({ notice }: NoticeFacts): string {
  const serial = notice.signed ? ` ${notice.signed.serial}` : '';
  return `${`${notice.head.title}${serial}`.replace(/[\\/:*?"<>|]/g, '-').slice(0, 150)}.pdf`;
}

type Made = { readonly board: BoardOutcome; readonly pdf: Uint8Array | null } | { readonly failed: string };

export interface SheetMaking {
  /** Undefined while it is being made. */
  readonly made: Made | undefined;
  /** What was asked for, over what suits the list; known once a sheet was made. */
  readonly layout: Partial<BoardLayout>;
}

/** Makes the sheet again whenever content or layout change; a stale one never shows. */
export function useSheet(facts: NoticeFacts, wanted: Partial<BoardLayout>): SheetMaking {
  const { reader } = useDesk();
  const { files } = useGround();
  const [made, setMade] = useState<Made>();
  const suited = useRef<Partial<BoardLayout>>({});
  const layoutKey = JSON.stringify(wanted);
  useEffect(() => {
    let open = true;
    setMade(undefined);
    const make = async (): Promise<void> => {
      const board = await buildBoard(reader, facts, wanted);
      if (board.ok) suited.current = board.layout;
      const pdf = board.ok && files.pdfOf ? await files.pdfOf(board.html) : null;
      if (open) setMade({ board, pdf });
    };
    make().catch((error: unknown) => {
      if (open) setMade({ failed: error instanceof Error ? error.message : String(error) });
    });
    return () => {
      open = false;
    };
    // The content hash stands for everything the sheet shows.
  }, [reader, files, facts.contentHash, facts.notice.state, layoutKey]);
  return { made, layout: { ...suited.current, ...wanted } };
}

interface FreshSheetProps {
  readonly facts: NoticeFacts;
  readonly canPrint: boolean;
}

function FreshSheet({ facts, canPrint }: FreshSheetProps) {
  const t = useText();
  const [wanted, setWanted] = useState<Partial<BoardLayout>>({});
  const { made, layout } = useSheet(facts, wanted);
  const printing = usePrinting(facts);
  const ready = made && 'pdf' in made && made.pdf && made.board.ok ? { pdf: made.pdf, board: made.board } : null;
  const { stopped } = printing;
  return (
    <section className="stack" aria-label={t('sheet.title')}>
      <div className="row-between">
        <h2>{canPrint ? t('sheet.title') : t('sheet.preview')}</h2>
        <div className="row-end">
          <LayoutChoice layout={layout} onChange={setWanted} />
          {ready && canPrint ? <Button kind="primary" busy={printing.busy} onClick={() => void printing.print(ready.board, ready.pdf)}>{printing.busy ? t('sheet.checking') : t('sheet.print')}</Button> : null}
        </div>
      </div>
      {stopped === null ? null : stopped.why === 'personal' ? <Personal hits={stopped.hits} /> : <Callout tone="bad" title={t('sheet.unreadable')}><p>{t('sheet.unreadableHint')}</p></Callout>}
      <SheetView made={made} />
    </section>
  );
}

interface Printing {
  readonly busy: boolean;
  /** Why the finished sheet was not let through. */
  readonly stopped: Exclude<SheetRelease, { released: true }> | null;
  print(board: BuiltBoard, pdf: Uint8Array): Promise<void>;
}

/** Nothing is kept or printed before the finished bytes have been read back and let through. */
function usePrinting(facts: NoticeFacts): Printing {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const hand = useHanding(facts);
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState<Printing['stopped']>(null);
  const print = async (board: BuiltBoard, pdf: Uint8Array): Promise<void> => {
    setBusy(true);
    try {
      const sheet = { allowed: board.allowed, onEveryPage: board.document.identity.shortHash ?? '' };
      const release = await releaseSheet(sheet, async () => placedTexts(await openPdf(pdf)));
      setStopped(release.released ? null : release);
      if (!release.released) return;
      const kept = attached(pdf, 'application/pdf');
      if (await performing(() => desk.perform(printAct(facts, kept.ref, kept.piece, release.pages)), t('sheet.told'))) await hand('print', pdf);
    } finally {
      setBusy(false);
    }
  };
  return { busy, stopped, print };
}

export function SheetView({ made }: { readonly made: Made | undefined }) {
  const t = useText();
  const { files } = useGround();
  if (made === undefined) return <Loading label={t('sheet.making')} />;
  if ('failed' in made) return <Callout tone="bad" title={t('sheet.failed')}><p>{t('sheet.failedHint')}</p><p className="quiet">{t('crash.detail', { detail: made.failed })}</p></Callout>;
  const { board, pdf } = made;
  if (!board.ok) return <SheetBlocked board={board} />;
  if (pdf) return <PdfPages pdf={pdf} label={t('sheet.title')} />;
  return <Callout tone="warn" title={t('sheet.noPdf')} action={<Button onClick={() => void files.printDocument(board.html)}>{t('sheet.printBrowser')}</Button>}><p>{t('sheet.noPdfHint')}</p></Callout>;
}

function SheetBlocked({ board }: { readonly board: BlockedBoard }) {
  const t = useText();
  if (board.why === 'personal') return <Personal hits={board.hits} />;
  if (board.why !== 'undrawable') return <Callout tone="warn" title={t(`sheet.${board.why}`)}><p>{t('sheet.missingHint')}</p></Callout>;
  return (
    <Callout tone="bad" title={t('sheet.undrawable')}>
      <p>{t('sheet.undrawableHint')}</p>
      <ul className="bullets">
        {board.words.map(({ character, codePoint, people, texts }) => {
          const where = people.length > 0 ? people.map((one) => t('sheet.undrawablePerson', { name: one.name, row: one.sheetRow })) : texts;
          return <li key={codePoint}>{t('sheet.undrawableName', { character, codePoint, people: where.join(t('common.listComma')) })}</li>;
        })}
      </ul>
    </Callout>
  );
}

function Personal({ hits }: { readonly hits: readonly ToldHit[] }) {
  const t = useText();
  return (
    <Callout tone="bad" title={t('sheet.personal')}>
      <p>{t('sheet.personalHint')}</p>
      <ul className="bullets">{hits.map((hit, index) => <li key={`${index}.${hit.text}`}>{t(`sheet.hit.${hit.kind}`, { text: hit.text, line: hit.line })}</li>)}</ul>
    </Callout>
  );
}

export function LayoutChoice({ layout, onChange }: { readonly layout: Partial<BoardLayout>; readonly onChange: (layout: Partial<BoardLayout>) => void }) {
  const t = useText();
  return (
    <div className="row-end layout" role="group" aria-label={t('sheet.layout')}>
      <label>
        <span className="unseen">{t('sheet.paper')}</span>
        <select value={layout.paper ?? 'A4'} onChange={(event) => onChange({ ...layout, paper: event.target.value === 'A3' ? 'A3' : 'A4' })}>
          <option value="A4">A4</option>
          <option value="A3">A3</option>
        </select>
      </label>
      <label className="choice"><input type="checkbox" checked={layout.dense === true} disabled={layout.dense === undefined} onChange={(event) => onChange({ ...layout, dense: event.target.checked })} />{t('sheet.dense')}</label>
      <label className="choice"><input type="checkbox" checked={layout.largeType === true} onChange={(event) => onChange({ ...layout, largeType: event.target.checked })} />{t('sheet.large')}</label>
    </div>
  );
}

/** From a notice at this desk to the sheet that hangs on the wall: public view, document, final scan, HTML, PDF. */
import { boardDocument, documentText, type BoardDocument } from '#domain/board/document.ts';
import { releaseBoard } from '#domain/board/release.ts';
import type { BoardText } from '#domain/board/text.ts';
import type { Hit } from '#domain/privacy/scan.ts';
import { publicView } from '#domain/privacy/publicView.ts';
import { boardHtml } from '#renderer/print/board.ts';
import { fontsUnder } from '#renderer/print/fonts.ts';
import { suggestedLayout, type BoardLayout } from '#renderer/print/layout.ts';
import type { DeskReader } from '#renderer/store/reader.ts';
import { textOf } from '#renderer/ui/text.ts';
import numerals from '#resources/vocabulary/numerals.json' with { type: 'json' };
import names from '#resources/privacy/names.json' with { type: 'json' };
import type { NoticeFacts } from './facts.ts';
import { loadLines } from './rows.ts';

export type BoardOutcome =
  | { readonly ok: true; readonly html: string; readonly document: BoardDocument; readonly layout: BoardLayout }
  | { readonly ok: false; readonly why: 'framesMissing' | 'dataMissing' }
  | { readonly ok: false; readonly why: 'personal'; readonly hits: readonly Hit[] }
  | { readonly ok: false; readonly why: 'undrawable'; readonly names: readonly string[] };

/** Builds the sheet as it stands now; a draft is marked as one. */
export async function buildBoard(reader: DeskReader, facts: NoticeFacts, wanted: Partial<BoardLayout>): Promise<BoardOutcome> {
  const { notice, world } = facts;
  const programme = world.programme(notice.programme);
  const owner = world.office(notice.owner);
  const issuer = world.office(notice.issuer);
  if (!programme || !owner || !issuer || facts.contentHash === undefined) return { ok: false, why: 'dataMissing' };
  const { lines, framesMissing } = await loadLines(reader, notice.frames);
  if (framesMissing > 0) return { ok: false, why: 'framesMissing' };
  const view = publicView({ programme, stage: notice.stage, channel: 'board', rows: lines, names });
  const text: BoardText = (key, values) => textOf('board')(key, { ...values });
  const document = boardDocument({ view, notice, programme, owner, issuer, rules: world.rules, numerals, text, contentHash: facts.contentHash });
  const release = releaseBoard(document, { head: notice.head, offices: [owner, issuer], rules: world.rules });
  if (!release.released) return { ok: false, why: 'personal', hits: release.hits };
  const layout = { ...suggestedLayout(document), ...wanted };
  return { ok: true, html: boardHtml(release.board, layout, fontsUnder('fonts/')), document, layout };
}

/** Everything the sheet says, for readers that cannot see it. */
export function boardWords(document: BoardDocument): string {
  return documentText(document);
}

/** Pages of a PDF, counted by its page objects. */
export function pagesOf(pdf: Uint8Array): number {
  const text = new TextDecoder('latin1').decode(pdf);
  const counted = text.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0;
  return Math.max(1, counted);
}

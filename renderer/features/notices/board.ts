/** From a notice at this desk to the sheet that hangs on the wall: public view, document, final scan, HTML, PDF. */
import { boardDocument, documentText, type BoardDocument } from '#domain/board/document.ts';
import { allowedNumbers, releaseBoard } from '#domain/board/release.ts';
import type { BoardText } from '#domain/board/text.ts';
import { publicView } from '#domain/privacy/publicView.ts';
import { boardHtml } from '#renderer/print/board.ts';
import { fontsUnder } from '#renderer/print/fonts.ts';
import { suggestedLayout, type BoardLayout } from '#renderer/print/layout.ts';
import { printability } from '#renderer/print/printability.ts';
import type { DeskReader } from '#renderer/store/reader.ts';
import { textOf } from '#renderer/ui/text.ts';
import numerals from '#resources/vocabulary/numerals.json' with { type: 'json' };
import names from '#resources/privacy/names.json' with { type: 'json' };
import type { NoticeFacts } from './facts.ts';
import { loadLines, type RosterLine } from './rows.ts';
import { toldHits, type ToldHit } from './release.ts';

export interface BuiltBoard {
  readonly ok: true;
  readonly html: string;
  readonly document: BoardDocument;
  readonly layout: BoardLayout;
  /** Numbers that may stand on this sheet though they look like a person's: office phones, serial, code. */
  readonly allowed: readonly string[];
}

/** A character without a shape in any bundled font, and who or what it stands in. */
export interface UndrawableWord {
  readonly character: string;
  readonly codePoint: string;
  readonly people: readonly { readonly name: string; readonly sheetRow: number }[];
  /** Texts of the sheet that hold it; told where it is nobody's name. */
  readonly texts: readonly string[];
}

export type BlockedBoard =
  | { readonly ok: false; readonly why: 'framesMissing' | 'dataMissing' }
  | { readonly ok: false; readonly why: 'personal'; readonly hits: readonly ToldHit[] }
  | { readonly ok: false; readonly why: 'undrawable'; readonly words: readonly UndrawableWord[] };

export type BoardOutcome = BuiltBoard | BlockedBoard;

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
  const context = { head: notice.head, offices: [owner, issuer], rules: world.rules };
  const release = releaseBoard(document, context);
  if (!release.released) return { ok: false, why: 'personal', hits: toldHits(release.hits, documentText(document)) };
  const words = await undrawableWords(document, lines);
  if (words.length > 0) return { ok: false, why: 'undrawable', words };
  const layout = { ...suggestedLayout(document), ...wanted };
  return { ok: true, html: boardHtml(release.board, layout, fontsUnder('fonts/')), document, layout, allowed: allowedNumbers(document, context) };
}

/** What no bundled font can draw; the table of what they can is fetched when a sheet is made. */
async function undrawableWords(document: BoardDocument, lines: readonly RosterLine[]): Promise<readonly UndrawableWord[]> {
  const { default: coverage } = await import('#resources/fonts/coverage.json');
  return printability(document, coverage).undrawable.map(({ character, codePoint, texts }) => ({
    character,
    codePoint,
    texts,
    people: lines.flatMap((line) => {
      const name = line.cells.payeeName;
      return line.setAside === undefined && typeof name === 'string' && name.includes(character) ? [{ name, sheetRow: line.sheetRow }] : [];
    }),
  }));
}

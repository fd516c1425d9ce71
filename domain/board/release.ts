/** The last look at a board before it is drawn: only a released board can be printed, filed or put on a page. */
import type { NoticeHead } from '../notice/notice.ts';
import type { Office } from '../office/office.ts';
import type { CountyRules } from '../office/rules.ts';
import { releaseGuard } from '../privacy/release.ts';
import type { Hit } from '../privacy/scan.ts';
import { documentText, type BoardDocument } from './document.ts';

declare const released: unique symbol;

/** A board whose every text has passed the final scan. Nothing but `releaseBoard` makes one. */
export type ReleasedBoard = BoardDocument & { readonly [released]: true };

export type BoardRelease = { readonly released: true; readonly board: ReleasedBoard } | { readonly released: false; readonly hits: readonly Hit[] };

export interface ReleaseContext {
  readonly head: NoticeHead;
  /** Offices whose phones may stand on the board. */
  readonly offices: readonly Office[];
  readonly rules: CountyRules;
}

/** Scans every text of the document; lets it through or names what stops it. */
export function releaseBoard(document: BoardDocument, context: ReleaseContext): BoardRelease {
  const release = releaseGuard(documentText(document), allowedNumbers(document, context));
  return release.released ? { released: true, board: document as ReleasedBoard } : { released: false, hits: release.hits };
}

/** What is no person's number on this board: office phones, serial, code and short hash. Also for the PDF's text layer. */
export function allowedNumbers(document: BoardDocument, { head, offices, rules }: ReleaseContext): readonly string[] {
  const phones = [head.objectionPhone, head.supervisionPhone, rules.supervisionPhone, ...offices.map((office) => office.phone ?? '')];
  const { serial, code, shortHash } = document.identity;
  const spelled = phones.flatMap((phone) => [phone, ...phone.split(/[,;/\u3001\uff0c\uff1b]/)]);
  return [...spelled, serial ?? '', code ?? '', shortHash ?? ''].filter((value) => value !== '');
}

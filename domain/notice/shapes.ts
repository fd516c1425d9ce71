/** Shapes of what acts carry about notices. */
import { day, dictionary, nullable, object, oneOf, recordId, sha256, text, whole, type Check } from '../shape.ts';
import type { Sha256 } from '../hash.ts';
import type { RecordId } from '../record/record.ts';
import type { NoticeHead, PieceRef, PostingStage } from './notice.ts';

/** Check of every field of a head by its name; `edit` uses them one by one. */
export const HEAD_FIELDS = {
  title: text(200, 1),
  basisText: text(2000),
  periodMode: oneOf('printed', 'pen'),
  periodStart: nullable(day),
  periodEnd: nullable(day),
  objectionDeadline: nullable(day),
  objectionOffice: text(200),
  objectionPhone: text(60),
  supervisionPhone: text(60),
  bodyText: text(8000),
} as const satisfies { readonly [field in keyof NoticeHead]: Check<NoticeHead[field]> };

export type HeadField = keyof NoticeHead;

/** Fields that must agree and therefore clash together. */
export const PERIOD_GROUP = { name: 'period', fields: ['periodMode', 'periodStart', 'periodEnd', 'objectionDeadline'] } as const;

export const headShape: Check<NoticeHead> = object(HEAD_FIELDS);

export const stageShape: Check<PostingStage> = oneOf('firstPosting', 'secondPosting', 'paymentResult');

export const pieceShape: Check<PieceRef> = object({ sha256, mime: text(100, 1), bytes: whole(1, 2_000_000_000) });

/** `contents` of an act: notice to content hash, one for each notice it touches. */
export const contentsShape: Check<{ readonly [notice: RecordId]: Sha256 | undefined }> = dictionary(recordId, sha256, 400);

/** A person's reason, in words that name no payee. */
export const reasonShape: Check<string> = text(500, 1);

/** Whether a name is a field of a head. */
export function isHeadField(name: string): name is HeadField {
  return Object.hasOwn(HEAD_FIELDS, name);
}

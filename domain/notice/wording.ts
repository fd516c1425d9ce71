/** Texts of acts that people wrote themselves: they must not carry a person's numbers into records that everybody gets. */
import { refused, type Refusal } from '../decision.ts';
import { releaseGuard } from '../privacy/release.ts';
import { scanText } from '../privacy/scan.ts';
import type { NoticeHead } from './notice.ts';

/** Fields of a head that are written as running text. */
const RUNNING_TEXTS = ['title', 'basisText', 'objectionOffice', 'bodyText'] as const satisfies readonly (keyof NoticeHead)[];

/** `personalText` with the field's name, or null. The head's own office phones may stand in its texts. */
export function personalInHead(head: NoticeHead): Refusal | null {
  for (const field of RUNNING_TEXTS) {
    if (!releaseGuard(head[field], [head.objectionPhone, head.supervisionPhone]).released) return refused('personalText', { field });
  }
  return null;
}

/** The same for a single text, such as a reason or a place. */
export function personalIn(field: string, text: string): Refusal | null {
  return scanText(text).length > 0 ? refused('personalText', { field }) : null;
}

/** Where a notice stands, in the words of the step line. */
import type { Tone } from '#renderer/ui/Mark.tsx';
import type { NoticeFacts } from './facts.ts';

export type Phase = 'draft' | 'returned' | 'reviewing' | 'signed' | 'printed' | 'partlyHung' | 'posting' | 'objections' | 'closable' | 'withdrawn';

export const NOTICE_TONE: { readonly [phase in Phase]: Tone } = {
  draft: 'quiet', returned: 'warn', reviewing: 'busy', signed: 'busy', printed: 'busy', partlyHung: 'warn',
  posting: 'good', objections: 'good', closable: 'warn', withdrawn: 'quiet',
};

export function phaseOf({ notice, status }: Pick<NoticeFacts, 'notice' | 'status'>): Phase {
  if (notice.state === 'draft') return notice.returns.length > 0 ? 'returned' : 'draft';
  if (notice.state === 'posting') return status.wall === 'objections' || status.wall === 'closable' ? status.wall : 'posting';
  if (notice.state === 'printed' && status.wall === 'partlyHung') return 'partlyHung';
  return notice.state;
}

export const STEPS = ['drafting', 'review', 'secrecyReview', 'sign', 'print', 'posting', 'ended', 'closed'] as const;
export type Step = (typeof STEPS)[number];

/** The steps of this notice and how far it is: secrecy review only where the round has one. */
export function stepLine({ notice, status, world }: Pick<NoticeFacts, 'notice' | 'status' | 'world'>): { readonly steps: readonly Step[]; readonly at: number } {
  const chain = notice.round?.steps ?? world.chain(world.programme(notice.programme)?.chain ?? '')?.steps ?? [];
  const steps = STEPS.filter((step) => step !== 'secrecyReview' || chain.some((one) => one.step === 'secrecyReview'));
  const here = currentOf({ notice, status });
  return { steps, at: steps.indexOf(here) };
}

function currentOf({ notice, status }: Pick<NoticeFacts, 'notice' | 'status'>): Step {
  if (notice.state === 'reviewing') return status.step?.step ?? 'review';
  if (notice.state === 'signed' || notice.state === 'printed') return 'print';
  if (notice.state === 'posting') return status.wall === 'closable' || status.wall === 'objections' ? 'ended' : 'posting';
  return 'drafting';
}

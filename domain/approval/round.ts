/** One run through a chain: whose turn it is, what one person's approval covers, and which paper signatures are missing. */
import type { Approval, PaperSignature, Round, SubsidyNotice } from '../notice/notice.ts';
import { rolesIn, type Account } from '../office/office.ts';
import type { Day } from '../calendar/day.ts';
import type { ChainStep, Countersign } from './chain.ts';

/** The office that holds a step or a countersign of a notice. */
export function officeAt(notice: Pick<SubsidyNotice, 'owner' | 'issuer'>, place: ChainStep | Countersign): string {
  return place.at === 'issuer' ? notice.issuer : notice.owner;
}

/** The step whose turn it is, or undefined when all have approved. */
export function currentStep(round: Round): ChainStep | undefined {
  return round.steps[round.approvals.length];
}

/** Whether the step is the chain's last one, which makes the notice signed. */
export function isLastStep(round: Round, step: ChainStep): boolean {
  return round.steps.at(-1) === step;
}

/** Whether a person holds a step's role in its office on a day. */
export function holdsStep(notice: Pick<SubsidyNotice, 'owner' | 'issuer'>, step: ChainStep | Countersign, person: Account, day: Day): boolean {
  return rolesIn(person, officeAt(notice, step), day).includes(step.role);
}

/**
 * The steps from the current one on that one person covers without a break, because consecutive steps of one person
 * collapse. Empty when it is not this person's turn. The last step is only among them when `withLast`.
 */
export function coveredSteps(notice: SubsidyNotice, round: Round, person: { readonly account: Account; readonly day: Day; readonly withLast: boolean }): readonly ChainStep[] {
  const covered: ChainStep[] = [];
  for (const step of round.steps.slice(round.approvals.length)) {
    if (!holdsStep(notice, step, person.account, person.day)) break;
    if (isLastStep(round, step) && !person.withLast) break;
    covered.push(step);
  }
  return covered;
}

/** The round with these steps approved. */
export function withApprovals(round: Round, steps: readonly ChainStep[], approval: Omit<Approval, 'step'>): Round {
  return { ...round, approvals: [...round.approvals, ...steps.map((step) => ({ step: step.step, ...approval }))] };
}

/** Countersigns of the round for which no paper signature over the submitted content is recorded. */
export function missingCountersigns(notice: Pick<SubsidyNotice, 'paperSignatures'>, round: Round): readonly Countersign[] {
  return round.countersigns.filter((countersign) => !notice.paperSignatures.some((paper) => covers(paper, countersign, round)));
}

function covers(paper: PaperSignature, countersign: Countersign, round: Round): boolean {
  return paper.role === countersign.role && paper.contentHash === round.contentHash;
}

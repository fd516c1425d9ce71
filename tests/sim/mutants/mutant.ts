/** A mutant: one rule of the house broken on purpose. A run with it must find something, or the invariants are blind. */
import type { BreakTx } from '../county.ts';
import type { DeskMutation } from '../desk.ts';

export interface Mutant {
  readonly name: string;
  /** The rule it breaks. */
  readonly breaks: string;
  readonly breakTx?: BreakTx;
  readonly desk?: DeskMutation;
}

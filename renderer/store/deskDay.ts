/**
 * Which day it is at a desk: the last county date plus time that has passed since, or, after a restart without
 * contact, the later of that date and the PC's own. Display and prediction only; the county uses its own date.
 */
import { addDays, shanghaiDay, type Day } from '#domain/calendar/day.ts';
import type { Clock } from '#domain/ports.ts';

const MS_PER_DAY = 86_400_000;

export class DeskDay {
  private readonly clock: Clock;
  /** Runs steadily however the PC's clock is set. */
  private readonly steady: Clock;
  private heardDay: Day | undefined;
  private heardAt: number | undefined;

  constructor(clock: Clock, steady: Clock) {
    this.clock = clock;
    this.steady = steady;
  }

  /** The county said its date just now. */
  heard(day: Day): void {
    this.heardDay = day;
    this.heardAt = this.steady.now();
  }

  /** The date heard before the program was started; how long ago is unknown. */
  remembered(day: Day): void {
    this.heardDay = day;
    this.heardAt = undefined;
  }

  today(): { readonly day: Day; readonly from: 'county' | 'local' } {
    if (this.heardDay !== undefined && this.heardAt !== undefined) {
      const passed = Math.floor((this.steady.now() - this.heardAt) / MS_PER_DAY);
      return { day: addDays(this.heardDay, passed), from: 'county' };
    }
    const own = shanghaiDay(this.clock.now());
    return { day: this.heardDay !== undefined && this.heardDay > own ? this.heardDay : own, from: 'local' };
  }
}

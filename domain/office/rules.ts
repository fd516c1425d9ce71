/** What one county decides for itself; data, never code. One record: `countyRules:<county>`. */

export interface CountyRules {
  readonly county: string;
  readonly name: string;
  /** Six-digit division code. */
  readonly divisionCode: string;
  /** Whether the first day on the board counts towards the posting period (clerks write both). */
  readonly countStartDay: boolean;
  readonly photoRequired: boolean;
  /** Days between the end of posting and the end of objections. */
  readonly objectionDaysAfterPosting: number;
  /** The official address under which the public pages are reached; empty until the county enters it, and then they are a preview. */
  readonly officialAddress: string;
  readonly supervisionPhone: string;
  readonly synthetic?: boolean;
}

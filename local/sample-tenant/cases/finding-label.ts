import type { Severity } from '../../../shared/domain/finding';

/** A finding that a report must make: its cause was put into the tenant. */
export interface FindingLabel {
  readonly rule: string;
  /** Object id; null when the finding names nobody or several people. */
  readonly principal: string | null;
  /** Role id; null when it names no role or several. */
  readonly role: string | null;
  /** Determines which week's report has the finding. */
  readonly at: Date;
  /** The time that the report shows; `at` by default. */
  readonly happenedAt?: Date;
  /** Set for a finding about the log itself, which has no time: `at` only tells its week. */
  readonly isTimeless?: true;
  /** Set where the rule has more than one severity. */
  readonly severity?: Severity;
  readonly suppressed?: true;
}

import type { Severity } from '../../../shared/domain/finding';

/** A finding that a report must make, known because its cause was put into the tenant. */
export interface FindingLabel {
  readonly rule: string;
  /** Object id; null when the finding is about nobody or about several. */
  readonly principal: string | null;
  /** Role id; null when it is about none or about several. */
  readonly role: string | null;
  readonly at: Date;
  /** Where the rule has more than one severity. */
  readonly severity?: Severity;
  readonly suppressed?: true;
}

/** A value that a threshold can take. */
export type Threshold = number | string | readonly string[];

/**
 * A known-good case that is counted and listed, but not shown as open. Matches without regard to case; what looks like an
 * object id matches ids alone, what has an `@` UPNs alone.
 */
export interface Suppression {
  readonly rule: string;
  /** Object id, UPN or display name; any principal when left out. */
  readonly principal?: string | undefined;
  /** Role id or name; any role when left out. */
  readonly role?: string | undefined;
  /** Object id, UPN or display name of who did it; anybody when left out. */
  readonly initiator?: string | undefined;
  readonly reason: string;
  /** The last UTC date on which it holds; without it, it holds for good. */
  readonly until?: string | undefined;
}

/** When people are expected to work, in the report's time zone. */
export interface BusinessHours {
  /** ISO weekdays, 1 = Monday … 7 = Sunday. */
  readonly days: readonly number[];
  /** Minutes after local midnight: work starts. */
  readonly fromMinute: number;
  /** Minutes after local midnight: work ends (exclusive). */
  readonly toMinute: number;
}

/** What the `FINDINGS` setting says about the rules. */
export interface FindingsPolicy {
  /** By rule id, then by the threshold's name; what is left out keeps the rule's default. */
  readonly thresholds: Readonly<Record<string, Readonly<Record<string, Threshold>>>>;
  /** Ids of rules that are switched off. */
  readonly disabled: readonly string[];
  readonly suppress: readonly Suppression[];
  /** Role ids or names that count as privileged beside Microsoft's own list. */
  readonly privilegedRoles: readonly string[];
  /** Object ids or UPNs. */
  readonly breakGlassAccounts: readonly string[];
  readonly businessHours: BusinessHours;
}

/** Every rule on, with its defaults; Monday to Friday, 07:00 to 19:00. */
export const defaultFindingsPolicy: FindingsPolicy = {
  thresholds: {},
  disabled: [],
  suppress: [],
  privilegedRoles: [],
  breakGlassAccounts: [],
  businessHours: { days: [1, 2, 3, 4, 5], fromMinute: 7 * 60, toMinute: 19 * 60 },
};

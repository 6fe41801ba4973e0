import type { Severity } from './finding';

/** The value of a threshold. */
export type Threshold = number | string | readonly string[];

/**
 * A known-good case: its findings are counted and listed as suppressed, not as open. Names match without regard to
 * case; an entry that looks like an object id matches only ids, one that contains `@` only UPNs.
 */
export interface Suppression {
  readonly rule: string;
  /** Object id, UPN or display name; any principal when absent. */
  readonly principal?: string | undefined;
  /** Role id or name; any role when absent. */
  readonly role?: string | undefined;
  /** Object id, UPN or display name of the initiator; anybody when absent. */
  readonly initiator?: string | undefined;
  readonly reason: string;
  /** The last UTC date on which it applies; without it, it applies without end. */
  readonly until?: string | undefined;
}

/** Somebody who is expected to assign roles outside PIM. Names match as in a {@link Suppression}. */
export interface ExpectedInitiator {
  /** Object id, UPN or display name. */
  readonly initiator: string;
  /** Ids or names of the roles; any role when absent. */
  readonly roles?: readonly string[] | undefined;
}

/** Business hours in the report's time zone. */
export interface BusinessHours {
  /** ISO weekdays on which work starts, 1 = Monday … 7 = Sunday. */
  readonly days: readonly number[];
  /** Start of work in minutes after local midnight. */
  readonly fromMinute: number;
  /** End of work in minutes after local midnight (exclusive); on the next day when it is before the start. */
  readonly toMinute: number;
}

/** The `FINDINGS` setting. */
export interface FindingsPolicy {
  /** By rule id, then by the threshold's name; absent thresholds keep the rule's default. */
  readonly thresholds: Readonly<Record<string, Readonly<Record<string, Threshold>>>>;
  /** By rule id: the severity of its findings. Absent rules keep their own. */
  readonly severities: Readonly<Record<string, Severity>>;
  /** Ids of the rules that are switched off. */
  readonly disabled: readonly string[];
  readonly suppress: readonly Suppression[];
  /** Ids or names of roles that count as privileged in addition to Microsoft's list. */
  readonly privilegedRoles: readonly string[];
  /** Object ids or UPNs. */
  readonly breakGlassAccounts: readonly string[];
  /** In addition to Microsoft's own apps. */
  readonly expectedInitiators: readonly ExpectedInitiator[];
  readonly businessHours: BusinessHours;
}

/** Bound of the look-back in days, whatever a setting says: nobody keeps events for longer. */
export const maxLookBackDays = 3_660;

/** The default policy: every rule on with its defaults; business hours Monday to Friday, 07:00 to 19:00. */
export const defaultFindingsPolicy: FindingsPolicy = {
  thresholds: {},
  severities: {},
  disabled: [],
  suppress: [],
  privilegedRoles: [],
  breakGlassAccounts: [],
  expectedInitiators: [],
  businessHours: { days: [1, 2, 3, 4, 5], fromMinute: 7 * 60, toMinute: 19 * 60 },
};

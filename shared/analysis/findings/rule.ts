import type { PolicyList } from '../../domain/access/access-history';
import type { Change } from '../../domain/events/change';
import type { Elevation } from '../../domain/events/elevation';
import type { Finding, Severity } from '../../domain/finding';
import type { Threshold } from '../../domain/findings-policy';
import type { Actor } from '../../domain/events/people';
import type { UnknownActivity } from '../../domain/reports/totals';
import type { AccessAnalysis } from '../access/access-analysis';
import type { AnalysisInput } from '../analysis';
import type { RefusedRemoval } from '../events/removals/refused-removals';

/**
 * What a rule may look at. Instants are UTC; lists are in order of time. `history` is what happened before the period;
 * what happened in the period is history to what came later in it.
 */
export interface FindingContext extends Omit<AnalysisInput, 'joined' | 'accessHistory' | 'accessPast'> {
  /** Elevations of the period: only these yield findings. */
  readonly elevations: readonly Elevation[];
  /** Changes of the period: only these yield findings. */
  readonly changes: readonly Change[];
  readonly unknownActivities: readonly UnknownActivity[];
  /** Everything joined, also before and after the period: context, such as a setting's earlier value. */
  readonly allElevations: readonly Elevation[];
  readonly allChanges: readonly Change[];
  /** Refused removals, also before and after the period. */
  readonly refusals: readonly RefusedRemoval[];
  /** Snapshots of role settings, oldest first: earlier values of a changed setting. */
  readonly rolePolicies?: readonly PolicyList[];
  /** Who held access at the snapshot that the report shows, and what is unexplained; null without a snapshot. */
  readonly access: AccessAnalysis | null;
}

/** Whom one of the cases that a finding gathers concerns, so that a suppression can name them. */
export type Party = Pick<Finding, 'principal' | 'role'> & { readonly initiator?: Actor | null };

/** What a rule finds, before suppression. */
export interface RawFinding extends Omit<
  Finding,
  'rule' | 'alsoRules' | 'evidence' | 'severity' | 'why' | 'advice' | 'initiator' | 'at' | 'suppressed'
> {
  /** Orders findings in time; printed only for a finding with events. */
  readonly at: Date;
  /** The severity where it differs from the rule's own. */
  readonly severity?: Severity;
  /** The advice where it differs from the rule's own. */
  readonly advice?: string;
  /** Whether it was expected, and so is `info` whatever the settings say of the rule. */
  readonly isExpected?: boolean;
  /** Who did it, so that a suppression can name them; null or absent when nobody is known. */
  readonly initiator?: Actor | null;
  /**
   * Set for a finding that gathers several cases: it is suppressed only where each of them is. Absent, the finding's own
   * principal, role and initiator are the only ones.
   */
  readonly parties?: readonly Party[];
}

/** The numbers, texts and lists that a rule compares with, by name. The first one is the rule's main threshold. */
export type Thresholds = Readonly<Record<string, Threshold>>;

/** A rule: data for settings and documentation, and one pure function. */
export interface Rule<T extends Thresholds = Thresholds> {
  readonly id: string;
  /** The severity of findings that name no other. */
  readonly severity: Severity;
  /** The worst severity of its findings, where some are worse than `severity`. */
  readonly worstSeverity?: Severity;
  /**
   * Orders findings within a severity, the heaviest first: 200 tenant takeover, 100 full Azure access, then break-glass
   * accounts, missing evidence, assignments outside PIM, weakened settings, the rest. Events about a tier-0 role add 100.
   */
  readonly weight: number;
  /** A few words for a heading. */
  readonly title: string;
  /** One sentence for users: why it matters. */
  readonly why: string;
  /** One sentence for users: what to do next. */
  readonly advice: string;
  /** Ids of rules that find the single cases of what this rule finds as a whole: see `mergeOverlapping`. */
  readonly parts?: readonly string[];
  /** The defaults, each overridable by `policy.thresholds[id][name]`. */
  readonly thresholds: T;
  /** Returns how many days before the period the rule looks back; absent when it needs no history. */
  lookBackDays?(thresholds: T): number;
  /** Returns every case in the context, in any order, none twice. Depends on nothing but its arguments. */
  find(context: FindingContext, thresholds: T): readonly RawFinding[];
}

/**
 * Defines a rule. Its `find` knows the thresholds by name and type; the result does not, so that all rules have one type.
 * A rule may have no thresholds.
 */
export function defineRule<T extends Thresholds = Thresholds>(
  rule: Omit<Rule<T>, 'thresholds'> & Partial<Pick<Rule<T>, 'thresholds'>>,
): Rule {
  return { thresholds: {}, ...rule };
}

import type { Change } from '../../domain/change';
import type { DayCoverage } from '../../domain/collection-day';
import type { Elevation } from '../../domain/elevation';
import type { Finding, Severity } from '../../domain/finding';
import type { FindingsPolicy, Threshold } from '../../domain/findings-policy';
import type { Actor } from '../../domain/people';
import type { Period } from '../../domain/period';
import type { UnknownActivity } from '../../domain/totals';
import type { History } from '../history/history';

/** What a rule may look at. Instants are UTC; lists are in order of time. */
export interface FindingContext {
  readonly period: Period;
  /** The moment as of which the report speaks. */
  readonly asOf: Date;
  /** Up to here nothing is missing: only before it may the absence of an event prove anything. */
  readonly knownUntil: Date;
  /** Elevations of the period: only these yield findings. */
  readonly elevations: readonly Elevation[];
  /** Changes of the period: only these yield findings. */
  readonly changes: readonly Change[];
  readonly coverage: readonly DayCoverage[];
  readonly unknownActivities: readonly UnknownActivity[];
  /** Events of the period before that came after its report had been sent: neither report holds them. */
  readonly lateForReport: number;
  /** Stored events of the period that could not be understood. */
  readonly unreadable: number;
  /** What happened before the period; what happened in it is history to what came later in it. */
  readonly history: History;
  readonly policy: FindingsPolicy;
  /** Everything joined, before and after the period too: context, such as a setting's earlier value. */
  readonly allElevations: readonly Elevation[];
  readonly allChanges: readonly Change[];
}

/** What a rule finds, before suppression. */
export interface RawFinding extends Omit<Finding, 'rule' | 'severity' | 'suppressed'> {
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** Who did it, so that a suppression can name them; null or left out when nobody is known. */
  readonly initiator?: Actor | null;
}

/** The numbers, texts and lists that a rule compares with, by name. The first one is the rule's main threshold. */
export type Thresholds = Readonly<Record<string, Threshold>>;

/** One thing to look for: data for settings and manuals, and one pure function. */
export interface Rule<T extends Thresholds = Thresholds> {
  readonly id: string;
  /** The severity of a finding that names no other. */
  readonly severity: Severity;
  /** A few words for a heading. */
  readonly title: string;
  /** One sentence for users: why it matters. */
  readonly why: string;
  /** The defaults, each overridable by `policy.thresholds[id][name]`. */
  readonly thresholds: T;
  /** Days before the period that it looks back on; left out by a rule that needs none. */
  lookBackDays?(thresholds: T): number;
  /** Every case in the context, in any order, none twice. Must not depend on anything but its arguments. */
  find(context: FindingContext, thresholds: T): readonly RawFinding[];
}

/**
 * States a rule so that `find` knows its thresholds by name and type; the result forgets them, so that rules
 * share one list.
 */
export function defineRule<T extends Thresholds>(rule: Rule<T>): Rule {
  return rule;
}

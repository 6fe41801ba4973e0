import type { AccessHistory } from '../domain/access/access-history';
import type { Change } from '../domain/events/change';
import type { DayCoverage, MissingEvents } from '../domain/collection-day';
import type { Elevation } from '../domain/events/elevation';
import type { Finding } from '../domain/finding';
import type { FindingsPolicy } from '../domain/findings-policy';
import type { Period } from '../domain/time/period';
import type { Totals, UnknownActivity } from '../domain/reports/totals';
import type { AccessAnalysis } from './access/access-analysis';
import type { AccessPast } from './access/access-past';
import type { History } from './history/history';
import type { JoinedEvents } from './join-period';

/** The input of the analysis. Instants are UTC. */
export interface AnalysisInput {
  /** Joined from events that reach from well before the period (joins cross its edges) to after its end. */
  readonly joined: JoinedEvents;
  readonly period: Period;
  /** The moment for which the report is made: what is planned to end later has not ended. */
  readonly asOf: Date;
  /** From the period's start up to here every event was read; only before it does a missing event prove anything. */
  readonly knownUntil: Date;
  readonly coverage: readonly DayCoverage[];
  /** Days of the period of which the store held fewer events than the ledger had counted. */
  readonly missingEvents?: readonly MissingEvents[];
  /** Events of the previous period that arrived after its report was sent: no report contains them. */
  readonly lateForReport?: number;
  /** Number of stored events that could not be parsed: those of the period, and all without a time. */
  readonly unreadable: number;
  /** What happened before the period, as far back as the store reaches. */
  readonly history: History;
  readonly policy: FindingsPolicy;
  /** Snapshots of who held access; null or absent when none bears on the period. */
  readonly accessHistory?: AccessHistory | null;
  /** What the store knows about people and roles of the time before the period, for the analysis of snapshots. */
  readonly accessPast?: AccessPast;
}

/** The result of the analysis. Lists are in order of time, findings worst first. */
export interface Analysis {
  readonly elevations: readonly Elevation[];
  readonly changes: readonly Change[];
  /** Overlapping ones are merged: see `mergeOverlapping`. */
  readonly findings: readonly Finding[];
  readonly totals: Totals;
  readonly unknownActivities: readonly UnknownActivity[];
  /**
   * All elevations and changes that the events joined to, also outside the period: findings may rest on them. And the
   * findings rule by rule, before overlapping ones were merged.
   */
  readonly around: Pick<Analysis, 'elevations' | 'changes' | 'findings'>;
  /** Who held access, and what snapshots and events prove about each other; null without a snapshot. */
  readonly access: AccessAnalysis | null;
}

import type { AuditEvent } from '../domain/audit-event';
import type { Change } from '../domain/change';
import type { DayCoverage } from '../domain/collection-day';
import type { Elevation } from '../domain/elevation';
import type { Finding } from '../domain/finding';
import type { FindingsPolicy } from '../domain/findings-policy';
import type { Period } from '../domain/period';
import type { Totals, UnknownActivity } from '../domain/totals';
import type { History } from './history/history';

/** What the analysis looks at. Instants are UTC. */
export interface AnalysisInput {
  /**
   * Every event from well before the period (joins reach back over its edge) to after its end, in any order,
   * repeats allowed.
   */
  readonly events: readonly AuditEvent[];
  readonly period: Period;
  /** The moment as of which the report speaks: what is planned to end after it has not ended. */
  readonly asOf: Date;
  /** Up to here the events are known without a hole after the period's start; nothing is missed before it. */
  readonly knownUntil: Date;
  readonly coverage: readonly DayCoverage[];
  /** Events of the period before that came after its report had been sent: neither report holds them. */
  readonly lateForReport?: number;
  /** Stored events of the period that could not be understood. */
  readonly unreadable: number;
  /** What happened before the period, as far as the store reaches back. */
  readonly history: History;
  readonly policy: FindingsPolicy;
}

/** What the events of a period mean. Lists are in order of time, findings the worst first. */
export interface Analysis {
  readonly elevations: readonly Elevation[];
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly totals: Totals;
  readonly unknownActivities: readonly UnknownActivity[];
  /** Everything that the events joined to, before and after the period too: a finding may rest on it. */
  readonly around: Pick<Analysis, 'elevations' | 'changes'>;
}

import type { AccessHistory } from '../../domain/access/access-history';
import type { Change } from '../../domain/events/change';
import type { Elevation } from '../../domain/events/elevation';
import type { Period } from '../../domain/time/period';
import type { NameSpots } from './name-spots';
import type { Spots } from './spot';

/** What a reconciliation looks at. Instants are UTC. */
export interface ReconcileInput {
  readonly history: AccessHistory;
  readonly period: Pick<Period, 'from' | 'to'>;
  /** The instant whose state the report describes. */
  readonly asOf: Date;
  /** Everything that events joined to, from before the first snapshot to after the last one. */
  readonly changes: readonly Change[];
  readonly elevations: readonly Elevation[];
  readonly activityOf: (eventId: string) => string | null;
  /** Whether the events between two instants are known without a hole. */
  readonly isKnown: (from: Date, to: Date) => boolean;
  readonly spots: Spots;
  readonly names: NameSpots;
}

/** An event explains a difference when it lies between the two snapshots, widened by this much. Milliseconds. */
export const hour = 3_600_000;

import type { StoredEvent } from '../../shared/domain/events/audit-event';
import type { CollectionDay } from '../../shared/domain/collection-day';
import type { ReportRun } from '../../shared/domain/reports/report-run';
import type { UtcDay } from '../../shared/domain/time/utc-day';
import type { ChaosFault, Scenario } from './scenario';
import type { ShownEvent } from './shown-events';

/** A mail that the service accepted, and whether it gave it up afterwards. */
export interface Posted {
  readonly operationId: string;
  readonly subject: string;
  readonly isGivenUp: boolean;
}

/** A mail as the archive keeps it: made once, by whatever run. */
export interface Letter {
  readonly edition: string;
  readonly subject: string;
  /** Stored events of its week, as it tells them. */
  readonly events: number;
}

/** All that is stored and mailed at one moment, however a world keeps it. */
export interface ChaosState {
  readonly events: readonly Pick<StoredEvent, 'id' | 'raw'>[];
  readonly days: ReadonlyMap<UtcDay, CollectionDay>;
  readonly runs: readonly ReportRun[];
  readonly mails: readonly Posted[];
  readonly letters: readonly Letter[];
}

export type Job = 'collect' | 'report' | 'correct';

/** A run of jobs: one, or two at the same time. */
export interface Run {
  readonly jobs: readonly Job[];
  readonly at: Date;
  /** What goes wrong meanwhile. */
  readonly faults: readonly ChaosFault[];
  /** Decides who of two goes first at each step, where a world can. */
  readonly seed: number;
}

/** The jobs over services that fail as a scenario says. */
export interface ChaosWorld {
  /** What Graph holds, or will. */
  readonly events: readonly ShownEvent[];
  /** Everything that the jobs have said so far. */
  readonly said: readonly string[];
  /** What none of that may hold. */
  readonly secrets: readonly string[];
  /** The editions that runs reported as mailed by themselves. */
  readonly told: readonly string[];
  /** The editions that were made although their mail had been sent, where a world can see that. */
  readonly madeAgain: readonly string[];
  /** Lives through a run; its failures, none when all of it ended well. */
  run(run: Run): Promise<readonly string[]>;
  look(): Promise<ChaosState>;
  /** The first broken link of the archive's chain, in a sentence; null when it is whole. */
  verify(): Promise<string | null>;
  close(): Promise<void>;
}

/** Makes the world of a scenario; each fault that it injects is counted by its name. */
export type OpenWorld = (scenario: Scenario, counts: Map<string, number>) => Promise<ChaosWorld>;

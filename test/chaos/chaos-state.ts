import type { StoredEvent } from '../../shared/domain/events/audit-event';
import type { CollectionDay } from '../../shared/domain/collection-day';
import type { DeliveryRow } from '../../shared/domain/reports/delivery-row';
import type { UtcDay } from '../../shared/domain/time/utc-day';
import type { ChaosFault, Scenario } from './scenario';
import type { ShownEvent } from './shown-events';

/** A mail that the service accepted, and whether the service gave it up later. */
export interface Posted {
  readonly operationId: string;
  readonly subject: string;
  readonly isGivenUp: boolean;
}

/** A mail in the archive. Each one is made once. */
export interface ArchivedMail {
  readonly edition: string;
  readonly subject: string;
  /** Number of events of its week that the mail states. */
  readonly events: number;
}

/** Everything stored and mailed at one moment, in the same form for every world. */
export interface ChaosState {
  readonly events: readonly Pick<StoredEvent, 'id' | 'raw'>[];
  readonly days: ReadonlyMap<UtcDay, CollectionDay>;
  readonly runs: readonly DeliveryRow[];
  readonly mails: readonly Posted[];
  readonly archivedMails: readonly ArchivedMail[];
}

export type Job = 'collect' | 'report' | 'correct';

/** A run: one job, or two at the same time. */
export interface Run {
  readonly jobs: readonly Job[];
  readonly at: Date;
  /** Faults during the run. */
  readonly faults: readonly ChaosFault[];
  /** Seed for which of two jobs goes first at each step, in worlds that support it. */
  readonly seed: number;
}

/** The jobs with services that fail according to a scenario. */
export interface ChaosWorld {
  /** Events that Graph returns now or later. */
  readonly events: readonly ShownEvent[];
  /** All messages of the jobs so far. */
  readonly said: readonly string[];
  /** Texts that no message may contain. */
  readonly secrets: readonly string[];
  /** Editions that a run reported as mailed by that run. */
  readonly told: readonly string[];
  /** Editions that were made again after their mail had been sent; empty in worlds that cannot detect it. */
  readonly madeAgain: readonly string[];
  /** Executes a run; returns its failures, empty if it succeeded. */
  run(run: Run): Promise<readonly string[]>;
  look(): Promise<ChaosState>;
  /** Describes the first problem of the archive's chain; null for a sound chain. */
  verify(): Promise<string | null>;
  close(): Promise<void>;
}

/** Opens the world of a scenario; counts each injected fault by name. */
export type OpenWorld = (scenario: Scenario, counts: Map<string, number>) => Promise<ChaosWorld>;

import type { Severity } from '../finding';
import type { Actor, Principal, RatedRole, Scope } from '../events/people';

/** A finding that cannot wait for the weekly report. Instants are UTC. */
export interface Alert {
  /** Identifies the finding: the same for every channel and every time it is computed. Hexadecimal. */
  readonly key: string;
  readonly rule: string;
  /** A few words for a heading, such as "Assigned outside PIM". */
  readonly title: string;
  readonly severity: Severity;
  /** One plain sentence; holds text that people typed. */
  readonly sentence: string;
  /** What to do next, in one line. */
  readonly advice: string;
  readonly principal: Principal | null;
  readonly role: RatedRole | null;
  readonly scope: Scope | null;
  readonly initiator: Actor | null;
  readonly at: Date;
  /** When an alert run first found it: the audit log is minutes late, and sometimes hours. */
  readonly seenAt: Date;
  readonly organization: string;
  /** The tenant in which it happened, where an event says so. */
  readonly tenantId: string | null;
  /** Ids of the events that prove it. */
  readonly eventIds: readonly string[];
}

/** What a channel sends at once: one alert, or a summary of several. */
export interface AlertMessage {
  /** The alert's key; of a summary an id of its own. The same whenever the same message is sent again. */
  readonly id: string;
  readonly isSummary: boolean;
  /** In order of time; one unless it is a summary. */
  readonly alerts: readonly [Alert, ...Alert[]];
}

/**
 * What became of a message. `failed`: it may or may not have arrived, and is sent again at the next run; with
 * `isOver` the service said that this very message will never arrive, so the next try is a new one. `refused`: it
 * will not arrive, however often it is sent. With `isResting` nothing more is sent on the channel in this run.
 */
export type MessageOutcome =
  | { readonly state: 'sent' }
  | {
      readonly state: 'failed';
      readonly reason: string;
      readonly isResting: boolean;
      readonly isOver?: boolean;
    }
  | { readonly state: 'refused'; readonly reason: string };

import type { Mfa, Ticket } from './audit-event';
import type { LogSource } from './log-source';
import type { Actor, Principal, Provider, RatedRole, Scope } from './people';

/** The values of {@link Outcome} in the order of every list. */
export const outcomes = ['activated', 'denied', 'cancelled', 'timed-out', 'failed', 'pending'] as const;

/** The outcome of a request for an activation. */
export type Outcome = (typeof outcomes)[number];

/**
 * What ended an elevation. `inferred`: the planned end has passed and no event records the end. Null for an ended
 * elevation whose source does not record what ended it.
 */
export type EndedBy = Exclude<Ending, 'not recorded' | 'unknown' | 'running'>;

/** Milliseconds that an activation lasts at most: PIM allows no more than a day. */
export const maxActivation = 24 * 3_600_000;

/** Maximum milliseconds from a request to its answer: its approvers have a day, and an event can be late. */
export const maxAnswerTime = 25 * 3_600_000;

/** Milliseconds after its planned end in which an activation can still be ended, or its end refused. */
export const maxDelayOfEnd = 3_600_000;

/** What a person or an app did with a request or an activation after it was made. PIM's own steps are left out. */
export interface RequestAction {
  readonly action: 'approved' | 'denied' | 'cancelled' | 'ended';
  readonly by: Actor;
  readonly at: Date;
  /** Whether the action was refused and so had no effect. */
  readonly didFail: boolean;
}

/**
 * One request for an activation of a role, whatever its outcome, up to the real end of the activation; joined from its
 * events. Instants are UTC.
 */
export interface Elevation {
  /** The request's id. If it has none, or another elevation has that id already, the id of its first event. */
  readonly id: string;
  readonly provider: Provider;
  readonly principal: Principal;
  readonly role: RatedRole;
  readonly scope: Scope;
  readonly outcome: Outcome;
  /** Who made the request: differs from the principal when somebody activated for another. */
  readonly initiator: Actor | null;
  readonly requestedAt: Date | null;
  /** The start that the request asks for; null if it states none. */
  readonly requestedStartAt: Date | null;
  readonly approvedAt: Date | null;
  readonly approver: Actor | null;
  /** Who approved, denied, cancelled or ended it, in order of time, the principal included. */
  readonly actions: readonly RequestAction[];
  /** When the role came into force; of one that was granted ahead and is pending, when it will. */
  readonly startedAt: Date | null;
  /** Whether it was granted ahead: with a start later than the grant. */
  readonly isScheduled: boolean;
  /** When a request that never started was denied, cancelled, timed out or failed; null for all others. */
  readonly settledAt: Date | null;
  readonly plannedEndAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedBy: EndedBy | null;
  readonly justification: string | null;
  readonly ticket: Ticket | null;
  readonly mfa: Mfa;
  /** Whether the role requires approval; null when no event says so. */
  readonly approvalRequired: boolean | null;
  readonly ipAddress: string | null;
  /** The error code or text of a failed request. */
  readonly failureReason: string | null;
  /** Where its events were read, each source once, the live one first. */
  readonly sources: readonly LogSource[];
  /** Ids of all events of this elevation, in order of time. */
  readonly eventIds: readonly string[];
}

/**
 * Returns the instant that decides to which period an elevation belongs: its start. If it never started, or has not
 * started yet in the period of its request: its request. Where neither was logged, `requestedAt` is the time of the first
 * event.
 */
export function elevationAt({
  outcome,
  startedAt,
  requestedAt,
}: Pick<Elevation, 'outcome' | 'startedAt' | 'requestedAt'>): Date | null {
  return outcome === 'pending' ? requestedAt : (startedAt ?? requestedAt);
}

/**
 * Returns an elevation as the period of its request saw it: granted for a time after the period, and pending. Null when
 * it was not scheduled so.
 */
export function pendingWithin(
  { from, to }: { readonly from: Date; readonly to: Date },
  elevation: Elevation,
): Elevation | null {
  const { isScheduled, startedAt, requestedAt } = elevation;
  if (!isScheduled || startedAt === null || requestedAt === null) return null;
  if (requestedAt < from || requestedAt >= to || startedAt < to) return null;
  return { ...elevation, outcome: 'pending', endedAt: null, endedBy: null };
}

/** The values of {@link Ending} in the order of every list. */
export const endings = [
  'expired',
  'deactivated',
  'removed',
  'inferred',
  'not recorded',
  'unknown',
  'running',
] as const;

/**
 * What is known of an activation's end: what ended it; `not recorded`, when its source does not say what did; that it is
 * `running`; or `unknown`, when its source does not say whether it ended.
 */
export type Ending = (typeof endings)[number];

/**
 * Returns what is known of the end of an elevation; null when it never started. Only a planned end shows that the role is
 * still active: the unified audit log and the Activity Log have none, and may lack the real end too.
 */
export function endingOf({
  outcome,
  endedBy,
  endedAt,
  plannedEndAt,
}: Pick<Elevation, 'outcome' | 'endedBy' | 'endedAt' | 'plannedEndAt'>): Ending | null {
  if (outcome !== 'activated') return null;
  if (endedBy !== null) return endedBy;
  if (endedAt !== null) return 'not recorded';
  return plannedEndAt === null ? 'unknown' : 'running';
}

/**
 * Returns the real elevated minutes, rounded to one decimal; null while it runs, when its end is unknown or when it never
 * started.
 */
export function elevatedMinutes({
  startedAt,
  endedAt,
}: Pick<Elevation, 'startedAt' | 'endedAt'>): number | null {
  return minutesBetween(startedAt, endedAt);
}

/** Returns the minutes from request to approval, rounded to one decimal; null without an approval. */
export function approvalMinutes({
  requestedAt,
  approvedAt,
}: Pick<Elevation, 'requestedAt' | 'approvedAt'>): number | null {
  return minutesBetween(requestedAt, approvedAt);
}

/** To the second, then to a tenth of a minute; never negative. */
function minutesBetween(from: Date | null, to: Date | null): number | null {
  if (from === null || to === null) return null;
  const seconds = Math.round((to.getTime() - from.getTime()) / 1000);
  return Math.round(Math.max(0, seconds) / 6) / 10;
}

/** An elevation that came into force at a known time. The event of the start can be lost where that of the end is not. */
export type StartedElevation = Elevation & { readonly startedAt: Date };

/** Returns whether the role came into force: a refused or open request gave nobody anything. */
export function isActivated({ outcome }: Elevation): boolean {
  return outcome === 'activated';
}

/** Returns whether the role came into force at a known time. */
export function isStarted(elevation: Elevation): elevation is StartedElevation {
  return isActivated(elevation) && elevation.startedAt !== null;
}

/** An elevation that a known approver approved. */
export type ApprovedElevation = Elevation & { readonly approver: Actor; readonly approvedAt: Date };

/** Returns whether the elevation was approved by a known approver. */
export function isApproved(elevation: Elevation): elevation is ApprovedElevation {
  return elevation.approver !== null && elevation.approvedAt !== null;
}

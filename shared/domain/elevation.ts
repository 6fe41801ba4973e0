import type { Mfa, Ticket } from './audit-event';
import type { Actor, Principal, Provider, RatedRole, Scope } from './people';

/** How a request for an activation ended. */
export type Outcome = 'activated' | 'denied' | 'cancelled' | 'timed-out' | 'failed' | 'pending';

/** What ended an elevation. `inferred`: its planned end has passed and no event tells of the end. */
export type EndedBy = 'expired' | 'deactivated' | 'removed' | 'inferred';

/** One activation of a role, joined from its events, from the request to the real end. Instants are UTC. */
export interface Elevation {
  /** The request's id, else the id of its first event. */
  readonly id: string;
  readonly provider: Provider;
  readonly principal: Principal;
  readonly role: RatedRole;
  readonly scope: Scope;
  readonly outcome: Outcome;
  /** Who asked: differs from the principal when somebody activated for another. */
  readonly initiator: Actor | null;
  readonly requestedAt: Date | null;
  readonly approvedAt: Date | null;
  readonly approver: Actor | null;
  readonly startedAt: Date | null;
  /** When a request that never started was answered: denied, cancelled, timed out or failed. Null for all others. */
  readonly settledAt: Date | null;
  readonly plannedEndAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedBy: EndedBy | null;
  readonly justification: string | null;
  readonly ticket: Ticket | null;
  readonly mfa: Mfa;
  /** Whether the role asks for approval; null when no event says so. */
  readonly approvalRequired: boolean | null;
  readonly ipAddress: string | null;
  /** The error code or text of a failed request. */
  readonly failureReason: string | null;
  /** Ids of every event of this elevation, in order of time. */
  readonly eventIds: readonly string[];
}

/**
 * The instant that decides to which period an elevation belongs: its start, or, if it never started, its request
 * (else the denial or failure that is all there is of it, kept in `requestedAt` by the join).
 */
export function elevationAt(elevation: Pick<Elevation, 'startedAt' | 'requestedAt'>): Date | null {
  return elevation.startedAt ?? elevation.requestedAt;
}

/** Real elevated minutes, to the second, rounded to one decimal; null while it runs or when it never started. */
export function elevatedMinutes(elevation: Pick<Elevation, 'startedAt' | 'endedAt'>): number | null {
  if (elevation.startedAt === null || elevation.endedAt === null) return null;
  const seconds = Math.round((elevation.endedAt.getTime() - elevation.startedAt.getTime()) / 1000);
  return Math.round(Math.max(0, seconds) / 6) / 10;
}

/** Minutes from request to approval, rounded to one decimal; null without an approval. */
export function approvalMinutes(elevation: Pick<Elevation, 'requestedAt' | 'approvedAt'>): number | null {
  if (elevation.requestedAt === null || elevation.approvedAt === null) return null;
  const seconds = Math.round((elevation.approvedAt.getTime() - elevation.requestedAt.getTime()) / 1000);
  return Math.round(Math.max(0, seconds) / 6) / 10;
}

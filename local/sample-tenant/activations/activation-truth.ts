import type { Provider } from '../../../shared/domain/events/people';
import type { Member } from '../people';
import type { Grant } from '../roles';

/** An actor, in the form of the report's JSON. */
export interface TruthActor {
  readonly id: string;
  readonly name: string;
  readonly upn: string | null;
}

/** The expected row of `activations` in the report's JSON. Instants are ISO texts in UTC. */
export interface ActivationTruth {
  readonly id: string;
  readonly provider: Provider;
  readonly principal: TruthActor & { readonly type: 'user' | 'group' | 'servicePrincipal' };
  readonly role: { readonly id: string; readonly name: string; readonly privileged: boolean };
  readonly scope: { readonly id: string; readonly name: string };
  readonly outcome: 'activated' | 'denied' | 'cancelled' | 'timed-out' | 'failed' | 'pending';
  readonly requestedAt: string;
  readonly approvedAt: string | null;
  readonly approver: TruthActor | null;
  readonly approvalMinutes: number | null;
  readonly startedAt: string | null;
  readonly plannedEndAt: string | null;
  readonly endedAt: string | null;
  readonly endedBy: 'expired' | 'deactivated' | 'inferred' | null;
  readonly minutes: number | null;
  readonly justification: string | null;
  readonly ticket: { readonly number: string | null; readonly system: string | null } | null;
  readonly mfa: 'yes' | 'no' | 'not recorded';
  readonly ipAddress: string | null;
  readonly failureReason: string | null;
  /** The sample tenant is read live, never from a file. */
  readonly source: 'graph';
  readonly sources: readonly ['graph'];
  readonly eventIds: readonly string[];
}

/** The facts that one event of an activation changes. */
export interface TruthUpdate {
  readonly at: Date;
  readonly eventId: string;
  readonly facts: Partial<
    Pick<ActivationTruth, 'outcome' | 'approver' | 'plannedEndAt' | 'endedBy' | 'failureReason'> & {
      readonly approvedAt: Date;
      readonly startedAt: Date;
      readonly endedAt: Date;
    }
  >;
}

/** One activation: what the request fixes, and its events in order of time. */
export interface ActivationRecord {
  readonly requestId: string;
  readonly member: Member;
  readonly grant: Grant;
  readonly requestedAt: Date;
  readonly justification: string | null;
  readonly ticket: ActivationTruth['ticket'];
  readonly mfa: ActivationTruth['mfa'];
  readonly ipAddress: string | null;
  readonly updates: readonly TruthUpdate[];
}

/** Returns the expected row of an activation at a moment; null when it had not been requested yet. */
export function truthOf(record: ActivationRecord, moment: Date): ActivationTruth | null {
  const updates = record.updates.filter(({ at }) => at <= moment);
  if (updates.length === 0) return null;
  const known: TruthUpdate['facts'] = Object.assign(
    {},
    ...updates.map(({ facts }) => facts),
  ) as TruthUpdate['facts'];
  const { startedAt, approvedAt, plannedEndAt = null } = known;
  // Without an event of the end, a planned end that has passed is the best known end.
  const inferred = startedAt && !known.endedAt && plannedEndAt !== null && new Date(plannedEndAt) <= moment;
  const endedAt = inferred ? new Date(plannedEndAt) : known.endedAt;
  const { member, grant } = record;
  return {
    id: record.requestId,
    provider: grant.provider,
    principal: { id: member.id, name: member.name, upn: member.upn, type: member.type },
    role: { id: grant.role.id, name: grant.role.name, privileged: grant.role.privileged },
    scope: { ...grant.scope },
    outcome: known.outcome ?? 'pending',
    requestedAt: record.requestedAt.toISOString(),
    approvedAt: approvedAt?.toISOString() ?? null,
    approver: known.approver ?? null,
    approvalMinutes: approvedAt ? minutesBetween(record.requestedAt, approvedAt) : null,
    startedAt: startedAt?.toISOString() ?? null,
    plannedEndAt,
    endedAt: endedAt?.toISOString() ?? null,
    endedBy: inferred ? 'inferred' : (known.endedBy ?? null),
    minutes: startedAt && endedAt ? minutesBetween(startedAt, endedAt) : null,
    // White space around a reason is no part of it.
    justification: record.justification?.trim() ?? null,
    ticket: record.ticket,
    mfa: record.mfa,
    ipAddress: record.ipAddress,
    failureReason: known.failureReason ?? null,
    source: 'graph',
    sources: ['graph'],
    eventIds: updates.map(({ eventId }) => eventId),
  };
}

/** Minutes between two instants, to the second, rounded to one decimal. */
function minutesBetween(from: Date, to: Date): number {
  return Math.round(Math.round((to.getTime() - from.getTime()) / 1000) / 6) / 10;
}

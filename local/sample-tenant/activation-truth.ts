import type { Provider } from '../../shared/domain/people';
import type { Member } from './people';
import type { Grant } from './roles';

/** Who acted, as the report's JSON writes it. */
export interface TruthActor {
  readonly id: string;
  readonly name: string;
  readonly upn: string | null;
}

/** One row of `activations` in the report's JSON, as the sample knows it. Instants are ISO texts in UTC. */
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
  readonly eventIds: readonly string[];
}

/** What one more event of an activation makes true. */
export interface Lesson {
  readonly at: Date;
  readonly eventId: string;
  readonly teaches: Partial<
    Pick<ActivationTruth, 'outcome' | 'approver' | 'plannedEndAt' | 'endedBy' | 'failureReason'> & {
      readonly approvedAt: Date;
      readonly startedAt: Date;
      readonly endedAt: Date;
    }
  >;
}

/** One activation: what is fixed from the request on, and its events in order of time. */
export interface ActivationRecord {
  readonly requestId: string;
  readonly member: Member;
  readonly grant: Grant;
  readonly requestedAt: Date;
  readonly justification: string | null;
  readonly ticket: ActivationTruth['ticket'];
  readonly mfa: ActivationTruth['mfa'];
  readonly ipAddress: string | null;
  readonly lessons: readonly Lesson[];
}

/** What is true of an activation at a moment, or null when it had not been asked for by then. */
export function truthOf(record: ActivationRecord, moment: Date): ActivationTruth | null {
  const lessons = record.lessons.filter(({ at }) => at <= moment);
  if (lessons.length === 0) return null;
  const known: Lesson['teaches'] = Object.assign(
    {},
    ...lessons.map(({ teaches }) => teaches),
  ) as Lesson['teaches'];
  const { startedAt, approvedAt, plannedEndAt = null } = known;
  // Without an event that tells of the end, a passed planned end is as good as it gets.
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
    justification: record.justification,
    ticket: record.ticket,
    mfa: record.mfa,
    ipAddress: record.ipAddress,
    failureReason: known.failureReason ?? null,
    eventIds: lessons.map(({ eventId }) => eventId),
  };
}

/** To the second, in minutes rounded to one decimal. */
function minutesBetween(from: Date, to: Date): number {
  return Math.round(Math.round((to.getTime() - from.getTime()) / 1000) / 6) / 10;
}

import type { Change } from '../../../shared/domain/events/change';
import type { DayCoverage } from '../../../shared/domain/collection-day';
import type { Elevation } from '../../../shared/domain/events/elevation';
import { defaultFindingsPolicy, type FindingsPolicy } from '../../../shared/domain/findings-policy';
import type { Actor, Principal, RatedRole } from '../../../shared/domain/events/people';
import type { FindingContext } from '../../../shared/analysis/findings/rule';
import { noHistory } from '../../../shared/analysis/history/history';

/** A principal by first name, the same each time. */
export function aPrincipal(name: string, overrides: Partial<Principal> = {}): Principal {
  const upn = `${name.toLowerCase()}@contoso.example`;
  return { id: `id-of-${name.toLowerCase()}`, name, upn, type: 'user', ...overrides };
}

/** The same principal as an initiator. */
export function anActor(name: string, overrides: Partial<Actor> = {}): Actor {
  const { id, upn } = aPrincipal(name);
  return { id, name, upn, type: 'user', ...overrides };
}

/** PIM itself, as recorded events name it. */
export const pimService: Actor = { id: null, name: 'Azure AD PIM', upn: null, type: 'user' };

export const globalAdministrator: RatedRole = {
  id: '62e90394-69f5-4237-9190-012177145e10',
  name: 'Global Administrator',
  privileged: true,
};
export const securityReader: RatedRole = {
  id: '5d6b6bb7-de71-4623-b4af-96380a352509',
  name: 'Security Reader',
  privileged: true,
};
export const reportsReader: RatedRole = {
  id: '4a5d8f65-41da-4de4-8968-e035b65339cf',
  name: 'Reports Reader',
  privileged: false,
};

/** An instant in the week of 16 November 2026: `at('Tue 09:30')`, UTC. The Monday after is `Mon+`. */
export function at(text: string): Date {
  const days = ['Sun-', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Mon+', 'Tue+'];
  const [day = '', time = ''] = text.split(' ');
  const date = 15 + days.indexOf(day);
  if (date < 15) throw new RangeError(`No such day: ${text}`);
  return new Date(`2026-11-${date}T${time.length === 5 ? `${time}:00` : time}.000Z`);
}

let serial = 0;

/** An activation that fires no finding: Tuesday 10 to 12, approved after ten minutes, and expired. */
export function anElevation(overrides: Partial<Elevation> = {}): Elevation {
  serial += 1;
  const principal = overrides.principal ?? aPrincipal('Anna');
  const { id, name, upn } = principal;
  return {
    id: `request-${serial}`,
    provider: 'entra',
    principal,
    role: reportsReader,
    scope: { id: '/', name: 'Directory' },
    outcome: 'activated',
    initiator: { id, name, upn, type: 'user' },
    requestedAt: at('Tue 09:50'),
    requestedStartAt: null,
    approvedAt: at('Tue 10:00'),
    approver: anActor('Petra'),
    actions: [],
    isScheduled: false,
    startedAt: at('Tue 10:00'),
    plannedEndAt: at('Tue 12:00'),
    endedAt: at('Tue 12:00'),
    endedBy: 'expired',
    justification: `Monthly review of the sign-in reports, part ${serial}`,
    ticket: { number: `INC${serial}`, system: 'ServiceDesk' },
    mfa: 'yes',
    approvalRequired: true,
    ipAddress: '203.0.113.7',
    settledAt: null,
    failureReason: null,
    sources: ['graph'],
    eventIds: [`event-${serial}-a`, `event-${serial}-b`],
    ...overrides,
  };
}

/** The same activation with other times, requested ten minutes before; without an end it is still running. */
export function anElevationFrom(
  start: Date,
  end: Date | null,
  overrides: Partial<Elevation> = {},
): Elevation {
  return anElevation({
    requestedAt: new Date(start.getTime() - 600_000),
    approvedAt: start,
    startedAt: start,
    plannedEndAt: end,
    endedAt: end,
    endedBy: end === null ? null : 'expired',
    ...overrides,
  });
}

/** A time-bound eligible assignment, made on Tuesday at 10 by an administrator. */
export function aChange(overrides: Partial<Change> = {}): Change {
  serial += 1;
  return {
    at: at('Tue 10:00'),
    kind: 'eligible-assigned',
    provider: 'entra',
    initiator: anActor('Petra'),
    principal: aPrincipal('Bo'),
    role: reportsReader,
    scope: { id: '/', name: 'Directory' },
    permanent: false,
    startsAt: at('Tue 10:00'),
    endsAt: new Date('2027-05-16T10:00:00.000Z'),
    subject: null,
    justification: 'Joins the reporting team for half a year',
    result: 'completed',
    count: 1,
    sources: ['graph'],
    eventIds: [`event-${serial}-a`, `event-${serial}-b`],
    ...overrides,
  };
}

/** A day that was read to its end. */
export function aDay(overrides: Partial<DayCoverage> = {}): DayCoverage {
  const lastReadAt = new Date('2026-11-23T01:30:00.000Z');
  return { day: '2026-11-17', state: 'complete', events: 12, lateEvents: 0, lastReadAt, ...overrides };
}

/** Parts of a context that a test sets; the rest comes from a week without events, 16 November 2026, in UTC. */
export type ContextOverrides = Partial<Omit<FindingContext, 'policy'>> & {
  readonly policy?: Partial<FindingsPolicy>;
};

/**
 * A context of the week of 16 November 2026, evaluated on the following Monday at seven. `allElevations` and
 * `allChanges` are those of the period unless the test sets them.
 */
export function aContext({ policy, ...overrides }: ContextOverrides = {}): FindingContext {
  const elevations = overrides.elevations ?? [];
  const changes = overrides.changes ?? [];
  return {
    period: { from: at('Mon 00:00'), to: at('Mon+ 00:00'), timeZone: 'UTC' },
    asOf: at('Mon+ 07:00'),
    knownUntil: at('Mon+ 00:00'),
    coverage: [],
    unknownActivities: [],
    unreadable: 0,
    lateForReport: 0,
    history: noHistory,
    refusals: [],
    access: null,
    allElevations: elevations,
    allChanges: changes,
    ...overrides,
    elevations,
    changes,
    policy: { ...defaultFindingsPolicy, ...policy },
  };
}

/** A change of the settings of Global Administrator with this text. */
export const aSettingChange = (text: string | null, overrides: Partial<Change> = {}): Change =>
  aChange({
    kind: 'role-setting-changed',
    principal: null,
    role: globalAdministrator,
    permanent: null,
    startsAt: null,
    endsAt: null,
    justification: text,
    ...overrides,
  });

import type { AccessEndpoint } from '../../domain/access/access-endpoint';
import type { AccessHistory } from '../../domain/access/access-history';
import { endpointOf, snapshotState, type SnapshotRecord } from '../../domain/access/access-snapshot';
import type { AuditEvent } from '../../domain/events/audit-event';
import type { Change } from '../../domain/events/change';
import type { Elevation } from '../../domain/events/elevation';
import type { AccessPolicy, GroupPerson } from '../../domain/access/held-access';
import type { Principal } from '../../domain/events/people';
import type { Period } from '../../domain/time/period';
import type { AccessList, StandingAccess, Unexplained } from '../../domain/access/standing-access';
import { endOfUtcDay, startOfUtcDay, utcDaysBetween, type UtcDay } from '../../domain/time/utc-day';
import { knownDaysBefore } from '../history/history-length';
import type { History } from '../history/history';
import { useDays, type AccessPast } from './access-past';
import { noteNames, type KnownName } from './known-names';
import { listAssignments } from './list-assignments';
import { createNameSpots } from './name-spots';
import { reconcile } from './reconcile';
import { compareSettings, listRoleSettings, type SettingDifference } from './role-settings';
import { createUseLookup } from './role-use';
import { seenHoldings, type SeenHolding } from './seen-holdings';
import { createSpots } from './spot';

/** What snapshots and events tell together. */
export interface AccessAnalysis {
  readonly standing: StandingAccess;
  /** Also where nothing could be compared: activations that the log does not know. */
  readonly unexplained: readonly Unexplained[];
  readonly settingDifferences: readonly SettingDifference[];
  readonly accessPolicies: readonly AccessPolicy[];
  /** Owners of groups, and transitive members, with the group's id in lower case. */
  readonly owners: readonly GroupPerson[];
  readonly members: readonly GroupPerson[];
  /** Whether a list was read to its end, so that what is missing in it is not there. */
  readonly isComplete: (endpoint: AccessEndpoint) => boolean;
  /** Roles that people held when snapshots were taken, before and in the period. */
  readonly seen: readonly SeenHolding[];
  /** The moment up to which the use of roles is counted. */
  readonly usedUntil: Date;
}

export interface AccessInput {
  readonly access: AccessHistory;
  readonly events: readonly AuditEvent[];
  readonly period: Period;
  readonly asOf: Date;
  readonly knownUntil: Date;
  readonly history: Pick<History, 'completeDays'>;
  readonly past: AccessPast;
  readonly privilegedRoles: readonly string[];
  /** Everything that the events joined to. */
  readonly changes: readonly Change[];
  readonly elevations: readonly Elevation[];
}

/** Analyses who held access in a period, and what events and snapshots prove about each other. */
export function analyseAccess(input: AccessInput): AccessAnalysis {
  const { access, events, period, asOf, history, past, elevations } = input;
  const changes = withPast(past.changes, input.changes);
  const state = access.shown;
  const isKnown = knownBetween(input);
  const spots = createSpots({ definitions: state.definitions, rows: allRows(access) });
  const names = createNameSpots({
    definitions: state.definitions,
    groups: state.groups,
    users: state.users,
    members: [...state.members, ...state.owners],
    known: namesOf(past, changes, elevations),
    privilegedRoles: input.privilegedRoles,
  });
  const activities = new Map(events.map(({ id, activity }) => [id, activity]));
  const activityOf = (id: string) => activities.get(id) ?? null;
  const common = { changes, isKnown, spots, names };
  const reconciled = reconcile({ ...common, history: access, period, asOf, elevations, activityOf });
  const usedUntil = latest(period.to < asOf ? period.to : asOf, state.record.takenAt);
  const counted = { uses: past.uses, elevations, until: usedUntil };
  const useOf = createUseLookup({ ...counted, spots, held: state.held });
  const isComplete = (endpoint: AccessEndpoint) => endpointOf(state.record, endpoint).state === 'complete';
  const policies = endpointOf(state.record, 'role-policies');
  const hasPolicies = policies.state === 'complete' || policies.state === 'partial';
  return {
    standing: {
      readAt: state.record.takenAt,
      state: snapshotState(state.record),
      lists: listsOf(state.record),
      newerLists: access.newer === null ? null : listsOf(access.newer),
      assignments: listAssignments({ state, spots, names, useOf }),
      roleSettings: hasPolicies ? listRoleSettings(state.policies, names, lastSettingOf) : null,
      knownDays: knownDaysBefore(usedUntil, useDays, history),
      reconciliation: reconciled.reconciliation,
    },
    unexplained: reconciled.unexplained,
    settingDifferences: compareSettings(access.policies, common),
    accessPolicies: state.accessPolicies,
    owners: state.owners.map(withName),
    members: state.members.map(withName),
    isComplete,
    seen: seenHoldings(access, names),
    usedUntil,
  };

  function withName(person: GroupPerson): GroupPerson {
    const named: Principal = names.principalOf(person);
    return { ...person, ...named, groupId: person.groupId.toLowerCase() };
  }

  function lastSettingOf(roleId: string): Date | null {
    const role = spots.roleOf({ id: roleId, name: null });
    const times = changes
      .filter(({ kind, result }) => kind === 'role-setting-changed' && result === 'completed')
      .filter((change) => change.provider === 'entra' && spots.roleOf(change.role) === role)
      .map(({ at }) => at.getTime());
    for (const { role: known, at } of past.settings) if (spots.roleOf(known) === role) times.push(at);
    return times.length === 0 ? null : new Date(Math.max(...times));
  }
}

const listsOf = ({ endpoints }: SnapshotRecord): AccessList[] =>
  endpoints.map(({ part, endpoint, state, rows, reason }) => ({ part, endpoint, state, rows, reason }));

/** Changes of before and around the period; those that both lists have are given as the later reading joined them. */
function withPast(past: readonly Change[], around: readonly Change[]): readonly Change[] {
  const known = new Set(around.flatMap(({ eventIds }) => eventIds));
  return [...past.filter(({ eventIds }) => !eventIds.some((id) => known.has(id))), ...around];
}

/** Whether events are known without a hole: by whole days, or up to where the period is known. */
function knownBetween({ history, period, knownUntil }: AccessInput): (from: Date, to: Date) => boolean {
  const isKnownDay = (day: UtcDay): boolean => {
    if (history.completeDays.has(day)) return true;
    return startOfUtcDay(day) >= period.from && endOfUtcDay(day) <= knownUntil;
  };
  return (from, to) =>
    utcDaysBetween(from, new Date(to.getTime() + 1)).every(
      (day) => isKnownDay(day) || (from >= period.from && to <= knownUntil),
    );
}

function* allRows({ holdings, shown }: AccessHistory) {
  yield* shown.held;
  for (const readings of Object.values(holdings)) for (const { rows } of readings) yield* rows;
}

function namesOf(
  { names }: AccessPast,
  changes: readonly Change[],
  elevations: readonly Elevation[],
): ReadonlyMap<string, KnownName> {
  const known = new Map(names);
  for (const named of [...changes, ...elevations]) noteNames(known, named);
  return known;
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b);

import { emptyDirectory, type AccessDirectory, type WireRow } from '../../graph/access-directory';
import {
  wireActive,
  wireAccessPolicy,
  wireDefinition,
  wireEligible,
  wireGroupPerson,
  wireMembership,
  wirePlain,
  wirePolicy,
  wireUser,
} from '../access-wire';
import { later } from '../activations/activation-log';
import type { ActivationTruth } from '../activations/activation-truth';
import type { Calendar } from '../calendar';
import type { Company } from '../company';
import type { Member } from '../people';
import type { Grant } from '../roles';
import { roleTemplates } from '../roles';
import type { AccessLog, SettingMove } from './access-log';
import { entraGrant, holdingsOf, isHeldAt, scopeIdOf, type FirstHolding, type Holding } from './holdings';

const day = 86_400_000;
const hour = 3_600_000;

export interface SampleAccessParts {
  readonly company: Company;
  readonly log: AccessLog;
  readonly calendar: Calendar;
  /** When the log begins. */
  readonly start: Date;
  /** The activations as of a moment. */
  readonly truthAt: (moment: Date) => readonly ActivationTruth[];
}

/** What nobody logged in the sample: a case of each way in which snapshots and events disagree. */
interface Disagreements {
  /** Appears in the middle of the week, without an event. */
  readonly appears: Holding;
  /** Vanishes in the middle of the week, without an event. */
  readonly vanishes: Holding;
  /** An activation of which the log knows nothing. */
  readonly unlogged: {
    readonly member: Member;
    readonly grant: Grant;
    readonly from: Date;
    readonly to: Date;
  };
  /** Who was given a role by an event that had no effect. */
  readonly withoutEffect: { readonly memberId: string; readonly roleId: string };
}

/**
 * Creates the sample's answer to "who holds access at a moment": what its events give and take, who activates, and one
 * case of each finding about standing access.
 */
export function createSampleAccess(parts: SampleAccessParts): (moment: Date) => AccessDirectory {
  const { company, log } = parts;
  const odd = disagreements(parts);
  const holdings = holdingsOf(log.moves, [...everyday(parts), ...remarkable(parts)]).filter(
    ({ member, grant }) =>
      member.id !== odd.withoutEffect.memberId || grant.role.id !== odd.withoutEffect.roleId,
  );
  const all = [...holdings, odd.appears, odd.vanishes];
  const grants = new Map<string, Grant>();
  for (const { grant } of [...company.grants.map((grant) => ({ grant })), ...all])
    if (grant.provider === 'entra') grants.set(grant.role.id, grant);
  const people = [...company.staff, ...company.guests];
  const groups = groupsOf(company, all);

  return (moment) => {
    const held = all.filter((holding) => isHeldAt(holding, moment));
    const rows = (provider: Grant['provider'], kind: Holding['kind']) =>
      held.filter((holding) => holding.grant.provider === provider && holding.kind === kind);
    const active = rows('entra', 'active').map((holding) => wireActive(assignment(holding)));
    return {
      ...emptyDirectory,
      eligible: rows('entra', 'eligible').map((holding) => wireEligible(assignment(holding))),
      active: [...active, ...activated(parts, odd, moment)],
      plainAssignments: rows('entra', 'active').map((holding) => wirePlain(assignment(holding))),
      roleDefinitions: [
        ...[...grants.values()].map(({ role }) => wireDefinition(role.id, role.name, role.builtIn)),
        wireDefinition(authenticationAdministrator, 'Privileged Authentication Administrator'),
      ],
      rolePolicies: [...grants.values()].map((grant) => settingsAt(grant, company, log.settings, moment)),
      groups: groups.map(({ group }) => ({
        id: group.id,
        displayName: group.name,
        isAssignableToRole: true,
        membershipRule: null,
        onPremisesSyncEnabled: null,
      })),
      groupEligible: byGroup(rows('group', 'eligible')),
      groupActive: byGroup(rows('group', 'active')),
      groupMembers: Object.fromEntries(
        groups.map(({ group, members }) => [group.id, members.map((member) => wireGroupPerson(member))]),
      ),
      groupOwners: Object.fromEntries(
        groups.map(({ group, owner }) => [group.id, owner ? [wireGroupPerson(owner)] : []]),
      ),
      users: people.map((member) =>
        wireUser(member, {
          accountEnabled: member !== company.staff[14],
          userType: company.guests.includes(member) ? 'Guest' : 'Member',
          synced: member === company.staff[15],
          lastSignInAt: member === company.staff[14] ? null : later(moment, -9 * hour),
        }),
      ),
      conditionalAccess: policies(company),
    };
  };
}

const authenticationAdministrator = '7be44c8a-adaf-4e2a-84d6-ab2649e08a13';

const assignment = ({ member, grant, startsAt, endsAt }: Holding) => ({
  member,
  roleId: grant.role.id,
  scopeId: scopeIdOf(grant),
  startsAt,
  endsAt,
});

/** Whoever activates a role was made eligible long before the log begins; every ninth without an end. */
function everyday({ company, start, truthAt }: SampleAccessParts): FirstHolding[] {
  const since = later(start, -120 * day);
  const members = new Map([...company.staff, ...company.guests].map((member) => [member.id, member]));
  const grants = new Map(company.grants.map((grant) => [`${grant.role.id} ${grant.scope.id}`, grant]));
  const activating = truthAt(later(start, 400 * day)).flatMap(({ principal, role, scope }) => {
    const [member, grant] = [members.get(principal.id), grants.get(`${role.id} ${scope.id}`)];
    return member && grant ? [{ member, grant }] : [];
  });
  const pairs = new Map(
    [...company.eligible, ...activating].map((pair) => [
      `${pair.member.id} ${pair.grant.role.id} ${pair.grant.scope.id}`,
      pair,
    ]),
  );
  return [...pairs.values()]
    .filter(({ grant }) => grant.provider !== 'azure')
    .map(({ member, grant }, index) => ({
      ...({ kind: 'eligible', member, grant, startsAt: since } as const),
      endsAt: index % 9 === 8 ? null : later(since, (300 + (index % 5) * 13) * day),
    }));
}

/** Holdings that are findings by themselves. */
function remarkable({ company, start, calendar }: SampleAccessParts): FirstHolding[] {
  const grant = (name: string) => entraGrant(company.grants, name);
  const since = later(start, -60 * day);
  const last = calendar.lastWeekMoment(5);
  const { staff, apps, teams, approvers } = company;
  const active = (member: Member | undefined, role: string): FirstHolding[] =>
    member ? [{ kind: 'active', member, grant: grant(role), startsAt: null, endsAt: null }] : [];
  const eligible = (member: Member | undefined, role: string, endsAt: Date): FirstHolding[] =>
    member ? [{ kind: 'eligible', member, grant: grant(role), startsAt: since, endsAt }] : [];
  return [
    ...active(approvers[0], 'Global Administrator'),
    ...active(staff[5], 'Privileged Role Administrator'),
    ...active(apps[1], 'Global Administrator'),
    ...eligible(staff[15], 'Privileged Role Administrator', later(since, 300 * day)),
    ...eligible(staff[14], 'User Administrator', later(since, 300 * day)),
    ...eligible(staff[16], 'Teams Administrator', later(last, 9 * day)),
    ...eligible(teams[0], 'Helpdesk Administrator', later(since, 300 * day)),
  ];
}

function disagreements({ company, start, calendar }: SampleAccessParts): Disagreements {
  const grant = (name: string) => entraGrant(company.grants, name);
  const person = (index: number): Member => {
    const member = company.staff[index];
    if (member === undefined) throw new RangeError(`The company has no person ${index}.`);
    return member;
  };
  const wednesday = calendar.lastWeekMoment(3);
  const midnight = new Date(Math.floor(wednesday.getTime() / day) * day + day);
  return {
    appears: {
      ...{ kind: 'active', member: person(17), grant: grant('Conditional Access Administrator') },
      ...{ startsAt: wednesday, endsAt: null, takenAt: null },
    },
    vanishes: {
      ...{ kind: 'active', member: person(18), grant: grant('Billing Administrator') },
      ...{ startsAt: later(start, -90 * day), endsAt: null, takenAt: wednesday },
    },
    // In force when the collection of Thursday, at 01:30, takes its snapshot.
    unlogged: {
      ...{ member: person(19), grant: grant('SharePoint Administrator') },
      ...{ from: later(midnight, hour / 4), to: later(midnight, 5 * hour) },
    },
    withoutEffect: { memberId: person(23).id, roleId: grant('SharePoint Administrator').role.id },
  };
}

/** Activations in progress, as the lists of active assignments show them. */
function activated(
  { truthAt, company }: SampleAccessParts,
  { unlogged }: Disagreements,
  moment: Date,
): WireRow[] {
  const members = new Map([...company.staff, ...company.guests].map((member) => [member.id, member]));
  const running = truthAt(moment).flatMap((row) => {
    const member = members.get(row.principal.id);
    const isRunning =
      row.outcome === 'activated' &&
      row.provider === 'entra' &&
      row.startedAt !== null &&
      new Date(row.startedAt) <= moment &&
      (row.endedAt === null || new Date(row.endedAt) > moment);
    if (!isRunning || member === undefined || row.startedAt === null) return [];
    return [
      {
        member,
        roleId: row.role.id,
        scopeId: row.scope.id.startsWith('/') ? row.scope.id : '/',
        startsAt: new Date(row.startedAt),
        endsAt: row.plannedEndAt === null ? null : new Date(row.plannedEndAt),
      },
    ];
  });
  const { member, grant, from, to } = unlogged;
  const hidden =
    from <= moment && to > moment
      ? [{ member, roleId: grant.role.id, scopeId: '/', startsAt: from, endsAt: to }]
      : [];
  return [...running, ...hidden].map((row) => wireActive({ ...row, assignmentType: 'Activated' }));
}

function byGroup(holdings: readonly Holding[]): Record<string, WireRow[]> {
  const groups: Record<string, WireRow[]> = {};
  for (const { kind, member, grant, startsAt, endsAt } of holdings) {
    const accessId = grant.role.name === 'Owner' ? 'owner' : 'member';
    const assigned = kind === 'active' ? { assignmentType: 'Assigned' } : {};
    const row = wireMembership({ groupId: grant.scope.id, accessId, member, startsAt, endsAt, ...assigned });
    (groups[grant.scope.id.toLowerCase()] ??= []).push(row);
  }
  return groups;
}

/** Groups that hold roles of Entra: two members each; the owner of the first does not hold its role. */
function groupsOf(company: Company, holdings: readonly Holding[]) {
  const groups = new Map(
    holdings.filter(({ member }) => member.type === 'group').map(({ member }) => [member.id, member]),
  );
  return [...groups.values()].map((group, index) => ({
    group,
    members: company.staff.slice(8 + index, 10 + index),
    owner: group === company.teams[0] ? company.staff[13] : undefined,
  }));
}

/** The settings of a role: its own, then what events have changed up to a moment. */
function settingsAt(grant: Grant, company: Company, moves: readonly SettingMove[], moment: Date): WireRow {
  const { role, approval, hoursMax } = grant;
  const own = moves.filter(({ roleId }) => roleId === role.id);
  const past = own.filter(({ at }) => at <= moment).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  // Before the first change of a switch it stood the other way.
  const isOn = (pattern: string, usual: boolean): boolean => {
    const find = (list: readonly SettingMove[]) =>
      list.flatMap(({ text }) => new RegExp(`${pattern}[^.]* (enabled|disabled)`).exec(text)?.[1] ?? []);
    const [last, first] = [find(past).at(-1), find(own)[0]];
    return last === undefined ? (first === undefined ? usual : first === 'disabled') : last === 'enabled';
  };
  const isUnguarded = role.id === roleTemplates.privilegedRoleAdministrator.id;
  const rules = {
    MultiFactorAuthentication: isOn('MFA on activation', !isUnguarded),
    Justification: isOn('Justification on activation', true),
    Ticketing: isOn('Ticketing requirement', false),
  };
  const approvers = approval ? company.approvers.slice(0, 2) : [];
  return wirePolicy({
    roleId: role.id,
    maximumDuration: `PT${hoursMax}H`,
    enabledRules: Object.entries(rules).flatMap(([name, isAsked]) => (isAsked ? [name] : [])),
    approvers: Object.fromEntries(approvers.map(({ id, name }) => [id, name])),
    authenticationContext: role.id === roleTemplates.conditionalAccess.id ? 'c3' : null,
    changedAt: past.at(-1)?.at ?? null,
  });
}

/** One tier-0 role has no policy, one of its holders is left out of another, and nothing handles the context `c3`. */
function policies({ approvers }: Company): WireRow[] {
  const chief = approvers[0]?.id ?? '';
  return [
    wireAccessPolicy({
      id: '5d1e0a7c-3c0e-4f57-9f0c-0a6c1b7f2e11',
      name: 'MFA for administrators',
      includeRoles: [roleTemplates.globalAdministrator.id, roleTemplates.privilegedRoleAdministrator.id],
      excludeUsers: [chief],
    }),
    wireAccessPolicy({
      id: '5d1e0a7c-3c0e-4f57-9f0c-0a6c1b7f2e12',
      name: 'MFA for everybody (trial)',
      state: 'enabledForReportingButNotEnforced',
      includeUsers: ['All'],
    }),
    wireAccessPolicy({
      id: '5d1e0a7c-3c0e-4f57-9f0c-0a6c1b7f2e13',
      name: 'Strong sign-in for context c1',
      includeUsers: ['All'],
      authenticationContexts: ['c1'],
    }),
  ];
}

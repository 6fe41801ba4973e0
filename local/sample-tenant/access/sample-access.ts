import { emptyDirectory, type AccessDirectory, type WireRow } from '../../graph/access-directory';
import { later } from '../activations/activation-log';
import type { Company } from '../company';
import type { Grant } from '../roles';
import {
  disagreements,
  everyday,
  remarkable,
  type Disagreements,
  type SampleAccessParts,
} from './access-stories';
import { holdingsOf, isHeldAt, scopeIdOf, type Holding } from './holdings';
import { policies, settingsAt } from './role-settings';
import { wireActive, wireEligible, wireMembership, wirePlain } from './wire-assignments';
import { wireGroupPerson, wireUser } from './wire-people';
import { wireDefinition } from './wire-settings';

const hour = 3_600_000;

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

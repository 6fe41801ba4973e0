import { emptyDirectory, type AccessDirectory } from '../../../local/graph/access-directory';
import { wireAccessPolicy } from '../../../local/sample-tenant/access/wire-access-policy';
import {
  wireActive,
  wireEligible,
  wireMembership,
  wirePlain,
} from '../../../local/sample-tenant/access/wire-assignments';
import { wireGroupPerson, wireUser } from '../../../local/sample-tenant/access/wire-people';
import { wireDefinition, wirePolicy } from '../../../local/sample-tenant/access/wire-settings';
import type { Member } from '../../../local/sample-tenant/people';

export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
export const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';

/** A person whose object id is made from a number. */
export function aMember(number: number, overrides: Partial<Member> = {}): Member {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return {
    id,
    name: `Person ${number}`,
    upn: `person${number}@contoso.example`,
    type: 'user',
    addresses: [],
    ...overrides,
  };
}

/** A role-assignable group that holds Exchange Administrator, and one that only PIM events name. */
export const holders = {
  eligible: aMember(1),
  standing: aMember(2),
  activating: aMember(3),
  team: aMember(4, { type: 'group', name: 'Mail Team', upn: null }),
  inTeam: aMember(5),
  owner: aMember(6),
  app: aMember(7, { type: 'servicePrincipal', name: 'Backup', upn: null }),
  operators: aMember(8, { type: 'group', name: 'Operators', upn: null }),
  operator: aMember(9),
};

const since = new Date('2026-10-01T08:00:00Z');
const until = new Date('2027-03-31T08:00:00Z');

/** A small tenant with something in every list. */
export function aDirectory(): AccessDirectory {
  const { eligible, standing, activating, team, inTeam, owner, app, operators, operator } = holders;
  const people = [eligible, standing, activating, inTeam, owner, operator];
  return {
    ...emptyDirectory,
    eligible: [
      wireEligible({ member: eligible, roleId: globalAdministrator, startsAt: since, endsAt: until }),
      wireEligible({ member: team, roleId: exchangeAdministrator, startsAt: since, endsAt: null }),
    ],
    active: [
      wireActive({ member: standing, roleId: globalAdministrator }),
      wireActive({
        member: activating,
        roleId: exchangeAdministrator,
        assignmentType: 'Activated',
        startsAt: since,
        endsAt: until,
      }),
      wireActive({ member: app, roleId: exchangeAdministrator }),
    ],
    plainAssignments: [wirePlain({ member: standing, roleId: globalAdministrator })],
    roleDefinitions: [
      wireDefinition(globalAdministrator, 'Global Administrator'),
      wireDefinition(exchangeAdministrator, 'Exchange Administrator'),
    ],
    rolePolicies: [
      wirePolicy({ roleId: globalAdministrator, approvers: { [owner.id]: owner.name } }),
      wirePolicy({ roleId: exchangeAdministrator }),
    ],
    groups: [
      {
        id: team.id,
        displayName: team.name,
        isAssignableToRole: true,
        membershipRule: null,
        onPremisesSyncEnabled: null,
      },
    ],
    groupEligible: {
      [operators.id]: [
        wireMembership({ groupId: operators.id, accessId: 'member', member: operator, endsAt: until }),
      ],
    },
    groupActive: {
      [operators.id]: [
        wireMembership({
          groupId: operators.id,
          accessId: 'owner',
          member: operator,
          assignmentType: 'Assigned',
        }),
      ],
    },
    groupMembers: { [team.id]: [wireGroupPerson(inTeam)], [operators.id]: [wireGroupPerson(operator)] },
    groupOwners: { [team.id]: [wireGroupPerson(owner)] },
    users: people.map((member) => wireUser(member, { lastSignInAt: since })),
    conditionalAccess: [
      wireAccessPolicy({ id: 'p1', name: 'MFA for administrators', includeRoles: [globalAdministrator] }),
    ],
  };
}

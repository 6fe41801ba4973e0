import { createApps, createGuests, createStaff, createTeams, type Member } from './people';
import type { Random } from './random';
import { azureRoles, type Grant, type RoleTemplate, roleTemplates } from './roles';

/** The sample company: its people, its roles, and who may activate which. */
export interface Company {
  readonly tenantId: string;
  readonly organization: string;
  readonly staff: readonly Member[];
  readonly guests: readonly Member[];
  readonly apps: readonly Member[];
  readonly teams: readonly Member[];
  /** The people who approve requests and change PIM's settings. */
  readonly approvers: readonly Member[];
  readonly grants: readonly Grant[];
  /** Who may activate which role, each pair once. */
  readonly eligible: readonly { readonly member: Member; readonly grant: Grant }[];
  /** The service principals that act on their own. */
  readonly services: { readonly pim: string; readonly msPim: string; readonly purview: string };
}

const organization = 'Northgate Shipping';
const domain = 'northgate-shipping.example';
const tenantDomain = 'northgateshipping.onmicrosoft.com';

/** Creates the company. `size` multiplies its staff, so that more traffic comes from more people. */
export function createCompany(random: Random, size: number): Company {
  const tenantId = random.uuid();
  const staff = createStaff(random, domain, Math.ceil(25 * size));
  const guests = createGuests(random, tenantDomain);
  const grants = createGrants(random, tenantId);
  return {
    tenantId,
    organization,
    staff,
    guests,
    apps: createApps(random),
    teams: createTeams(random),
    approvers: staff.slice(0, 4),
    grants,
    eligible: [
      ...staff.flatMap((member) => eligibilities(random, member, grants)),
      ...guestEligibilities(guests, grants),
    ],
    services: { pim: random.uuid(), msPim: random.uuid(), purview: random.uuid() },
  };
}

function createGrants(random: Random, tenantId: string): Grant[] {
  const directory = { id: tenantId, name: organization };
  const entra = Object.values(roleTemplates).map((template) => entraGrant(template, directory));
  const unit = (name: string): Grant['scope'] => ({ id: `/administrativeUnits/${random.uuid()}`, name });
  const custom = random.uuid();
  return [
    ...entra,
    { ...entraGrant(roleTemplates.userAdministrator, unit('Warehouse Rotterdam')), weight: 4 },
    { ...entraGrant(roleTemplates.helpdesk, unit('Branch Offices Nordics')), weight: 4 },
    {
      provider: 'entra',
      role: { id: custom, name: 'App Registration Steward', privileged: false, builtIn: false },
      scope: directory,
      approval: false,
      hoursMax: 4,
      weight: 3,
    },
    ...azureGrants(random),
    ...groupGrants(random),
  ];
}

function entraGrant(template: RoleTemplate, scope: Grant['scope']): Grant {
  const { id, name, privileged, approval, hoursMax, weight } = template;
  return {
    provider: 'entra',
    role: { id, name, privileged, builtIn: true },
    scope,
    approval,
    hoursMax,
    weight,
  };
}

function azureGrants(random: Random): Grant[] {
  const production = `/subscriptions/${random.uuid()}`;
  const sandbox = `/subscriptions/${random.uuid()}`;
  const vault = `${production}/resourceGroups/rg-payments/providers/Microsoft.KeyVault/vaults/kv-payments-prod`;
  const grant = (
    role: { readonly id: string; readonly name: string; readonly privileged: boolean },
    scope: Grant['scope'],
    approval: boolean,
    weight: number,
  ): Grant => {
    const definition = `${scope.id.split('/').slice(0, 3).join('/')}/providers/Microsoft.Authorization/roleDefinitions/${role.id}`;
    return {
      provider: 'azure',
      role: { id: definition, name: role.name, privileged: role.privileged, builtIn: true },
      scope,
      approval,
      hoursMax: 8,
      weight,
    };
  };
  return [
    grant(azureRoles.owner, { id: production, name: 'Northgate Production' }, true, 3),
    grant(azureRoles.contributor, { id: production, name: 'Northgate Production' }, false, 8),
    grant(azureRoles.contributor, { id: sandbox, name: 'Northgate Sandbox' }, false, 6),
    grant(azureRoles.userAccess, { id: production, name: 'Northgate Production' }, true, 2),
    grant(azureRoles.keyVaultCrypto, { id: vault, name: 'kv-payments-prod' }, false, 4),
    grant(azureRoles.blobData, { id: `${sandbox}/resourceGroups/rg-data`, name: 'rg-data' }, false, 4),
  ];
}

function groupGrants(random: Random): Grant[] {
  const group = (group: string, role: string, approval: boolean, weight: number): Grant => ({
    provider: 'group',
    role: { id: random.uuid(), name: role, privileged: false, builtIn: true },
    scope: { id: random.uuid(), name: group },
    approval,
    hoursMax: 8,
    weight,
  });
  return [
    group('SQL Production Administrators', 'Member', false, 9),
    group('Kubernetes Cluster Operators', 'Member', false, 9),
    group('Payroll Data Owners', 'Owner', true, 4),
  ];
}

function eligibilities(random: Random, member: Member, grants: readonly Grant[]): Company['eligible'] {
  const wanted = random.integer(2, 4);
  const pool = grants.flatMap((grant) => Array.from({ length: grant.weight }, () => grant));
  const chosen = new Set<Grant>();
  while (chosen.size < wanted) chosen.add(random.pick(pool));
  return [...chosen].map((grant) => ({ member, grant }));
}

function guestEligibilities(guests: readonly Member[], grants: readonly Grant[]): Company['eligible'] {
  const consulted = grants.filter(
    ({ role }) => role.name === 'Application Administrator' || role.name === 'Contributor',
  );
  return guests.flatMap((member) => consulted.slice(0, 2).map((grant) => ({ member, grant })));
}

import { later } from '../activations/activation-log';
import type { Calendar } from '../calendar';
import type { Company } from '../company';
import type { EventWriter } from '../wire/event-writer';
import type { FindingLabel } from '../cases/finding-label';
import type { Random } from '../random';
import type { WireEvent } from '../wire/wire-event';
import { directoryTargets } from '../wire/wire-target';

type Label = (label: FindingLabel) => void;

const minute = 60_000;
const sightings = 30;

/**
 * Writes what was done outside PIM: roles assigned in the portal or by an app, PIM's own warnings about it, which repeat
 * about every two hours, custom roles, and access elevated to the root scope of Azure.
 */
export function writeOutsidePim(
  company: Company,
  calendar: Calendar,
  writer: EventWriter,
  random: Random,
  label: Label,
): WireEvent[] {
  return [
    ...standingAssignment(company, calendar.lastWeekMoment(2), writer, random, label),
    migratorAssignment(company, calendar.lastWeekMoment(4), writer, label),
    ...customRoles(company, calendar, writer, random, label),
    elevatedAccess(company, calendar.earlierMoment(0.3), writer),
  ];
}

/** A person assigns a role in the portal; PIM warns about it again and again. */
function standingAssignment(
  company: Company,
  at: Date,
  writer: EventWriter,
  random: Random,
  label: Label,
): WireEvent[] {
  const [administrator] = company.approvers;
  const member = company.staff[23];
  const grant = company.grants.find(({ role }) => role.name === 'Exchange Administrator');
  if (!administrator || !member || !grant) return [];
  const found = { principal: member.id, role: grant.role.id, at };
  label({ rule: 'assigned-outside-pim', ...found });
  // What is expected is good to know, and nothing worse.
  label({ rule: 'new-role-holder', severity: 'low', ...found });
  const assigned = writer.other({
    at,
    activity: 'Add member to role',
    category: 'RoleManagement',
    operationType: 'Assign',
    initiator: writer.person(administrator),
    targets: directoryTargets(member, grant, writer.roleObjectId(grant), false),
    holding: { member, grant },
  });
  const seen = Array.from({ length: sightings }, (_, index) =>
    writer.pim({
      activity: 'Add member to role outside of PIM (permanent)',
      at: later(at, (index + 1) * 120 * minute + random.integer(-4, 4) * minute),
      initiator: 'PIM',
      member,
      grant,
      // Each warning has its own request id.
      requestId: random.uuid(),
    }),
  );
  return [assigned, ...seen];
}

/** One of Microsoft's own apps assigns a role to a service principal: a known good case. */
function migratorAssignment(company: Company, at: Date, writer: EventWriter, label: Label): WireEvent {
  const app = {
    appId: null,
    displayName: 'PurviewRoleAssignmentMigrator',
    servicePrincipalId: company.services.purview,
    servicePrincipalName: null,
  };
  const reader = 'Purview Workload Content Reader';
  const id = 'e07494ad-1654-4dd2-922e-6f81a71bf00f';
  const found = { principal: company.apps[0]?.id ?? null, role: id, at };
  label({ rule: 'assigned-outside-pim', ...found });
  // What is expected is good to know, and nothing worse.
  label({ rule: 'new-role-holder', severity: 'info', ...found });
  const properties = { 'Role.ObjectID': id, 'Role.DisplayName': reader, 'Role.TemplateId': id };
  const [member] = company.apps;
  const role = { id, name: reader, privileged: false, builtIn: true };
  const scope = { id: company.tenantId, name: company.organization };
  const grant = { provider: 'entra', role, scope, approval: false, hoursMax: 8, weight: 0 } as const;
  return writer.other({
    at,
    ...(member && { holding: { member, grant } }),
    activity: 'Add member to role',
    category: 'RoleManagement',
    operationType: 'Assign',
    initiator: { user: null, app },
    targets: [
      {
        id: company.apps[0]?.id ?? null,
        displayName: company.apps[0]?.name ?? null,
        type: 'ServicePrincipal',
        modifiedProperties: Object.entries(properties).map(([displayName, value]) => ({
          displayName,
          oldValue: null,
          newValue: JSON.stringify(value),
        })),
      },
      { id, displayName: null, type: 'Role', modifiedProperties: [] },
    ],
  });
}

function customRoles(
  company: Company,
  calendar: Calendar,
  writer: EventWriter,
  random: Random,
  label: Label,
): WireEvent[] {
  const author = random.pick(company.approvers);
  const steps = [
    {
      activity: 'Add role definition',
      operationType: 'Add',
      at: calendar.earlierMoment(0.2),
      name: 'Port Terminal Support',
    },
    {
      activity: 'Update role definition',
      operationType: 'Update',
      at: calendar.lastWeekMoment(5),
      name: 'Port Terminal Support',
      isFound: true,
    },
    {
      activity: 'Delete role definition',
      operationType: 'Delete',
      at: calendar.earlierMoment(0.7),
      name: 'Legacy Kiosk Operator',
    },
  ];
  return steps.map(({ name, isFound, ...step }) => {
    const id = random.uuid();
    if (isFound) label({ rule: 'custom-role-changed', principal: null, role: id, at: step.at });
    return writer.other({
      ...step,
      category: 'RoleManagement',
      initiator: writer.person(author),
      targets: [{ id, displayName: name, type: 'Role', modifiedProperties: [] }],
    });
  });
}

/** Written by a service of its own: only the third query finds it. */
function elevatedAccess(company: Company, at: Date, writer: EventWriter): WireEvent {
  const [administrator] = company.approvers;
  return writer.other({
    at,
    service: 'Azure RBAC (Elevated Access)',
    activity: 'User has elevated their access to User Access Administrator for their Azure Resources',
    category: 'AzureRBACRoleManagementElevateAccess',
    operationType: 'Assign',
    initiator: administrator ? writer.person(administrator) : {},
    targets: [
      { id: company.tenantId, displayName: company.organization, type: 'Other', modifiedProperties: [] },
    ],
  });
}

import type { Calendar } from '../calendar';
import type { Company } from '../company';
import type { EventWriter } from '../wire/event-writer';
import type { Random } from '../random';
import type { WireEvent } from '../wire/wire-event';

const kinds = [
  { activity: 'Update device', category: 'Device', operationType: 'Update', type: 'Device' },
  { activity: 'Update user', category: 'UserManagement', operationType: 'Update', type: 'User' },
  { activity: 'Add member to group', category: 'GroupManagement', operationType: 'Assign', type: 'User' },
  { activity: 'Change user license', category: 'UserManagement', operationType: 'Update', type: 'User' },
  {
    activity: 'Update application',
    category: 'ApplicationManagement',
    operationType: 'Update',
    type: 'Application',
  },
  {
    activity: 'Update conditional access policy',
    category: 'Policy',
    operationType: 'Update',
    type: 'Policy',
  },
] as const;

const eventsPerDay = 6;

/** Writes other activity of a directory: none of it concerns roles, and the report must ignore all of it. */
export function writeNoise(
  company: Company,
  calendar: Calendar,
  writer: EventWriter,
  random: Random,
  scale: number,
): WireEvent[] {
  const app = {
    appId: null,
    displayName: 'Intune Compliance Client Prod',
    servicePrincipalId: random.uuid(),
    servicePrincipalName: null,
  };
  return calendar.days.flatMap((day) =>
    Array.from({ length: Math.round(eventsPerDay * scale) }, () => {
      const { type, ...kind } = random.pick(kinds);
      const person = random.pick(company.staff);
      const target =
        type === 'User'
          ? { id: person.id, displayName: null, userPrincipalName: person.upn }
          : { id: random.uuid(), displayName: `${type} ${random.integer(1, 99)}` };
      return writer.other({
        ...kind,
        at: calendar.moment(day),
        initiator: type === 'Device' ? { app, user: null } : writer.person(random.pick(company.approvers)),
        targets: [{ ...target, type, modifiedProperties: [] }],
        details: { DeviceTrustType: type === 'Device' ? 'AzureAd' : undefined },
      });
    }),
  );
}

import type { Elevation } from '../../shared/domain/events/elevation';

const start = Date.UTC(2026, 10, 16);
const week = 7 * 86_400_000;
const roles = ['Global Administrator', 'Exchange Administrator', 'User Administrator', 'Security Reader'];

/** Returns an id whose digits differ from row to row as those of real ids do, so that a zip packs them no better. */
function objectId(kind: number, index: number): string {
  let [state, hex] = [(Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(kind, 0x85ebca6b)) >>> 0, ''];
  while (hex.length < 32) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
    state = (state ^ (state >>> 12) ^ hex.length) >>> 0;
    hex += state.toString(16).padStart(8, '0');
  }
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Returns the activation `index` of `of` in a large tenant's week: 5,000 people, four roles, a reason and a ticket. */
export function elevationOf(index: number, of: number): Elevation {
  const person = index % 5_000;
  const principal = {
    id: objectId(1, person),
    name: `Person ${person}`,
    upn: `person.${person}@contoso.example`,
    type: 'user' as const,
  };
  const approver = { ...principal, id: objectId(1, person + 1), name: `Approver ${person % 40}` };
  const requested = start + Math.floor((index / of) * (week - 86_400_000));
  return {
    id: objectId(2, index),
    provider: 'entra',
    principal,
    role: {
      id: objectId(3, index % roles.length),
      name: roles[index % roles.length] ?? null,
      privileged: true,
    },
    scope: { id: '/', name: 'Directory' },
    outcome: 'activated',
    initiator: principal,
    requestedStartAt: null,
    requestedAt: new Date(requested),
    approvedAt: new Date(requested + 95_000),
    approver,
    actions: [],
    isScheduled: false,
    startedAt: new Date(requested + 97_000),
    settledAt: null,
    plannedEndAt: new Date(requested + 14_497_000),
    endedAt: new Date(requested + 3_697_000 + (index % 600) * 1_000),
    endedBy: 'deactivated',
    justification: `Change ${index % 977}: mailbox moves for the team in building ${index % 31}, second wave`,
    ticket: { number: `CHG${String(index % 4_999).padStart(7, '0')}`, system: 'ServiceNow' },
    mfa: 'yes',
    approvalRequired: true,
    ipAddress: `203.0.113.${index % 250}`,
    failureReason: null,
    sources: ['graph'],
    eventIds: [1, 2, 3].map((step) => `PIM_${objectId(3 + step, index)}`),
  };
}

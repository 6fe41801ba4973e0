import { accessEndpoints, endpointFacts } from '../../../shared/domain/access/access-endpoint';
import type { ReportedAccess, StandingAccess } from '../../../shared/domain/access/standing-access';
import { anAssignment, aSetting, anUnexplained } from './access-analysis';

/** The snapshot of Sunday with one assignment and the settings of one role; the lists of `roles` were read to their end. */
export function aStanding(overrides: Partial<StandingAccess> = {}): StandingAccess {
  return {
    readAt: new Date('2026-11-22T01:31:00Z'),
    state: 'complete',
    lists: accessEndpoints.map((endpoint) => ({
      ...{ endpoint, part: endpointFacts[endpoint].part, rows: 1, reason: null },
      state: endpointFacts[endpoint].part === 'roles' ? 'complete' : 'off',
    })),
    assignments: [anAssignment()],
    roleSettings: [aSetting()],
    newerLists: null,
    knownDays: 21,
    reconciliation: null,
    ...overrides,
  };
}

/** {@link aStanding} in the form of a report. */
export const aReportedAccess = (overrides: Partial<StandingAccess> = {}): ReportedAccess => ({
  standing: aStanding(overrides),
  problem: null,
});

/** Standing access in which every typed text is the given one. */
export function aHostileAccess(text: string): ReportedAccess {
  const principal = { id: text, name: text, upn: text, type: 'user' } as const;
  const role = { id: text, name: text, privileged: true };
  const scope = { id: text, name: text };
  const [first, ...others] = aStanding().lists;
  return aReportedAccess({
    lists: first === undefined ? others : [{ ...first, state: 'partial', reason: text }, ...others],
    assignments: [anAssignment({ principal, role, scope, via: { id: text, name: text } })],
    roleSettings: [aSetting({ role, authenticationContext: text, approvers: [{ id: text, name: text }] })],
    reconciliation: {
      from: new Date('2026-11-15T01:30:00Z'),
      to: new Date('2026-11-22T01:30:00Z'),
      changes: [{ principal, role, scope, isExplained: false }],
      unexplained: [anUnexplained({ principal, role, scope })],
    },
  });
}

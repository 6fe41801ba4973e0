import { analyseAccess } from '../../../shared/analysis/access/access-analysis';
import { noPast } from '../../../shared/analysis/access/access-past';
import type { HeldAccess } from '../../../shared/domain/access/held-access';
import {
  aHeld,
  aMembership,
  anAccessHistory,
  globalAdministrator,
} from '../../support/builders/access-history';
import { week47 } from '../../support/builders/events';
import { anElevation } from '../../support/builders/findings';

const group = { id: 'g-1', name: 'Admins', upn: null, type: 'group' } as const;
const eve = { id: 'u-2', name: 'Eve', upn: 'eve_fabrikam#EXT#@contoso.example', type: 'user' } as const;
const [start, end] = [new Date('2026-10-01T08:00:00Z'), new Date('2027-03-31T08:00:00Z')];

const eligibleMember = (overrides: Partial<HeldAccess> = {}) =>
  aMembership({ list: 'group-eligibility', principal: eve, startsAt: start, ...overrides });

/** Returns the assignments of Global Administrator through a group that holds it. */
function throughGroup(groupRow: Partial<HeldAccess>, ...places: readonly HeldAccess[]) {
  const held = [aHeld({ roleId: globalAdministrator, principal: group, ...groupRow }), ...places];
  const used = anElevation({
    provider: 'group',
    principal: eve,
    role: { id: null, name: 'Member', privileged: false },
    scope: { id: 'g-1', name: 'Admins' },
    startedAt: new Date('2026-11-18T09:00:00Z'),
  });
  const { standing } = analyseAccess({
    access: anAccessHistory({}, [], { held, groups: [{ id: 'g-1', name: 'Admins' }] }),
    period: week47,
    ...{ asOf: week47.to, knownUntil: week47.to, past: noPast, history: { completeDays: new Set() } },
    ...{ events: [], changes: [], elevations: [used], privilegedRoles: [] },
  });
  return standing.assignments.filter(({ via, role }) => via !== null && role.id !== null);
}

describe('an eligible member of a group that holds a role', () => {
  test('is eligible for the role, through the group, and uses it by activating the membership', () => {
    expect(throughGroup({}, eligibleMember())).toMatchObject([
      {
        principal: eve,
        role: { name: 'Global Administrator', privileged: true },
        scope: { id: '/', name: 'Directory' },
        kind: 'eligible',
        permanent: true,
        since: start,
        until: null,
        via: { id: 'g-1', name: 'Admins' },
        lastActivatedAt: new Date('2026-11-18T09:00:00Z'),
        activations90Days: 1,
        guest: true,
      },
    ]);
  });

  test('holds it until the first end of membership and role', () => {
    const later = new Date('2028-01-01T00:00:00Z');
    const until = (ofRole: Date | null, ofPlace: Date | null) =>
      throughGroup({ endsAt: ofRole }, eligibleMember({ endsAt: ofPlace })).map((row) => [
        row.permanent,
        row.until,
      ]);
    expect(until(end, later)).toEqual([[false, end]]);
    expect(until(later, end)).toEqual([[false, end]]);
    expect(until(null, end)).toEqual([[false, end]]);
  });

  test('is none for an owner, another group, or a membership that comes from a group', () => {
    const others = [
      eligibleMember({ access: 'owner' }),
      eligibleMember({ scopeId: 'g-2' }),
      eligibleMember({ memberType: 'group' }),
    ];
    expect(throughGroup({}, ...others)).toEqual([]);
  });
});

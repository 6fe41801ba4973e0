import { noPast } from '../../../shared/analysis/access/access-past';
import { analyseAccess } from '../../../shared/analysis/access/access-analysis';
import type { RolePolicy } from '../../../shared/domain/access/held-access';
import { aPolicy, anAccessHistory } from '../../support/builders/access-history';
import { week47 } from '../../support/builders/events';

const days = ['2026-11-14T01:30:00Z', '2026-11-17T01:30:00Z', '2026-11-20T01:30:00Z'].map(
  (at) => new Date(at),
);

/** Returns the differences between snapshots of the role settings. */
const differences = (...readings: readonly (readonly RolePolicy[])[]) =>
  analyseAccess({
    access: anAccessHistory(
      {},
      readings.map((rows, index) => ({ at: days[index] ?? new Date(0), rows })),
    ),
    period: week47,
    ...{ asOf: week47.to, knownUntil: week47.to, past: noPast, history: { completeDays: new Set() } },
    ...{ events: [], changes: [], elevations: [], privilegedRoles: [] },
  }).settingDifferences.map(({ what, between }) => ({ what, between }));

test('a role setting is compared with the last snapshot that has the role', () => {
  const weaker = aPolicy({ approval: false });
  const what = ['approval turned off'];
  expect(differences([aPolicy()], [weaker], [weaker])).toEqual([{ what, between: [days[0], days[1]] }]);
  expect(differences([aPolicy()], [], [weaker])).toEqual([{ what, between: [days[0], days[2]] }]);
  expect(differences([], [weaker])).toEqual([]);
});

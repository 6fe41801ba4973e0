import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { LabelledTenant } from '../support/labelled-tenant/labelled-tenant';
import { analyseFirstWeek, scoreTenant } from '../support/labelled-tenant/score';
import { accessRules, rules } from '../../shared/analysis/findings/rules';
import { defaultFindingsPolicy } from '../../shared/domain/findings-policy';
import { isWithin, lastWholeWeek } from '../../shared/domain/time/period';
import { rowFindings } from '../../shared/report/columns/row-findings';
import { isCollected } from '../support/outputs/collected';

/** Rules that a week of the demo cannot show, and why. */
const notInTheDemo = {
  'break-glass-used': 'needs a setting',
  'ticket-missing': 'needs a setting',
  'dormant-principal-activated': 'needs months',
  'access-elevated-to-root': 'happened in an earlier week',
  'collection-gap': 'is about the collection',
  'late-events': 'is about the collection',
  'events-missing': 'is about the collection',
  'removal-failed': 'is rare',
  ...Object.fromEntries(accessRules.map(({ id }) => [id, 'needs snapshots of access'])),
};

/** The sample's last week, with the events that a collection reads. */
function lastWeekOf(now: Date, seed: number, timeZone: string): LabelledTenant {
  const tenant = createSampleTenant({ now, seed, timeZone });
  const period = lastWholeWeek(now, timeZone);
  const events = tenant.events.filter(isCollected);
  const truth = tenant.truth.filter((row) => isWithin(period, new Date(row.startedAt ?? row.requestedAt)));
  const week = { period, asOf: now, coverage: [], truth, labels: tenant.findings, hasHistory: true };
  return { events, policy: defaultFindingsPolicy, weeks: [week] };
}

describe('the last week of the sample tenant', () => {
  test.each([
    [1, '2026-11-23T07:00:00Z', 'Europe/Amsterdam'],
    [2, '2026-11-24T22:00:00Z', 'Europe/Amsterdam'],
    [3, '2026-11-25T09:30:00Z', 'America/Los_Angeles'],
    [4, '2026-11-27T12:00:00Z', 'UTC'],
    [5, '2026-11-29T20:00:00Z', 'Pacific/Auckland'],
    // The clocks change in the week, or just before it.
    [6, '2026-03-30T07:00:00Z', 'Europe/Amsterdam'],
    [7, '2026-10-26T07:00:00Z', 'Europe/Amsterdam'],
    [8, '2026-11-04T07:00:00Z', 'America/New_York'],
    [9, '2026-04-06T07:00:00Z', 'Europe/London'],
    [10, '2027-01-04T07:00:00Z', 'Europe/Amsterdam'],
  ])('contains exactly the labelled rows and findings (seed %i, %s, %s)', async (seed, now, timeZone) => {
    const { rows, findings } = await scoreTenant(lastWeekOf(new Date(now), seed, timeZone));
    expect({ missed: rows.missed, wrong: rows.wrong }).toEqual({ missed: [], wrong: [] });
    expect({ missed: findings.missed, wrong: findings.wrong }).toEqual({ missed: [], wrong: [] });
  });

  test('shows every rule that one week can show', async () => {
    const { byRule } = await scoreTenant(lastWeekOf(new Date('2026-11-23T07:00:00Z'), 1, 'Europe/Amsterdam'));
    const missing = rules.map(({ id }) => id).filter((id) => !byRule.has(id));
    expect(missing.sort()).toEqual(Object.keys(notInTheDemo).sort());
  });

  test('reports one finding for each row, except for rows of two merged findings', async () => {
    const week = lastWeekOf(new Date('2026-11-23T07:00:00Z'), 1, 'Europe/Amsterdam');
    const { findings, elevations, changes, around } = await analyseFirstWeek(week);
    const ofRow = rowFindings(findings);
    const marked = [...elevations, ...changes].filter(({ eventIds }) => ofRow.of(eventIds).length > 0);
    const counts = {
      byRule: around.findings.length,
      stories: findings.length,
      markedRows: marked.length,
      tags: marked.reduce((sum, { eventIds }) => sum + ofRow.of(eventIds).length, 0),
    };
    expect(counts).toEqual({ byRule: 69, stories: 42, markedRows: 69, tags: 85 });
    expect(counts.stories).toBeLessThanOrEqual(counts.markedRows);
  });

  test('has a realistic number of high findings', () => {
    const high = rules.filter(({ severity }) => severity === 'high').map(({ id }) => id);
    const { findings } = createSampleTenant({ now: new Date('2026-11-23T07:00:00Z') });
    const worst = findings.filter(({ rule, severity = high.includes(rule) ? 'high' : 'low' }) => {
      return severity === 'high';
    });
    expect(worst.length).toBeGreaterThanOrEqual(8);
    expect(worst.length).toBeLessThanOrEqual(12);
  });
});

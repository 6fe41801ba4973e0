import { createLabelledTenant } from './labelled-tenant';
import { precision, recall, scoreTenant, type Score, type TenantScore } from './score';
import { accessRules, rules } from '../../../shared/analysis/findings/rules';
import { isoWeek } from '../../../shared/domain/time/period';

const options = {
  elevations: 800,
  lastWeek: isoWeek('2026-W47', 'Europe/Amsterdam'),
  weeks: 3,
  caseWeeks: 1,
};
const mistakes = ({ missed, wrong }: Score) => ({ missed, wrong });

describe('a labelled tenant', () => {
  const tenant = createLabelledTenant(options);
  let score: TenantScore;
  beforeAll(async () => {
    score = await scoreTenant(tenant);
  });

  test('is analysed without a mistake: outcomes, ends, whole rows and findings', () => {
    for (const part of [score.outcomes, score.ends, score.rows, score.findings]) {
      expect(mistakes(part)).toEqual({ missed: [], wrong: [] });
    }
    expect(score.rows.expected).toBe(options.elevations);
  });

  test('contains a case of every rule', () => {
    const found = new Set(score.byRule.keys());
    // Events alone cannot fire these.
    const others = [...accessRules.map(({ id }) => id), 'events-missing'];
    const ids = rules.map(({ id }) => id).filter((id) => !others.includes(id));
    expect(ids.filter((id) => !found.has(id))).toEqual([]);
  });

  test('shows a rule that fires too early or too late as a loss of precision or recall', async () => {
    const thresholds = {
      ...tenant.policy.thresholds,
      'long-activation': { hours: 8.5 },
      'rubber-stamp-approval': { seconds: 61 },
    };
    const { byRule } = await scoreTenant({ ...tenant, policy: { ...tenant.policy, thresholds } });
    const [long, stamp] = [byRule.get('long-activation')!, byRule.get('rubber-stamp-approval')!];
    expect([precision(long), recall(long)]).toEqual([1, 8 / 9]);
    expect([precision(stamp), recall(stamp)]).toEqual([0.5, 1]);
  });

  test('is the same for the same seed, and differs for another', () => {
    const text = JSON.stringify(tenant);
    expect(JSON.stringify(createLabelledTenant({ ...options, seed: 1 }))).toBe(text);
    expect(JSON.stringify(createLabelledTenant({ ...options, seed: 2 }))).not.toBe(text);
  });
});

import { computeFindings } from '../../../shared/analysis/findings/compute-findings';
import { rules } from '../../../shared/analysis/findings/rules';
import { worstSeverityOf } from '../../../shared/analysis/findings/worst-severity';
import { severities, type Finding, type Severity } from '../../../shared/domain/finding';
import type { Suppression } from '../../../shared/domain/findings-policy';
import { aContext, type ContextOverrides } from '../../support/builders/findings';

/** The expected behaviour of a rule. */
export interface RuleCase {
  readonly rule: string;
  /** A context with exactly one case. */
  readonly fires: ContextOverrides;
  readonly sentence: string;
  readonly severity: Severity;
  /** One unless said otherwise. */
  readonly count?: number;
  /** Contexts on the other side of each threshold, by their difference. */
  readonly justNot: Readonly<Record<string, ContextOverrides>>;
  /** The facts that a suppression of the case names, besides the rule. */
  readonly suppress: Omit<Suppression, 'rule' | 'reason' | 'until'>;
}

/** Returns the findings of one rule in a context. Throws if one is worse than the rule declares. */
export function findingsOf(rule: string, overrides: ContextOverrides): Finding[] {
  const context = aContext(overrides);
  const found = computeFindings(context).filter((finding) => finding.rule === rule);
  const worst = rules
    .filter(({ id }) => id === rule)
    .map((each) => worstSeverityOf(each, context.policy))[0]!;
  const worse = found.find(({ severity }) => severities.indexOf(severity) < severities.indexOf(worst));
  if (worse !== undefined) throw new Error(`${rule} found ${worse.severity}: give it a worstSeverity.`);
  return found;
}

/** Tests that a rule fires for its case but not beyond a threshold, and that its suppression covers only that case. */
export function testRule(ruleCase: RuleCase): void {
  const { rule, fires, sentence, severity, count = 1, justNot, suppress } = ruleCase;
  const suppressed = (names: RuleCase['suppress']) => {
    const suppression = { ...names, rule, reason: 'Agreed with the CSO', until: '2026-11-23' };
    return findingsOf(rule, { ...fires, policy: { ...fires.policy, suppress: [suppression] } });
  };

  describe(rule, () => {
    test('fires', () => {
      expect(findingsOf(rule, fires)).toMatchObject([{ severity, sentence, count, suppressed: null }]);
    });

    test.each(Object.entries(justNot))('does not fire: %s', (_, context) => {
      expect(findingsOf(rule, context)).toEqual([]);
    });

    test('is suppressed, but still listed', () => {
      expect(suppressed(suppress)).toMatchObject([
        { sentence, suppressed: { reason: 'Agreed with the CSO', until: '2026-11-23' } },
      ]);
    });

    test('is not suppressed by an entry for somebody else', () => {
      expect(suppressed({ ...suppress, principal: 'Nobody' })).toMatchObject([
        { sentence, suppressed: null },
      ]);
    });
  });
}

import { isTier0 } from '../../catalogue/privileged-roles';
import { severities, type Finding } from '../../domain/finding';
import { compareText } from '../../text/compare-text';
import { rules } from './rules';
import { gapRules } from './rules/coverage';

const weights: ReadonlyMap<string, number> = new Map(rules.map(({ id, weight }) => [id, weight]));

/** What a finding with events about a tier-0 role weighs more than its rule. */
const tier0Weight = 100;

const gaps = new Set(gapRules.map(({ id }) => id));

/** Whether a finding is about days or events that the report lacks. */
export const isGapFinding = ({ rule }: Pick<Finding, 'rule'>): boolean => gaps.has(rule);

/**
 * Orders findings by severity, new ones first, then by weight, the heaviest first, then by time, rule and sentence. Gaps
 * of one rule have no time and keep their order, which is that of their days.
 */
export function worstFirst(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    Number(a.isStillOpen ?? false) - Number(b.isStillOpen ?? false) ||
    weightOf(b) - weightOf(a) ||
    (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0) ||
    compareText(a.rule, b.rule) ||
    (isGapFinding(a) ? 0 : compareText(a.sentence, b.sentence))
  );
}

/** Without events a finding is about somebody who merely holds a tier-0 role. It is in every report, and weighs no more. */
function weightOf({ rule, role, eventIds }: Finding): number {
  const isUsed = eventIds.length > 0 && role !== null && isTier0(role);
  return (weights.get(rule) ?? 0) + (isUsed ? tier0Weight : 0);
}

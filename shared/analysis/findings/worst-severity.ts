import type { Severity } from '../../domain/finding';
import type { FindingsPolicy } from '../../domain/findings-policy';
import type { Rule } from './rule';

/** Returns the worst severity that a finding of a rule can have: the one of the settings, else the rule's own. */
export const worstSeverityOf = (rule: Rule, { severities }: Pick<FindingsPolicy, 'severities'>): Severity =>
  severities[rule.id] ?? rule.worstSeverity ?? rule.severity;

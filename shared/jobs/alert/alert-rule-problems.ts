import { alertRules, defaultAlertRules } from '../../analysis/findings/alert-rules';
import { roleNameProblems } from '../../analysis/findings/policy/role-name-problem';
import { rules } from '../../analysis/findings/rules';
import { nearest } from '../../text/nearest';
import { worstSeverityOf } from '../../analysis/findings/worst-severity';
import { severities } from '../../domain/finding';
import type { FindingsPolicy } from '../../domain/findings-policy';
import { whyUnable } from '../report/problems/unable-rules';
import type { ChannelFilter } from './alert-channel';

/** Returns a sentence for each rule that a channel names and that does not exist or cannot alert. */
export function alertRuleProblems(
  channels: readonly (Pick<ChannelFilter, 'rules'> & { readonly name: string })[],
): string[] {
  const known = rules.map(({ id }) => id);
  return channels.flatMap(({ name, rules: named }) =>
    (named ?? [])
      .filter((rule) => !alertRules.includes(rule))
      .map((rule) =>
        known.includes(rule)
          ? `ALERTS: channel "${name}" names the rule "${rule}", which cannot alert: it needs a whole period. Those that can are ${alertRules.join(', ')}.`
          : `ALERTS: channel "${name}" names the rule "${rule}", which does not exist; did you mean "${nearest(rule, alertRules)}"?`,
      ),
  );
}

/** Returns a sentence for each role that a channel names and whose name is wrong, so that nobody waits in vain. */
export function alertRoleProblems(
  channels: readonly (Pick<ChannelFilter, 'roles'> & { readonly name: string })[],
): string[] {
  return channels.flatMap(({ name, roles }) => roleNameProblems(`ALERTS: channel "${name}"`, roles ?? []));
}

/**
 * Returns a sentence for each rule that a channel names and that never reaches it: it can find nothing under the settings, or
 * even its worst finding lies below the channel's minimum. A channel without rules of its own must receive one of the default set.
 */
export function alertMinimumProblems(
  channels: readonly (Pick<ChannelFilter, 'rules' | 'minimum'> & { readonly name: string })[],
  policy: FindingsPolicy,
): string[] {
  return channels.flatMap(({ name, rules: named, minimum }) => {
    const silent = rulesOf(named).flatMap((rule) => {
      const unable = whyUnable(rule.id, policy);
      if (unable !== null) return [{ rule, why: unable }];
      const worst = worstSeverityOf(rule, policy);
      if (severities.indexOf(worst) <= severities.indexOf(minimum)) return [];
      const why = `never reaches its minimum: the worst finding of the rule is ${worst}, the minimum is ${minimum}. Set "minimum" to "${worst}", or the severity of the rule in FINDINGS`;
      return [{ rule, why }];
    });
    if (named !== null)
      return silent.map(
        ({ rule, why }) => `ALERTS: channel "${name}" names the rule "${rule.id}", which ${why}.`,
      );
    return silent.length < rulesOf(null).length
      ? []
      : [
          `ALERTS: channel "${name}" can receive nothing: no rule of the default set reaches its minimum, ${minimum}. Set a lower "minimum", or name "rules".`,
        ];
  });
}

/** The rules that a channel receives; those that cannot alert are a problem of their own. */
const rulesOf = (named: readonly string[] | null) =>
  rules.filter(({ id }) => alertRules.includes(id) && (named ?? defaultAlertRules).includes(id));

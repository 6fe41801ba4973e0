import { alertRules } from '../../analysis/findings/alert-rules';
import { roleNameProblems } from '../../analysis/findings/policy/role-name-problem';
import { rules } from '../../analysis/findings/rules';
import { nearest } from '../../text/nearest';
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

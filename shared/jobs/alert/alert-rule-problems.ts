import { alertRules } from '../../analysis/findings/alert-rules';
import { meantRole } from '../../analysis/findings/policy/misspelt-role';
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

/** Returns a sentence for each role that a channel names and that is a slip of the pen, so that nobody waits in vain. */
export function alertRoleProblems(
  channels: readonly (Pick<ChannelFilter, 'roles'> & { readonly name: string })[],
): string[] {
  return channels.flatMap(({ name, roles }) =>
    (roles ?? []).flatMap((role) => {
      const meant = meantRole(role);
      return meant === null
        ? []
        : [
            `ALERTS: channel "${name}" names the role "${role}", which is not known; did you mean "${meant}"? Give a custom role of that name by its id.`,
          ];
    }),
  );
}

import { createHash } from 'node:crypto';
import type { AlertFinding } from '../../analysis/findings/alert-findings';
import { alertRules, defaultAlertRules } from '../../analysis/findings/alert-rules';
import { isRoleNamed } from '../../analysis/findings/policy/is-named';
import { rules } from '../../analysis/findings/rules';
import type { Alert } from '../../domain/alerts/alert';
import { severities } from '../../domain/finding';
import { principalKey, roleKey } from '../../domain/events/people';
import type { ChannelFilter } from './alert-channel';
import type { FoundAlert } from './alert-rows';

/** Ids of the rules that at least one channel wants. */
export function wantedRules(channels: readonly ChannelFilter[]): string[] {
  return alertRules.filter((id) => channels.some((channel) => rulesOf(channel).includes(id)));
}

/** Returns whether a channel receives a finding: severe enough, of its rules and roles, and not suppressed. */
export function isWanted(finding: AlertFinding, channel: ChannelFilter): boolean {
  const { severity, rule, role, suppressed } = finding;
  return (
    suppressed === null &&
    severities.indexOf(severity) <= severities.indexOf(channel.minimum) &&
    rulesOf(channel).includes(rule) &&
    (channel.roles?.some((name) => isRoleNamed(name, role)) ?? true)
  );
}

/** Builds the alert of a finding. `facts` are the same for every alert of a run. */
export function toAlert(
  finding: AlertFinding,
  facts: Pick<Alert, 'seenAt' | 'organization' | 'tenantId'>,
): FoundAlert {
  const { rule, severity, sentence, why, advice, firstEventAt } = finding;
  const { principal, role, scope, initiator, at, eventIds } = finding;
  const alert: Alert = {
    ...{ key: alertKey(finding), rule, title: ruleOf(rule).title, severity, sentence },
    ...{ advice: advice === '' ? why : advice, principal, role, scope, initiator, at, ...facts, eventIds },
  };
  return { alert, firstEventAt };
}

/** The finding's key: rule, principal, role and the first event's time, never its scope or its other events. */
function alertKey({ rule, principal, role, firstEventAt }: AlertFinding): string {
  const who = principal === null ? '' : principalKey(principal);
  const which = role === null ? '' : roleKey(role);
  return createHash('sha256')
    .update(JSON.stringify([rule, who, which, firstEventAt.toISOString()]))
    .digest('hex')
    .slice(0, 32);
}

const rulesOf = ({ rules: named }: ChannelFilter): readonly string[] => named ?? defaultAlertRules;

function ruleOf(id: string) {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) throw new RangeError(`There is no rule "${id}".`);
  return rule;
}

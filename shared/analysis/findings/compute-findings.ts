import { severities, type Finding } from '../../domain/finding';
import type { FindingsPolicy, Suppression } from '../../domain/findings-policy';
import { utcDayOf } from '../../domain/utc-day';
import { isNamed, isRoleNamed } from './is-named';
import type { FindingContext, RawFinding, Rule, Thresholds } from './rule';
import { rules } from './rules';

/**
 * Every finding of the context's period, suppressed ones included and marked: the worst first, then in order of
 * time, then by rule. The same context gives the same findings, whatever the order of its lists.
 */
export function computeFindings(context: FindingContext): Finding[] {
  return rules
    .filter((rule) => !context.policy.disabled.includes(rule.id))
    .flatMap((rule) =>
      rule
        .find(context, thresholdsOf(rule, context.policy))
        .map((raw) => settle(rule, raw, context.policy.suppress, utcDayOf(context.asOf))),
    )
    .sort(worstFirst);
}

/** A rule's thresholds as the policy sets them; `value` stands for the first one, a named one wins over it. */
export function thresholdsOf(rule: Rule, policy: FindingsPolicy): Thresholds {
  const { value, ...named } = policy.thresholds[rule.id] ?? {};
  const main = Object.keys(rule.thresholds)[0];
  const set = value === undefined || main === undefined ? named : { [main]: value, ...named };
  return { ...rule.thresholds, ...set };
}

/** How many days before a period the rules that are switched on look back on; 0 when none of them does. */
export function lookBackDaysOf(policy: FindingsPolicy): number {
  const days = rules
    .filter((rule) => !policy.disabled.includes(rule.id))
    .map((rule) => rule.lookBackDays?.(thresholdsOf(rule, policy)) ?? 0);
  return Math.max(0, ...days);
}

function settle(rule: Rule, raw: RawFinding, suppressions: readonly Suppression[], today: string): Finding {
  const matching = suppressions.filter((suppression) => covers(suppression, rule, raw));
  const active = matching.find(({ until }) => until === undefined || today <= until);
  const expired = matching.map(({ until }) => until ?? '').sort((a, b) => (a < b ? 1 : -1))[0];
  return {
    rule: rule.id,
    severity: raw.severity ?? rule.severity,
    sentence:
      active === undefined && expired !== undefined ? withExpiry(raw.sentence, expired) : raw.sentence,
    principal: raw.principal,
    role: raw.role,
    scope: raw.scope,
    at: raw.at,
    count: raw.count,
    suppressed: active === undefined ? null : { reason: active.reason, until: active.until ?? null },
    eventIds: [...new Set(raw.eventIds)],
  };
}

const withExpiry = (sentence: string, until: string): string =>
  `${sentence.replace(/\.$/, '')} (this was suppressed until ${until}).`;

/** What a suppression leaves out may be anything. */
function covers(suppression: Suppression, rule: Rule, raw: RawFinding): boolean {
  const { principal, role, initiator } = suppression;
  return (
    suppression.rule === rule.id &&
    (principal === undefined || isNamed(principal, raw.principal)) &&
    (role === undefined || isRoleNamed(role, raw.role)) &&
    (initiator === undefined || isNamed(initiator, raw.initiator ?? null))
  );
}

function worstFirst(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    a.at.getTime() - b.at.getTime() ||
    order(a.rule, b.rule) ||
    order(a.sentence, b.sentence)
  );
}

/** By code unit, because a locale's order would differ from machine to machine. */
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

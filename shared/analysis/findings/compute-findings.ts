import type { Finding } from '../../domain/finding';
import type { FindingsPolicy, Suppression } from '../../domain/findings-policy';
import { utcDayOf } from '../../domain/time/utc-day';
import { compareText } from '../../text/compare-text';
import { isNamed, isRoleHidden } from './policy/is-named';
import type { FindingContext, Party, RawFinding, Rule, Thresholds } from './rule';
import { rules } from './rules';
import { worstFirst } from './worst-first';

/**
 * Computes every finding of the context's period, including suppressed ones, which are marked, the worst first. The
 * same context gives the same findings, whatever the order of its lists.
 * @param ids ids of the rules to run; all when left out
 * @param isWanted returns whether to keep a finding; all are kept when left out
 */
export function computeFindings(
  context: FindingContext,
  ids?: readonly string[],
  isWanted: (raw: RawFinding) => boolean = () => true,
): Finding[] {
  const { policy, asOf } = context;
  return enabledRules(policy, ids)
    .flatMap((rule) =>
      rule
        .find(context, thresholdsOf(rule, policy))
        .filter(isWanted)
        .map((raw) => toFinding(rule, raw, policy, utcDayOf(asOf))),
    )
    .sort(worstFirst);
}

/** Returns a rule's thresholds under a policy. `value` sets the first one; a threshold set by name takes precedence. */
export function thresholdsOf(rule: Rule, policy: FindingsPolicy): Thresholds {
  const { value, ...named } = policy.thresholds[rule.id] ?? {};
  const main = Object.keys(rule.thresholds)[0];
  const set = value === undefined || main === undefined ? named : { [main]: value, ...named };
  return { ...rule.thresholds, ...set };
}

/**
 * Returns how many days before a period the enabled rules look back; 0 when none of them does.
 * @param ids ids of the rules; all when left out
 */
export function lookBackDaysOf(policy: FindingsPolicy, ids?: readonly string[]): number {
  const days = enabledRules(policy, ids).map((rule) => rule.lookBackDays?.(thresholdsOf(rule, policy)) ?? 0);
  return Math.max(0, ...days);
}

const enabledRules = ({ disabled }: FindingsPolicy, ids?: readonly string[]): Rule[] =>
  rules.filter(({ id }) => !disabled.includes(id) && (ids?.includes(id) ?? true));

function toFinding(
  rule: Rule,
  raw: RawFinding,
  { suppress, severities }: FindingsPolicy,
  today: string,
): Finding {
  const { sentence, principal, role, scope, at, count, eventIds, assignmentKinds, concerned, extraSentence } =
    raw;
  const severity = severities[rule.id] ?? raw.severity ?? rule.severity;
  const matched = suppressionOf(rule, raw, suppress);
  const hasExpired = matched?.until !== undefined && today > matched.until;
  return {
    rule: rule.id,
    alsoRules: [],
    severity: raw.isExpected === true ? 'info' : severity,
    sentence: hasExpired ? withExpiry(sentence, matched.until) : sentence,
    why: rule.why,
    advice: raw.advice ?? rule.advice,
    initiator: raw.initiator ?? null,
    ...{ principal, role, scope, count },
    at: eventIds.length === 0 ? null : at,
    suppressed:
      matched === null || hasExpired ? null : { reason: matched.reason, until: matched.until ?? null },
    eventIds: [...new Set(eventIds)],
    ...(concerned && { concerned }),
    ...(extraSentence !== undefined && { extraSentence }),
    ...(assignmentKinds && { assignmentKinds }),
  };
}

const withExpiry = (sentence: string, until: string): string =>
  `${sentence.replace(/\.$/, '')} (this was suppressed until ${until}).`;

type MatchedSuppression = Pick<Suppression, 'reason' | 'until'>;

/**
 * Returns what suppresses a finding, today or until a day that has passed; null when nothing does. Of a finding that
 * gathers several cases each must be suppressed, for as long as the first of them is.
 */
function suppressionOf(
  rule: Rule,
  raw: RawFinding,
  suppressions: readonly Suppression[],
): MatchedSuppression | null {
  const own = suppressions.filter(({ rule: id }) => id === rule.id);
  if (own.length === 0) return null;
  const matched = new Set<Suppression>();
  for (const party of raw.parties ?? [raw]) {
    const [longest] = own.filter((suppression) => covers(suppression, party)).sort(longestFirst);
    if (longest === undefined) return null;
    matched.add(longest);
  }
  const until = [...matched].sort(longestFirst).at(-1)?.until;
  return { reason: [...new Set([...matched].map(({ reason }) => reason))].join('; '), until };
}

/** Orders suppressions by their end, the latest first; one without an end is the latest. */
function longestFirst(a: Suppression, b: Suppression): number {
  const [one, other] = [a.until ?? '9', b.until ?? '9'];
  return compareText(other, one);
}

/**
 * Returns the suppressions in force that match none of a period's findings: what they were written for is gone, or they
 * are misspelt.
 * @param findings rule by rule, before overlapping ones are merged
 */
export function unusedSuppressions(
  findings: readonly Finding[],
  { suppress }: Pick<FindingsPolicy, 'suppress'>,
  asOf: Date,
): Suppression[] {
  return suppress
    .filter(({ until }) => until === undefined || utcDayOf(asOf) <= until)
    .filter((suppression) => {
      const own = findings.filter(({ rule }) => rule === suppression.rule);
      // A finding of several cases names none of them, but says why it is suppressed.
      return !own.some(
        (finding) =>
          covers(suppression, finding) ||
          (finding.principal === null && (finding.suppressed?.reason.includes(suppression.reason) ?? false)),
      );
    });
}

/** An absent part of a suppression matches anything. */
function covers({ principal, role, initiator }: Suppression, party: Party): boolean {
  return (
    (principal === undefined || isNamed(principal, party.principal)) &&
    (role === undefined || isRoleHidden(role, party.role)) &&
    (initiator === undefined || isNamed(initiator, party.initiator ?? null))
  );
}

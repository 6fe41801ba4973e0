import { createHash } from 'node:crypto';
import type { CollectionDay } from '../../../domain/collection-day';
import { severities, type Finding, type Severity } from '../../../domain/finding';
import type { UtcDay } from '../../../domain/time/utc-day';

/** Milliseconds after a week in which late findings are reported: Graph keeps events for 30 days, plus half of that as a margin. */
export const lateReach = 45 * 24 * 3_600_000;

/** What is kept of a finding that was mailed, to tell later which findings the mail lacked. */
export interface FindingMark {
  /** Its rule, and the rules that were merged into it. */
  readonly rules: readonly string[];
  readonly severity: Severity;
  /** Digests of its first events. */
  readonly events: readonly string[];
}

/** What a mailed report held. */
export interface MailedReport {
  readonly findings: readonly FindingMark[];
  /** Events of each UTC day that its period touches, as the ledger had counted them. */
  readonly events: ReadonlyMap<UtcDay, number>;
}

/** Maximum number of a finding's events that are kept: enough to recognize the finding when it has grown. */
const maxEvents = 20;

const digestOf = (eventId: string): string => createHash('sha256').update(eventId).digest('hex').slice(0, 12);

/** Returns what is kept of a report's findings; those without an event are about the log itself and are left out. */
export const findingMarks = (findings: readonly Finding[]): FindingMark[] =>
  findings
    .filter(({ eventIds }) => eventIds.length > 0)
    .map(({ rule, alsoRules, severity, eventIds }) => ({
      rules: [rule, ...alsoRules],
      severity,
      events: eventIds.slice(0, maxEvents).map(digestOf),
    }));

/** Returns the days of which the ledger now counts more events than when a report was made. */
export function daysWithLateEvents(
  { events }: Pick<MailedReport, 'events'>,
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
): Set<UtcDay> {
  const late = [...events].filter(([day, counted]) => (ledger.get(day)?.events ?? 0) > counted);
  return new Set(late.map(([day]) => day));
}

/**
 * Returns the findings, high or medium and not suppressed, that a mailed report lacked because events came later: each
 * rests on an event of a day with late events, and the mail held none of the same rule, at least as grave, that shares
 * an event with it. A finding that only grew is known.
 * @param onLateDays ids of the events of the days with late events
 */
export function lateFindings(
  findings: readonly Finding[],
  { findings: mailed }: Pick<MailedReport, 'findings'>,
  onLateDays: ReadonlySet<string>,
): Finding[] {
  const rank = (severity: Severity): number => severities.indexOf(severity);
  return findings.filter(({ rule, severity, suppressed, eventIds }) => {
    if (suppressed !== null || rank(severity) > rank('medium')) return false;
    if (!eventIds.some((id) => onLateDays.has(id))) return false;
    const events = new Set(eventIds.map(digestOf));
    return !mailed.some(
      (mark) =>
        mark.rules.includes(rule) &&
        rank(mark.severity) <= rank(severity) &&
        mark.events.some((event) => events.has(event)),
    );
  });
}

/**
 * Counts the mailed findings, high or medium, that no longer hold: no present finding has the same rule and one of their
 * events.
 */
export function withdrawnFindings(
  findings: readonly Finding[],
  { findings: mailed }: Pick<MailedReport, 'findings'>,
): number {
  const now = findings.map(({ rule, alsoRules, eventIds }) => ({
    rules: new Set([rule, ...alsoRules]),
    events: new Set(eventIds.map(digestOf)),
  }));
  const isOpen = ({ severity }: FindingMark): boolean => severity === 'high' || severity === 'medium';
  const stands = (mark: FindingMark): boolean =>
    now.some(
      ({ rules, events }) =>
        mark.rules.some((rule) => rules.has(rule)) && mark.events.some((event) => events.has(event)),
    );
  return mailed.filter((mark) => isOpen(mark) && !stands(mark)).length;
}

/** Returns a late finding as the next report lists it: under the week that it belongs to. */
export const underItsWeek = (finding: Finding, week: string): Finding => ({
  ...finding,
  sentence: `Of ${week}, after its report had been sent: ${finding.sentence}`,
});

import type { Alert, AlertMessage } from '../../domain/alerts/alert';
import { severities, worstSeverity, type Severity } from '../../domain/finding';
import { displayName, knownName, type Actor, type Principal } from '../../domain/events/people';
import { localTime } from '../../domain/time/period';
import { oneLine } from '../../text/text-safety';

/** Longest name of a person, role or scope that a message shows; the limits of Teams and Slack allow for it. */
const maxName = 300;
/** Longest sentence that a message shows. */
const maxSentence = 1_500;

const severityNames: Readonly<Record<Severity, string>> = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

/** "High: Assigned outside PIM", or of a summary "14 alerts: 9 high, 5 medium". */
export function headingOf({ isSummary, alerts }: AlertMessage): string {
  if (!isSummary) return `${severityNames[alerts[0].severity]}: ${alerts[0].title}`;
  const counts = severities
    .map((severity) => [alerts.filter((alert) => alert.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}`);
  return `${alerts.length} alerts: ${counts.join(', ')}`;
}

/** The worst severity of a message. */
export const worstOf = ({ alerts }: AlertMessage): Severity => worstSeverity(alerts) ?? 'info';

export const sentenceOf = ({ sentence }: Alert): string => oneLine(sentence, maxSentence);

/**
 * Returns the known facts of an alert as labels and values of one plain line: who, which role and where, by whom, when it
 * happened, when it was seen, what to do.
 */
export function factsOf(alert: Alert, timeZone: string) {
  const { principal, role, scope, initiator, at, seenAt, advice, organization } = alert;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Who', personOf(principal)],
    ['Role', knownName(role)],
    ['Where', knownName(scope)],
    ['Done by', personOf(initiator)],
    ['Happened', printInstant(at, timeZone)],
    ['Seen', printInstant(seenAt, timeZone)],
    ['Organization', organization],
    ['What to do', advice],
  ];
  return facts.flatMap(([label, value]) =>
    value === null || value === '' ? [] : [{ label, value: oneLine(value, maxName) }],
  );
}

/** An alert of a summary as one line: severity, sentence, when it happened. */
export const summaryLine = (alert: Alert, timeZone: string): string =>
  `${severityNames[alert.severity]}: ${oneLine(alert.sentence, 400)} (${printInstant(alert.at, timeZone)})`;

/** "2026-11-16 13:30 (Europe/Amsterdam)". */
function printInstant(instant: Date, timeZone: string): string {
  const local = localTime(instant, timeZone);
  return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })} (${timeZone})`;
}

function personOf(who: Principal | Actor | null): string | null {
  if (who === null) return null;
  const name = displayName(who);
  return who.upn === null || who.upn === name ? name : `${name} (${who.upn})`;
}

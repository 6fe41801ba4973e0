import type { Alert } from '../../domain/alerts/alert';
import type { AlertRow, StoredAlert } from '../../domain/alerts/alert-row';
import { principalKey, roleKey } from '../../domain/events/people';

/** An alert that a run has found, and the moment that distinguishes it from others like it. */
export interface FoundAlert {
  readonly alert: Alert;
  /** When the first of its events happened. */
  readonly firstEventAt: Date;
}

const hour = 3_600_000;

/** What could not be delivered for so long is given up. */
const givenUpAfter = 24 * hour;

/**
 * Rows whose first event happened before this are settled: events are joined over 8 days, a rule looks a day back, a
 * run reads a day back, and a day after that a row is given up.
 */
export const oldestOpenAt = (now: Date): Date => new Date(now.getTime() - 11 * 24 * hour);

/** Whether an alert has been tried for a day. */
export const isOverdue = ({ alert }: AlertRow, now: Date): boolean =>
  now.getTime() - alert.seenAt.getTime() >= givenUpAfter;

/** Rows for the alerts that a channel does not know yet, one each: a finding of two scopes is one alert. */
export function newRows(
  channel: string,
  found: readonly FoundAlert[],
  known: readonly StoredAlert[],
): AlertRow[] {
  const distinct = [...new Map(found.map((each) => [each.alert.key, each])).values()];
  return distinct
    .filter(({ alert }) => !known.some(({ row }) => isSameFinding(row.alert, alert)))
    .map((each) => ({
      ...{ channel, ...each, state: 'waiting', messageId: null, attempt: 1 },
      ...{ failedLooks: 0, reason: null, settledAt: null },
    }));
}

/**
 * Returns whether two alerts are about the same finding: by their key, or because a late event moved the first
 * event's time. Then rule, principal and role are the same, and they share an event.
 */
function isSameFinding(one: Alert, other: Alert): boolean {
  if (one.key === other.key) return true;
  const who = ({ principal }: Alert) => (principal === null ? '' : principalKey(principal));
  const which = ({ role }: Alert) => (role === null ? '' : roleKey(role));
  return (
    one.rule === other.rule &&
    who(one) === who(other) &&
    which(one) === which(other) &&
    one.eventIds.some((id) => other.eventIds.includes(id))
  );
}

import type { AlertRow } from '../../domain/alerts/alert-row';
import { isWithin, type Period } from '../../domain/time/period';
import type { UndeliveredAlert } from '../../report/report-model';

/** The port to the alerts that have not been delivered. */
export interface UndeliveredAlerts {
  /** Returns the rows of all channels that are not `sent`; none where nothing was ever alerted. */
  undelivered(signal: AbortSignal): Promise<readonly AlertRow[]>;
}

const hour = 3_600_000;
const day = 24 * hour;

/**
 * Returns the undelivered alerts that a report lists, in order of time: those of its period, and those of any week that
 * were given up since the previous mail, so that the next mail mentions them. An alert that a run may be sending just now
 * is left out.
 * @param since when the previous report was mailed; null when it was not
 */
export function undeliveredIn(
  rows: readonly AlertRow[],
  period: Period,
  since: Date | null,
  now: Date,
): UndeliveredAlert[] {
  const until = Math.min(now.getTime(), period.to.getTime() + 7 * day);
  const from = (since ?? period.from).getTime();
  return rows
    .filter(({ alert, state, settledAt }) => {
      const isYoung = now.getTime() - alert.seenAt.getTime() < hour;
      if (state === 'sent' || (isYoung && (state === 'waiting' || state === 'sending'))) return false;
      const settled = settledAt?.getTime() ?? NaN;
      return isWithin(period, alert.at) || (settled > from && settled <= until);
    })
    .sort((a, b) => a.alert.at.getTime() - b.alert.at.getTime())
    .map(({ channel, alert: { rule, sentence, at }, reason }) => ({
      ...{ channel, rule, sentence, at },
      reason: reason ?? 'It has not been delivered yet.',
    }));
}

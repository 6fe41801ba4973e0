import { createHash } from 'node:crypto';
import { settledAfter, type AlertFinding } from '../../analysis/findings/alert-findings';
import type { LastAlertRun } from '../../domain/alerts/alert-row';
import { lateBy } from '../../domain/alerts/alert-reach';
import type { AuditEvent } from '../../domain/events/audit-event';
import type { AlertLedger } from './alert-ledger';
import { alertWindow, type AlertWindow } from './alert-window';
import type { ReadWindow } from './read-window';

export interface DetectParts {
  readonly alertLedger: Pick<AlertLedger, 'lastRun'>;
  readonly readWindow: (window: AlertWindow, signal: AbortSignal) => Promise<ReadWindow>;
  readonly findAlerts: (
    fresh: readonly AuditEvent[],
    window: AlertWindow,
    signal: AbortSignal,
  ) => Promise<readonly AlertFinding[]>;
  /** Settings that decide what is found: when one changes, events that were already seen are checked again. */
  readonly fingerprint: string;
}

/** What an alert run has read and found. */
export interface Detection {
  readonly window: AlertWindow;
  /** Different events that were read. */
  readonly events: number;
  readonly findings: readonly AlertFinding[];
  /** The tenant in which the events happened, where they say so. */
  readonly tenantId: string | null;
  /** What to record when every alert is filed. */
  readonly run: LastAlertRun;
}

/**
 * Creates a function that reads what has happened since the last alert run and finds what alerts are made of. If there
 * is nothing that the last run had not read, the store is not read at all.
 */
export function createDetect({ alertLedger, readWindow, findAlerts, fingerprint }: DetectParts) {
  return async (now: Date, signal: AbortSignal): Promise<Detection> => {
    const last = await alertLedger.lastRun(signal);
    const { events, window } = await readFrom(alertWindow(now, last?.to ?? null), last, signal);
    const { to } = window;
    const digest = (until: Date) => digestOf(events, until, to, fingerprint);
    const isUnchanged =
      last !== null && events.every(({ at }) => at < last.to) && digest(last.to) === last.seen;
    return {
      window,
      events: new Set(events.map(({ id }) => id)).size,
      findings: isUnchanged ? [] : await findAlerts(events, window, signal),
      tenantId: events.find(({ tenantId }) => tenantId !== null)?.tenantId ?? null,
      run: { to, seen: digest(to) },
    };
  };

  /**
   * Reads a window and ends it at the time of the service: by a clock of ours that is ahead, events that are minutes old
   * would be taken for settled, and this run or the next one would begin too late.
   */
  async function readFrom(wanted: AlertWindow, last: LastAlertRun | null, signal: AbortSignal) {
    const { events, serviceTime } = await readWindow(wanted, signal);
    if (serviceTime === null || serviceTime >= wanted.to) return { events, window: wanted };
    const from = last === null ? wanted.from : alertWindow(serviceTime, last.to).from;
    if (from >= wanted.from) {
      const begin = wanted.from < serviceTime ? wanted.from : serviceTime;
      return { events, window: { from: begin, to: serviceTime } };
    }
    const earlier = await readWindow({ from, to: wanted.from }, signal);
    return { events: [...earlier.events, ...events], window: { from, to: serviceTime } };
  }
}

/**
 * A digest of the events that the next run will read again if nothing else happens, and of what they may still become.
 */
function digestOf(events: readonly AuditEvent[], until: Date, now: Date, fingerprint: string): string {
  const from = until.getTime() - lateBy;
  const isSettled = (at: Date): boolean => at.getTime() <= now.getTime() - settledAfter;
  const seen = events
    .filter(({ at }) => at.getTime() >= from && at < until)
    .map(({ id, at }) => `${id} ${isSettled(at)}`);
  return createHash('sha256')
    .update([fingerprint, ...[...new Set(seen)].sort()].join('\n'))
    .digest('hex');
}

import { createHash } from 'node:crypto';
import { settledAfter, type AlertFinding } from '../../analysis/findings/alert-findings';
import type { LastLook } from '../../domain/alerts/alert-row';
import { lateBy } from '../../domain/alerts/look-reach';
import type { AuditEvent } from '../../domain/events/audit-event';
import type { AlertLedger } from './alert-ledger';
import { lookWindow, type LookWindow } from './look-window';
import type { ReadWindow } from './read-window';

export interface DetectParts {
  readonly ledger: Pick<AlertLedger, 'lastLook'>;
  readonly readWindow: (window: LookWindow, signal: AbortSignal) => Promise<ReadWindow>;
  readonly findAlerts: (
    fresh: readonly AuditEvent[],
    window: LookWindow,
    signal: AbortSignal,
  ) => Promise<readonly AlertFinding[]>;
  /** Settings that decide what is found: when one changes, events that were already seen are checked again. */
  readonly fingerprint: string;
}

/** What a look saw. */
export interface Detection {
  readonly window: LookWindow;
  /** Different events that were read. */
  readonly events: number;
  readonly findings: readonly AlertFinding[];
  /** The tenant in which the events happened, where they say so. */
  readonly tenantId: string | null;
  /** What to write down when every alert is filed. */
  readonly look: LastLook;
}

/**
 * Reads what has happened since the last look and finds what alerts are made of. Where nothing has been added to what
 * the last look saw, the store is not read at all.
 */
export function createDetect({ ledger, readWindow, findAlerts, fingerprint }: DetectParts) {
  return async (now: Date, signal: AbortSignal): Promise<Detection> => {
    const last = await ledger.lastLook(signal);
    const { events, window } = await readFrom(lookWindow(now, last?.to ?? null), last, signal);
    const { to } = window;
    const digest = (until: Date) => digestOf(events, until, to, fingerprint);
    const isUnchanged =
      last !== null && events.every(({ at }) => at < last.to) && digest(last.to) === last.seen;
    return {
      window,
      events: new Set(events.map(({ id }) => id)).size,
      findings: isUnchanged ? [] : await findAlerts(events, window, signal),
      tenantId: events.find(({ tenantId }) => tenantId !== null)?.tenantId ?? null,
      look: { to, seen: digest(to) },
    };
  };

  /**
   * Reads a window and ends it at the time of the service: by a clock of ours that is ahead, events that are minutes old
   * would be taken for settled, and this look or the next one would begin too late.
   */
  async function readFrom(wanted: LookWindow, last: LastLook | null, signal: AbortSignal) {
    const { events, serviceTime } = await readWindow(wanted, signal);
    if (serviceTime === null || serviceTime >= wanted.to) return { events, window: wanted };
    const from = last === null ? wanted.from : lookWindow(serviceTime, last.to).from;
    if (from >= wanted.from) {
      const begin = wanted.from < serviceTime ? wanted.from : serviceTime;
      return { events, window: { from: begin, to: serviceTime } };
    }
    const earlier = await readWindow({ from, to: wanted.from }, signal);
    return { events: [...earlier.events, ...events], window: { from, to: serviceTime } };
  }
}

/** A digest of the events that the next look will read again if nothing else happens, and of what they may still become. */
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

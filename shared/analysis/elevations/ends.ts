import type { AuditEvent } from '../../domain/events/audit-event';
import type { EndedBy } from '../../domain/events/elevation';
import { didFail } from '../events/results';
import type { Chain } from './chains';

/** A possible end of an elevation. */
export interface End {
  readonly at: Date;
  /** Null where the source does not tell. */
  readonly by: EndedBy | null;
}

/**
 * Milliseconds after the planned end within which PIM logs or removes what has run out. A recorded expiry was logged
 * 7 seconds late.
 */
export const expiryLag = 2 * 60_000;

/** Of several ends at one instant the deliberate one counts. */
const rank: readonly (EndedBy | null)[] = ['deactivated', 'removed', 'expired', 'inferred', null];

/** Returns the ends that a chain's own events record, in order of time. A failed attempt is no end. */
export function endsOf(chain: Chain, plannedEndAt: Date | null): End[] {
  return chain.steps.flatMap(({ activity, event }): End[] => {
    if (didFail(event)) return [];
    if (activity.step === 'deactivated') return [{ at: event.at, by: 'deactivated' }];
    if (activity.step === 'expired') return [{ at: expiredAt(event, plannedEndAt), by: 'expired' }];
    if (activity.step === 'ended') return [{ at: event.at, by: null }];
    return [];
  });
}

/** Returns the first of the possible ends, or null if the activation has no possible end. */
export function firstEnd(ends: readonly End[]): End | null {
  if (ends.length < 2) return ends[0] ?? null;
  const inOrder = [...ends].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || rank.indexOf(a.by) - rank.indexOf(b.by),
  );
  return inOrder[0] ?? null;
}

function expiredAt({ at, expirationTime }: AuditEvent, plannedEndAt: Date | null): Date {
  const trueEnd = expirationTime ?? plannedEndAt;
  if (trueEnd === null) return at;
  const lag = at.getTime() - trueEnd.getTime();
  return lag > 0 && lag <= expiryLag ? trueEnd : at;
}

import { firstKnown } from '../events/first-known';
import { eventOf } from '../events/known-events';
import { didFail } from '../events/results';
import type { Chain } from './chains';

/** When a role came into force, and whether it was granted before that. */
export interface Start {
  readonly at: Date;
  readonly grantedAt: Date;
  readonly isScheduled: boolean;
}

/**
 * Returns when the role came into force: the time of the completed event, or later when it was scheduled, as that event or
 * the request states.
 */
export function startOf(chain: Chain): Start | null {
  const requested = requestedStartOf(chain);
  const starts = chain.steps
    .filter(({ activity, event }) => activity.step === 'completed' && !didFail(event))
    .map(({ event: { at, startTime: own } }): Start => {
      const startTime = own ?? requested;
      return startTime !== null && startTime > at
        ? { at: startTime, grantedAt: at, isScheduled: true }
        : { at, grantedAt: at, isScheduled: false };
    });
  return starts.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

/** Returns the start that the request asks for; null if it states none. */
export function requestedStartOf(chain: Chain): Date | null {
  const requests = chain.steps.filter(({ activity }) => activity.step === 'requested').map(eventOf);
  return firstKnown(requests, (event) => event.startTime);
}

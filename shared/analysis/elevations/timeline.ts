import type { Elevation, Outcome } from '../../domain/events/elevation';
import { eventOf } from '../events/known-events';
import { didFail, isStepUp, isTooShort } from '../events/results';
import { eventsOf, type Chain, type Member } from './chains';
import { endsOf, firstEnd, type End } from './ends';

/** The outcome of a request and when the role was in force. */
export type Timeline = Pick<Elevation, 'outcome' | 'startedAt' | 'settledAt' | 'endedAt' | 'endedBy'>;

/**
 * Follows a chain from its start to the first of its possible ends.
 * @param startedAt when the role came into force according to the chain's own events
 * @param foreignEnd an end recorded under another request
 * @param asOf a planned end up to here without a recorded end has taken place
 */
export function timelineOf(
  chain: Chain,
  startedAt: Date | null,
  plannedEndAt: Date | null,
  foreignEnd: End | null,
  asOf: Date,
): Timeline {
  const own = endsOf(chain, plannedEndAt);
  const ends = [...own, ...(foreignEnd === null ? [] : [foreignEnd])];
  // What ended after its start was in force, whatever was logged before the start.
  const didRun = startedAt !== null && own.some(({ at }) => at > startedAt);
  const recorded = firstEnd(didRun ? ends.filter(({ at }) => at >= startedAt) : ends);
  // Withdrawn before its scheduled start: the role was never in force.
  const withdrawn = startedAt === null || didRun ? null : firstEnd([...withdrawals(chain), ...ends]);
  if (withdrawn !== null && startedAt !== null && withdrawn.at < startedAt) {
    return { outcome: 'cancelled', settledAt: withdrawn.at, ...neverInForce };
  }
  // A recorded end proves that the role was in force, even when the event of its start was lost.
  if (startedAt === null && recorded === null) {
    return { ...answerTo(chain), ...neverInForce };
  }
  const end = recorded ?? inferredEnd(plannedEndAt, asOf);
  return {
    outcome: 'activated',
    startedAt,
    settledAt: null,
    endedAt: end?.at ?? null,
    endedBy: end?.by ?? null,
  };
}

const neverInForce = { startedAt: null, endedAt: null, endedBy: null };

function inferredEnd(plannedEndAt: Date | null, asOf: Date): End | null {
  return plannedEndAt !== null && plannedEndAt <= asOf ? { at: plannedEndAt, by: 'inferred' } : null;
}

/** Returns the cancellations of a granted request. They count only before the scheduled start. */
function withdrawals(chain: Chain): End[] {
  return eventsOf(chain).flatMap(({ activity, event }): End[] =>
    isCancellation(activity) && !didFail(event) ? [{ at: event.at, by: null }] : [],
  );
}

/** Whether a request is withdrawn; a request for removal that is withdrawn leaves the role as it is. */
function isCancellation(activity: Member['activity']): boolean {
  return activity.family === 'request'
    ? activity.kind === 'request-cancelled' && activity.of === 'assignment'
    : activity.step === 'cancelled';
}

/** The first answer decides; without one, whether something failed. */
function answerTo(chain: Chain): { outcome: Outcome; settledAt: Date | null } {
  for (const { activity, event } of eventsOf(chain)) {
    const answer = activity.family === 'request' ? activity.kind : activity.step;
    // The name of a denial is unambiguous, whatever its result says; a cancellation can fail.
    if (answer === 'denied' || answer === 'timed-out') return { outcome: answer, settledAt: event.at };
    if (isCancellation(activity) && !didFail(event)) {
      return { outcome: 'cancelled', settledAt: event.at };
    }
  }
  const failure = failures(chain).at(-1);
  return failure === undefined
    ? { outcome: 'pending', settledAt: null }
    : { outcome: 'failed', settledAt: failure.at };
}

/** Returns the error code of the last failure; null when nothing failed or no reason was given. */
export function failureOf(chain: Chain): string | null {
  return failures(chain).at(-1)?.resultReason ?? null;
}

function failures(chain: Chain) {
  return eventsOf(chain)
    .filter(({ activity, event }) =>
      activity.family === 'request'
        ? activity.kind === 'request-processed' && !isTooShort(event)
        : ['requested', 'approval-requested', 'completed'].includes(activity.step),
    )
    .map(eventOf)
    .filter((event) => didFail(event) && !isStepUp(event));
}

import type { Elevation, Outcome } from '../../domain/elevation';
import { eventsOf, type Chain } from './chains';
import { endsOf, firstEnd, type End } from './ends';
import { didFail, isTooShort } from '../events/known-events';

/** How the request went and when the role was in force. */
export type Course = Pick<Elevation, 'outcome' | 'startedAt' | 'settledAt' | 'endedAt' | 'endedBy'>;

/**
 * Follows a chain from its start to the first of its possible ends.
 * @param startedAt when the chain's own events say that it came into force
 * @param foreignEnd an end that another request tells
 * @param asOf a planned end up to here of which no event tells has taken place
 */
export function courseOf(
  chain: Chain,
  startedAt: Date | null,
  plannedEndAt: Date | null,
  foreignEnd: End | null,
  asOf: Date,
): Course {
  const told = firstEnd([...endsOf(chain, plannedEndAt), ...(foreignEnd === null ? [] : [foreignEnd])]);
  // Taken back before its scheduled start: the role was never in force.
  if (told !== null && startedAt !== null && told.at < startedAt) {
    return { outcome: 'cancelled', settledAt: told.at, ...neverInForce };
  }
  // Only what was in force can end, even where the event of its start was lost.
  if (startedAt === null && told === null) {
    return { ...answerTo(chain), ...neverInForce };
  }
  const end = told ?? inferredEnd(plannedEndAt, asOf);
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

/** The first answer decides; without one, whether something failed. */
function answerTo(chain: Chain): { outcome: Outcome; settledAt: Date | null } {
  for (const { activity, event } of eventsOf(chain)) {
    const answer = activity.family === 'request' ? activity.kind : activity.step;
    // A refusal is clear by its name, whatever its result says; a withdrawal can fail.
    if (answer === 'denied' || answer === 'timed-out') return { outcome: answer, settledAt: event.at };
    if ((answer === 'cancelled' || answer === 'request-cancelled') && !didFail(event)) {
      return { outcome: 'cancelled', settledAt: event.at };
    }
  }
  const failure = failures(chain).at(-1);
  return failure === undefined
    ? { outcome: 'pending', settledAt: null }
    : { outcome: 'failed', settledAt: failure.at };
}

/** The error code of what failed last; null when nothing failed or no reason was given. */
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
    .map(({ event }) => event)
    .filter(didFail);
}

/** When the role came into force: the completed event's time, or later when it was scheduled. */
export function startOf(chain: Chain): Date | null {
  const starts = chain.steps
    .filter(({ activity, event }) => activity.step === 'completed' && !didFail(event))
    .map(({ event }) =>
      event.startTime !== null && event.startTime > event.at ? event.startTime : event.at,
    );
  return starts.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

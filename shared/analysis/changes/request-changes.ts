import type { AssignmentStep } from '../../catalogue/activities';
import type { AuditEvent } from '../../domain/audit-event';
import type { ChangeResult } from '../../domain/change';
import { first } from '../elevations/elevation-facts';
import { didFail, isOf, requestKey, type EventOf, type KnownEvent } from '../events/known-events';
import { singleChange, unratedChange, type UnratedChange } from './unrated-change';

type Step = EventOf<'assignment'>;
type Decision = EventOf<'decision'>;

/** The events that share one request id and ask for one thing, in order of time. */
type Request = (Step | EventOf<'request'> | Decision)[];

/**
 * Changes that were asked for: the steps of one request folded into one change. Decisions by administrators are
 * changes of their own, and settle the request as well. Events must be in order of time.
 */
export function requestChanges(events: readonly KnownEvent[]): UnratedChange[] {
  return [...groupByRequest(events).values()].flatMap((request) => {
    const steps = request.filter((known) => isOf(known, 'assignment'));
    const processing = request.filter((known) => isOf(known, 'request'));
    const decisions = request.filter((known) => isOf(known, 'decision')).map(decisionChange);
    const asked =
      steps.length > 0
        ? [requestChange(steps, processing, settlementOf(request))]
        : processing.map(({ event, activity }) => singleChange(activity.kind, event));
    return [...decisions, ...asked];
  });
}

function groupByRequest(events: readonly KnownEvent[]): Map<string, Request> {
  const requests = new Map<string, Request>();
  for (const known of events) {
    if (!isOf(known, 'assignment') && !isOf(known, 'request') && !isOf(known, 'decision')) continue;
    // An assignment and its removal at its planned end can share the request id, and are two changes.
    const key = `${asksFor(known)} ${requestKey(known.event) ?? known.event.id}`;
    const request = requests.get(key);
    if (request === undefined) requests.set(key, [known]);
    else request.push(known);
  }
  return requests;
}

function asksFor({ activity }: Request[number]): 'assignment' | 'removal' {
  if (activity.family === 'request') return activity.of;
  return activity.kind === 'eligible-removed' || activity.kind === 'active-removed'
    ? 'removal'
    : 'assignment';
}

function requestChange(
  steps: readonly Step[],
  processing: readonly EventOf<'request'>[],
  settlement: Settlement | null,
): UnratedChange {
  const stepsOf = (step: AssignmentStep) => steps.filter(({ activity }) => activity.step === step);
  // Who asked, for what and why is known best by the request; from when to when by its completion.
  const asked = [...stepsOf('requested'), ...stepsOf('completed'), ...stepsOf('cancelled')];
  const done = [...stepsOf('completed'), ...asked].map(eventOf);
  const kind = asked[0]?.activity.kind;
  if (kind === undefined) throw new RangeError('A request without a step is no change.');
  const change = unratedChange(kind, [...asked, ...processing].map(eventOf));
  const errorCode = settlement?.result === 'failed' ? settlement.event.resultReason : null;
  return {
    ...change,
    at: settlement?.event.at ?? change.at,
    result: settlement?.result ?? 'requested',
    permanent: asked.find(({ activity }) => activity.permanent !== null)?.activity.permanent ?? null,
    startsAt: first(done, ({ startTime }) => startTime),
    endsAt: first(done, ({ expirationTime }) => expirationTime),
    justification: errorCode ?? first(asked.map(eventOf), ({ justification }) => justification),
  };
}

interface Settlement {
  readonly event: AuditEvent;
  readonly result: ChangeResult;
}

/** What became of a request: the strongest thing that an event says, by the first that says it; null while open. */
function settlementOf(request: Request): Settlement | null {
  const telling = (...words: Word[]) =>
    request.filter(({ activity }) => words.includes(wordOf(activity))).map(eventOf);
  const succeeded = (events: readonly AuditEvent[]) => events.find((event) => !didFail(event));

  const candidates: readonly [AuditEvent | undefined, ChangeResult][] = [
    [succeeded(telling('completed')), 'completed'],
    [telling('extend-renew-denied')[0], 'denied'],
    [succeeded(telling('cancelled', 'request-cancelled')), 'cancelled'],
    [telling('requested', 'completed', 'request-processed').find(didFail), 'failed'],
    // An extension is done when it is approved: no event of its completion is documented.
    [succeeded(telling('extend-renew-approved')), 'completed'],
  ];
  for (const [event, result] of candidates) if (event !== undefined) return { event, result };
  return null;
}

type Word = ReturnType<typeof wordOf>;

function wordOf(activity: Request[number]['activity']) {
  return activity.family === 'assignment' ? activity.step : activity.kind;
}

/** A denial is clear by its name, whatever its result says. */
function decisionChange({ event, activity }: Decision): UnratedChange {
  const change = singleChange(activity.kind, event);
  return activity.kind === 'extend-renew-denied' ? { ...change, result: 'denied' } : change;
}

function eventOf({ event }: KnownEvent): AuditEvent {
  return event;
}

import type { AssignmentStep } from '../catalogue/activities';
import type { AuditEvent } from '../domain/audit-event';
import type { ChangeResult } from '../domain/change';
import { first } from './facts';
import { didFail, isOf, requestKey, type EventOf, type KnownEvent } from './known-events';
import { unratedChange, type UnratedChange } from './unrated-change';

type Step = EventOf<'assignment'>;
type Processing = EventOf<'request'>;
type Decision = EventOf<'decision'>;

/** What shares one request id and asks for one thing. */
interface Request {
  readonly steps: Step[];
  readonly processing: Processing[];
  readonly decisions: Decision[];
}

/**
 * Changes that were asked for: the steps of one request folded into one change. Decisions by administrators are
 * changes of their own, and settle the request as well. Events must be in order of time.
 */
export function requestChanges(events: readonly KnownEvent[]): UnratedChange[] {
  return [...groupByRequest(events).values()].flatMap(({ steps, processing, decisions }) => {
    const decided = decisions.map(decisionChange);
    if (steps.length === 0) return [...decided, ...processing.map(processingChange)];
    return [...decided, requestChange({ steps, processing, decisions })];
  });
}

function groupByRequest(events: readonly KnownEvent[]): Map<string, Request> {
  const requests = new Map<string, Request>();
  for (const known of events) {
    if (!isOf(known, 'assignment') && !isOf(known, 'request') && !isOf(known, 'decision')) continue;
    // An assignment and its removal at its planned end can share the request id, and are two changes.
    const id = requestKey(known.event) ?? known.event.id;
    const key = `${asksFor(known)} ${id}`;
    const request = requests.get(key) ?? { steps: [], processing: [], decisions: [] };
    requests.set(key, request);
    if (isOf(known, 'assignment')) request.steps.push(known);
    else if (isOf(known, 'request')) request.processing.push(known);
    else request.decisions.push(known);
  }
  return requests;
}

function asksFor({ activity }: Step | Processing | Decision): 'assignment' | 'removal' {
  if (activity.family === 'decision') return 'assignment';
  if (activity.family === 'request') return activity.of;
  return activity.kind === 'eligible-removed' || activity.kind === 'active-removed'
    ? 'removal'
    : 'assignment';
}

function requestChange(request: Request): UnratedChange {
  const rank: readonly AssignmentStep[] = ['requested', 'completed', 'cancelled'];
  const steps = rank.flatMap((step) => request.steps.filter(({ activity }) => activity.step === step));
  const asked = steps[0];
  if (asked === undefined) throw new RangeError('A request without a step is no change.');
  const { at, result, reason } = settlementOf(request);
  const events = steps.map(({ event }) => event);
  const change = unratedChange(asked.activity.kind, [
    ...events,
    ...request.processing.map(({ event }) => event),
  ]);
  const completed = request.steps.filter(({ activity }) => activity.step === 'completed');
  const surest = [...completed.map(({ event }) => event), ...events];
  return {
    ...change,
    at,
    result,
    permanent: steps.find(({ activity }) => activity.permanent !== null)?.activity.permanent ?? null,
    startsAt: first(surest, ({ startTime }) => startTime),
    endsAt: first(surest, ({ expirationTime }) => expirationTime),
    justification: reason ?? first(events, ({ justification }) => justification),
  };
}

interface Settlement {
  readonly at: Date;
  readonly result: ChangeResult;
  /** The error code of a failure. */
  readonly reason: string | null;
}

/** What became of a request: the strongest thing that an event says, at the first event that says it. */
function settlementOf({ steps, processing, decisions }: Request): Settlement {
  const step = (name: AssignmentStep) => steps.filter(({ activity }) => activity.step === name).map(eventOf);
  const decision = (kind: Decision['activity']['kind']) =>
    decisions.filter(({ activity }) => activity.kind === kind).map(eventOf);
  const withdrawn = processing.filter(({ activity }) => activity.kind === 'request-cancelled').map(eventOf);
  const processed = processing.filter(({ activity }) => activity.kind === 'request-processed').map(eventOf);

  const succeeded = (events: readonly AuditEvent[]) => events.find((event) => !didFail(event));
  const failed = [...step('requested'), ...step('completed'), ...processed].find(didFail);
  const candidates: readonly [AuditEvent | undefined, ChangeResult][] = [
    [succeeded(step('completed')), 'completed'],
    [decision('extend-renew-denied')[0], 'denied'],
    [succeeded([...step('cancelled'), ...withdrawn]), 'cancelled'],
    [failed, 'failed'],
    // An extension is done when it is approved: no event of its completion is documented.
    [succeeded(decision('extend-renew-approved')), 'completed'],
  ];
  const [event, result] = candidates.find(([event]) => event !== undefined) ?? [];
  if (event === undefined || result === undefined) {
    return { at: steps[0]?.event.at ?? new Date(0), result: 'requested', reason: null };
  }
  return { at: event.at, result, reason: result === 'failed' ? event.resultReason : null };
}

function decisionChange({ event, activity }: Decision): UnratedChange {
  const result = activity.kind === 'extend-renew-denied' ? 'denied' : 'completed';
  return { ...unratedChange(activity.kind, [event]), result: didFail(event) ? 'failed' : result };
}

function processingChange({ event, activity }: Processing): UnratedChange {
  const failed = didFail(event);
  return {
    ...unratedChange(activity.kind, [event]),
    result: failed ? 'failed' : 'completed',
    justification: failed ? (event.resultReason ?? event.justification) : event.justification,
  };
}

function eventOf({ event }: KnownEvent): AuditEvent {
  return event;
}

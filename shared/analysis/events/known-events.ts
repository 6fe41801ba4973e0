import { classify } from '../../catalogue/activities';
import type { Activity } from '../../catalogue/activity';
import type { AuditEvent } from '../../domain/events/audit-event';
import { fold } from '../../domain/fold';
import { compareText } from '../../text/compare-text';
import { didFail, isStepUp } from './results';
import { twinsAmong, type ClassifiedEvent, type IsFullyReadAround } from './twins';

/** An event with the meaning of its activity name. */
export interface KnownEvent<A extends Activity = Activity> {
  readonly event: AuditEvent;
  readonly activity: A;
}

/** An event whose activity is of one family. */
export type EventOf<Family extends Activity['family']> = KnownEvent<Extract<Activity, { family: Family }>>;

/** Orders events by time, and those of one instant by id: the same order however they arrived. */
export function inOrderOfTime(a: AuditEvent, b: AuditEvent): number {
  return a.at.getTime() - b.at.getTime() || compareText(a.id, b.id);
}

/** Returns each event once, in order of time. Of two versions of an event the longer one is kept: it has more facts. */
export function distinctEvents(events: readonly AuditEvent[]): AuditEvent[] {
  const byId = new Map<string, AuditEvent>();
  for (const event of events) {
    const seen = byId.get(event.id);
    byId.set(event.id, seen === undefined ? event : fuller(seen, event));
  }
  return [...byId.values()].sort(inOrderOfTime);
}

function fuller(a: AuditEvent, b: AuditEvent): AuditEvent {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return (left.length - right.length || compareText(left, right)) > 0 ? a : b;
}

/** Events by their class; each list is in the order of the events. */
export interface SplitEvents {
  /**
   * Events whose activity the catalogue knows, without twins and lone step-ups. A change by PIM of which only the unified
   * audit log's copy exists is among them, as an activation or its end.
   */
  readonly known: readonly KnownEvent[];
  /** Events whose activity the catalogue does not know. */
  readonly unknown: readonly AuditEvent[];
  /** The directory's twins of what PIM logs itself, and the unified audit log's copies that are in `known` too. */
  readonly twins: readonly KnownEvent[];
}

/**
 * Classifies events, in order of time, as known ones, unknown ones and twins. A request is dropped if it only failed because
 * stronger sign-in was required (AcrsValidationFailed) and nothing else of it was logged: the next try is a new request.
 * @param isFullyReadAround whether everything logged around an instant was read; by default nothing was, so that whatever
 *   looks like a twin counts as one
 */
export function classifyEvents(
  events: readonly AuditEvent[],
  isFullyReadAround: IsFullyReadAround = () => false,
): SplitEvents {
  const classified = events.map((event) => ({ event, activity: classify(event.activity) }));
  const twins = twinsAmong(classified, isFullyReadAround);
  const known = classified.flatMap((each): KnownEvent[] => {
    const twin = twins.get(each.event.id);
    if (twin !== undefined) return twin.isExplained ? [] : activationFromCopy(each);
    return each.activity === undefined ? [] : [{ event: each.event, activity: each.activity }];
  });
  return {
    known: withoutLoneStepUps(known),
    unknown: classified.flatMap(({ event, activity }) =>
      activity === undefined && !twins.has(event.id) ? [event] : [],
    ),
    twins: classified.filter(
      (each): each is KnownEvent => each.activity !== undefined && twins.has(each.event.id),
    ),
  };
}

function withoutLoneStepUps(known: readonly KnownEvent[]): readonly KnownEvent[] {
  if (!known.some(({ event }) => isStepUp(event))) return known;
  const requests = new Set(known.filter(({ event }) => !isStepUp(event)).map(requestKey));
  return known.filter((each) => !isStepUp(each.event) || requests.has(requestKey(each)));
}

/**
 * Returns what the directory's copy of a change by PIM means where PIM's own event is nowhere: the unified audit log holds
 * only the copy. A role that PIM adds is taken for an activation, and its removal for the end of one. Who requested it is
 * unknown: the copy names PIM. Twins of all other sources mean nothing of their own.
 */
function activationFromCopy({ event, activity }: ClassifiedEvent): KnownEvent[] {
  if (event.source !== 'unified audit log' || activity?.family !== 'directory') return [];
  if (activity.eligible || didFail(event) || event.principal === null) return [];
  const step = activity.kind === 'assigned-outside-pim' ? 'completed' : 'ended';
  return [{ event: { ...event, initiator: null }, activity: { family: 'activation', step } }];
}

/** Returns whether an event's activity is of a family; narrows its type. */
export function isOf<Family extends Activity['family']>(
  known: KnownEvent,
  family: Family,
): known is EventOf<Family> {
  return known.activity.family === family;
}

/** Returns the id of the event's request, else its own id: events of one request share it. */
export function requestKey({ event }: KnownEvent): string {
  return fold(event.requestId) || event.id;
}

/** Returns an event without its meaning. */
export function eventOf({ event }: KnownEvent): AuditEvent {
  return event;
}

/** Returns whether an event is a decision on a request: an approval or a denial. */
export function isDecision({ activity }: KnownEvent): boolean {
  return activity.family === 'activation'
    ? activity.step === 'approved' || activity.step === 'denied'
    : activity.family === 'decision';
}

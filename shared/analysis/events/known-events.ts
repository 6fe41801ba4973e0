import { classify, type Activity } from '../../catalogue/activities';
import type { AuditEvent } from '../../domain/audit-event';
import { fold } from '../../domain/fold';
import { compareText } from '../../text/compare-text';
import { twinsAmong, type IsKnownAround } from './twins';

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

/** Returns each event once, in order of time. Of two versions of an event the one with more facts is kept. */
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

/**
 * Removes twins and splits the rest into events whose activity the catalogue knows and others; order is kept.
 * @param isKnownAround whether everything logged around an instant was read; by default nothing was, so that whatever
 *   looks like a twin counts as one
 */
export function splitByKnowledge(
  events: readonly AuditEvent[],
  isKnownAround: IsKnownAround = () => false,
): { known: KnownEvent[]; unknown: AuditEvent[] } {
  const { isTwin, isExplained } = twinsAmong(events, isKnownAround);
  const known: KnownEvent[] = [];
  const unknown: AuditEvent[] = [];
  for (const event of events) {
    if (isTwin(event)) {
      const copy = event.source === 'unified audit log' && !isExplained(event) ? knownCopy(event) : null;
      if (copy !== null) known.push(copy);
      continue;
    }
    const activity = classify(event.activity);
    if (activity === undefined) unknown.push(event);
    else known.push({ event, activity });
  }
  return { known, unknown };
}

/**
 * Returns what the directory's copy of a change by PIM means where PIM's own event is nowhere: the unified audit log
 * holds only the copy. A role that PIM adds is taken for an activation, and its removal for the end of one. Who asked for
 * it is unknown: the copy names PIM.
 */
function knownCopy(event: AuditEvent): KnownEvent | null {
  const activity = classify(event.activity);
  if (activity?.family !== 'directory' || activity.eligible || didFail(event) || event.principal === null)
    return null;
  const step = activity.kind === 'assigned-outside-pim' ? 'completed' : 'ended';
  return { event: { ...event, initiator: null }, activity: { family: 'activation', step } };
}

/** Returns whether an event's activity is of a family; narrows its type. */
export function isOf<Family extends Activity['family']>(
  known: KnownEvent,
  family: Family,
): known is EventOf<Family> {
  return known.activity.family === family;
}

/** Returns whether the logged action did not happen. */
export function didFail(event: AuditEvent): boolean {
  return event.result === 'failure' || event.result === 'timeout';
}

/** Returns whether the event is PIM's refusal to end an activation in its first five minutes. */
export function isTooShort(event: AuditEvent): boolean {
  return didFail(event) && fold(event.resultReason).includes('activedurationtooshort');
}

/** Returns the id of the event's request, else its own id: events of one request share it. */
export function requestKey({ event }: KnownEvent): string {
  return fold(event.requestId) || event.id;
}

/** Returns an event without its meaning. */
export function eventOf({ event }: KnownEvent): AuditEvent {
  return event;
}

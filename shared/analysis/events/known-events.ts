import { classify, type Activity } from '../../catalogue/activities';
import type { AuditEvent } from '../../domain/audit-event';
import { twinsAmong, type IsKnownAround } from './twins';

/** An event together with what its name means. */
export interface KnownEvent<A extends Activity = Activity> {
  readonly event: AuditEvent;
  readonly activity: A;
}

/** An event whose activity is of one family. */
export type EventOf<Family extends Activity['family']> = KnownEvent<Extract<Activity, { family: Family }>>;

/** Orders events by time, those of one instant by id: the same order however they arrived. */
export function inOrderOfTime(a: AuditEvent, b: AuditEvent): number {
  return a.at.getTime() - b.at.getTime() || compareText(a.id, b.id);
}

/** Orders texts by code unit, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Each event once, in order of time. Of two versions of one event the one that tells more is kept. */
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
  if (left.length !== right.length) return left.length > right.length ? a : b;
  return compareText(left, right) > 0 ? a : b;
}

/**
 * Events without the twins, parted into those whose activity the catalogue knows and the others; order is kept.
 * @param isKnownAround where no copy of a twin can hide; left out, what looks like a twin is one
 */
export function partByKnowledge(
  events: readonly AuditEvent[],
  isKnownAround: IsKnownAround = () => false,
): {
  known: KnownEvent[];
  unknown: AuditEvent[];
} {
  const isTwin = twinsAmong(events, isKnownAround);
  const known: KnownEvent[] = [];
  const unknown: AuditEvent[] = [];
  for (const event of events) {
    if (isTwin(event)) continue;
    const activity = classify(event.activity);
    if (activity === undefined) unknown.push(event);
    else known.push({ event, activity });
  }
  return { known, unknown };
}

/** Whether an event's activity is of a family; narrows its type. */
export function isOf<Family extends Activity['family']>(
  known: KnownEvent,
  family: Family,
): known is EventOf<Family> {
  return known.activity.family === family;
}

/** Whether what the event tells of did not happen. */
export function didFail(event: AuditEvent): boolean {
  return event.result === 'failure' || event.result === 'timeout';
}

/** Whether this is PIM's refusal to end an activation in its first five minutes. */
export function isTooShort(event: AuditEvent): boolean {
  return didFail(event) && (event.resultReason ?? '').toLowerCase().includes('activedurationtooshort');
}

/** The request id for joining; null when there is none. */
export function requestKey(event: AuditEvent): string | null {
  const key = event.requestId?.trim().toLowerCase();
  return key === undefined || key === '' ? null : key;
}

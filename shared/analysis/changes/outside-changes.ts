import type { AuditEvent } from '../../domain/audit-event';
import type { Scope } from '../../domain/people';
import { isActiveRemoval } from '../events/active-removal';
import { openHoldings, type OpenHolding } from '../holdings';
import { didFail, type KnownEvent } from '../events/known-events';
import { singleChange, unratedChange, type UnratedChange } from './unrated-change';

/** How long after PIM's first sighting the directory's own event is still taken for the same assignment. */
const sameAssignment = 24 * 60 * 60_000;

/** One standing assignment made outside PIM, and everything that tells of it. */
interface Standing extends OpenHolding {
  /** The directory's event: who did it. PIM's sightings do not say. */
  assigned: AuditEvent | null;
  /** Unknown to the directory at times; PIM's sightings tell it. */
  scope: Scope | null;
  readonly firstSeen: number;
  readonly sightings: AuditEvent[];
}

/**
 * Assignments made and removed outside PIM. PIM reports a standing one again and again: it is one change, at the
 * first that was seen of it, until it is removed. Each assignment that the directory itself logs is a change of
 * its own, since somebody did it, and takes up PIM's sightings of it. Events must be in order of time.
 */
export function outsideChanges(events: readonly KnownEvent[]): UnratedChange[] {
  const open = openHoldings<Standing>();
  const standing: Standing[] = [];
  const single: UnratedChange[] = [];

  const begin = (event: AuditEvent, assigned: boolean) => {
    const begun: Standing = {
      principal: event.principal,
      role: event.role,
      scope: event.scope,
      assignmentId: null,
      until: Infinity,
      assigned: assigned ? event : null,
      firstSeen: event.at.getTime(),
      sightings: assigned ? [] : [event],
    };
    standing.push(begun);
    open.add(begun);
  };

  for (const known of events) {
    const { event, activity } = known;
    const at = event.at.getTime();
    const find = () => open.find({ ...event, assignmentId: null }, at);
    if (activity.family === 'outside-sighting') {
      const seen = find();
      if (seen === undefined) {
        begin(event, false);
      } else {
        seen.sightings.push(event);
        seen.scope ??= event.scope;
      }
    } else if (activity.family === 'directory' && (activity.eligible || didFail(event))) {
      single.push(singleChange(activity.kind, event));
    } else if (activity.family === 'directory' && activity.kind === 'assigned-outside-pim') {
      const seen = find();
      if (seen?.assigned === null && at - seen.firstSeen <= sameAssignment) {
        seen.assigned = event;
      } else {
        // Nothing that stands can be assigned: what stood before has gone unseen.
        if (seen !== undefined) seen.until = at;
        begin(event, true);
      }
    } else if (isActiveRemoval(known)) {
      const ended = find();
      if (ended !== undefined) ended.until = at;
      if (activity.family === 'directory') single.push(singleChange(activity.kind, event));
    }
  }
  return [...single, ...standing.map(standingChange)];
}

function standingChange({ assigned, sightings }: Standing): UnratedChange {
  const events = assigned === null ? sightings : [assigned, ...sightings];
  return { ...unratedChange('assigned-outside-pim', events), permanent: true, count: events.length };
}

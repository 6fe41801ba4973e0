import type { AuditEvent } from '../../domain/events/audit-event';
import { isAppNamedLikePim, isPimService } from '../../catalogue/pim-service';
import { fold } from '../../domain/fold';
import type { Scope } from '../../domain/events/people';
import { isActiveRemoval } from '../events/removals/active-removal';
import { type KnownEvent } from '../events/known-events';
import { didFail } from '../events/results';
import { mayBeSameUnit, unitOf, type Unit } from '../events/unit-scope';
import { createOpenHoldings, type OpenHolding } from '../open-holdings';
import { singleChange, unratedChange, type UnratedChange } from './unrated-change';

/** How long after PIM's first sighting the directory's own event still counts as the same assignment. */
const sameAssignment = 24 * 60 * 60_000;

/** How long after a removal a scan of PIM's that had begun before can still log the assignment as seen. */
const scanTime = 5 * 60_000;

/** One standing assignment made outside PIM, with all events about it. */
interface Standing extends OpenHolding {
  /** The directory's event, which names the initiator; PIM's sightings do not. */
  assigned: AuditEvent | null;
  /** The directory sometimes omits the scope; PIM's sightings state it. */
  scope: Scope | null;
  /** The administrative unit, as far as the first event tells it. */
  readonly unit: Unit;
  readonly firstSeen: number;
  readonly sightings: AuditEvent[];
  isRemoved: boolean;
}

/**
 * Returns assignments made and removed outside PIM. PIM logs a standing one again and again: until it is removed it is
 * one change, at its first sighting. Each assignment that the directory logs is a change of its own, since somebody made
 * it, and absorbs PIM's sightings of it. Events must be in order of time.
 */
export function outsideChanges(events: readonly KnownEvent[]): UnratedChange[] {
  const open = createOpenHoldings<Standing>();
  const standing: Standing[] = [];
  const single: UnratedChange[] = [];

  const begin = (event: AuditEvent, assigned: boolean) => {
    const begun: Standing = {
      principal: event.principal,
      role: event.role,
      scope: event.scope,
      unit: unitOf(event),
      assignmentId: null,
      until: Infinity,
      assigned: assigned ? event : null,
      firstSeen: event.at.getTime(),
      sightings: assigned ? [] : [event],
      isRemoved: false,
    };
    standing.push(begun);
    open.add(begun);
  };

  for (const known of events) {
    const { event, activity } = known;
    const at = event.at.getTime();
    const find = (wasRemoved = false) =>
      open.find(
        { ...event, assignmentId: null },
        at,
        ({ unit, isRemoved }) => isRemoved === wasRemoved && mayBeSameUnit(unit, unitOf(event)),
      );
    if (activity.family === 'outside-sighting') {
      const seen = find() ?? find(true);
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
      const isSame = seen?.assigned === null && at - seen.firstSeen <= sameAssignment;
      if (isSame && !seen.sightings.some((sighting) => isByOther(sighting, event))) {
        seen.assigned = event;
      } else {
        // A standing assignment cannot be made again: the removal of the earlier one was not logged.
        if (seen !== undefined) seen.until = at;
        begin(event, true);
      }
    } else if (isActiveRemoval(known)) {
      const ended = find();
      if (ended !== undefined) Object.assign(ended, { until: at + scanTime, isRemoved: true });
      if (activity.family === 'directory') single.push(singleChange(activity.kind, event));
    }
  }
  return [...single, ...standing.map(standingChange)];
}

/** Whether two events name different people or apps who made the assignment. PIM's own name says nothing. */
function isByOther({ initiator: one }: AuditEvent, { initiator: other }: AuditEvent): boolean {
  const ids = [one, other].flatMap((who) =>
    isPimService(who) || isAppNamedLikePim(who) ? [] : [fold(who?.id)].filter((id) => id !== ''),
  );
  return new Set(ids).size > 1;
}

function standingChange({ assigned, sightings }: Standing): UnratedChange {
  const events = assigned === null ? sightings : [assigned, ...sightings];
  const change = unratedChange('assigned-outside-pim', events);
  const seen = assigned === null ? ({ isOnlySeen: true } as const) : {};
  return { ...change, ...seen, permanent: true, count: events.length };
}

import { joinChanges } from '../../../shared/analysis/changes/join-changes';
import { joinElevations } from '../../../shared/analysis/elevations/join-elevations';
import { distinctEvents, splitByKnowledge } from '../../../shared/analysis/events/known-events';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import type { Change } from '../../../shared/domain/events/change';
import type { Elevation } from '../../../shared/domain/events/elevation';
import { at } from './events';

/** The elevations that events in any order make, as of the 30th unless told otherwise. */
export function elevationsOf(events: readonly AuditEvent[], asOf = at('30')): Elevation[] {
  return joinElevations(splitByKnowledge(distinctEvents(events)).known, asOf, []);
}

/** The one elevation that events make; anything else fails the test. */
export function elevationOf(events: readonly AuditEvent[], asOf = at('30')): Elevation {
  return only(elevationsOf(events, asOf));
}

/** The changes that events in any order make. */
export function changesOf(events: readonly AuditEvent[], privilegedRoles: readonly string[] = []): Change[] {
  return joinChanges(splitByKnowledge(distinctEvents(events)).known, privilegedRoles);
}

/** The one change that events make; anything else fails the test. */
export function changeOf(events: readonly AuditEvent[]): Change {
  return only(changesOf(events));
}

function only<T>(items: readonly T[]): T {
  expect(items).toHaveLength(1);
  return items[0]!;
}

import { joinChanges } from '../../../shared/analysis/changes/join-changes';
import { joinElevations } from '../../../shared/analysis/elevations/join-elevations';
import { distinctEvents, classifyEvents } from '../../../shared/analysis/events/known-events';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import type { Change } from '../../../shared/domain/events/change';
import type { Elevation } from '../../../shared/domain/events/elevation';
import { at } from './events';

/** Returns the elevations of events in any order, as of the 30th by default. */
export function elevationsOf(events: readonly AuditEvent[], asOf = at('30')): Elevation[] {
  return joinElevations(classifyEvents(distinctEvents(events)).known, asOf, []);
}

/** Returns the only elevation of events, and fails if there is not exactly one. */
export function elevationOf(events: readonly AuditEvent[], asOf = at('30')): Elevation {
  return only(elevationsOf(events, asOf));
}

/** Returns the changes of events in any order. */
export function changesOf(events: readonly AuditEvent[], privilegedRoles: readonly string[] = []): Change[] {
  return joinChanges(classifyEvents(distinctEvents(events)).known, privilegedRoles);
}

/** Returns the only change of events, and fails if there is not exactly one. */
export function changeOf(events: readonly AuditEvent[]): Change {
  return only(changesOf(events));
}

function only<T>(items: readonly T[]): T {
  expect(items).toHaveLength(1);
  return items[0]!;
}

import { isStarted, type Elevation, type StartedElevation } from '../../domain/events/elevation';
import { compareText } from '../../text/compare-text';

/** Returns the elevations that came into force, in order of their start: each is history to those after it. */
export function startedInOrder(elevations: readonly Elevation[]): StartedElevation[] {
  return elevations
    .filter(isStarted)
    .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || compareText(a.id, b.id));
}

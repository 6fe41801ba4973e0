import type { Change } from '../../domain/change';
import { elevationAt, type Elevation } from '../../domain/elevation';
import type { Severity } from '../../domain/finding';
import type { RawFinding } from './rule';

/** An elevation's moment for lists; the join leaves none without one. */
const momentOf = (elevation: Elevation): Date => elevationAt(elevation) ?? new Date(0);

/** A finding about one elevation. */
export function aboutElevation(elevation: Elevation, sentence: string, severity?: Severity): RawFinding {
  return {
    ...(severity && { severity }),
    sentence,
    principal: elevation.principal,
    role: elevation.role,
    scope: elevation.scope,
    at: momentOf(elevation),
    count: 1,
    initiator: elevation.initiator,
    eventIds: elevation.eventIds,
  };
}

/** A finding about several elevations of one principal and role; it happened when the first of them did. */
export function aboutElevations(
  elevations: readonly [Elevation, ...Elevation[]],
  sentence: string,
): RawFinding {
  return {
    ...aboutElevation(elevations[0], sentence),
    at: elevations.map(momentOf).reduce((first, at) => (at < first ? at : first)),
    count: elevations.length,
    eventIds: elevations.flatMap((elevation) => elevation.eventIds),
  };
}

/** A finding about one change; repeats that the join folded into it are counted. */
export function aboutChange(change: Change, sentence: string, severity?: Severity): RawFinding {
  return {
    ...(severity && { severity }),
    sentence,
    principal: change.principal,
    role: change.role,
    scope: change.scope,
    at: change.at,
    count: change.count,
    initiator: change.initiator,
    eventIds: change.eventIds,
  };
}

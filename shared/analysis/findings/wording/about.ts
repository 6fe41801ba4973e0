import type { Change } from '../../../domain/events/change';
import { elevationAt, type Elevation } from '../../../domain/events/elevation';
import type { Severity } from '../../../domain/finding';
import type { NonEmpty } from '../../group-by';
import type { Party, RawFinding } from '../rule';

/** The join gives every elevation a time. */
const timeOf = (elevation: Elevation): Date => elevationAt(elevation) ?? new Date(0);

/** Returns a finding about one elevation. */
export function aboutElevation(elevation: Elevation, sentence: string, severity?: Severity): RawFinding {
  const { principal, role, scope, initiator, eventIds } = elevation;
  const about = { sentence, principal, role, scope, initiator, eventIds };
  return { ...(severity && { severity }), ...about, at: timeOf(elevation), count: 1 };
}

/** Returns a finding about several elevations of one principal and role, at the time of the first. */
export function aboutElevations(elevations: NonEmpty<Elevation>, sentence: string): RawFinding {
  return {
    ...aboutElevation(elevations[0], sentence),
    at: elevations.map(timeOf).reduce((first, at) => (at < first ? at : first)),
    parties: partiesOf(elevations),
    count: elevations.length,
    eventIds: elevations.flatMap(({ eventIds }) => eventIds),
  };
}

/** Returns a finding about one change; repeats that the join merged into it count. */
export function aboutChange(change: Change, sentence: string, severity?: Severity): RawFinding {
  const { principal, role, scope, initiator, at, count, eventIds } = change;
  return { ...(severity && { severity }), sentence, principal, role, scope, initiator, at, count, eventIds };
}

/** Merges findings with one cause into the first of them, with the sum of their counts and all of their events. */
export function mergeFindings([first, ...others]: NonEmpty<RawFinding>): RawFinding {
  const all = [first, ...others];
  const count = all.reduce((sum, finding) => sum + finding.count, 0);
  const parties = partiesOf(all.flatMap((finding) => finding.parties ?? [finding]));
  return { ...first, count, parties, eventIds: all.flatMap(({ eventIds }) => eventIds) };
}

/** Returns whom each of some cases concerns, for a finding that gathers them. */
export function partiesOf(cases: readonly Party[]): Party[] {
  return cases.map(({ principal, role, initiator }) => ({ principal, role, initiator: initiator ?? null }));
}

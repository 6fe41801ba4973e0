import type { Change } from '../../../domain/events/change';
import { elevationAt, type ApprovedElevation, type Elevation } from '../../../domain/events/elevation';
import type { Severity } from '../../../domain/finding';
import { scopeKey } from '../../../domain/events/people';
import type { NonEmpty } from '../../group-by';
import { roleIdentity } from '../../identities';
import type { Party, RawFinding } from '../rule';

/** The join gives every elevation a time. */
const timeOf = (elevation: Elevation): Date => elevationAt(elevation) ?? new Date(0);

/** Returns a finding about one elevation. */
export function aboutElevation(elevation: Elevation, sentence: string, severity?: Severity): RawFinding {
  const { principal, role, scope, initiator, eventIds } = elevation;
  const about = { sentence, principal, role, scope, initiator, eventIds };
  return { ...(severity && { severity }), ...about, at: timeOf(elevation), count: 1 };
}

/** Returns a finding about one approval, at its time: the activation may start days later. */
export function aboutApproval(elevation: ApprovedElevation, sentence: string): RawFinding {
  return { ...aboutElevation(elevation, sentence), at: elevation.approvedAt };
}

/** Returns a finding about several approvals, at the time of the first. */
export function aboutApprovals(approvals: NonEmpty<ApprovedElevation>, sentence: string): RawFinding {
  const at = earliest(approvals.map(({ approvedAt }) => approvedAt));
  return { ...aboutElevations(approvals, sentence), at };
}

const earliest = (instants: readonly Date[]): Date =>
  instants.reduce((first, at) => (at < first ? at : first));

/** Returns a finding about several elevations of one principal and role, at the time of the first. */
export function aboutElevations(elevations: NonEmpty<Elevation>, sentence: string): RawFinding {
  return {
    ...aboutElevation(elevations[0], sentence),
    at: earliest(elevations.map(timeOf)),
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

/** Returns the role and scope that some cases have in common, for a finding that gathers them; null where they differ. */
export function commonRole<Case extends Pick<Elevation | Change, 'provider' | 'role' | 'scope'>>(
  cases: NonEmpty<Case>,
): Pick<Case, 'role' | 'scope'> | Record<'role' | 'scope', null> {
  const [{ role, scope }] = cases;
  if (new Set(cases.map(roleIdentity)).size > 1) return { role: null, scope: null };
  const isOneScope = new Set(cases.map((each) => scopeKey(each.scope))).size === 1;
  return { role, scope: isOneScope ? scope : null };
}

/** Returns whom each of some cases concerns, for a finding that gathers them. */
export function partiesOf(cases: readonly Party[]): Party[] {
  return cases.map(({ principal, role, initiator }) => ({ principal, role, initiator: initiator ?? null }));
}

import type { Change, ChangeKind } from '../../domain/events/change';
import { elevationAt, endingOf, maxActivation, type Elevation } from '../../domain/events/elevation';
import type { AssignmentKind } from '../../domain/access/standing-access';
import { hour } from './reconcile-input';
import type { Spot, Spots } from './spot';

/** What one event says about who holds what: something given, or something taken away. Instants in milliseconds. */
export interface Move {
  readonly spot: Spot;
  readonly gives: boolean;
  /** What it may be about: outside PIM an event does not always tell. */
  readonly kinds: readonly AssignmentKind[];
  /** When it takes effect: an assignment that starts later counts from its start. */
  readonly at: number;
  /** Whether a snapshot must show it. A renewal or an extension need change nothing there. */
  readonly isFirm: boolean;
  readonly isOutside: boolean;
  readonly change: Change;
}

type Meaning = Pick<Move, 'gives' | 'kinds' | 'isFirm'> & { readonly isOutside?: true };

const either: readonly AssignmentKind[] = ['eligible', 'active'];

const meanings: Partial<Record<ChangeKind, Meaning>> = {
  'eligible-assigned': { gives: true, kinds: ['eligible'], isFirm: true },
  'eligible-restored': { gives: true, kinds: ['eligible'], isFirm: true },
  'eligible-renewed': { gives: true, kinds: ['eligible'], isFirm: false },
  'eligible-extended': { gives: true, kinds: ['eligible'], isFirm: false },
  'eligible-removed': { gives: false, kinds: ['eligible'], isFirm: true },
  'active-assigned': { gives: true, kinds: ['active'], isFirm: true },
  'active-restored': { gives: true, kinds: ['active'], isFirm: true },
  'active-renewed': { gives: true, kinds: ['active'], isFirm: false },
  'active-extended': { gives: true, kinds: ['active'], isFirm: false },
  'active-approved': { gives: true, kinds: ['active'], isFirm: false },
  'active-removed': { gives: false, kinds: ['active'], isFirm: true },
  'extend-renew-approved': { gives: true, kinds: either, isFirm: false },
  'assigned-outside-pim': { gives: true, kinds: either, isFirm: true, isOutside: true },
  'removed-outside-pim': { gives: false, kinds: either, isFirm: true, isOutside: true },
};

/**
 * Returns the moves that the changes describe.
 * @param activityOf the name of an event's activity: the directory says there whether somebody became eligible
 */
export function movesOf(
  changes: readonly Change[],
  spots: Spots,
  activityOf: (eventId: string) => string | null,
): Move[] {
  return changes.flatMap((change): Move[] => {
    const meaning = change.result === 'completed' ? meanings[change.kind] : undefined;
    const spot = meaning === undefined ? null : spots.ofEvent(change);
    if (meaning === undefined || spot === null) return [];
    const { gives, isFirm, isOutside = false } = meaning;
    const kinds = isOutside ? outsideKinds(change, activityOf) : meaning.kinds;
    const start = gives ? (change.startsAt?.getTime() ?? 0) : 0;
    return [{ spot, gives, kinds, isFirm, isOutside, at: Math.max(change.at.getTime(), start), change }];
  });
}

function outsideKinds(
  { eventIds }: Change,
  activityOf: (eventId: string) => string | null,
): readonly AssignmentKind[] {
  const activities = eventIds.flatMap((id) => activityOf(id) ?? []);
  if (activities.length === 0) return either;
  return activities.some((activity) => /eligible/i.test(activity)) ? ['eligible'] : ['active'];
}

/** Finds what events say about somebody's hold on a role in a stretch of time. */
export interface MoveIndex {
  /** Moves about the same principal, role and scope, as far as the events tell. */
  about(spot: Spot): readonly Move[];
}

export function indexMoves(moves: readonly Move[]): MoveIndex {
  const byHolder = new Map<string, Move[]>();
  for (const move of moves) {
    const key = holderKey(move.spot);
    if (key === null) continue;
    const known = byHolder.get(key);
    if (known === undefined) byHolder.set(key, [move]);
    else known.push(move);
  }
  return {
    about: (spot) =>
      (byHolder.get(holderKey(spot) ?? '') ?? []).filter(({ spot: { scope } }) => mayBeScope(scope, spot)),
  };
}

/** When a role was in force; it ended between `endsFrom` and `to`, which differ if the end is unknown. Milliseconds. */
interface InForce {
  readonly scope: string | null;
  readonly from: number;
  readonly endsFrom: number;
  readonly to: number;
}

/** Returns whether the role may have been in force at an instant, within an hour. */
export const isInForce = ({ from, to }: Pick<InForce, 'from' | 'to'>, at: Date): boolean =>
  from <= at.getTime() + hour && to >= at.getTime() - hour;

/** When somebody's role was in force, by principal and role. */
export function indexElevations(elevations: readonly Elevation[], spots: Spots) {
  const byHolder = new Map<string, InForce[]>();
  for (const elevation of elevations) {
    const spot = elevation.outcome === 'activated' ? spots.ofEvent(elevation) : null;
    const key = spot === null ? null : holderKey(spot);
    const from = elevationAt(elevation)?.getTime();
    if (spot === null || key === null || from === undefined) continue;
    const end = elevation.endedAt?.getTime() ?? Infinity;
    const ends =
      endingOf(elevation) === 'unknown'
        ? { endsFrom: from, to: from + maxActivation }
        : { endsFrom: end, to: end };
    byHolder.set(key, [...(byHolder.get(key) ?? []), { scope: spot.scope, from, ...ends }]);
  }
  return {
    about: (spot: Spot) =>
      (byHolder.get(holderKey(spot) ?? '') ?? []).filter(({ scope }) => mayBeScope(scope, spot)),
  };
}

const holderKey = ({ principal, role }: Spot): string | null =>
  principal === null || role === null ? null : JSON.stringify([principal, role]);

/**
 * Whether an event's scope may be a row's. An event that does not say may be about any; one about the directory may be
 * about an object in it.
 */
function mayBeScope(ofEvent: string | null, { scope, isObject = false }: Spot): boolean {
  return ofEvent === null || scope === null || ofEvent === scope || (isObject && ofEvent === '/');
}

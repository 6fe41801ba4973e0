import type { HoldingEndpoint } from '../../domain/access/access-endpoint';
import type { AssignmentKind, Reconciliation, Unexplained } from '../../domain/access/standing-access';
import { compareLists, endOf, type Difference } from './compare-lists';
import { findWithoutEffect } from './effects';
import { indexElevations, indexMoves, isInForce, movesOf, type MoveIndex } from './moves';
import { findNotLogged } from './not-logged';
import { hour, type ReconcileInput } from './reconcile-input';
import type { Spots } from './spot';

const lists: Readonly<Record<HoldingEndpoint, AssignmentKind>> = {
  'role-eligibility': 'eligible',
  'role-assignments': 'active',
  'group-eligibility': 'eligible',
  'group-assignments': 'active',
};

/** What was compared. `reconciliation` is null without a snapshot before the period; activations are compared anyway. */
export interface Reconciled {
  readonly reconciliation: Reconciliation | null;
  /** Everything without its counterpart, oldest first. */
  readonly unexplained: readonly Unexplained[];
}

/**
 * Holds snapshots and events against each other. Every difference between two snapshots needs an event, every event a
 * difference, and every activation in progress an activation in the log.
 */
export function reconcile(input: ReconcileInput): Reconciled {
  const { history, period, changes, elevations, activityOf, spots } = input;
  const moves = movesOf(changes, spots, activityOf);
  const index = indexMoves(moves);
  const inForce = indexElevations(elevations, spots);
  const compared = (Object.keys(lists) as HoldingEndpoint[]).flatMap((list) => {
    const readings = history.holdings[list];
    const before = readings.findLast(({ at }) => at < period.from);
    const last = readings.at(-1);
    return before === undefined || last === undefined || last === before
      ? []
      : [{ list, readings, from: before.at, to: last.at }];
  });
  const differences = compared.flatMap(({ list, readings }) =>
    compareLists(readings, spots)
      // An earlier report covered what the readings before the period show.
      .filter(({ after }) => after.at >= period.from)
      .map((difference) => ({ list, difference })),
  );
  const judged = differences.map(({ list, difference }) => ({
    list,
    difference,
    isExplained: isExplained(difference, lists[list], spots, index, inForce),
  }));
  const open = judged.filter((each) => !each.isExplained);
  const unexplained = [
    ...open.map(({ list, difference }) => unexplainedDifference(difference, lists[list], input)),
    ...findWithoutEffect(
      moves,
      index,
      new Map(compared.map(({ list, readings }) => [list, readings])),
      input,
    ),
    ...findNotLogged(inForce, input),
  ].sort(
    (a, b) =>
      a.between[1].getTime() - b.between[1].getTime() || a.between[0].getTime() - b.between[0].getTime(),
  );
  if (compared.length === 0) return { reconciliation: null, unexplained };
  const reconciliation = {
    from: new Date(Math.min(...compared.map(({ from }) => from.getTime()))),
    to: new Date(Math.max(...compared.map(({ to }) => to.getTime()))),
    changes: judged.map(({ difference, isExplained: explained }) => ({
      ...input.names.ofRow(difference.row),
      isExplained: explained,
    })),
    unexplained,
  };
  return { reconciliation, unexplained };
}

function isExplained(
  { kind, row, before, after }: Difference,
  assignment: AssignmentKind,
  spots: Spots,
  index: MoveIndex,
  inForce: ReturnType<typeof indexElevations>,
): boolean {
  if (kind === 'vanished' && endOf(row) <= after.readUntil.getTime()) return true;
  const [from, to] = [before.at.getTime() - hour, after.at.getTime() + hour];
  const isBetween = (at: number) => at >= from && at <= to;
  const gives = kind === 'appeared';
  const spot = spots.ofRow(row);
  if (
    index
      .about(spot)
      .some((move) => move.gives === gives && move.kinds.includes(assignment) && isBetween(move.at))
  )
    return true;
  // A plain assignment may be an activation that was in force when the snapshot with the row was read.
  const seenAt = (gives ? after : before).at;
  return (
    after.isPlain &&
    inForce
      .about(spot)
      .some((span) => isInForce(span, seenAt) && (gives ? span.from >= from : span.endsFrom <= to))
  );
}

function unexplainedDifference(
  { kind, row, before, after }: Difference,
  assignment: AssignmentKind,
  { names, isKnown }: ReconcileInput,
): Unexplained {
  return {
    kind,
    isRemoval: kind === 'vanished',
    assignment,
    ...names.ofRow(row),
    between: [before.at, after.at],
    eventIds: [],
    isCovered: isKnown(before.at, after.at),
  };
}

import type { HoldingEndpoint } from '../../domain/access/access-endpoint';
import type { HoldingList } from '../../domain/access/access-history';
import type { HeldAccess } from '../../domain/access/held-access';
import type { AssignmentKind, Unexplained } from '../../domain/access/standing-access';
import { isAskedFor, isStanding } from './compare-lists';
import type { Move, MoveIndex } from './moves';
import { hour, type ReconcileInput } from './reconcile-input';
import { placeKey, spotKey, type Spot, type Spots } from './spot';

type Readings = ReadonlyMap<HoldingEndpoint, readonly HoldingList[]>;

/** Where the effect of a move must show. */
interface Look {
  readonly kind: AssignmentKind;
  readonly reading: HoldingList;
}

/** Rows of a reading by what they grant, as far as moves ask for them. */
type Rows = ReadonlyMap<string, readonly { readonly row: HeldAccess; readonly spot: Spot }[]>;

/**
 * Events whose effect the next complete snapshot, an hour later at least, does not show: an assignment that is not
 * there and was not taken away since, a removal after which the assignment is still there.
 */
export function findWithoutEffect(
  moves: readonly Move[],
  index: MoveIndex,
  compared: Readings,
  { period, spots, names, isKnown }: ReconcileInput,
): Unexplained[] {
  const asked = moves.flatMap((move) => {
    const isTold = move.isFirm && spotKey(move.spot) !== null;
    const looks = isTold
      ? move.kinds.flatMap((kind) => lookFor(move, kind, compared, period.from) ?? [])
      : [];
    return looks.length > 0 && looks.length === move.kinds.length ? [{ move, looks }] : [];
  });
  const rowsOf = collectRows(asked, spots);
  return asked.flatMap(({ move, looks }): Unexplained[] => {
    const [look] = looks;
    // Where the event does not tell which list it changes, one that shows the effect is enough.
    const isShown = looks.some(
      (each) => isUndone(move, each, index) || hasEffect(move, each.reading, rowsOf(each.reading)),
    );
    if (look === undefined || isShown) return [];
    const at = new Date(move.at);
    return [
      {
        kind: 'without-effect',
        isRemoval: !move.gives,
        assignment: look.kind,
        ...names.ofChange(move.change),
        between: [at, look.reading.at],
        eventIds: move.change.eventIds,
        isCovered: isKnown(at, look.reading.at),
      },
    ];
  });
}

/** The first reading that must show the move; null when it is not among those that are compared. */
function lookFor(move: Move, kind: AssignmentKind, compared: Readings, from: Date): Look | null {
  const isGroup = move.spot.role?.startsWith('group ') === true;
  const list =
    `${isGroup ? 'group' : 'role'}-${kind === 'eligible' ? 'eligibility' : 'assignments'}` as const;
  const readings = compared.get(list) ?? [];
  const row = { access: isGroup ? ('member' as const) : null, scopeId: move.spot.scope };
  const reading = readings.find(
    ({ at, groups }) => at.getTime() >= move.at + hour && isAskedFor(row, { groups }),
  );
  // An earlier report covered the readings before the period.
  return reading === undefined || reading.at < from ? null : { kind, reading };
}

/** Reads each reading's rows once, and keeps those that a move asks for. */
function collectRows(
  asked: readonly { readonly move: Move; readonly looks: readonly Look[] }[],
  spots: Spots,
): (reading: HoldingList) => Rows {
  const wanted = new Map<HoldingList, Set<string>>();
  for (const { move, looks } of asked) {
    for (const { reading } of looks)
      wanted.set(reading, (wanted.get(reading) ?? new Set<string>()).add(roleKey(move.spot)));
  }
  const collected = new Map<HoldingList, Rows>();
  for (const [reading, roles] of wanted) {
    const rows = new Map<string, { row: HeldAccess; spot: Spot }[]>();
    for (const row of reading.rows) {
      const spot = spots.ofRow(row);
      const key = roleKey(spot);
      if (!roles.has(key)) continue;
      const known = rows.get(key);
      if (known === undefined) rows.set(key, [{ row, spot }]);
      else known.push({ row, spot });
    }
    collected.set(reading, rows);
  }
  return (reading) => collected.get(reading) ?? new Map();
}

/** Rows without a principal may be anybody's, so the role alone decides. */
const roleKey = ({ role }: Spot): string => role ?? '';

/** Whether a later event takes back what the move did, before the reading or within an hour of it. */
function isUndone(move: Move, { kind, reading }: Look, index: MoveIndex): boolean {
  const latest = reading.at.getTime() + hour;
  return index
    .about(move.spot)
    .some(
      ({ gives, kinds, at }) => gives !== move.gives && kinds.includes(kind) && at >= move.at && at <= latest,
    );
}

function hasEffect(move: Move, reading: HoldingList, rows: Rows): boolean {
  const candidates = rows.get(roleKey(move.spot)) ?? [];
  const key = spotKey(move.spot);
  if (!move.gives) {
    // A plain assignment that is left may be an activation.
    if (reading.isPlain) return true;
    return !candidates.some(({ row, spot }) => isStanding(row, reading) && spotKey(spot) === key);
  }
  if (reading.notUnderstood > 0) return true;
  const { endsAt } = move.change;
  if (endsAt !== null && endsAt <= reading.readUntil) return true;
  return candidates.some(({ row, spot }) => {
    if (spot.principal === null) return placeKey(spot) === placeKey(move.spot);
    const isPlace = spot.scope === move.spot.scope || (spot.isObject === true && move.spot.scope === '/');
    // A grant outside PIM can show in either list; a grant by PIM shows as an assignment.
    const isKind = move.isOutside || reading.isPlain || row.assignmentType !== 'activated';
    return spot.principal === move.spot.principal && isPlace && isKind;
  });
}

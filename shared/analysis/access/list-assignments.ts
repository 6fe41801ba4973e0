import { knownName } from '../../domain/events/people';
import type { AccessState } from '../../domain/access/access-history';
import type { GroupPerson, HeldAccess } from '../../domain/access/held-access';
import type { Assignment, AssignmentKind } from '../../domain/access/standing-access';
import { isTier0 } from '../../catalogue/privileged-roles';
import { compareText } from '../../text/compare-text';
import { groupsByKey } from '../group-by';
import type { Holder, NameSpots } from './name-spots';
import type { UseFigures } from './role-use';
import { placeKey, type Spot, type Spots } from './spot';

export interface AssignmentParts {
  readonly state: AccessState;
  readonly spots: Spots;
  readonly names: NameSpots;
  readonly useOf: (spot: Spot) => UseFigures;
}

/** A row with what it grants. */
interface Row {
  readonly row: HeldAccess;
  readonly spot: Spot;
  readonly kind: AssignmentKind;
}

/**
 * Lists who holds what at the moment of a snapshot: each standing assignment, one for each transitive member of a group
 * that holds a role, and one for everybody who is eligible to become a member. Activations in progress are left out, also
 * of a place in such a group. Graph's own rows for members are used where the group's members are not known.
 */
export function listAssignments({ state, spots, names, useOf }: AssignmentParts): Assignment[] {
  const rows = distinctRows(state, spots);
  const direct = rows.filter(({ row }) => row.memberType === 'direct' || row.memberType === 'unknown');
  const everywhere = new Set(direct.filter(({ spot }) => spot.scope === '/').map(holderKey));
  const inherited = rows.filter(
    (each) => each.row.memberType === 'inherited' && !everywhere.has(holderKey(each)),
  );
  const members = membersByGroup(state);
  const groups = direct.filter(({ row, spot }) => row.access === null && isGroup(row, spot));
  const activating = new Set(temporaryMembers(state));
  const ofMembers = groups.flatMap((held) => {
    const groupId = held.spot.principal ?? '';
    return (members.get(groupId) ?? [])
      .filter(({ id }) => !activating.has(memberKey(groupId, id)))
      .map((member): Held => ({ ...held, member, use: null, via: groupOf(groupId) }));
  });
  const eligibleMembers = groupsByKey(
    direct.filter(({ row, kind }) => row.access === 'member' && kind === 'eligible'),
    ({ spot }) => spot.scope,
  );
  const ofEligibleMembers = groups.flatMap((held) =>
    (eligibleMembers.get(held.spot.principal) ?? []).map((place) => asEligible(held, place)),
  );
  const throughGroups = [...ofMembers, ...ofEligibleMembers];
  const told = new Set(
    throughGroups.map(({ kind, spot, member }) => heldKey(kind, spot, member?.id ?? null)),
  );
  const byGraph = rows.flatMap((each): Held[] => {
    const { row, spot, kind } = each;
    if (row.memberType !== 'group' || told.has(heldKey(kind, spot, row.principal.id))) return [];
    const holders = groups.filter((held) => held.kind === kind && placeKey(held.spot) === placeKey(spot));
    const [only] = holders.length === 1 ? holders : [];
    const groupId = only?.spot.principal ?? null;
    const isActivating = groupId !== null && activating.has(memberKey(groupId, row.principal.id));
    return isActivating
      ? []
      : [{ ...each, member: null, use: null, via: groupId === null ? unknownGroup : groupOf(groupId) }];
  });
  const alone = [...direct, ...inherited].map((each): Held => ({
    ...each,
    member: null,
    use: null,
    via: null,
  }));
  const users = new Map(state.users.map((user) => [user.id.toLowerCase(), user]));
  return [...alone, ...throughGroups, ...byGraph].map((held) => toAssignment(held)).sort(mostPowerfulFirst);

  function isGroup(row: HeldAccess, spot: Spot): boolean {
    return names.ofRow(row).principal.type === 'group' || members.has(spot.principal ?? '');
  }

  function groupOf(groupId: string) {
    const { id, name } = names.groupScope(groupId);
    return { id, name };
  }

  /** Whoever may activate their membership of a group may activate the group's role. */
  function asEligible(group: Row, place: Row): Held {
    const ends = [group.row.endsAt, place.row.endsAt].flatMap((end) => (end === null ? [] : [end.getTime()]));
    const endsAt = ends.length === 0 ? null : new Date(Math.min(...ends));
    const { startsAt, principal } = place.row;
    const groupId = group.spot.principal ?? '';
    const row = { ...group.row, startsAt, endsAt };
    const member = { ...principal, groupId, enabled: null, isGuest: null };
    return { row, spot: group.spot, kind: 'eligible', member, use: place.spot, via: groupOf(groupId) };
  }

  function toAssignment({ row, spot, kind, member, use, via }: Held): Assignment {
    const holder: Holder = names.ofRow(member === null ? row : { ...row, principal: member });
    const { principal } = holder;
    const user = users.get(principal.id?.toLowerCase() ?? '');
    const isUser = principal.type === 'user' || principal.type === null;
    const upnTells = principal.upn === null ? null : principal.upn.toUpperCase().includes('#EXT#');
    return {
      ...holder,
      kind,
      permanent: row.assignmentType === 'untold' ? null : row.endsAt === null,
      since: row.startsAt,
      until: row.endsAt,
      via,
      ...useOf(use ?? { ...spot, principal: principal.id?.toLowerCase() ?? null }),
      enabled: user?.enabled ?? member?.enabled ?? null,
      guest: isUser ? (user?.isGuest ?? member?.isGuest ?? upnTells) : null,
      synced: user?.synced ?? null,
      lastSignInAt: user?.lastSignInAt ?? null,
    };
  }
}

interface Held extends Row {
  /** Who holds it through the group; null: the row's own principal. */
  readonly member: GroupPerson | null;
  /** What is activated to use it, where that is not the role. */
  readonly use: Spot | null;
  readonly via: Assignment['via'];
}

const unknownGroup = { id: null, name: null };

/** Standing rows, each once: a list that changes while its pages are read may give a row twice. */
function distinctRows({ held }: AccessState, spots: Spots): Row[] {
  const rows = new Map<string, Row>();
  for (const row of held) {
    if (row.assignmentType === 'activated') continue;
    const { list, memberType, startsAt, endsAt } = row;
    const spot = spots.ofRow(row);
    const key = JSON.stringify([
      list,
      spot,
      memberType,
      startsAt,
      endsAt,
      spot.principal === null ? rows.size : 0,
    ]);
    rows.set(key, { row, spot, kind: list.endsWith('-eligibility') ? 'eligible' : 'active' });
  }
  return [...rows.values()];
}

const holderKey = ({ kind, spot }: Row): string => JSON.stringify([kind, spot.principal, spot.role]);
const heldKey = (kind: AssignmentKind, spot: Spot, id: string | null): string =>
  JSON.stringify([kind, placeKey(spot), id?.toLowerCase() ?? null]);
const memberKey = (groupId: string, id: string | null): string => `${groupId} ${id?.toLowerCase() ?? ''}`;

/** Returns people and applications per group. Members of a nested group are listed as members of the outer group too. */
function membersByGroup({ members }: AccessState): Map<string, GroupPerson[]> {
  const groups = new Map<string, Map<string, GroupPerson>>();
  for (const member of members) {
    if (member.type === 'group') continue;
    const groupId = member.groupId.toLowerCase();
    const people = groups.get(groupId) ?? new Map<string, GroupPerson>();
    groups.set(groupId, people.set(member.id?.toLowerCase() ?? '', member));
  }
  return new Map([...groups].map(([groupId, people]) => [groupId, [...people.values()]]));
}

/** Who is in a group by an activation in progress alone. */
function temporaryMembers({ held }: AccessState): string[] {
  const inGroups = held.filter(({ list, access }) => list === 'group-assignments' && access === 'member');
  const keyOf = ({ scopeId, principal }: HeldAccess) => memberKey(scopeId?.toLowerCase() ?? '', principal.id);
  const standing = new Set(
    inGroups.filter(({ assignmentType }) => assignmentType !== 'activated').map(keyOf),
  );
  return inGroups
    .filter(({ assignmentType }) => assignmentType === 'activated')
    .map(keyOf)
    .filter((key) => !standing.has(key));
}

function mostPowerfulFirst(a: Assignment, b: Assignment): number {
  const rank = ({ role }: Assignment) => (isTier0(role) ? 0 : role.privileged ? 1 : role.id !== null ? 2 : 3);
  const text = ({ role, scope, principal, kind, via }: Assignment) =>
    JSON.stringify([
      knownName(role),
      knownName(scope),
      principal.name ?? principal.upn ?? principal.id,
      kind,
      via?.name ?? '',
    ]);
  return rank(a) - rank(b) || compareText(text(a), text(b));
}

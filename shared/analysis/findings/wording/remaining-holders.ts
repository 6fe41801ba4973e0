import { builtInRoleId } from '../../../catalogue/privileged-roles';
import type { Assignment } from '../../../domain/access/standing-access';
import { displayName, principalKey, type Principal, type RatedRole } from '../../../domain/events/people';
import { fold } from '../../../domain/fold';
import { joinList } from '../../../text/plural';
import type { AccessAnalysis } from '../../access/access-analysis';
import { hour } from '../../access/reconcile-input';
import { groupBy } from '../../group-by';
import { samePerson } from '../policy/same-person';
import type { FindingContext } from '../rule';
import { timeWords } from './sentence';

/** Who took a role from whom, and when the last of them lost it. */
export interface Taking {
  readonly role: RatedRole;
  readonly from: readonly Principal[];
  readonly by: Principal;
  readonly until: Date;
}

/**
 * Returns what the snapshot shows after a role of the whole directory was taken from some people: who of them had it,
 * whether who took it had it, and who else: "On Sat 21 Nov 02:30 Bo was eligible and Mallory was active. Others with the
 * role then: Anna (active)." Null without a snapshot at least an hour later; what its lists do not prove is not said.
 */
export function remainingWords(
  { role, from: taken, by, until }: Taking,
  { access, period }: Pick<FindingContext, 'access' | 'period'>,
): string | null {
  // Events of some logs know a role by its name alone, or by another id than its template's.
  const id = builtInRoleId(role);
  if (id === null || access === null || access.standing.readAt.getTime() < until.getTime() + hour)
    return null;
  const isWhole = access.isComplete('role-eligibility') && access.isComplete('role-assignments');
  const all = access.standing.assignments.filter((each) => fold(each.role.id) === id);
  const held = all.filter(({ scope }) => scope.id === '/');
  const isOf = (who: Principal) => (each: Assignment) => samePerson(who, each.principal) === true;
  const stateNow = (who: Principal) => stateOf(held.filter(isOf(who)));
  const others = held.filter((each) => ![...taken, by].some((who) => isOf(who)(each)));
  // Whoever is known by name alone may be in the lists.
  const isWithout = (who: Principal): boolean =>
    isWhole && who.id !== null && !all.some(isOf(who)) && !mayBeInGroup(who, held, access);
  const are = (people: readonly Principal[], state: string): string[] =>
    people.length === 0 ? [] : [`${subjectOf(people, taken)} ${state}`];
  const ofTaker = stateNow(by);
  const kept = [
    ...heldStates.flatMap((state) =>
      are(
        taken.filter((who) => stateNow(who) === state),
        state,
      ),
    ),
    ...are(taken.filter(isWithout), 'without the role'),
    ...(ofTaker === 'none' ? [] : [`${displayName(by)} was ${ofTaker}`]),
  ];
  const time = `on ${timeWords(access.standing.readAt, period.timeZone)}`;
  const when = kept.length === 0 ? time : 'then';
  const nobody = all.length > held.length ? `for the whole directory ${when}` : when;
  const sentences = [
    ...(kept.length === 0 ? [] : [`O${time.slice(1)} ${joinList(kept)}.`]),
    ...(others.length > 0 || !isWhole
      ? othersWords(others, isWhole, when)
      : [`Nobody else had the role ${nobody}.`]),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

/** Whether somebody may have the role through a group that has it: by an activation, or as one of members that were not read. */
function mayBeInGroup(
  who: Principal,
  held: readonly Assignment[],
  { standing, members, isComplete }: AccessAnalysis,
): boolean {
  const isSame = (other: Principal) => samePerson(who, other) === true;
  return held.some(({ principal: { id, type } }) => {
    if (type !== 'group' && type !== null) return false;
    const isThis = (groupId: string | null) => fold(groupId) === fold(id);
    return (
      !isComplete('group-members') ||
      members.some((member) => isThis(member.groupId) && isSame(member)) ||
      standing.assignments.some(
        ({ role, scope, principal }) => role.id === null && isThis(scope.id) && isSame(principal),
      )
    );
  });
}

const heldStates = ['active', 'eligible'] as const;

function stateOf(own: readonly Assignment[]): 'active' | 'eligible' | 'none' {
  if (own.some(({ kind }) => kind === 'active')) return 'active';
  return own.length > 0 ? 'eligible' : 'none';
}

/** The sentence before has named all of them: "Bo was", "both were". */
function subjectOf(people: readonly Principal[], all: readonly Principal[]): string {
  if (people.length === 1) return `${people.map(displayName).join('')} was`;
  if (people.length === all.length) return people.length === 2 ? 'both were' : 'all were';
  return `${named(people.map(displayName), maxTaken)} were`;
}

/** Members of a group have rows of their own; where they were not read, the group is all that is known. */
function othersWords(others: readonly Assignment[], isWhole: boolean, when: string): string[] {
  const holders = groupBy(others, ({ principal }) => principalKey(principal)).filter(
    ([{ principal }]) =>
      principal.type !== 'group' ||
      !others.some(({ via }) => via !== null && fold(via.id) === fold(principal.id)),
  );
  if (holders.length === 0) return [];
  const ofKind = (state: 'active' | 'eligible'): string[] => {
    const names = holders
      .filter((own) => stateOf(own) === state)
      .map(([{ principal }]) => displayName(principal));
    if (names.length === 0) return [];
    // Those who can act at once are named.
    const isMany = state === 'eligible' && names.length > maxEligible;
    return [isMany ? `${names.length} eligible` : `${named(names, maxActive)} (${state})`];
  };
  const asFarAs = isWhole ? '' : ', as far as could be read';
  const all = heldStates.flatMap(ofKind).join(', ');
  return [`Others with the role ${when}${asFarAs}: ${all}.`];
}

/** The mail has room for few; the Access sheet names all. */
const [maxActive, maxEligible, maxTaken] = [3, 2, 5];

function named(names: readonly string[], max: number): string {
  const rest = names.length - max;
  return joinList(rest > 0 ? [...names.slice(0, max), `${rest} more`] : names);
}

import { builtInRoleId } from '../../../catalogue/privileged-roles';
import type { Assignment } from '../../../domain/access/standing-access';
import { displayName, principalKey, type Principal, type RatedRole } from '../../../domain/events/people';
import { fold } from '../../../domain/fold';
import { capital } from '../../../text/capital';
import { joinFirst, joinList } from '../../../text/plural';
import type { AccessAnalysis } from '../../access/access-analysis';
import { hour } from '../../access/reconcile-input';
import { groupBy } from '../../group-by';
import { samePerson } from '../policy/same-person';
import type { FindingContext } from '../rule';
import { timeWords } from './sentence';

/** The removal of a role from several people. */
export interface Taking {
  readonly role: RatedRole;
  readonly from: readonly Principal[];
  readonly by: Principal;
  /** The time at which the last of them lost it. */
  readonly until: Date;
}

/**
 * Returns sentences on who had a role of the whole directory when the snapshot was taken after its removal: which of the
 * people who lost it, the person who removed it, and others. "On Sat 21 Nov 02:30 Bo was eligible and Mallory was active.
 * Others with the role then: Anna (active)." They say only what the lists of the snapshot prove. Null if they prove
 * nothing, or if the snapshot is not at least an hour later than the removal.
 */
export function remainingWords(
  { role, from: taken, by, until }: Taking,
  { access, period }: Pick<FindingContext, 'access' | 'period'>,
): string | null {
  // Events of some logs have only the name of a role, or another id than its template's.
  const id = builtInRoleId(role);
  if (id === null || access === null || access.standing.readAt.getTime() < until.getTime() + hour)
    return null;
  const isWhole = access.isComplete('role-eligibility') && access.isComplete('role-assignments');
  const all = access.standing.assignments.filter((each) => fold(each.role.id) === id);
  const held = all.filter(({ scope }) => scope.id === '/');
  const isOf = (who: Principal) => (each: Assignment) => samePerson(who, each.principal) === true;
  const stateNow = (who: Principal) => stateOf(held.filter(isOf(who)));
  const others = held.filter((each) => ![...taken, by].some((who) => isOf(who)(each)));
  // Somebody who is known by name alone may be in the lists under another name.
  const isWithout = (who: Principal): boolean =>
    isWhole && who.id !== null && !all.some(isOf(who)) && !mayBeInGroup(who, held, access);
  const states = [
    ...heldStates.map((state) => ({ state, people: taken.filter((who) => stateNow(who) === state) })),
    { state: 'without the role', people: taken.filter(isWithout) },
  ];
  const ofTaker = stateNow(by);
  const kept = [
    ...states
      .filter(({ people }) => people.length > 0)
      .map(({ state, people }) => `${subjectOf(people, taken)} ${state}`),
    ...(ofTaker === null ? [] : [`${displayName(by)} was ${ofTaker}`]),
  ];
  const time = `on ${timeWords(access.standing.readAt, period.timeZone)}`;
  const when = kept.length === 0 ? time : 'then';
  const nobody = all.length > held.length ? `for the whole directory ${when}` : when;
  const sentences = [
    ...(kept.length === 0 ? [] : [`${capital(time)} ${joinList(kept)}.`]),
    ...(others.length > 0 || !isWhole
      ? othersWords(others, isWhole, when)
      : [`Nobody else had the role ${nobody}.`]),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

/**
 * Returns whether somebody may have the role through a group that has it: they are a member, have an assignment in the
 * group, or its members were not read.
 */
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

function stateOf(own: readonly Assignment[]): (typeof heldStates)[number] | null {
  if (own.some(({ kind }) => kind === 'active')) return 'active';
  return own.length > 0 ? 'eligible' : null;
}

/** Returns "Bo was" or, because the previous sentence has named them all, "both were". */
function subjectOf(people: readonly Principal[], all: readonly Principal[]): string {
  if (people.length === 1) return `${people.map(displayName).join('')} was`;
  if (people.length === all.length) return people.length === 2 ? 'both were' : 'all were';
  return `${joinFirst(people.map(displayName), maxTaken)} were`;
}

/** Names the other holders. A group is named only if its members have no rows of their own. */
function othersWords(others: readonly Assignment[], isWhole: boolean, when: string): string[] {
  const holders = groupBy(others, ({ principal }) => principalKey(principal)).filter(
    ([{ principal }]) =>
      principal.type !== 'group' ||
      !others.some(({ via }) => via !== null && fold(via.id) === fold(principal.id)),
  );
  if (holders.length === 0) return [];
  const ofState = (state: (typeof heldStates)[number]): string[] => {
    const names = holders
      .filter((own) => stateOf(own) === state)
      .map(([{ principal }]) => displayName(principal));
    if (names.length === 0) return [];
    // Only those who can act at once are always named.
    const isMany = state === 'eligible' && names.length > maxEligible;
    return [isMany ? `${names.length} eligible` : `${joinFirst(names, maxActive)} (${state})`];
  };
  const asFarAs = isWhole ? '' : ', as far as could be read';
  const all = heldStates.flatMap(ofState).join(', ');
  return [`Others with the role ${when}${asFarAs}: ${all}.`];
}

/** The mail has room for few names; the Access sheet has all. */
const [maxActive, maxEligible, maxTaken] = [3, 2, 5];

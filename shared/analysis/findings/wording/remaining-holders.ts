import { builtInRoleId } from '../../../catalogue/privileged-roles';
import type { Assignment } from '../../../domain/access/standing-access';
import { displayName, type Principal, type RatedRole } from '../../../domain/events/people';
import { fold } from '../../../domain/fold';
import { capital } from '../../../text/capital';
import { numberWord } from '../../../text/format-number';
import { joinFirst } from '../../../text/plural';
import type { AccessAnalysis } from '../../access/access-analysis';
import { hour } from '../../access/reconcile-input';
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
 * Returns what the snapshot taken after a removal shows about the person who removed a role and about those who lost it:
 * "On Sat 21 Nov 02:30 Mallory still held the role, Bo could still activate it, and Cleo no longer had it." The Access
 * sheet lists everybody else; only that nobody is left is said here. The sentences say only what the lists of the snapshot
 * prove. Null if they prove nothing, or if the snapshot is not at least an hour later than the removal.
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
  // Somebody who is known by name alone may be in the lists under another name.
  const isWithout = (who: Principal): boolean =>
    isWhole && who.id !== null && !all.some(isOf(who)) && !mayBeInGroup(who, held, access);
  const stateNow = (who: Principal): State | null => {
    const own = held.filter(isOf(who));
    if (own.some(({ kind }) => kind === 'active')) return 'active';
    if (own.length > 0) return 'eligible';
    return isWithout(who) ? 'without' : null;
  };
  const ofTaker = stateNow(by);
  const isTakerNamed = ofTaker !== null && ofTaker !== 'without';
  const clauses = [
    ...(isTakerNamed ? [{ subject: displayName(by), state: ofTaker }] : []),
    ...states.flatMap((state) => {
      const people = taken.filter((who) => stateNow(who) === state);
      return people.length === 0 ? [] : [{ subject: subjectOf(people, taken, isTakerNamed), state }];
    }),
  ];
  const time = `on ${timeWords(access.standing.readAt, period.timeZone)}`;
  const shown = clauses.map(
    ({ subject, state }, index) => `${subject} ${stateWords[state](index === 0 ? 'the role' : 'it')}`,
  );
  const isAnybodyElse = held.some((each) => ![...taken, by].some((who) => isOf(who)(each)));
  const where = all.length > held.length ? ' for the whole directory' : '';
  const sentences = [
    ...(shown.length === 0 ? [] : [`${capital(time)} ${joinClauses(shown)}.`]),
    ...(isAnybodyElse || !isWhole
      ? []
      : [`Nobody else had the role${where} ${shown.length === 0 ? time : 'then'}.`]),
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

/** What a snapshot shows of somebody and a role, in the order of the sentence. */
const states = ['active', 'eligible', 'without'] as const;

type State = (typeof states)[number];

const stateWords: Readonly<Record<State, (role: string) => string>> = {
  active: (role) => `still held ${role}`,
  eligible: (role) => `could still activate ${role}`,
  without: (role) => `no longer had ${role}`,
};

/** Returns "Bo"; or "both", because the previous sentence has named them all; or "both others" after a further name. */
function subjectOf(people: readonly Principal[], all: readonly Principal[], isAfterName: boolean): string {
  if (people.length === 1 || people.length < all.length) return joinFirst(people.map(displayName), maxTaken);
  const count = numberWord(people.length);
  if (isAfterName) return people.length === 2 ? 'both others' : `the ${count} others`;
  return people.length === 2 ? 'both' : `all ${count}`;
}

/** Joins clauses: "a, and b", "a, b, and c". */
const joinClauses = (clauses: readonly string[]): string =>
  clauses.join(', ').replace(/, (?=[^,]*$)/, ', and ');

/** The mail has room for few names. */
const maxTaken = 5;

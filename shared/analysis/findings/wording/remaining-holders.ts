import type { Assignment } from '../../../domain/access/standing-access';
import { displayName, type Principal, type RatedRole } from '../../../domain/events/people';
import { fold } from '../../../domain/fold';
import { joinList } from '../../../text/plural';
import { samePerson } from '../policy/same-person';
import type { FindingContext } from '../rule';
import { byHolder } from './about-access';
import { timeWords } from './sentence';

/**
 * Returns what the snapshot shows after a role was taken from some people: who of them still has it in another way, and
 * who else has it: "On Sat 21 Nov 02:30 Bo was still eligible. Others with the role then: Anna (active)." Null without a
 * snapshot that is later than the removals; what its lists do not prove is not said.
 */
export function remainingWords(
  role: RatedRole,
  taken: readonly Principal[],
  since: Date,
  { access, period }: Pick<FindingContext, 'access' | 'period'>,
): string | null {
  if (access === null || access.standing.readAt <= since || role.id === null) return null;
  const isWhole = access.isComplete('role-eligibility') && access.isComplete('role-assignments');
  const held = access.standing.assignments.filter((each) => fold(each.role.id) === fold(role.id));
  const ofOne = (who: Principal) => held.filter(({ principal }) => samePerson(who, principal) === true);
  const others = held.filter((each) => !taken.some((who) => ofOne(who).includes(each)));
  const of = (state: string) => taken.filter((who) => stateOf(ofOne(who)) === state);
  const are = (people: readonly Principal[], state: string): string[] =>
    people.length === 0 ? [] : [`${subjectOf(people, taken)} ${state}`];
  const kept = [
    ...are(of('active'), 'still active'),
    ...are(of('eligible'), 'still eligible'),
    // Whoever is known by name alone may be in the lists.
    ...(isWhole
      ? are(
          of('none').filter(({ id }) => id !== null),
          'without the role',
        )
      : []),
  ];
  const time = `on ${timeWords(access.standing.readAt, period.timeZone)}`;
  const sentences = [
    ...(kept.length === 0 ? [] : [`O${time.slice(1)} ${joinList(kept)}.`]),
    ...othersWords(others, isWhole, kept.length === 0 ? time : 'then'),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

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
  const holders = byHolder(others).filter(
    ([{ principal }]) =>
      principal.type !== 'group' ||
      !others.some(({ via }) => via !== null && fold(via.id) === fold(principal.id)),
  );
  if (holders.length === 0) return isWhole ? [`Nobody else had the role ${when}.`] : [];
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
  const all = [...ofKind('active'), ...ofKind('eligible')].join(', ');
  return [`Others with the role ${when}${asFarAs}: ${all}.`];
}

/** The mail has room for few; the Access sheet names all. */
const [maxActive, maxEligible, maxTaken] = [3, 2, 5];

function named(names: readonly string[], max: number): string {
  const rest = names.length - max;
  return joinList(rest > 0 ? [...names.slice(0, max), `${rest} more`] : names);
}

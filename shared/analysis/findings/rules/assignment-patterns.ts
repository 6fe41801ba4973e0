import { isPimService } from '../../../catalogue/pim-service';
import { isCompleted, isGrant, isRemoval, type Change, type ChangeKind } from '../../../domain/events/change';
import {
  displayName,
  knownName,
  principalKey,
  scopeKey,
  type Actor,
  type Principal,
} from '../../../domain/events/people';
import { durationWords } from '../../../text/duration-words';
import { plural } from '../../../text/plural';
import { expiryLag } from '../../elevations/ends';
import { mayBeSameUnit, unitOfChange } from '../../events/unit-scope';
import { groupBy, groupsByKey, type NonEmpty } from '../../group-by';
import { holderIdentity, roleIdentity } from '../../identities';
import { aboutChange, commonRole, partiesOf } from '../wording/about';
import { burstsOfPeriod } from '../bursts';
import { knownGiver } from '../wording/change-words';
import { defineRule, type Rule } from '../rule';
import { samePerson } from '../policy/same-person';
import { actorAtStart, actorName, roleTitle } from '../wording/sentence';

const minute = 60_000;
const hour = 60 * minute;

/** The removals that end each kind of assignment. A standing one can be removed through PIM or outside it. */
const endedBy: Partial<Record<ChangeKind, readonly ChangeKind[]>> = {
  'eligible-assigned': ['eligible-removed'],
  'active-assigned': ['active-removed', 'removed-outside-pim'],
  'assigned-outside-pim': ['removed-outside-pim', 'active-removed'],
};

/** Core Directory omits the scope that PIM states, unless it is an administrative unit. */
function mayBeSameScope(a: Change, b: Change): boolean {
  if (!mayBeSameUnit(unitOfChange(a), unitOfChange(b))) return false;
  const [one, other] = [scopeKey(a.scope), scopeKey(b.scope)];
  return one === '' || other === '' || one === other;
}

/** Whether somebody removed the assignment, and it did not merely expire. */
function isTakenAway(assigned: Change, removed: Change): boolean {
  if (isPimService(removed.initiator)) return false;
  return assigned.endsAt === null || removed.at.getTime() < assigned.endsAt.getTime() - expiryLag;
}

const assignedAndRemoved = defineRule({
  id: 'assigned-and-removed',
  severity: 'medium',
  weight: 39,
  title: 'Assigned and soon removed',
  why: 'A role that is assigned and removed within hours may have been lent for something that nobody should notice.',
  advice: 'Ask what the role was used for in that time.',
  thresholds: { hours: 4 },
  find: ({ changes, allChanges }, { hours }) => {
    const assignments = allChanges.filter(
      (change) => isCompleted(change) && isMade(change) && change.kind in endedBy,
    );
    const byHolder = groupsByKey(assignments, holderIdentity);
    return changes.filter(isRemoval).flatMap((removal) => {
      const assigned = (byHolder.get(holderIdentity(removal)) ?? [])
        .filter((change) => change.at <= removal.at && endedBy[change.kind]?.includes(removal.kind))
        .filter((change) => mayBeSameScope(change, removal))
        .reduce<Change | null>((latest, change) => (latest && latest.at > change.at ? latest : change), null);
      if (assigned === null || !isTakenAway(assigned, removal)) return [];
      const held = removal.at.getTime() - beginOf(assigned);
      if (held < 0 || held > hours * hour) return [];
      const sentence = `${lentWords(assigned, removal)} after ${durationWords(held / minute)}.`;
      const eventIds = [...assigned.eventIds, ...removal.eventIds];
      const parties = partiesOf([assigned, removal]);
      return [{ ...aboutChange(removal, sentence), at: assigned.at, count: 1, parties, eventIds }];
    });
  },
});

/** When an assignment came into force: when it was made, or at the later start that it states. */
const beginOf = ({ at, startsAt }: Change): number => Math.max(at.getTime(), startsAt?.getTime() ?? 0);

/** "Anna gave Bo Global Reader and took it away again", with who took it away where that was somebody else. */
function lentWords(assigned: Change, removal: Change): string {
  const [giver, taker] = [knownGiver(assigned), knownGiver(removal)];
  const [whom, role] = [displayName(removal.principal), roleTitle(removal)];
  const isOwn = samePerson(giver, removal.principal) === true;
  const given =
    giver === null
      ? `${whom} was given ${role}`
      : `${actorAtStart(giver)} gave ${isOwn ? 'themselves' : whom} ${role}`;
  if (taker === null) return `${given} and lost it again`;
  if (samePerson(giver, taker) === true) return `${given} and took it away again`;
  if (giver === null && samePerson(taker, removal.principal) === true) return `${given} and gave it back`;
  return `${given}, and ${actorName(taker)} took it away again`;
}

/** Whether a change was made when its time says. PIM also logs assignments that it sees elsewhere, made at any time. */
const isMade = ({ isOnlySeen }: Change): boolean => isOnlySeen !== true;

/** A grant with a known initiator and a known principal. */
type KnownGrant = Change & { readonly initiator: Actor; readonly principal: Principal };

function isKnownGrant(change: Change): change is KnownGrant {
  const byHand = change.initiator !== null && !isPimService(change.initiator);
  return isGrant(change) && isMade(change) && byHand && change.principal !== null;
}

const principalOf = ({ principal }: KnownGrant): string => principalKey(principal);

/** "Anna made 10 people eligible for Global Reader"; of several roles or kinds "Anna gave roles to 10 people". */
function bulkWords(burst: NonEmpty<KnownGrant>): string {
  const [first] = burst;
  const size = new Set(burst.map(principalOf)).size;
  const isPeople = burst.every(({ principal }) => principal.type === 'user');
  const whom = isPeople ? plural(size, 'person', 'people') : plural(size, 'principal');
  const who = actorAtStart(first.initiator);
  const isOneRole = new Set(burst.map(roleIdentity)).size === 1;
  const kinds = new Set(burst.map(({ kind }) => kind));
  if (!isOneRole || kinds.size > 1) return `${who} gave roles to ${whom}`;
  const isMembership = first.provider === 'group' && first.role?.name === 'Member';
  const role = isMembership ? displayScope(first) : roleTitle(first);
  if (kinds.has('assigned-outside-pim')) return `${who} gave ${whom} ${role} directly, bypassing PIM,`;
  if (first.kind.startsWith('eligible')) return `${who} made ${whom} eligible for ${role}`;
  return isMembership
    ? `${who} made ${whom} active members of ${role}`
    : `${who} made ${whom} active in ${role}`;
}

const displayScope = ({ scope }: Change): string => scope?.label ?? knownName(scope) ?? 'an unknown group';

const bulkAssignment = defineRule({
  id: 'bulk-assignment',
  severity: 'medium',
  weight: 38,
  title: 'Bulk assignment',
  why: 'Roles assigned to many people at once are rarely checked one by one, and a stolen account is used that way.',
  advice: 'Check the list with the owner of the role, and ask for the ticket behind it.',
  parts: [
    'new-role-holder',
    'assigned-outside-pim',
    'permanent-active-assignment',
    'permanent-eligibility',
    'group-assigned-role',
  ],
  /** More than `principals` within `hours`. */
  thresholds: { principals: 9, hours: 1 },
  find: ({ allChanges, period }, { principals, hours }) => {
    const options = {
      at: ({ at }: KnownGrant) => at,
      key: principalOf,
      withinMilliseconds: hours * hour,
      atLeast: Math.floor(principals) + 1,
    };
    const byInitiator = groupBy(allChanges.filter(isKnownGrant), ({ initiator }) => principalKey(initiator));
    return byInitiator.flatMap((group) =>
      burstsOfPeriod(group, options, period).map((burst) => {
        const [first] = burst;
        const last = burst.at(-1) ?? first;
        const taken = Math.max(1, (last.at.getTime() - first.at.getTime()) / minute);
        return {
          ...aboutChange(first, `${bulkWords(burst)} within ${durationWords(taken)}.`),
          ...commonRole(burst),
          principal: null,
          concerned: groupBy(burst, principalOf).map(([{ principal }]) => principal),
          count: burst.length,
          eventIds: burst.flatMap((change) => change.eventIds),
        };
      }),
    );
  },
});

/** Rules about patterns of several assignments and removals. */
export const assignmentPatternRules: readonly Rule[] = [assignedAndRemoved, bulkAssignment];

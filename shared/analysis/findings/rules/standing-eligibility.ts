import { globalAdministratorId } from '../../../catalogue/privileged-roles';
import { displayName, principalKey } from '../../../domain/events/people';
import type { AccessList } from '../../../domain/access/standing-access';
import { utcDayOf } from '../../../domain/time/utc-day';
import { joinFirst, plural } from '../../../text/plural';
import { knownDaysBefore } from '../../history/history-length';
import {
  aboutHolder,
  aboutRole,
  byHolder,
  heldTitle,
  isPerson,
  isWithoutEnd,
  kindsOf,
  withAccess,
} from '../wording/about-access';
import { defineRule, type Rule } from '../rule';
import { timeWords } from '../wording/sentence';

const day = 86_400_000;

const tooManyGlobalAdministrators = defineRule({
  id: 'too-many-global-administrators',
  severity: 'medium',
  weight: 27,
  title: 'Number of Global Administrators',
  why: 'Each Global Administrator is a way into everything; with only one, you can lock yourself out of your tenant.',
  advice: 'Give most of them a narrower role, and keep two to four Global Administrators.',
  thresholds: { most: 4, least: 2 },
  find: (context, { most, least }) =>
    withAccess(context, ({ standing, isComplete, members }) => {
      const held = standing.assignments.filter(({ role }) => role.id === globalAdministratorId);
      const people = new Map(
        held.filter(isPerson).map(({ principal }) => [principalKey(principal), principal]),
      );
      const [sample] = held;
      const role = sample?.role ?? {
        id: globalAdministratorId,
        name: 'Global Administrator',
        privileged: true,
      };
      if (people.size > most) {
        const names = [...people.values()].map(displayName);
        const sentence = `${plural(people.size, 'person', 'people')} hold or can activate Global Administrator (limit: ${most}): ${joinFirst(names, 10)}.`;
        return [{ ...aboutRole(role, sentence, standing), count: people.size }];
      }
      // Only what was read to its end, and is understood row by row, can show that there are few.
      const groups = held.filter(({ principal }) => principal.type === 'group');
      const isKnown =
        isComplete('role-eligibility') &&
        isComplete('role-assignments') &&
        held.every(({ principal }) => principal.type !== null) &&
        standing.lists.every(isPlausible) &&
        groups.every(({ principal }) =>
          members.some(({ groupId }) => groupId === principal.id?.toLowerCase()),
        );
      if (people.size >= least || !isKnown) return [];
      const count = people.size === 0 ? 'Nobody holds' : 'Only 1 person holds';
      return [aboutRole(role, `${count} Global Administrator: there should be at least ${least}.`, standing)];
    }),
});

/** Whether a list of role holders can be all there is: every tenant has a Global Administrator, and odd rows may be one. */
const isPlausible = ({ endpoint, rows, reason }: AccessList): boolean =>
  (endpoint !== 'role-assignments' && endpoint !== 'role-eligibility') ||
  (reason === null && (rows > 0 || endpoint === 'role-eligibility'));

const eligibleWithoutEnd = defineRule({
  id: 'eligible-without-end',
  severity: 'low',
  weight: 10,
  title: 'Eligible without end',
  why: 'An eligibility without end outlives the task that it was given for.',
  advice: 'Give the eligibility an end, and review it before then.',
  find: (context) =>
    withAccess(context, ({ standing }) =>
      byHolder(
        standing.assignments.filter(
          (assignment) =>
            assignment.kind === 'eligible' &&
            assignment.via === null &&
            isWithoutEnd(assignment, standing.readAt),
        ),
      ).map(([holder]) => {
        const end = holder.until === null ? 'without end' : `until ${utcDayOf(holder.until)}`;
        const sentence = `${displayName(holder.principal)} is eligible for ${heldTitle(holder)} ${end}.`;
        return aboutHolder(holder, sentence, standing, { assignmentKinds: ['eligible'] });
      }),
    ),
});

const eligibleNotUsed = defineRule({
  id: 'eligible-not-used',
  severity: 'low',
  weight: 8,
  title: 'Eligible and not used',
  why: 'An unused role is one more that an attacker can steal.',
  advice: 'Ask the holder whether the role is still needed, and remove it if not.',
  thresholds: { days: 45 },
  lookBackDays: ({ days }) => days,
  find: (context, { days }) =>
    withAccess(context, ({ standing, usedUntil }) => {
      if (knownDaysBefore(usedUntil, days, context.history) < Math.floor(days)) return [];
      const since = new Date(usedUntil.getTime() - days * day);
      // Since when somebody is in a group is not told, so a role through a group proves nothing.
      const unused = standing.assignments.filter(
        ({ kind, via, principal, since: start, lastActivatedAt }) =>
          kind === 'eligible' &&
          via === null &&
          principal.type !== 'group' &&
          (start === null || start <= since) &&
          (lastActivatedAt === null || lastActivatedAt < since),
      );
      return byHolder(unused).map(([holder]) =>
        aboutHolder(
          holder,
          `${displayName(holder.principal)} is eligible for ${heldTitle(holder)} and has not activated it in the last ${plural(days, 'day')}.`,
          standing,
          { assignmentKinds: ['eligible'] },
        ),
      );
    }),
});

const accessExpiresSoon = defineRule({
  id: 'access-expires-soon',
  severity: 'info',
  weight: 20,
  title: 'Access expires soon',
  why: 'People who still need the role should have it renewed before it ends.',
  advice: 'Renew what is still needed, and let the rest run out.',
  thresholds: { days: 14 },
  find: (context, { days }) =>
    withAccess(context, ({ standing }) => {
      const until = context.asOf.getTime() + days * day;
      const ending = standing.assignments.filter(
        (assignment) =>
          assignment.via === null &&
          assignment.until !== null &&
          assignment.until > context.asOf &&
          assignment.until.getTime() <= until,
      );
      return byHolder(ending).map((cases) => {
        const [holder] = cases;
        const end = timeWords(holder.until ?? new Date(until), context.period.timeZone);
        const what = holder.kind === 'active' ? 'active assignment' : 'eligibility';
        return aboutHolder(
          holder,
          `${displayName(holder.principal)}'s ${what} for ${heldTitle(holder)} ends on ${end}.`,
          standing,
          { assignmentKinds: kindsOf(cases) },
        );
      });
    }),
});

/** Rules about how many hold a role, for how long, and whether they use it. */
export const standingEligibilityRules: readonly Rule[] = [
  tooManyGlobalAdministrators,
  eligibleWithoutEnd,
  eligibleNotUsed,
  accessExpiresSoon,
];

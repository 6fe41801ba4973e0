import { isPimService } from '../../../catalogue/pim-service';
import { isTier0 } from '../../../catalogue/privileged-roles';
import { displayName } from '../../../domain/events/people';
import { isWithin } from '../../../domain/time/period';
import { plural } from '../../../text/plural';
import type { RefusedRemoval } from '../../events/removals/refused-removals';
import { reasonWords } from '../wording/reason-words';
import { defineRule, type FindingContext, type Rule } from '../rule';
import { samePerson } from '../policy/same-person';
import { actorAtStart, roleTitle } from '../wording/sentence';

const removalFailed = defineRule({
  id: 'removal-failed',
  severity: 'medium',
  worstSeverity: 'high',
  weight: 60,
  title: 'Role could not be removed',
  why: 'The holder still has the role although everybody believes that it was removed.',
  advice: 'Remove the role by hand, and check afterwards that it is gone.',
  find: (context) =>
    context.refusals
      .filter(({ endedAt, at }) => endedAt === null && isWithin(context.period, at))
      .filter((refusal) => !mayStillEnd(refusal, context))
      .map((refusal) => {
        const { at, principal, role, scope, initiator, count, eventIds, reason } = refusal;
        const times = count === 1 ? '' : ` (${plural(count, 'attempt')})`;
        const sentence = `${attempt(refusal)}${times}, so the role is still held: ${reasonWords(reason)}.`;
        const severity = isTier0(role) ? 'high' : 'medium';
        return { severity, sentence, principal, role, scope, initiator, at, count, eventIds } as const;
      }),
});

/** "PIM could not end Tore Lund's eligibility for Global Administrator". */
function attempt({ initiator, principal, hold, ...of }: RefusedRemoval): string {
  const who = initiator === null || isPimService(initiator) ? 'PIM' : actorAtStart(initiator);
  if (hold === 'eligible')
    return `${who} could not end ${displayName(principal)}'s eligibility for ${roleTitle(of)}`;
  if (samePerson(initiator, principal) === true) return `${who} could not give back ${roleTitle(of)}`;
  return `${who} could not take ${roleTitle(of)} away from ${displayName(principal)}`;
}

/** Giving a role back in its first minutes is refused, and no matter while its planned end is still to come. */
function mayStillEnd(refusal: RefusedRemoval, { allElevations, asOf }: FindingContext): boolean {
  if (!refusal.isTooShort) return false;
  return allElevations.some(
    ({ eventIds, plannedEndAt }) =>
      plannedEndAt !== null && plannedEndAt > asOf && refusal.eventIds.some((id) => eventIds.includes(id)),
  );
}

/** Rules about roles that could not be taken away. */
export const removalRules: readonly Rule[] = [removalFailed];

import type { Change } from '../../../domain/events/change';
import { elevationAt, type Elevation, type RequestAction } from '../../../domain/events/elevation';
import { displayName, type Identity } from '../../../domain/events/people';
import { isWithin } from '../../../domain/time/period';
import { underEveryUpn } from '../../events/object-names';
import { groupBy } from '../../group-by';
import { aboutChange, aboutElevation } from '../wording/about';
import { changeWords } from '../wording/change-words';
import { isNamedIn } from '../policy/is-named';
import { samePerson } from '../policy/same-person';
import { defineRule, type FindingContext, type RawFinding, type Rule } from '../rule';
import { requestWords, roleTitle } from '../wording/sentence';

/** What the requester experienced, by outcome. */
const deeds: Readonly<Record<Elevation['outcome'], string>> = {
  activated: 'activated',
  denied: 'was denied',
  cancelled: 'asked for and gave up',
  'timed-out': 'asked in vain for',
  failed: 'tried to activate',
  pending: 'asked for',
};

/** What somebody else tried to do with the request or the activation. */
const attempts: Readonly<Record<RequestAction['action'], string>> = {
  approved: 'approve',
  denied: 'deny',
  cancelled: 'cancel',
  ended: 'end',
};

const nameOf = (account: Identity | null): string => `The break-glass account ${displayName(account)}`;

/** A renamed account is still the one that the setting names, by the UPN that it had. */
function breakGlassTest({ policy, history }: FindingContext): (who: Identity | null) => boolean {
  const { breakGlassAccounts } = policy;
  if (breakGlassAccounts.length === 0) return () => false;
  return (who) =>
    who !== null && underEveryUpn(who, history.names).some((each) => isNamedIn(breakGlassAccounts, each));
}

const breakGlassUsed = defineRule({
  id: 'break-glass-used',
  severity: 'high',
  weight: 85,
  title: 'Break-glass account used',
  why: 'If an emergency account is used, there is an emergency, or somebody uses it who should not.',
  advice:
    'Find out which emergency it was. If there was none, change the password and keys of the account today.',
  find: (context) => {
    const { elevations, changes } = context;
    const isBreakGlass = breakGlassTest(context);
    const used = elevations.flatMap((elevation) => {
      const { principal, initiator, outcome } = elevation;
      const role = roleTitle(elevation);
      if (isBreakGlass(principal)) {
        return [aboutElevation(elevation, `${nameOf(principal)} ${deeds[outcome]} ${role}.`)];
      }
      if (!isBreakGlass(initiator)) return [];
      const sentence = `${nameOf(initiator)} asked for ${role} for ${displayName(principal)}.`;
      return [aboutElevation(elevation, sentence)];
    });
    // Whoever made an assignment that PIM only sees may have made it years ago.
    const didMake = ({ initiator, isOnlySeen }: Change): boolean =>
      isBreakGlass(initiator) && isOnlySeen !== true;
    const changed = changes
      .filter((change) => isBreakGlass(change.principal) || didMake(change))
      .map((change) => {
        const account = didMake(change) ? change.initiator : change.principal;
        const part = didMake(change) ? 'made a change' : 'was the subject of a change';
        return aboutChange(change, `${nameOf(account)} ${part}: ${changeWords(change)}.`);
      });
    return [...used, ...actionsOn(context, isBreakGlass), ...changed];
  },
});

/**
 * Returns what break-glass accounts did in the period with requests and activations, of whichever period: an activation
 * of Sunday can be ended on Monday. What they did with their own is part of its use, which the period of the use
 * reports.
 */
function actionsOn(
  { allElevations, period }: FindingContext,
  isBreakGlass: (who: Identity | null) => boolean,
): RawFinding[] {
  return allElevations.flatMap((elevation) => {
    const at = elevationAt(elevation);
    const isReported = at !== null && isWithin(period, at);
    const isOwn = ({ by }: RequestAction): boolean =>
      samePerson(by, elevation.principal) === true || samePerson(by, elevation.initiator) === true;
    const own = elevation.actions.filter(
      (action) => isBreakGlass(action.by) && isWithin(period, action.at) && !(isReported && isOwn(action)),
    );
    return groupBy(own, ({ action, by }) => `${action} ${displayName(by)}`).map((steps) => {
      const [first] = steps;
      const sentence = `${nameOf(first.by)} ${actionWords(steps, elevation)}.`;
      return { ...aboutElevation(elevation, sentence), initiator: first.by, at: first.at };
    });
  });
}

/** "approved Anna's request for Global Reader", "tried to end Anna's activation of Global Reader". */
function actionWords(steps: readonly RequestAction[], elevation: Elevation): string {
  const action = steps[0]?.action ?? 'ended';
  const verb = steps.every(({ didFail }) => didFail) ? `tried to ${attempts[action]}` : action;
  if (action !== 'ended') return `${verb} ${requestWords(elevation)}`;
  return `${verb} ${displayName(elevation.principal)}'s activation of ${roleTitle(elevation)}`;
}

/** Rules about accounts that are kept for emergencies. */
export const breakGlassRules: readonly Rule[] = [breakGlassUsed];

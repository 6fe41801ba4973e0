import { isPimService } from '../../../catalogue/pim-service';
import type { Change } from '../../../domain/change';
import type { Elevation } from '../../../domain/elevation';
import { displayName } from '../../../domain/people';
import { isActivated } from './activation-volume';
import { isGrant } from './assignments';
import { changeWords } from '../change-words';
import { groupBy, holderIdentity } from '../grouping';
import { isNamedIn } from '../is-named';
import { aboutChange, aboutElevation } from '../about';
import { defineRule } from '../rule';
import { samePerson } from '../same-person';
import { roleTitle } from '../sentence';

/** A role was taken with a password alone. */
export const activationWithoutMfa = defineRule({
  id: 'activation-without-mfa',
  severity: 'high',
  title: 'Activated without MFA',
  why: 'A stolen password alone is enough to use the role.',
  thresholds: {},
  find: ({ elevations }) =>
    elevations
      .filter(isActivated)
      .filter(({ mfa }) => mfa === 'no')
      .map((elevation) => {
        const who = `${displayName(elevation.principal)} activated ${roleTitle(elevation)}`;
        return aboutElevation(elevation, `${who} without multi-factor authentication.`);
      }),
});

/** Somebody activated a role for somebody else. */
export const activatedForAnother = defineRule({
  id: 'activated-for-another',
  severity: 'medium',
  title: 'Activated for another',
  why: 'A role is activated by whoever needs it: doing it for another hides who used it.',
  thresholds: {},
  find: ({ elevations }) =>
    elevations
      .filter(isActivated)
      // Where the request itself is not known, all that is left is the service's name on the activation.
      .filter(
        ({ initiator, principal }) => !isPimService(initiator) && samePerson(initiator, principal) === false,
      )
      .map((elevation) => {
        const forWhom = `${roleTitle(elevation)} for ${displayName(elevation.principal)}`;
        return aboutElevation(elevation, `${displayName(elevation.initiator)} activated ${forWhom}.`);
      }),
});

/** Guests keep their home address, mangled, in front of this mark. */
const isGuest = ({ principal }: Elevation | Change): boolean => /#ext#/i.test(principal?.upn ?? '');

/** An account of another organization holds or used a privileged role. */
export const guestPrivileged = defineRule({
  id: 'guest-privileged',
  severity: 'medium',
  title: 'Guest in a privileged role',
  why: "A guest's account is protected, watched and closed by another organization.",
  thresholds: {},
  find: ({ elevations, changes }) => {
    const cases = [
      ...changes.filter(isGrant).map((of) => ({ of, finding: aboutChange(of, '') })),
      ...elevations.filter(isActivated).map((of) => ({ of, finding: aboutElevation(of, '') })),
    ]
      .filter(({ of }) => isGuest(of) && of.role?.privileged === true)
      .sort((a, b) => a.finding.at.getTime() - b.finding.at.getTime());
    // Being assigned a role and using it is one cause: that this guest has it.
    return groupBy(cases, ({ of }) => holderIdentity(of)).map((group) => {
      const [first] = group;
      const used = group.some(({ of }) => 'outcome' in of);
      const given = group.some(({ of }) => 'kind' in of);
      const did = [...(given ? ['was given'] : []), ...(used ? ['activated'] : [])].join(' and ');
      const sentence = `The guest ${displayName(first.of.principal)} ${did} ${roleTitle(first.of)}.`;
      const count = group.reduce((sum, { finding }) => sum + finding.count, 0);
      return {
        ...first.finding,
        sentence,
        count,
        eventIds: group.flatMap(({ finding }) => finding.eventIds),
      };
    });
  },
});

/** What an elevation was to the one who asked for it. */
const deeds: Readonly<Record<Elevation['outcome'], string>> = {
  activated: 'activated',
  denied: 'was denied',
  cancelled: 'asked for and gave up',
  'timed-out': 'asked in vain for',
  failed: 'tried to activate',
  pending: 'asked for',
};

/** An account kept for emergencies was at work. */
export const breakGlassUsed = defineRule({
  id: 'break-glass-used',
  severity: 'high',
  title: 'Break-glass account used',
  why: 'An account kept for emergencies is used in an emergency, or by somebody who should not have it.',
  thresholds: {},
  find: ({ elevations, changes, policy: { breakGlassAccounts } }) => {
    const isOne = (who: Change['initiator'] | Change['principal']): boolean =>
      isNamedIn(breakGlassAccounts, who);
    const used = elevations.flatMap((elevation) => {
      const { principal, initiator, outcome } = elevation;
      const role = roleTitle(elevation);
      if (isOne(principal)) {
        const who = `The break-glass account ${displayName(principal)}`;
        return [aboutElevation(elevation, `${who} ${deeds[outcome]} ${role}.`)];
      }
      if (!isOne(initiator)) return [];
      const who = `The break-glass account ${displayName(initiator)}`;
      return [aboutElevation(elevation, `${who} asked for ${role} for ${displayName(principal)}.`)];
    });
    const changed = changes
      .filter(({ principal, initiator }) => isOne(principal) || isOne(initiator))
      .map((change) => {
        const account = isOne(change.initiator) ? change.initiator : change.principal;
        const part = isOne(change.initiator) ? 'made a change' : 'was the subject of a change';
        const who = `The break-glass account ${displayName(account)} ${part}`;
        return aboutChange(change, `${who}: ${changeWords(change)}.`);
      });
    return [...used, ...changed];
  },
});

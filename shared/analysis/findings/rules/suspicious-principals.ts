import { isPimService } from '../../../catalogue/pim-service';
import { isGrant, type Change } from '../../../domain/events/change';
import { isActivated, type Elevation } from '../../../domain/events/elevation';
import { displayName } from '../../../domain/events/people';
import { groupBy } from '../../group-by';
import { holderIdentity } from '../../identities';
import { aboutChange, aboutElevation, mergeFindings } from '../wording/about';
import { knownGiver } from '../wording/change-words';
import { defineRule, type Rule } from '../rule';
import { samePerson } from '../policy/same-person';
import { activatedWords, actorAtStart, roleTitle } from '../wording/sentence';

const activationWithoutMfa = defineRule({
  id: 'activation-without-mfa',
  severity: 'high',
  weight: 48,
  title: 'Activated without MFA',
  why: 'A stolen password alone is enough to use the role.',
  advice:
    'Require multi-factor authentication on activation of this role, and check the sign-in of the holder.',
  find: ({ elevations }) =>
    elevations
      .filter(isActivated)
      .filter(({ mfa }) => mfa === 'no')
      .map((elevation) =>
        aboutElevation(elevation, `${activatedWords(elevation)} without multi-factor authentication.`),
      ),
});

const activatedForAnother = defineRule({
  id: 'activated-for-another',
  severity: 'medium',
  weight: 41,
  title: 'Activated for another',
  why: 'People activate the roles that they need; activating one for somebody else hides who used it.',
  advice: 'Ask both why the holder did not activate the role themselves.',
  find: ({ elevations }) =>
    elevations
      .filter(isActivated)
      // Without the request, the only known initiator of an activation can be PIM itself.
      .filter(
        ({ initiator, principal }) => !isPimService(initiator) && samePerson(initiator, principal) === false,
      )
      .map((elevation) => {
        const forWhom = `${roleTitle(elevation)} for ${displayName(elevation.principal)}`;
        return aboutElevation(elevation, `${displayName(elevation.initiator)} activated ${forWhom}.`);
      }),
});

/** A guest's UPN is the mangled home address followed by this mark. */
const isGuest = ({ principal }: Elevation | Change): boolean => /#ext#/i.test(principal?.upn ?? '');

const guestPrivileged = defineRule({
  id: 'guest-privileged',
  severity: 'medium',
  weight: 55,
  title: 'Guest in a privileged role',
  why: 'Another organization protects, monitors and closes the account of a guest.',
  advice: 'Confirm with the sponsor that this guest still needs the role, and give it an end.',
  find: ({ elevations, changes }) => {
    const cases = [
      ...changes.filter(isGrant).map((of) => ({ of, finding: aboutChange(of, '') })),
      ...elevations.filter(isActivated).map((of) => ({ of, finding: aboutElevation(of, '') })),
    ]
      .filter(({ of }) => isGuest(of) && of.role?.privileged === true)
      .sort((a, b) => a.finding.at.getTime() - b.finding.at.getTime());
    // Being assigned a role and using it have one cause: this guest has the role.
    return groupBy(cases, ({ of }) => holderIdentity(of)).map((group) => {
      const [first, ...others] = group;
      const used = group.some(({ of }) => 'outcome' in of);
      const given = group.some(({ of }) => 'kind' in of);
      const giver = group.flatMap(({ of }) => ('kind' in of ? (knownGiver(of) ?? []) : []))[0];
      const [who, role] = [displayName(first.of.principal), roleTitle(first.of)];
      const did = [...(given ? ['was given'] : []), ...(used ? ['activated'] : [])].join(' and ');
      const after = used ? ', and they activated it' : '';
      const sentence =
        giver === undefined || samePerson(giver, first.of.principal) === true
          ? `The guest ${who} ${did} ${role}.`
          : `${actorAtStart(giver)} gave the guest ${who} ${role}${after}.`;
      return { ...mergeFindings([first.finding, ...others.map(({ finding }) => finding)]), sentence };
    });
  },
});

/** Rules about who uses or receives a role. */
export const suspiciousPrincipalRules: readonly Rule[] = [
  activationWithoutMfa,
  activatedForAnother,
  guestPrivileged,
];

import { isPimService } from '../../../catalogue/pim-service';
import { isCompleted, type Change, type ChangeKind } from '../../../domain/events/change';
import { fold } from '../../../domain/fold';
import { displayName, knownName } from '../../../domain/events/people';
import { plural } from '../../../text/plural';
import { quote } from '../../../text/quote';
import { groupBy } from '../../group-by';
import { aboutChange, mergeFindings } from '../wording/about';
import { defineRule, type FindingContext, type Rule } from '../rule';
import { actorAtStart, roleTitle } from '../wording/sentence';

/** Who made the change: a name, or "PIM" for PIM itself. */
const maker = ({ initiator }: Change): string =>
  initiator === null || isPimService(initiator) ? 'PIM' : actorAtStart(initiator);

const named = ({ subject, scope }: Change): string => {
  const name = subject ?? knownName(scope);
  return name === null ? '' : ` ${quote(name)}`;
};

const completed = ({ changes }: FindingContext, ...kinds: ChangeKind[]): Change[] =>
  changes.filter((change) => isCompleted(change) && kinds.includes(change.kind));

const pimAlertDisabled = defineRule({
  id: 'pim-alert-disabled',
  severity: 'high',
  weight: 55,
  title: 'PIM alert disabled',
  why: 'Somebody who plans to misuse roles may switch off the warnings first.',
  advice: 'Ask who approved it, and enable the alert again.',
  find: (context) =>
    completed(context, 'alert-disabled', 'alert-changed').map((change) => {
      const did = change.kind === 'alert-disabled' ? 'disabled the PIM alert' : 'changed the PIM alert';
      return aboutChange(change, `${maker(change)} ${did}${named(change)}.`);
    }),
});

/** What kind of thing PIM managed. */
const thing = ({ provider }: Change): string =>
  ({ azure: 'the Azure resource', group: 'the group', entra: 'the directory' })[provider];

const pimAlertTriggered = defineRule({
  id: 'pim-alert-triggered',
  severity: 'medium',
  weight: 32,
  title: 'PIM raised an alert',
  why: 'PIM itself saw something in the tenant that does not follow good practice.',
  advice: 'Open the alert in PIM, fix its cause, or dismiss it with a reason.',
  find: (context) =>
    // An alert repeats until its cause is gone: it is one finding with a count.
    groupBy(
      completed(context, 'alert-triggered'),
      ({ provider, subject }) => `${provider} ${fold(subject)}`,
    ).map(([first, ...others]) => {
      const merged = mergeFindings([
        aboutChange(first, ''),
        ...others.map((change) => aboutChange(change, '')),
      ]);
      const times = merged.count === 1 ? '' : ` ${plural(merged.count, 'time')}`;
      return { ...merged, sentence: `PIM raised the alert${named(first)}${times}.` };
    }),
});

const offboardedFromPim = defineRule({
  id: 'offboarded-from-pim',
  severity: 'high',
  weight: 54,
  title: 'Removed from PIM',
  why: 'Roles outside PIM have no approvals, no time limits and no activation records.',
  advice: 'Ask who approved it, and bring it back under PIM management.',
  find: (context) =>
    completed(context, 'offboarded').map((change) => {
      const what = `${thing(change)}${named(change)}`;
      return aboutChange(
        change,
        `${maker(change)} removed ${what} from PIM: its roles are no longer managed there.`,
      );
    }),
});

const accessElevatedToRoot = defineRule({
  id: 'access-elevated-to-root',
  severity: 'high',
  weight: 100,
  title: 'Access elevated to all Azure subscriptions',
  why: 'Its holder can assign any role in every Azure subscription of the tenant, until somebody removes the access.',
  advice:
    'Ask why it was needed, and remove the User Access Administrator assignment at the root scope when the work is done.',
  find: (context) =>
    completed(context, 'access-elevated').map((change) => {
      const who = displayName(change.initiator ?? change.principal);
      const what = 'elevated their access to User Access Administrator over all Azure subscriptions';
      return aboutChange(change, `${who} ${what}.`);
    }),
});

const customRoleChanged = defineRule({
  id: 'custom-role-changed',
  severity: 'low',
  weight: 36,
  title: 'Custom role changed',
  why: 'A custom role can quietly get more permissions than its name suggests.',
  advice: 'Compare the permissions of the role with what its holders need.',
  find: (context) =>
    completed(context, 'custom-role-changed').map((change) => {
      const role = change.role === null ? named(change) : ` ${roleTitle(change)}`;
      return aboutChange(change, `${maker(change)} ${change.action ?? 'changed'} the custom role${role}.`);
    }),
});

/** Rules about PIM itself: its alerts, what it manages, and custom roles. */
export const pimServiceRules: readonly Rule[] = [
  pimAlertDisabled,
  pimAlertTriggered,
  offboardedFromPim,
  accessElevatedToRoot,
  customRoleChanged,
];

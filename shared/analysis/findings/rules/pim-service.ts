import { isPimService } from '../../../catalogue/pim-service';
import type { Change } from '../../../domain/change';
import { displayName } from '../../../domain/people';
import { groupBy } from '../grouping';
import { aboutChange } from '../about';
import { defineRule } from '../rule';
import { plural, quote, roleTitle } from '../sentence';

/** Who made the change: a name, or PIM itself. */
const maker = ({ initiator }: Change): string =>
  initiator === null || isPimService(initiator) ? 'PIM' : displayName(initiator);

const named = ({ subject, scope }: Change): string => {
  const name = subject ?? scope?.name ?? scope?.id ?? null;
  return name === null ? '' : ` ${quote(name)}`;
};

const isDone = ({ result }: Change): boolean => result === 'completed';

/** A warning was switched off. */
export const pimAlertDisabled = defineRule({
  id: 'pim-alert-disabled',
  severity: 'high',
  title: 'PIM alert disabled',
  why: 'Whoever plans to misuse roles switches off the warnings first.',
  thresholds: {},
  find: ({ changes }) =>
    changes
      .filter((change) => isDone(change) && ['alert-disabled', 'alert-changed'].includes(change.kind))
      .map((change) => {
        const did = change.kind === 'alert-disabled' ? 'disabled the PIM alert' : 'changed the PIM alert';
        return aboutChange(change, `${maker(change)} ${did}${named(change)}.`);
      }),
});

/** PIM itself warned. */
export const pimAlertTriggered = defineRule({
  id: 'pim-alert-triggered',
  severity: 'medium',
  title: 'PIM raised an alert',
  why: 'PIM itself saw something in the tenant that does not follow good practice.',
  thresholds: {},
  find: ({ changes }) =>
    // An alert repeats until its cause is gone: one finding with its count says so once.
    groupBy(
      changes.filter((change) => isDone(change) && change.kind === 'alert-triggered'),
      ({ provider, subject }) => `${provider} ${(subject ?? '').trim().toLowerCase()}`,
    ).map((group) => {
      const count = group.reduce((sum, change) => sum + change.count, 0);
      const times = count === 1 ? '' : ` ${plural(count, 'time')}`;
      const sentence = `PIM raised the alert${named(group[0])}${times}.`;
      const eventIds = group.flatMap((change) => change.eventIds);
      return { ...aboutChange(group[0], sentence), count, eventIds };
    }),
});

/** Something is no longer protected by PIM at all. */
export const offboardedFromPim = defineRule({
  id: 'offboarded-from-pim',
  severity: 'high',
  title: 'Taken out of PIM',
  why: 'What is taken out of PIM has no approvals, limits or records any more.',
  thresholds: {},
  find: ({ changes }) =>
    changes
      .filter((change) => isDone(change) && change.kind === 'offboarded')
      .map((change) => {
        const what = named(change) === '' ? ' something' : named(change);
        return aboutChange(change, `${maker(change)} took${what} out of PIM.`);
      }),
});

/** A Global Administrator took hold of every Azure subscription. */
export const accessElevatedToRoot = defineRule({
  id: 'access-elevated-to-root',
  severity: 'high',
  title: 'Access elevated to all Azure subscriptions',
  why: 'It gives power over who may do what in every Azure subscription of the tenant, and stays until removed.',
  thresholds: {},
  find: ({ changes }) =>
    changes
      .filter((change) => isDone(change) && change.kind === 'access-elevated')
      .map((change) => {
        const who = displayName(change.initiator ?? change.principal);
        const what = 'elevated their access to User Access Administrator over all Azure subscriptions';
        return aboutChange(change, `${who} ${what}.`);
      }),
});

/** What a custom role allows has changed. */
export const customRoleChanged = defineRule({
  id: 'custom-role-changed',
  severity: 'low',
  title: 'Custom role changed',
  why: 'A custom role can quietly be given more permissions than its name tells.',
  thresholds: {},
  find: ({ changes }) =>
    changes
      .filter((change) => isDone(change) && change.kind === 'custom-role-changed')
      .map((change) => {
        const role = change.role === null ? named(change) : ` ${roleTitle(change)}`;
        return aboutChange(change, `${maker(change)} added, changed or deleted the custom role${role}.`);
      }),
});

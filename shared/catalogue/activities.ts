import type { ChangeAction } from '../domain/events/change';
import { fold } from '../domain/fold';
import type { Activity, ActivationStep, AssignmentStep } from './activity';

type AssignmentKind = Extract<Activity, { family: 'assignment' }>['kind'];
type AdministrationKind = Extract<Activity, { family: 'administration' }>['kind'];
type RequestKind = Extract<Activity, { family: 'request' }>['kind'];

const activation = (step: ActivationStep): Activity => ({ family: 'activation', step });
const assignment = (kind: AssignmentKind, step: AssignmentStep, permanent: boolean | null): Activity => ({
  family: 'assignment',
  kind,
  step,
  permanent,
});
const permanent = (kind: AssignmentKind, step: AssignmentStep) => assignment(kind, step, true);
const timebound = (kind: AssignmentKind, step: AssignmentStep) => assignment(kind, step, false);
const other = (kind: AssignmentKind, step: AssignmentStep) => assignment(kind, step, null);
const decision = (kind: Extract<Activity, { family: 'decision' }>['kind']): Activity => ({
  family: 'decision',
  kind,
});
const request = (kind: RequestKind, of: 'assignment' | 'removal'): Activity => ({
  family: 'request',
  kind,
  of,
});
const processed = (of: 'assignment' | 'removal') => request('request-processed', of);
const withdrawn = (of: 'assignment' | 'removal') => request('request-cancelled', of);
const administration = (kind: AdministrationKind): Activity => ({ family: 'administration', kind });
const customRole = (action: ChangeAction): Activity => ({
  family: 'administration',
  kind: 'custom-role-changed',
  action,
});
const assigned = (eligible: boolean): Activity => ({
  family: 'directory',
  kind: 'assigned-outside-pim',
  eligible,
});
const removed = (eligible: boolean) => ({
  family: 'directory' as const,
  kind: 'removed-outside-pim' as const,
  eligible,
});
const ignored: Activity = { family: 'ignored' };

/**
 * Every activity that PIM logs, by its documented name.
 * Source: learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities.
 */
export const pimActivities: Readonly<Record<string, Activity>> = {
  'Add member to role requested (PIM activation)': activation('requested'),
  'Add member to role approval requested (PIM activation)': activation('approval-requested'),
  'Add member to role request approved (PIM activation)': activation('approved'),
  'Add member to role request denied (PIM activation)': activation('denied'),
  'Add member to role completed (PIM activation)': activation('completed'),
  'Add member to role canceled (PIM activation)': activation('cancelled'),
  'PIM activation request expired': activation('timed-out'),
  'Remove member from role requested (PIM deactivate)': activation('deactivation-requested'),
  'Remove member from role completed (PIM deactivate)': activation('deactivated'),
  'Remove member from role (PIM activation expired)': activation('expired'),

  'Add eligible member to role in PIM requested (permanent)': permanent('eligible-assigned', 'requested'),
  'Add eligible member to role in PIM completed (permanent)': permanent('eligible-assigned', 'completed'),
  'Add eligible member to role in PIM canceled (permanent)': permanent('eligible-assigned', 'cancelled'),
  'Add eligible member to role in PIM requested (timebound)': timebound('eligible-assigned', 'requested'),
  'Add eligible member to role in PIM completed (timebound)': timebound('eligible-assigned', 'completed'),
  'Add eligible member to role in PIM canceled (timebound)': timebound('eligible-assigned', 'cancelled'),
  'Add eligible member to role in PIM requested (renew)': other('eligible-renewed', 'requested'),
  'Add eligible member to role in PIM canceled (renew)': other('eligible-renewed', 'cancelled'),
  'Remove eligible member from role in PIM requested (permanent)': permanent('eligible-removed', 'requested'),
  'Remove eligible member from role in PIM completed (permanent)': permanent('eligible-removed', 'completed'),
  'Remove eligible member from role in PIM requested (timebound)': timebound('eligible-removed', 'requested'),
  'Remove eligible member from role in PIM completed (timebound)': timebound('eligible-removed', 'completed'),
  'Remove permanent eligible role assignment': permanent('eligible-removed', 'completed'),
  'Restore eligible member from role in PIM completed': other('eligible-restored', 'completed'),
  'Restore permanent eligible role assignment': permanent('eligible-restored', 'completed'),

  'Add member to role in PIM requested (permanent)': permanent('active-assigned', 'requested'),
  'Add member to role in PIM completed (permanent)': permanent('active-assigned', 'completed'),
  'Add member to role in PIM canceled (permanent)': permanent('active-assigned', 'cancelled'),
  'Add member to role in PIM requested (timebound)': timebound('active-assigned', 'requested'),
  'Add member to role in PIM completed (timebound)': timebound('active-assigned', 'completed'),
  'Add member to role in PIM canceled (timebound)': timebound('active-assigned', 'cancelled'),
  'Add member to role in PIM requested (renew)': other('active-renewed', 'requested'),
  'Add member to role in PIM canceled (renew)': other('active-renewed', 'cancelled'),
  'Remove member from role in PIM requested (permanent)': permanent('active-removed', 'requested'),
  'Remove member from role in PIM completed (permanent)': permanent('active-removed', 'completed'),
  'Remove member from role in PIM requested (timebound)': timebound('active-removed', 'requested'),
  'Remove member from role in PIM completed (timebound)': timebound('active-removed', 'completed'),
  'Remove permanent direct role assignment': permanent('active-removed', 'completed'),
  'Restore member from role': other('active-restored', 'completed'),
  'Restore member from role in PIM completed': other('active-restored', 'completed'),
  'Restore permanent direct role assignment': permanent('active-restored', 'completed'),
  'Approve request - direct role assignment': decision('active-approved'),

  'Update eligible member in PIM requested (extend)': other('eligible-extended', 'requested'),
  'Update eligible member in PIM canceled (extend)': other('eligible-extended', 'cancelled'),
  'Update member in PIM requested (extend)': other('active-extended', 'requested'),
  'Update member in PIM canceled (extend)': other('active-extended', 'cancelled'),
  'Update member in PIM approved by admin (extend/renew)': decision('extend-renew-approved'),
  'Update member in PIM denied by admin (extend/renew)': decision('extend-renew-denied'),

  'Add member to role outside of PIM (permanent)': { family: 'outside-sighting' },

  'Process request': processed('assignment'),
  'Process role update request': processed('assignment'),
  'Process role removal request': processed('removal'),
  'Cancel request': withdrawn('assignment'),
  'Cancel request for role removal': withdrawn('removal'),
  'Cancel request for role update': withdrawn('assignment'),
  'Remove request': withdrawn('assignment'),

  'Update role setting in PIM': administration('role-setting-changed'),
  'PIM policy removed': administration('role-setting-changed'),
  'Role definition created': customRole('added'),
  'Resource updated': administration('resource-updated'),
  'Onboarded resource to PIM': administration('onboarded'),
  'Onboarded resource from PIM': administration('onboarded'),
  'Offboarded resource from PIM': administration('offboarded'),
  'Tenant offboarded from PIM': administration('offboarded'),
  'Triggered PIM alert': administration('alert-triggered'),
  'Resolve PIM alert': administration('alert-resolved'),
  'Disable PIM alert': administration('alert-disabled'),
  'Enable PIM alert': administration('alert-enabled'),
  'Deactivate PIM alert': administration('alert-disabled'),
  'Refresh PIM alert': administration('alert-refreshed'),
  'Update PIM alert setting': administration('alert-changed'),
};

/**
 * The activities that Core Directory logs about roles, and Azure about elevated access.
 * Source: the same reference; learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin.
 */
export const directoryActivities: Readonly<Record<string, Activity>> = {
  'Add member to role': assigned(false),
  'Add scoped member to role': assigned(false),
  'Add member to role scoped over Restricted Management Administrative Unit': assigned(false),
  'Add role assignment to role definition': assigned(false),
  'Add eligible member to role': assigned(true),
  'Add EligibleRoleAssignment to RoleDefinition': assigned(true),
  'Remove member from role': removed(false),
  'Remove scoped member from role': removed(false),
  'Remove member from role scoped over Restricted Management Administrative Unit': removed(false),
  'Remove role assignment from role definition': removed(false),
  'Remove eligible member from role': removed(true),
  'Remove EligibleRoleAssignment from RoleDefinition': removed(true),
  'Add role definition': customRole('added'),
  'Update role definition': customRole('changed'),
  'Delete role definition': customRole('deleted'),
  'User has elevated their access to User Access Administrator': administration('access-elevated'),
  'User has elevated their access to User Access Administrator for their Azure Resources':
    administration('access-elevated'),
  'The role assignment of User Access Administrator has been removed from the user': {
    ...removed(false),
    isElevatedAccess: true,
  },
  // The directory creates a built-in role's object when the role is first used: nobody gains or loses it.
  'Add role from template': ignored,
  'Update role': ignored,
  'Add member to group': ignored,
  'Remove member from group': ignored,
};

/** Misspellings in Microsoft's own documents and logs. */
const variants: Readonly<Record<string, Activity>> = {
  'Restore eligible member from role in PIM comleted': other('eligible-restored', 'completed'),
};

/**
 * Folds an activity name for comparing: lower case, single blanks, without the trailing dot that some logs add, and in one
 * spelling of "timebound" and "canceled".
 */
export function foldActivity(name: string): string {
  return fold(name)
    .replace(/\s+/g, ' ')
    .replace(/ ?\.$/, '')
    .replace(/\btime[ \u2010-\u2015-]bound\b/, 'timebound')
    .replace(/\bcancelled\b/, 'canceled');
}

const catalogue = new Map(
  [pimActivities, directoryActivities, variants]
    .flatMap((table) => Object.entries(table))
    .map(([name, activity]) => [foldActivity(name), activity] as const),
);

/** Meanings of names as they were logged: a log of millions of events has a few dozen of them. */
const classified = new Map<string, Activity | undefined>();
const maxClassified = 10_000;

/** Returns the meaning of an activity name, without regard to case, spacing or a trailing dot; undefined when unknown. */
export function classify(name: string): Activity | undefined {
  const known = classified.get(name);
  if (known !== undefined || classified.has(name)) return known;
  const activity = catalogue.get(foldActivity(name));
  if (classified.size === maxClassified) classified.clear();
  classified.set(name, activity);
  return activity;
}

import { isTier0 } from '../../../catalogue/privileged-roles';
import { displayName } from '../../../domain/events/people';
import type { Assignment } from '../../../domain/access/standing-access';
import type { NonEmpty } from '../../group-by';
import {
  aboutHolder,
  byHolder,
  heldTitle,
  isPerson,
  isWithoutEnd,
  kindsOf,
  throughGroup,
  withAccess,
} from '../wording/about-access';
import { utcDayOf } from '../../../domain/time/utc-day';
import { isNamedIn } from '../policy/is-named';
import { defineRule, type FindingContext, type RawFinding, type Rule } from '../rule';

/** Finds holders of whom some assignments are of a kind, one finding for each person, role and scope. */
function holders(
  context: FindingContext,
  isCase: (assignment: Assignment, readAt: Date) => boolean,
  say: (cases: NonEmpty<Assignment>) => string,
  severity?: (assignment: Assignment) => 'high' | 'medium',
): readonly RawFinding[] {
  return withAccess(context, ({ standing }) =>
    byHolder(standing.assignments.filter((each) => isCase(each, standing.readAt))).map((cases) =>
      aboutHolder(cases[0], say(cases), standing, {
        severity: severity?.(cases[0]),
        assignmentKinds: kindsOf(cases),
      }),
    ),
  );
}

/** "Anna Berg is eligible for Global Administrator", "… holds Global Administrator". */
function holds(cases: NonEmpty<Assignment>): string {
  const verb = cases.some(({ kind }) => kind === 'active') ? 'holds' : 'is eligible for';
  return `${verb} ${heldTitle(cases[0])}${throughGroup(cases)}`;
}

/** "permanently", or "until 9999-12-31" where each assignment has an end that is far ahead. */
function howLong(cases: NonEmpty<Assignment>): string {
  const [{ until }] = cases;
  return until === null || cases.some(({ permanent }) => permanent === true)
    ? 'permanently'
    : `until ${utcDayOf(until)}`;
}

const standingPermanent = defineRule({
  id: 'standing-permanent',
  severity: 'medium',
  worstSeverity: 'high',
  weight: 44,
  title: 'Permanently active',
  why: 'A privileged role that is always active can be used at any time by anyone who takes over the account.',
  advice: 'Make the holder eligible instead, so that each use needs an activation.',
  find: (context) =>
    holders(
      context,
      (assignment, readAt) =>
        assignment.kind === 'active' &&
        isWithoutEnd(assignment, readAt) &&
        assignment.role.privileged &&
        isPerson(assignment) &&
        !isNamedIn(context.policy.breakGlassAccounts, assignment.principal),
      (cases) =>
        `${displayName(cases[0].principal)} holds ${heldTitle(cases[0])} ${howLong(cases)}, without activating it${throughGroup(cases)}.`,
      ({ role }) => (isTier0(role) ? 'high' : 'medium'),
    ),
});

const guestHoldsRole = defineRule({
  id: 'guest-holds-role',
  severity: 'medium',
  weight: 45,
  title: 'Guest holds a privileged role',
  why: 'Another organization protects, monitors and closes the account of a guest.',
  advice: 'Confirm with the sponsor that this guest still needs the role, or remove it.',
  find: (context) =>
    holders(
      context,
      ({ guest, role }) => guest === true && role.privileged,
      (cases) => `${displayName(cases[0].principal)}, a guest, ${holds(cases)}.`,
    ),
});

const applicationHoldsTier0 = defineRule({
  id: 'application-holds-tier0',
  severity: 'high',
  weight: 46,
  title: 'Application holds a tier-0 role',
  why: 'Whoever has the secret of the application controls the tenant, without multi-factor authentication.',
  advice: 'Replace the role with the few permissions that the application needs, and renew its secrets.',
  find: (context) =>
    holders(
      context,
      ({ principal, role }) => principal.type === 'servicePrincipal' && isTier0(role),
      (cases) => `The application ${displayName(cases[0].principal)} ${holds(cases)}.`,
    ),
});

const disabledAccountHoldsRole = defineRule({
  id: 'disabled-account-holds-role',
  severity: 'medium',
  weight: 31,
  title: 'Disabled account holds a role',
  why: 'The account regains its power as soon as somebody enables it again.',
  advice: 'Remove the role from the disabled account.',
  find: (context) =>
    holders(
      context,
      ({ enabled }) => enabled === false,
      (cases) =>
        `${displayName(cases[0].principal)}'s account is disabled but still ${holds(cases).replace(/^is /, '')}.`,
    ),
});

const syncedAccountHoldsRole = defineRule({
  id: 'synced-account-holds-role',
  severity: 'medium',
  weight: 30,
  title: 'Synchronised account holds a tier-0 role',
  why: 'Whoever controls the on-premises directory can take over a synchronised account, and with it the tenant.',
  advice: 'Give the role to an account that exists only in the cloud.',
  find: (context) =>
    holders(
      context,
      ({ synced, role }) => synced === true && isTier0(role),
      (cases) =>
        `${displayName(cases[0].principal)}, an account synchronised from on-premises, ${holds(cases)}.`,
    ),
});

/** Rules about who holds a role at the moment of the snapshot. */
export const standingHolderRules: readonly Rule[] = [
  standingPermanent,
  guestHoldsRole,
  applicationHoldsTier0,
  disabledAccountHoldsRole,
  syncedAccountHoldsRole,
];

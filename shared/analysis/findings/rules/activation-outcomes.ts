import { assignmentKinds, type Change, type ChangeKind } from '../../../domain/change';
import { elevationAt, type Elevation, type Outcome } from '../../../domain/elevation';
import { displayName } from '../../../domain/people';
import { isWithin } from '../../../domain/period';
import { compositeKey, groupBy, holderIdentity } from '../grouping';
import { aboutChange, aboutElevation } from '../about';
import { defineRule, type FindingContext, type RawFinding } from '../rule';
import { plural, printMinutes, printTime, quote, roleTitle } from '../sentence';

const hour = 3_600_000;

/**
 * When something that was expected so many hours after an instant is overdue, if that moment lies in the period:
 * a request of Sunday evening is overdue only in the next week, and belongs to that week's report and to no other.
 * Null before the moment is known: neither the future nor an hour that was not read proves an absence.
 */
function dueWithin({ period, asOf, knownUntil }: FindingContext, from: Date, hours: number): Date | null {
  const overdueAt = new Date(from.getTime() + hours * hour);
  return isWithin(period, overdueAt) && overdueAt <= asOf && overdueAt <= knownUntil ? overdueAt : null;
}

/**
 * Requests that were answered so in the period. A request of Sunday evening that is denied on Monday stands in the
 * first week's rows, whose report has been mailed: its finding is the second week's.
 */
function settledAs({ allElevations, period }: FindingContext, outcome: Outcome): Elevation[] {
  return allElevations.filter((elevation) => {
    const at = elevation.settledAt ?? elevationAt(elevation);
    return elevation.outcome === outcome && at !== null && isWithin(period, at);
  });
}

/** An approver said no. */
export const activationDenied = defineRule({
  id: 'activation-denied',
  severity: 'medium',
  title: 'Activation denied',
  why: 'An approver saw a reason not to let somebody use a role.',
  thresholds: {},
  find: (context) =>
    settledAs(context, 'denied').map((elevation) => {
      const by = elevation.approver === null ? '' : ` by ${displayName(elevation.approver)}`;
      const who = `${displayName(elevation.principal)} was denied ${roleTitle(elevation)}`;
      return aboutElevation(elevation, `${who}${by}.`);
    }),
});

/** Nobody answered a request in time. */
export const activationTimedOut = defineRule({
  id: 'activation-timed-out',
  severity: 'low',
  title: 'Approval timed out',
  why: 'A request that nobody answers shows that the approvers cannot be relied on.',
  thresholds: {},
  find: (context) =>
    settledAs(context, 'timed-out').map((elevation) => {
      const who = `${displayName(elevation.principal)} asked for ${roleTitle(elevation)}`;
      return aboutElevation(elevation, `${who} and no approver answered in time.`);
    }),
});

/** Error codes that PIM was seen to write, in words. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['roleassignmentrequestpolicyvalidationfailed', "the role's policy refused it"],
  ['roleassignmentexists', 'the role was held already'],
  ['activedurationtooshort', 'a role cannot be given back in its first five minutes'],
]);

function reasonWords(reason: string | null): string {
  if (reason === null || reason.trim() === '') return 'no reason was recorded';
  return reasons.get(reason.trim().toLowerCase()) ?? quote(reason);
}

/** Failures of alerts, settings and resources are nobody's request for a role. */
const requests: readonly ChangeKind[] = [
  ...assignmentKinds,
  'active-approved',
  'extend-renew-approved',
  'request-processed',
  'request-cancelled',
];

interface Failure {
  readonly of: Elevation | Change;
  readonly reason: string | null;
  readonly finding: RawFinding;
}

function failuresOf({ elevations, changes }: FindingContext): Failure[] {
  const activations = elevations
    .filter(({ outcome }) => outcome === 'failed')
    .map((of): Failure => ({ of, reason: of.failureReason, finding: aboutElevation(of, '') }));
  const asked = changes
    .filter(({ kind, result }) => result === 'failed' && requests.includes(kind))
    .map((of): Failure => ({ of, reason: of.justification, finding: aboutChange(of, '') }));
  return [...activations, ...asked].sort((a, b) => a.finding.at.getTime() - b.finding.at.getTime());
}

/** PIM refused a request, once or over and over. */
export const activationFailed = defineRule({
  id: 'activation-failed',
  severity: 'low',
  title: 'Request failed',
  why: 'Repeated failures are a mistake in the settings, or somebody trying what they may not do.',
  thresholds: { mediumFrom: 3 },
  find: (context, { mediumFrom }) =>
    groupBy(failuresOf(context), ({ of, reason }) =>
      compositeKey(holderIdentity(of), (reason ?? '').trim().toLowerCase()),
    ).map((group) => {
      const first = group[0];
      const count = group.reduce((sum, { finding }) => sum + finding.count, 0);
      const times = count === 1 ? '' : ` ${plural(count, 'time')}`;
      const whose = `A request of ${displayName(first.of.principal)} for ${roleTitle(first.of)}`;
      return {
        ...first.finding,
        sentence: `${whose} failed${times}: ${reasonWords(first.reason)}.`,
        severity: count >= mediumFrom ? 'medium' : 'low',
        count,
        eventIds: group.flatMap(({ finding }) => finding.eventIds),
      };
    }),
});

/** A request was left without any answer that the log knows of. */
export const activationNeverCompleted = defineRule({
  id: 'activation-never-completed',
  severity: 'medium',
  title: 'Request without outcome',
  why: 'Every request is granted, refused or runs out within a day, so one without an outcome needs explaining.',
  thresholds: { hours: 25 },
  find: (context, { hours }) =>
    context.allElevations.flatMap((elevation) => {
      const { outcome, requestedAt, approvedAt } = elevation;
      // An approval is an outcome too: its start may be scheduled for later.
      if (outcome !== 'pending' || requestedAt === null || approvedAt !== null) return [];
      const overdueAt = dueWithin(context, requestedAt, hours);
      if (overdueAt === null) return [];
      const who = `${displayName(elevation.principal)} asked for ${roleTitle(elevation)}`;
      const after = `no outcome was recorded ${printMinutes(hours * 60)} later`;
      return [{ ...aboutElevation(elevation, `${who} and ${after}.`), at: overdueAt }];
    }),
});

/** A role should have ended, and nothing shows that it did. */
export const activationWithoutEnd = defineRule({
  id: 'activation-without-end',
  severity: 'medium',
  title: 'Activation without a recorded end',
  why: 'If no event tells that the role was taken back, it may still be in use.',
  thresholds: { hours: 1 },
  find: (context, { hours }) =>
    context.allElevations.flatMap((elevation) => {
      const { outcome, plannedEndAt, endedBy } = elevation;
      const isEnded = endedBy !== null && endedBy !== 'inferred';
      if (outcome !== 'activated' || plannedEndAt === null || isEnded) return [];
      const overdueAt = dueWithin(context, plannedEndAt, hours);
      if (overdueAt === null) return [];
      const whose = `${displayName(elevation.principal)}'s activation of ${roleTitle(elevation)}`;
      const planned = `was to end ${printTime(plannedEndAt, context.period.timeZone)}`;
      return [
        {
          ...aboutElevation(elevation, `${whose} ${planned} and no event shows that it did.`),
          at: overdueAt,
        },
      ];
    }),
});

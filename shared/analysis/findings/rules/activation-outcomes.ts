import { assignmentChangeKinds, type Change, type ChangeKind } from '../../../domain/events/change';
import { elevationAt, isActivated, type Elevation, type Outcome } from '../../../domain/events/elevation';
import { fold } from '../../../domain/fold';
import { displayName } from '../../../domain/events/people';
import { isWithin } from '../../../domain/time/period';
import { durationWords } from '../../../text/duration-words';
import { plural } from '../../../text/plural';
import { refusalsOfEnds } from '../../events/removals/refused-removals';
import { groupBy, groupsByKey } from '../../group-by';
import { assignmentIdentity, compositeKey, holderIdentity } from '../../identities';
import { aboutChange, aboutElevation, mergeFindings } from '../wording/about';
import { isOverdueWithin } from '../overdue';
import { reasonWords } from '../wording/reason-words';
import { defineRule, type FindingContext, type RawFinding, type Rule } from '../rule';
import { requestWords, roleTitle, timeWords } from '../wording/sentence';

/**
 * Requests that were settled in the period. A request of Sunday evening that is denied on Monday is in the first week's
 * rows, whose report has been sent: its finding belongs to the second week.
 */
function settledAs({ allElevations, period }: FindingContext, outcome: Outcome): Settled[] {
  return allElevations.flatMap((elevation) => {
    const at = elevation.settledAt ?? elevationAt(elevation);
    return elevation.outcome === outcome && at !== null && isWithin(period, at) ? [{ elevation, at }] : [];
  });
}

interface Settled {
  readonly elevation: Elevation;
  readonly at: Date;
}

const activationDenied = defineRule({
  id: 'activation-denied',
  severity: 'medium',
  weight: 25,
  title: 'Activation denied',
  why: 'An approver saw a reason not to let somebody use a role.',
  advice: 'Ask the approver for the reason, and the requester what the role was for.',
  find: (context) =>
    settledAs(context, 'denied').map(({ elevation, at }) => {
      const { approver } = elevation;
      const request = requestWords(elevation);
      const sentence =
        approver === null ? `${request} was denied.` : `${displayName(approver)} denied ${request}.`;
      return { ...aboutElevation(elevation, sentence), at };
    }),
});

const activationTimedOut = defineRule({
  id: 'activation-timed-out',
  severity: 'low',
  weight: 12,
  title: 'Approval timed out',
  why: 'A request that nobody answers shows that the approvers cannot be relied on.',
  advice: 'Ask the approvers why nobody answered, and add one if they are too few.',
  find: (context) =>
    settledAs(context, 'timed-out').map(({ elevation, at }) => {
      const sentence = `${requestWords(elevation)} expired because no approver answered in time.`;
      return { ...aboutElevation(elevation, sentence), at };
    }),
});

/** Failed changes of alerts, settings and resources are not requests for a role, nor are refused removals. */
const requestKinds: readonly ChangeKind[] = [
  ...assignmentChangeKinds.filter((kind) => !kind.endsWith('-removed')),
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

function failuresOf(context: FindingContext): Failure[] {
  const { changes, refusals } = context;
  const removals = new Set(refusals.flatMap(({ eventIds }) => eventIds));
  const activations = settledAs(context, 'failed').map(({ elevation: of, at }): Failure => {
    const finding = aboutElevation(of, '');
    // The time of the request, as for other failures, unless an earlier report has the request.
    const isOwn = isWithin(context.period, finding.at);
    return { of, reason: of.failureReason, finding: isOwn ? finding : { ...finding, at } };
  });
  const requests = changes
    .filter(({ kind, result }) => result === 'failed' && requestKinds.includes(kind))
    .filter(({ eventIds }) => !eventIds.some((id) => removals.has(id)))
    .map((of): Failure => ({ of, reason: of.justification, finding: aboutChange(of, '') }));
  return [...activations, ...requests].sort((a, b) => a.finding.at.getTime() - b.finding.at.getTime());
}

const activationFailed = defineRule({
  id: 'activation-failed',
  severity: 'low',
  worstSeverity: 'medium',
  weight: 22,
  title: 'Request failed',
  why: 'Repeated failures come from a wrong setting, or from somebody who tries what they may not do.',
  advice: 'Check the settings of the role and the eligibility of the person.',
  thresholds: { mediumFrom: 3 },
  find: (context, { mediumFrom }) =>
    groupBy(failuresOf(context), ({ of, reason }) => compositeKey(holderIdentity(of), fold(reason))).map(
      ([first, ...others]) => {
        const merged = mergeFindings([first.finding, ...others.map(({ finding }) => finding)]);
        const times = merged.count === 1 ? '' : ` ${plural(merged.count, 'time')}`;
        const sentence = `${requestWords(first.of)} failed${times}: ${reasonWords(first.reason)}.`;
        return { ...merged, sentence, severity: merged.count >= mediumFrom ? 'medium' : 'low' };
      },
    ),
});

const activationNeverCompleted = defineRule({
  id: 'activation-never-completed',
  severity: 'medium',
  weight: 33,
  title: 'Request without outcome',
  why: 'A request is approved, denied or expires within a day, so one without an outcome needs an explanation.',
  advice: 'Ask the holder whether the request is still needed, and have an approver decide it.',
  thresholds: { hours: 25 },
  find: (context, { hours }) =>
    context.allElevations.flatMap((elevation) => {
      const { outcome, requestedAt, requestedStartAt, approvedAt } = elevation;
      // An approval is an outcome too: the start may be scheduled for later.
      if (outcome !== 'pending' || requestedAt === null || approvedAt !== null) return [];
      const dueAt =
        requestedStartAt !== null && requestedStartAt > requestedAt ? requestedStartAt : requestedAt;
      if (!isOverdueWithin(context, dueAt, hours)) return [];
      const minutes = hours * 60 + (dueAt.getTime() - requestedAt.getTime()) / 60_000;
      const open = `is still unanswered after ${durationWords(minutes)}`;
      return [aboutElevation(elevation, `${requestWords(elevation)} ${open}.`)];
    }),
});

/** Whether another activation of the same hold began before the planned end and lasts longer: it took over. */
function isExtended(elevation: Elevation, ofHold: readonly Elevation[]): boolean {
  const { startedAt: from, plannedEndAt: to } = elevation;
  if (from === null || to === null) return false;
  return ofHold.some((other) => {
    const { startedAt, endedAt, plannedEndAt } = other;
    const until = endedAt ?? plannedEndAt;
    return startedAt !== null && startedAt > from && startedAt <= to && until !== null && until > to;
  });
}

const activationWithoutEnd = defineRule({
  id: 'activation-without-end',
  severity: 'medium',
  weight: 34,
  title: 'Activation without a recorded end',
  why: 'If no event records the end of an activation, the role may still be in use.',
  advice: 'Check in PIM whether the role is still active, and end it if so.',
  thresholds: { hours: 1 },
  find: (context, { hours }) => {
    const byHold = groupsByKey(context.allElevations, assignmentIdentity);
    const refusalOf = refusalsOfEnds(context.refusals);
    return context.allElevations.filter(isActivated).flatMap((elevation) => {
      const { plannedEndAt, endedBy } = elevation;
      const isEnded = endedBy !== null && endedBy !== 'inferred';
      if (plannedEndAt === null || isEnded || refusalOf(elevation) !== undefined) return [];
      if (isExtended(elevation, byHold.get(assignmentIdentity(elevation)) ?? [])) return [];
      if (!isOverdueWithin(context, plannedEndAt, hours)) return [];
      const whose = `${displayName(elevation.principal)}'s activation of ${roleTitle(elevation)}`;
      const planned = `should have ended on ${timeWords(plannedEndAt, context.period.timeZone)}`;
      const sentence = `${whose} ${planned}, but no event shows that it did.`;
      return [aboutElevation(elevation, sentence)];
    });
  },
});

/** Rules about the outcome of requests and the end of activations. */
export const activationOutcomeRules: readonly Rule[] = [
  activationDenied,
  activationTimedOut,
  activationFailed,
  activationNeverCompleted,
  activationWithoutEnd,
];

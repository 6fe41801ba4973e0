import type { AssignmentStep } from '../../catalogue/activity';
import { isPimService } from '../../catalogue/pim-service';
import type { AuditEvent } from '../../domain/events/audit-event';
import type { ChangeKind, ChangeResult } from '../../domain/events/change';
import { isSameObject, type Actor } from '../../domain/events/people';
import { firstKnown } from '../events/first-known';
import { eventOf, isOf, requestKey, type EventOf, type KnownEvent } from '../events/known-events';
import { requestGroups } from '../events/request-groups';
import { didFail, isStepUp } from '../events/results';
import { singleChange, unratedChange, type UnratedChange } from './unrated-change';

type Step = EventOf<'assignment'>;
type Decision = EventOf<'decision'>;
type Member = Step | EventOf<'request'> | Decision;

/**
 * Joins the steps of each request into one change. Decisions by administrators are changes of their own, and settle the
 * request as well. Events must be in order of time.
 */
export function requestChanges(events: readonly KnownEvent[]): UnratedChange[] {
  const members = events.filter(
    (known): known is Member =>
      isOf(known, 'assignment') || isOf(known, 'request') || isOf(known, 'decision'),
  );
  // An assignment and its removal at its planned end can share the request id, and are two changes.
  return requestGroups(members, (known) => `${asksFor(known)} ${requestKey(known)}`).flatMap(
    ({ events: request }) => {
      const steps = request.filter((known) => isOf(known, 'assignment'));
      const processing = request.filter((known) => isOf(known, 'request'));
      const decisions = request.filter((known) => isOf(known, 'decision'));
      const requested =
        steps.length > 0
          ? [requestChange({ steps, processing, decisions }, settlementOf(request))]
          : processing.map(({ event, activity }) => singleChange(activity.kind, event));
      return [...decisions.map((decision) => decisionChange(decision, steps)), ...requested];
    },
  );
}

function asksFor({ activity }: Member): 'assignment' | 'removal' {
  if (activity.family === 'request') return activity.of;
  return activity.kind === 'eligible-removed' || activity.kind === 'active-removed'
    ? 'removal'
    : 'assignment';
}

/** The events of one request. */
interface Request {
  readonly steps: readonly Step[];
  readonly processing: readonly EventOf<'request'>[];
  readonly decisions: readonly Decision[];
}

function requestChange(
  { steps, processing, decisions }: Request,
  settlement: Settlement | null,
): UnratedChange {
  const stepsOf = (step: AssignmentStep) => steps.filter(({ activity }) => activity.step === step);
  // The request states best who asked for what and why; its completion, from when to when.
  const asked = [...stepsOf('requested'), ...stepsOf('completed'), ...stepsOf('cancelled')];
  const done = [...stepsOf('completed'), ...asked].map(eventOf);
  const completion = stepsOf('completed').find(({ event }) => !didFail(event));
  const kind = asked[0] && kindOf(asked[0].activity.kind, completion);
  if (kind === undefined) throw new RangeError('A change needs at least one step of an assignment.');
  const change = unratedChange(kind, [...asked, ...processing].map(eventOf));
  const errorCode = settlement?.result === 'failed' ? settlement.event.resultReason : null;
  const stated = [...(completion ? [completion] : []), ...asked];
  const permanent = stated.find(({ activity }) => activity.permanent !== null)?.activity.permanent ?? null;
  // What was asked for until a day, and was given without an end, has none.
  const isEndless = completion?.activity.permanent === true;
  return {
    ...change,
    initiator:
      kind === asked[0]?.activity.kind
        ? assignerOf(decisions, change)
        : giverOf(decisions, completion, change),
    at: settlement?.event.at ?? change.at,
    result: settlement?.result ?? 'requested',
    permanent,
    startsAt: firstKnown(done, ({ startTime }) => startTime),
    endsAt: firstKnown(isEndless ? [completion.event] : done, ({ expirationTime }) => expirationTime),
    justification: errorCode ?? firstKnown(asked.map(eventOf), ({ justification }) => justification),
  };
}

/**
 * Returns the kind of a request's change. A renewal or an extension can be completed as an assignment without an end, or of
 * the other kind: then that is what was given. Completed with an end, it stays what was asked for.
 */
function kindOf(asked: ChangeKind, completion: Step | undefined): ChangeKind {
  if (completion === undefined) return asked;
  const { kind, permanent } = completion.activity;
  const isOtherKind = isEligible(kind) !== isEligible(asked);
  return permanent === true || isOtherKind ? kind : asked;
}

const isEligible = (kind: ChangeKind): boolean => kind.startsWith('eligible');

/** Who assigned a role: whoever asked for it, but what people ask for themselves is given by whoever approves it. */
function assignerOf(decisions: readonly Decision[], { initiator, principal }: UnratedChange): Actor | null {
  if (!isSameObject(initiator, principal)) return initiator;
  const approvals = decisions.filter(
    ({ activity, event }) =>
      activity.kind === 'active-approved' && !didFail(event) && !isSameObject(event.initiator, principal),
  );
  return firstActor(approvals.map(eventOf)) ?? initiator;
}

/**
 * Who gave what a holder had asked to renew or extend: whoever approved it, else whoever completed it. No holder can do that
 * alone: where neither is known, nobody is named.
 */
function giverOf(
  decisions: readonly Decision[],
  completion: Step | undefined,
  { initiator, principal }: UnratedChange,
): Actor | null {
  const approvals = decisions.filter(({ activity, event }) => isApproval(activity.kind) && !didFail(event));
  const givers = [...approvals, ...(completion ? [completion] : [])].map(eventOf);
  return firstActor(givers) ?? (isSameObject(initiator, principal) ? null : initiator);
}

const firstActor = (events: readonly AuditEvent[]): Actor | null =>
  firstKnown(events, ({ initiator }) => (isPimService(initiator) ? null : initiator));

const isApproval = (kind: Decision['activity']['kind']): boolean => kind !== 'extend-renew-denied';

interface Settlement {
  readonly event: AuditEvent;
  readonly result: ChangeResult;
}

/** Returns how a request was settled, by the most decisive of its events; null while it is open. */
function settlementOf(request: readonly Member[]): Settlement | null {
  const stating = (...words: Word[]) =>
    request.filter(({ activity }) => words.includes(wordOf(activity))).map(eventOf);
  const succeeded = (events: readonly AuditEvent[]) => events.find((event) => !didFail(event));

  const candidates: readonly [AuditEvent | undefined, ChangeResult][] = [
    [succeeded(stating('completed')), 'completed'],
    [stating('extend-renew-denied')[0], 'denied'],
    [succeeded(stating('cancelled', 'request-cancelled')), 'cancelled'],
    [
      stating('requested', 'completed', 'request-processed').find(
        (event) => didFail(event) && !isStepUp(event),
      ),
      'failed',
    ],
    // An extension is done when it is approved: no event of its completion is documented.
    [succeeded(stating('extend-renew-approved')), 'completed'],
  ];
  for (const [event, result] of candidates) if (event !== undefined) return { event, result };
  return null;
}

type Word = ReturnType<typeof wordOf>;

function wordOf(activity: Member['activity']) {
  return activity.family === 'assignment' ? activity.step : activity.kind;
}

/**
 * Returns the change that a decision is. An event that names only the approver leaves it to the request to say whose it was.
 * The name of a denial is unambiguous, whatever its result says.
 */
function decisionChange({ event, activity }: Decision, steps: readonly Step[]): UnratedChange {
  const asked = steps.filter(({ activity: { step } }) => step === 'requested').map(eventOf);
  const requestedBy = firstActor(asked);
  const change = {
    ...singleChange(activity.kind, event),
    ...(requestedBy !== null && { requestedBy }),
    principal: event.principal ?? firstKnown(asked, ({ principal }) => principal),
  };
  return activity.kind === 'extend-renew-denied' ? { ...change, result: 'denied' } : change;
}

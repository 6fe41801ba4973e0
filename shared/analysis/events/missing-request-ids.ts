import { maxAnswerTime } from '../../domain/events/elevation';
import { isSameObject, scopeKey, type Identity } from '../../domain/events/people';
import { fold } from '../../domain/fold';
import type { AuditEvent } from '../../domain/events/audit-event';
import { groupBy } from '../group-by';
import { isDecision, isOf, type EventOf, type KnownEvent } from './known-events';
import { didFail } from './results';
import { isSameRole } from './same-role';

/** An event of a request for an activation or an assignment. */
type Step = EventOf<'activation'> | EventOf<'assignment'>;
type Decision = EventOf<'activation'> | EventOf<'decision'>;

/** A request that somebody may have decided on. */
interface Request {
  readonly id: string;
  readonly family: Step['activity']['family'];
  readonly requestEvents: readonly AuditEvent[];
  readonly from: number;
  /** When it was settled, in milliseconds. */
  readonly until: number;
}

/** Events of one instant can be logged in any order. */
const tolerance = 60_000;

const requestSteps = ['requested', 'approval-requested'];
const settlingSteps = ['completed', 'approved', 'denied', 'cancelled', 'timed-out'];

/**
 * Gives decisions without a request id the id of the only matching open request: the one with the same correlation id, or
 * else the same role, scope and principal. Returns all events; they must be in order of time.
 */
export function addMissingRequestIds(events: readonly KnownEvent[]): readonly KnownEvent[] {
  const lost = events.filter(
    (known): known is Decision => isDecision(known) && known.event.requestId === null,
  );
  if (lost.length === 0) return events;
  const requests = requestsOf(events);
  const found = new Map(lost.map((decision) => [decision.event.id, requestOf(decision, requests)]));
  return events.map((known) => {
    const requestId = found.get(known.event.id) ?? null;
    return requestId === null ? known : { ...known, event: { ...known.event, requestId } };
  });
}

function requestsOf(events: readonly KnownEvent[]): Request[] {
  const steps = events.filter(
    (known): known is Step =>
      (isOf(known, 'activation') || isOf(known, 'assignment')) && known.event.requestId !== null,
  );
  return groupBy(steps, ({ event, activity }) => `${activity.family} ${fold(event.requestId)}`).flatMap(
    (group): Request[] => {
      const [first] = group;
      const requested = group.filter(({ activity }) => requestSteps.includes(activity.step));
      const settled = group.find(
        ({ activity, event }) => settlingSteps.includes(activity.step) && !didFail(event),
      );
      const from = requested[0]?.event.at.getTime();
      if (from === undefined || requested.some(({ event }) => didFail(event))) return [];
      return [
        {
          id: first.event.requestId ?? '',
          family: first.activity.family,
          requestEvents: requested.map(({ event }) => event),
          from,
          until: settled?.event.at.getTime() ?? Infinity,
        },
      ];
    },
  );
}

/** The id of the only request that a decision can be about. */
function requestOf({ event, activity }: Decision, requests: readonly Request[]): string | null {
  const family = activity.family === 'decision' ? 'assignment' : 'activation';
  const at = event.at.getTime();
  const open = requests.filter(
    (request) =>
      request.family === family &&
      request.from <= at + tolerance &&
      at <= request.until + tolerance &&
      (family === 'assignment' || at <= request.from + maxAnswerTime),
  );
  const correlated = open.filter(({ requestEvents }) =>
    requestEvents.some(
      ({ correlationId }) => correlationId !== null && fold(correlationId) === fold(event.correlationId),
    ),
  );
  const alike = open.filter(({ requestEvents }) =>
    requestEvents.every((request) => mayBeAbout(event, request)),
  );
  return onlyOne(correlated) ?? onlyOne(alike);
}

const onlyOne = ([first, ...others]: readonly Request[]): string | null =>
  first !== undefined && others.length === 0 ? first.id : null;

/** A decision that names only its approver may be about anybody's request for the role. */
function mayBeAbout(decision: AuditEvent, request: AuditEvent): boolean {
  const { provider, principal, role } = decision;
  if (provider !== request.provider || role === null || request.role === null) return false;
  return (
    isSameRole(role, request.role) &&
    mayBeSame(scopeKey(decision.scope), scopeKey(request.scope)) &&
    (isNobody(principal) || request.principal === null || isSameObject(principal, request.principal))
  );
}

const isNobody = (who: Identity | null): boolean => who === null || (who.id === null && who.upn === null);

const mayBeSame = (a: string, b: string): boolean => a === '' || b === '' || a === b;

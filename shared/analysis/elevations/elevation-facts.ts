import type { ActivationStep } from '../../catalogue/activities';
import { isPimService } from '../../catalogue/pim-service';
import type { AuditEvent, Mfa } from '../../domain/audit-event';
import type { Elevation } from '../../domain/elevation';
import type { Actor, Principal, Role, Scope } from '../../domain/people';
import { eventsOf, type Chain } from './chains';
import type { Holding } from '../holdings';
import { didFail } from '../events/known-events';

/** What the events of one request state about it, each fact from the event that knows it best. */
export type ElevationFacts = Pick<
  Elevation,
  | 'provider'
  | 'initiator'
  | 'approvedAt'
  | 'approver'
  | 'plannedEndAt'
  | 'justification'
  | 'ticket'
  | 'mfa'
  | 'approvalRequired'
  | 'ipAddress'
>;

/** The requester's own steps: only here are reason, ticket, MFA and address theirs and not an approver's. */
const requesterSteps: readonly ActivationStep[] = ['requested', 'approval-requested', 'completed'];
const bestKnown: readonly ActivationStep[] = [
  'completed',
  'requested',
  'approval-requested',
  'approved',
  'denied',
  'cancelled',
  'timed-out',
  'deactivated',
  'expired',
  'deactivation-requested',
];

/**
 * The facts of a chain. They depend on its events alone, not on the order in which they came.
 * @param startedAt when it came into force; null when it did not
 */
export function factsOf(chain: Chain, startedAt: Date | null): ElevationFacts {
  const all = ranked(chain, bestKnown);
  const requester = ranked(chain, requesterSteps);
  const answer = chain.steps.find(({ activity, event }) => activity.step === 'approved' && !didFail(event));
  const denial = chain.steps.find(({ activity }) => activity.step === 'denied');
  return {
    provider: all[0]?.provider ?? 'entra',
    initiator: initiatorOf(chain),
    approvedAt: answer?.event.at ?? null,
    approver: personOrNull((answer ?? denial)?.event.initiator ?? null),
    // A request that waited for its approver can name an end that had passed before the start.
    plannedEndAt: first(all, ({ expirationTime }) =>
      expirationTime !== null && expirationTime > (startedAt ?? 0) ? expirationTime : null,
    ),
    justification: first(requester, (event) => event.justification),
    ticket: first(requester, (event) => event.ticket),
    mfa: mfaOf(requester),
    approvalRequired: anyTrue(all.map((event) => event.approvalRequired)),
    ipAddress: first(requester, (event) => event.ipAddress),
  };
}

/** Whose role a chain is about, each fact from the first event that knows it. */
export function holdingOf(chain: Chain): Holding & { principal: Principal; role: Role; scope: Scope } {
  // A refused deactivation may be no step, only work on a request.
  const events = [...ranked(chain, bestKnown), ...eventsOf(chain).map(({ event }) => event)];
  return {
    principal: {
      id: first(events, (event) => event.principal?.id),
      name: first(events, (event) => event.principal?.name),
      upn: first(events, (event) => event.principal?.upn),
      type: first(events, (event) => event.principal?.type),
    },
    role: { id: first(events, (event) => event.role?.id), name: first(events, (event) => event.role?.name) },
    scope: {
      id: first(events, (event) => event.scope?.id),
      name: first(events, (event) => event.scope?.name),
    },
    assignmentId: first(events, (event) => event.assignmentId),
  };
}

/** The first known value. */
export function first<T>(
  events: readonly AuditEvent[],
  fact: (event: AuditEvent) => T | null | undefined,
): T | null {
  for (const event of events) {
    const value = fact(event);
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

/** The chain's events of some steps, in the order of those steps, then of time. */
function ranked(chain: Chain, steps: readonly ActivationStep[]): AuditEvent[] {
  return steps.flatMap((step) =>
    chain.steps.filter(({ activity }) => activity.step === step).map(({ event }) => event),
  );
}

/** An approver or the service can be the one who completes: of those, only a person without approver has asked. */
function initiatorOf(chain: Chain): Actor | null {
  const asked = ranked(chain, ['requested', 'approval-requested']);
  const answered = chain.steps.some(
    ({ activity, event }) => activity.step === 'approved' || event.approvalRequired === true,
  );
  const candidates = answered ? asked : [...asked, ...ranked(chain, ['completed'])];
  return first(candidates, (event) => (isPimService(event.initiator) ? null : event.initiator));
}

function personOrNull(actor: Actor | null): Actor | null {
  return actor?.type === 'user' && !isPimService(actor) ? actor : null;
}

function mfaOf(events: readonly AuditEvent[]): Mfa {
  const recorded = events.map((event) => event.mfa);
  return recorded.includes('yes') ? 'yes' : recorded.includes('no') ? 'no' : 'not recorded';
}

function anyTrue(values: readonly (boolean | null)[]): boolean | null {
  return values.includes(true) ? true : values.includes(false) ? false : null;
}

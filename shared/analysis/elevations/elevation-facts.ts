import type { ActivationStep } from '../../catalogue/activity';
import { isPimService } from '../../catalogue/pim-service';
import type { AuditEvent, Mfa } from '../../domain/events/audit-event';
import type { Elevation } from '../../domain/events/elevation';
import { fold } from '../../domain/fold';
import { isSameObject, type Actor, type Principal, type Role, type Scope } from '../../domain/events/people';
import { firstKnown } from '../events/first-known';
import { eventOf } from '../events/known-events';
import { didFail } from '../events/results';
import type { Holding } from '../open-holdings';
import { eventsOf, type Chain } from './chains';

/** The facts that the events of one request state about it. */
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

/** Steps in the order in which their facts are trusted. */
const mostReliableFirst: readonly ActivationStep[] = [
  'completed',
  'requested',
  'approval-requested',
  'approved',
  'denied',
  'cancelled',
  'timed-out',
  'deactivated',
  'expired',
  'ended',
  'deactivation-requested',
];

/**
 * Returns the facts of a chain, each from the most reliable event that states it. They do not depend on the order in
 * which events arrived.
 * @param startedAt when the role came into force; null when it did not
 */
export function elevationFacts(chain: Chain, startedAt: Date | null): ElevationFacts {
  const all = eventsOfSteps(chain, mostReliableFirst);
  const requester = requesterEvents(chain);
  const accepted = requester.filter((event) => !didFail(event));
  const approval = chain.steps.find(({ activity, event }) => activity.step === 'approved' && !didFail(event));
  const denial = chain.steps.find(({ activity }) => activity.step === 'denied');
  // Of several approvers who differ, the denial counts unless the role came into force.
  const decision = startedAt === null ? (denial ?? approval) : (approval ?? denial);
  return {
    provider: all[0]?.provider ?? 'entra',
    initiator: initiatorOf(chain),
    approvedAt: decision === approval ? (approval?.event.at ?? null) : null,
    approver: approverOf(decision?.event.initiator ?? null),
    // A request that waited for its approver can state an end that passed before the start.
    plannedEndAt: firstKnown(all, ({ expirationTime }) =>
      expirationTime !== null && expirationTime > (startedAt ?? 0) ? expirationTime : null,
    ),
    justification: firstKnown(requester, (event) => event.justification),
    ticket: firstKnown(requester, (event) => event.ticket),
    // A refused attempt says nothing of the sign-in with which a later one was accepted.
    mfa: mfaOf(accepted.length > 0 ? accepted : requester),
    approvalRequired: anyTrue(all.map((event) => event.approvalRequired)),
    ipAddress: firstKnown(accepted.length > 0 ? accepted : requester, (event) => event.ipAddress),
  };
}

/**
 * The requester's own events, the request first: it states best why. In other events reason, ticket, MFA and address are those of an
 * approver or of PIM; so they are in a completion that names an approver as its author.
 */
function requesterEvents(chain: Chain): AuditEvent[] {
  const deciders = decidersOf(chain);
  const isByApprover = ({ initiator, principal, approvalRequired }: AuditEvent): boolean =>
    !isSameObject(initiator, principal) &&
    ((approvalRequired === true && !isPimService(initiator)) ||
      deciders.some((decider) => isSameObject(decider, initiator)));
  const completed = eventsOfSteps(chain, ['completed']).filter((event) => !isByApprover(event));
  return [...eventsOfSteps(chain, ['requested', 'approval-requested']), ...completed];
}

/** Who approved or denied. */
const decidersOf = (chain: Chain): (Actor | null)[] =>
  eventsOfSteps(chain, ['approved', 'denied']).map(({ initiator }) => initiator);

/** Returns whose role a chain is about, each fact from the most reliable event that states it. */
export function holdingOf(chain: Chain): Holding & { principal: Principal; role: Role; scope: Scope } {
  // A refused deactivation may be logged only as work on a request.
  const events = [...eventsOfSteps(chain, mostReliableFirst), ...eventsOf(chain).map(eventOf)];
  return {
    principal: onePrincipal(
      notTheApprover(
        chain,
        events.flatMap(({ principal }) => principal ?? []),
      ),
    ),
    role: {
      id: firstKnown(events, (event) => event.role?.id),
      name: firstKnown(events, (event) => event.role?.name),
    },
    scope: {
      id: firstKnown(events, (event) => event.scope?.id),
      name: firstKnown(events, (event) => event.scope?.name),
    },
    assignmentId: firstKnown(events, (event) => event.assignmentId),
  };
}

/** The principals without whoever approved or denied, unless that is the only one: an approver never becomes the holder. */
function notTheApprover(chain: Chain, principals: readonly Principal[]): readonly Principal[] {
  const deciders = decidersOf(chain);
  const others = principals.filter((who) => !deciders.some((decider) => isSameObject(decider, who)));
  return others.length > 0 ? others : principals;
}

/**
 * Returns the first principal with an id, completed by others with this id or with none: within a request, a principal
 * without an id counts as the same one. Facts of principals with different ids are never mixed.
 */
function onePrincipal(principals: readonly Principal[]): Principal {
  const subject = principals.find(({ id }) => id !== null) ?? principals[0];
  if (subject === undefined) return { id: null, name: null, upn: null, type: null };
  const same = principals.filter(({ id }) => id === null || fold(id) === fold(subject.id));
  const known = <K extends 'name' | 'upn' | 'type'>(key: K): Principal[K] | null =>
    subject[key] ?? same.find((other) => other[key] !== null)?.[key] ?? null;
  return { ...subject, name: known('name'), upn: known('upn'), type: known('type') };
}

/** The chain's events of some steps, in the order of those steps, then of time. */
function eventsOfSteps(chain: Chain, steps: readonly ActivationStep[]): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (const step of steps)
    for (const { activity, event } of chain.steps) if (activity.step === step) events.push(event);
  return events;
}

/** With an approver involved, the completed event may name the approver or PIM: then only the request counts. */
function initiatorOf(chain: Chain): Actor | null {
  const requested = eventsOfSteps(chain, ['requested', 'approval-requested']);
  const hasApprover = chain.steps.some(
    ({ activity, event }) => activity.step === 'approved' || event.approvalRequired === true,
  );
  const candidates = hasApprover ? requested : [...requested, ...eventsOfSteps(chain, ['completed'])];
  return firstKnown(candidates, (event) => (isPimService(event.initiator) ? null : event.initiator));
}

/** An application can approve or deny too (PIM custom extensions); PIM itself decides nothing. */
function approverOf(actor: Actor | null): Actor | null {
  return isPimService(actor) ? null : actor;
}

function mfaOf(events: readonly AuditEvent[]): Mfa {
  const recorded = events.map((event) => event.mfa);
  return recorded.includes('yes') ? 'yes' : recorded.includes('no') ? 'no' : 'not recorded';
}

function anyTrue(values: readonly (boolean | null)[]): boolean | null {
  return values.includes(true) ? true : values.includes(false) ? false : null;
}

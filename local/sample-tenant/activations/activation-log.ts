import type { ActivationPlan } from './activation-plan';
import type { TruthUpdate } from './activation-truth';
import type { EventWriter, PimFacts } from '../wire/event-writer';
import type { Random } from '../random';
import type { WireEvent } from '../wire/wire-event';

/** Collects the events of one activation, and what each of them changes about the truth. */
export interface ActivationLog {
  readonly plan: ActivationPlan;
  readonly random: Random;
  readonly events: readonly WireEvent[];
  readonly updates: readonly TruthUpdate[];
  /** Writes a PIM event of the activation; returns its time. Must be called in order of time. */
  add(event: ActivationEventFacts, facts?: TruthUpdate['facts']): Date;
  /** Writes the directory's own event of the same change: its twin. Azure resources have none. */
  addTwin(at: Date, removed: boolean): void;
  /** The `additionalDetails` of the requester's own events. */
  readonly requestDetails: Readonly<Record<string, string | undefined>>;
}

/** Facts of an event; member, role, scope and request default to those of the activation. */
export type ActivationEventFacts = Pick<PimFacts, 'activity' | 'at' | 'initiator'> & Partial<PimFacts>;

/** Returns the moment that many milliseconds later. */
export function later(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds);
}

/** Opens the log of an activation. */
export function openActivationLog(
  plan: ActivationPlan,
  requestId: string,
  writer: EventWriter,
  random: Random,
): ActivationLog {
  const { member, grant, justification, ticket, mfa, ipAddress } = plan;
  const events: WireEvent[] = [];
  const updates: TruthUpdate[] = [];
  return {
    plan,
    random,
    events,
    updates,
    add(of, facts = {}) {
      const event = writer.pim({ member, grant, requestId, ...of });
      events.push(event);
      updates.push({ at: of.at, eventId: event.id, facts });
      return of.at;
    },
    addTwin(at, removed) {
      if (grant.provider !== 'azure') events.push(writer.twin({ at, removed, member, grant }));
    },
    requestDetails: {
      Justification: justification ?? undefined,
      TicketNumber: ticket?.number ?? undefined,
      TicketSystem: ticket?.system ?? undefined,
      IsAuthenticatedWithMfa: { yes: random.pick(['true', 'True']), no: 'false', 'not recorded': undefined }[
        mfa
      ],
      IsActivationRequireApproval: String(grant.approval),
      oid: (plan.initiator ?? member).id,
      ipaddr: ipAddress ?? undefined,
    },
  };
}

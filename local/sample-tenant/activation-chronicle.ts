import type { ActivationPlan } from './activation-plan';
import type { Lesson } from './activation-truth';
import type { EventWriter, PimFacts } from './event-writer';
import type { Random } from './random';
import type { WireEvent } from './wire-event';

/** Collects the events of one activation, and what each of them makes true. */
export interface Chronicle {
  readonly plan: ActivationPlan;
  readonly random: Random;
  readonly events: readonly WireEvent[];
  readonly lessons: readonly Lesson[];
  /** Logs a PIM event of the activation and gives its time. Must be called in order of time. */
  log(facts: ChronicleFacts, teaches?: Lesson['teaches']): Date;
  /** Logs what the directory saw: PIM made or ended the membership. Azure resources have no such twin. */
  logTwin(at: Date, removed: boolean): void;
  /** What the requester's own events say in `additionalDetails`. */
  readonly asked: Readonly<Record<string, string | undefined>>;
}

/** Facts of an event; member, role, scope and request are those of the activation unless said otherwise. */
export type ChronicleFacts = Pick<PimFacts, 'activity' | 'at' | 'initiator'> & Partial<PimFacts>;

/** A moment so many milliseconds later. */
export function later(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds);
}

/** Opens the chronicle of an activation. */
export function openChronicle(
  plan: ActivationPlan,
  requestId: string,
  writer: EventWriter,
  random: Random,
): Chronicle {
  const { member, grant, justification, ticket, mfa, ipAddress } = plan;
  const events: WireEvent[] = [];
  const lessons: Lesson[] = [];
  return {
    plan,
    random,
    events,
    lessons,
    log(facts, teaches = {}) {
      const event = writer.pim({ member, grant, requestId, ...facts });
      events.push(event);
      lessons.push({ at: facts.at, eventId: event.id, teaches });
      return facts.at;
    },
    logTwin(at, removed) {
      if (grant.provider !== 'azure') events.push(writer.twin({ at, removed, member, grant }));
    },
    asked: {
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

import { openChronicle } from './activation-chronicle';
import { tellCourse } from './activation-course';
import type { ActivationPlan } from './activation-plan';
import { tellApproval, tellNoStart, tellRequest } from './activation-request';
import type { ActivationRecord } from './activation-truth';
import type { EventWriter } from './event-writer';
import type { Random } from './random';
import type { WireEvent } from './wire-event';

/** The events of one activation, and what is true of it. */
export interface ActivationStory {
  readonly record: ActivationRecord;
  readonly events: readonly WireEvent[];
  /** When member, role and scope are free again: nothing of this activation happens after it. */
  readonly until: Date;
}

/** Tells one activation from its request to its end, as PIM logs it. */
export function tellActivation(plan: ActivationPlan, writer: EventWriter, random: Random): ActivationStory {
  const requestId = random.uuid();
  const chronicle = openChronicle(plan, requestId, writer, random);
  const requested = tellRequest(chronicle);
  const starts = plan.answer === 'granted' || plan.answer === 'scheduled' || plan.answer === 'broken';
  const agreed = starts && plan.grant.approval ? tellApproval(chronicle, requested) : requested;
  const until = starts ? tellCourse(chronicle, agreed) : tellNoStart(chronicle, requested);
  const { member, grant, justification, ticket, mfa, ipAddress } = plan;
  const { events, lessons } = chronicle;
  return {
    record: {
      requestId,
      member,
      grant,
      requestedAt: plan.at,
      justification,
      ticket,
      mfa,
      ipAddress,
      lessons,
    },
    events,
    until,
  };
}

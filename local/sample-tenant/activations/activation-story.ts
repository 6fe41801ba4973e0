import { openActivationLog } from './activation-log';
import { writeTimeline } from './activation-timeline';
import type { ActivationPlan } from './activation-plan';
import { writeApproval, writeRefusal, writeRequest } from './activation-request';
import type { ActivationRecord } from './activation-truth';
import type { EventWriter } from '../wire/event-writer';
import type { Random } from '../random';
import type { WireEvent } from '../wire/wire-event';

/** The events of one activation, and its truth. */
export interface ActivationStory {
  readonly record: ActivationRecord;
  readonly events: readonly WireEvent[];
  /** When member, role and scope are free again: the activation has no event after it. */
  readonly until: Date;
}

/** Writes one activation from request to end, as PIM logs it. */
export function writeActivation(plan: ActivationPlan, writer: EventWriter, random: Random): ActivationStory {
  const requestId = random.uuid();
  const log = openActivationLog(plan, requestId, writer, random);
  const requested = writeRequest(log);
  const starts = plan.answer === 'granted' || plan.answer === 'scheduled' || plan.answer === 'broken';
  const agreed = starts && plan.grant.approval ? writeApproval(log, requested) : requested;
  const until = starts ? writeTimeline(log, agreed) : writeRefusal(log, requested);
  const { member, grant, justification, ticket, mfa, ipAddress } = plan;
  const { events, updates } = log;
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
      updates,
    },
    events,
    until,
  };
}

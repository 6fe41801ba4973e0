import { type Chronicle, later } from './activation-chronicle';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const refusals = [
  'RoleAssignmentRequestPolicyValidationFailed',
  'RoleAssignmentExists',
  'JustificationRule',
  'MfaRule',
];
const consents = ['ok', 'Approved', 'Approved as agreed in the morning call', 'Go ahead'];

/** Tells the request, and where the role asks for approval its forwarding. Gives the time of the last event. */
export function tellRequest(chronicle: Chronicle): Date {
  const { plan, random, asked } = chronicle;
  const { at, member, initiator = member, justification } = plan;
  const activity = 'Add member to role requested (PIM activation)';
  if (plan.answer === 'refused') {
    const reason = plan.refusal ?? random.pick(refusals);
    const refused = { activity, at, initiator, reason, result: 'failure', details: asked } as const;
    return chronicle.log(refused, { outcome: 'failed', failureReason: reason });
  }
  chronicle.log({ activity, at, initiator, reason: justification, details: asked });
  if (!plan.grant.approval) return at;
  return chronicle.log({
    activity: 'Add member to role approval requested (PIM activation)',
    at: later(at, random.integer(900, 2600)),
    initiator,
    reason: justification,
    details: { Justification: justification ?? undefined },
  });
}

/** Tells that an approver agreed, mostly after minutes or an hour, now and then at once. */
export function tellApproval(chronicle: Chronicle, after: Date): Date {
  const { random, plan } = chronicle;
  const { approver, by } = approverOf(chronicle);
  const waiting = random.chance(0.08) ? random.integer(20, 50) : random.integer(90, 5400);
  const at =
    plan.approvalSeconds === undefined
      ? later(after, waiting * second)
      : later(plan.at, plan.approvalSeconds * second);
  const reason = random.pick(consents);
  const approved = {
    activity: 'Add member to role request approved (PIM activation)',
    at,
    reason,
    ...by,
  } as const;
  return chronicle.log(approved, { approvedAt: at, approver });
}

/** Tells how a request came to nothing. Gives the time from which nothing more is heard of it. */
export function tellNoStart(chronicle: Chronicle, after: Date): Date {
  const { plan, random } = chronicle;
  switch (plan.answer) {
    case 'denied': {
      const { approver, by } = approverOf(chronicle);
      const at = later(after, random.integer(3, 90) * minute);
      const reason = 'Not without a change ticket.';
      const denied = {
        activity: 'Add member to role request denied (PIM activation)',
        at,
        reason,
        ...by,
      } as const;
      return chronicle.log(denied, { outcome: 'denied', approver });
    }
    case 'cancelled': {
      const at = plan.endsAt ?? later(after, random.integer(2, 40) * minute);
      const withdrawn = {
        activity: 'Add member to role canceled (PIM activation)',
        at,
        initiator: plan.member,
      } as const;
      return chronicle.log(withdrawn, { outcome: 'cancelled' });
    }
    case 'timed-out': {
      const at = later(plan.at, 24 * hour + random.integer(2, 50) * second);
      const expired = { activity: 'PIM activation request expired', at, initiator: 'PIM' } as const;
      return chronicle.log(expired, { outcome: 'timed-out' });
    }
    case 'unanswered':
      return later(plan.at, 26 * hour);
    default:
      return after;
  }
}

function approverOf({ plan: { approver } }: Chronicle) {
  const { id, name, upn, addresses } = approver;
  return {
    approver: { id, name, upn },
    by: { initiator: approver, details: { oid: id, ipaddr: addresses[0] } },
  };
}

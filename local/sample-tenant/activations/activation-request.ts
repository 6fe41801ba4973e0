import { type ActivationLog, later } from './activation-log';

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

/** Writes the request and, if the role needs approval, its forwarding. Returns the time of the last event. */
export function writeRequest(log: ActivationLog): Date {
  const { plan, random, requestDetails } = log;
  const { at, member, initiator = member, justification } = plan;
  const activity = 'Add member to role requested (PIM activation)';
  if (plan.answer === 'refused') {
    const reason = plan.refusal ?? random.pick(refusals);
    const refused = { activity, at, initiator, reason, result: 'failure', details: requestDetails } as const;
    return log.add(refused, { outcome: 'failed', failureReason: reason });
  }
  log.add({ activity, at, initiator, reason: justification, details: requestDetails });
  if (!plan.grant.approval) return at;
  return log.add({
    activity: 'Add member to role approval requested (PIM activation)',
    at: later(at, random.integer(900, 2600)),
    initiator,
    reason: justification,
    details: { Justification: justification ?? undefined },
  });
}

/** Writes an approval: mostly after minutes or an hour, sometimes at once. */
export function writeApproval(log: ActivationLog, after: Date): Date {
  const { random, plan } = log;
  const { approver, by } = approverOf(log);
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
  return log.add(approved, { approvedAt: at, approver });
}

/** Writes the events of a request that was not granted. Returns the time after which it has no more events. */
export function writeRefusal(log: ActivationLog, after: Date): Date {
  const { plan, random } = log;
  switch (plan.answer) {
    case 'denied': {
      const { approver, by } = approverOf(log);
      const at = later(after, random.integer(3, 90) * minute);
      const reason = 'Not without a change ticket.';
      const denied = {
        activity: 'Add member to role request denied (PIM activation)',
        at,
        reason,
        ...by,
      } as const;
      return log.add(denied, { outcome: 'denied', approver });
    }
    case 'cancelled': {
      const at = plan.endsAt ?? later(after, random.integer(2, 40) * minute);
      const withdrawn = {
        activity: 'Add member to role canceled (PIM activation)',
        at,
        initiator: plan.member,
      } as const;
      return log.add(withdrawn, { outcome: 'cancelled' });
    }
    case 'timed-out': {
      const at = later(plan.at, 24 * hour + random.integer(2, 50) * second);
      const expired = { activity: 'PIM activation request expired', at, initiator: 'PIM' } as const;
      return log.add(expired, { outcome: 'timed-out' });
    }
    case 'unanswered':
      return later(plan.at, 26 * hour);
    default:
      return after;
  }
}

function approverOf({ plan: { approver } }: ActivationLog) {
  const { id, name, upn, addresses } = approver;
  return {
    approver: { id, name, upn },
    by: { initiator: approver, details: { oid: id, ipaddr: addresses[0] } },
  };
}

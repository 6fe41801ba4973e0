import { type ActivationLog, later } from './activation-log';
import { wireTime } from '../wire/wire-time';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Writes the start of an activation and everything after it. Returns the time after which it has no more events. */
export function writeTimeline(log: ActivationLog, after: Date): Date {
  const { plan, random, requestDetails } = log;
  const wait = plan.answer === 'scheduled' ? random.integer(40, 300) * minute : random.integer(1200, 4000);
  const startTime = plan.startsAt ?? later(after, wait);
  const planned = later(startTime, plan.hours * hour);
  // PIM takes a moment to activate; the planned end counts from the requested start.
  const at = later(startTime, random.integer(150, 1900));
  const completed = {
    activity: 'Add member to role completed (PIM activation)',
    at,
    initiator: plan.member,
    details: {
      ...requestDetails,
      StartTime: wireTime(startTime, random.integer(1, 9999)),
      ExpirationTime: wireTime(planned, random.integer(1, 9999)),
    },
  } as const;
  const plannedEndAt = planned.toISOString();
  if (plan.answer === 'broken') {
    const reason = 'RoleAssignmentScheduleConflict';
    const failed = { ...completed, reason, result: 'failure' } as const;
    return log.add(failed, { outcome: 'failed', failureReason: reason, plannedEndAt });
  }
  const started = { ...completed, reason: plan.justification };
  log.add(started, { outcome: 'activated', startedAt: at, plannedEndAt });
  log.addTwin(later(at, random.integer(-1100, 2400)), false);
  return writeEnd(log, at, planned);
}

function writeEnd(log: ActivationLog, startedAt: Date, planned: Date): Date {
  const { plan, random } = log;
  if (plan.ending === 'no-event') return planned;
  if (plan.ending === 'expired') {
    const at = later(planned, random.integer(4800, 9300));
    const expired = {
      activity: 'Remove member from role (PIM activation expired)',
      at,
      initiator: 'PIM',
      details: { ActionType: 'Revoke' },
    } as const;
    log.addTwin(later(at, -random.integer(2000, 4500)), true);
    return log.add(expired, { endedAt: planned, endedBy: 'expired' });
  }
  if (plan.ending === 'too-soon') {
    log.add({
      activity: 'Process role removal request',
      at: later(startedAt, random.integer(40, 280) * second),
      initiator: plan.member,
      result: 'failure',
      reason: 'ActiveDurationTooShort',
    });
  }
  return writeDeactivation(log, startedAt, planned);
}

function writeDeactivation(log: ActivationLog, startedAt: Date, planned: Date): Date {
  const { plan, random } = log;
  const span = planned.getTime() - startedAt.getTime();
  const share = 0.25 + 0.6 * random.next();
  const asked = plan.endsAt ?? later(startedAt, Math.round(span * share));
  const foreign = plan.ending === 'foreign-by-assignment' || plan.ending === 'foreign-by-holder';
  const own = {
    ...(foreign && { requestId: random.uuid() }),
    withAssignmentId: plan.ending !== 'foreign-by-holder',
    initiator: plan.member,
  };
  log.add({ activity: 'Remove member from role requested (PIM deactivate)', at: asked, ...own });
  const at = later(asked, random.integer(700, 3200));
  const deactivated = { activity: 'Remove member from role completed (PIM deactivate)', at, ...own } as const;
  log.add(deactivated, { endedAt: at, endedBy: 'deactivated' });
  log.addTwin(later(at, random.integer(200, 2500)), true);
  return at;
}

import type { Activity } from '../../catalogue/activity';
import type { AuditEvent } from '../../domain/events/audit-event';
import { fold } from '../../domain/fold';
import { groupsByKey } from '../group-by';
import { holdOf } from './removals/removal-activities';
import { didFail } from './results';
import { roleEffectOf } from './role-effect';
import { isOtherPrincipal, isOtherRole } from './same-role';
import type { Grant } from './withdrawn-grants';

interface Classified {
  readonly event: AuditEvent;
  readonly activity: Activity | undefined;
}

interface Request {
  readonly event: AuditEvent;
  readonly activity: Activity;
}

/**
 * Returns PIM's events that put a role in force or take it away, each with what only its request states: the start, and
 * whether an extension or renewal is of an eligible or an active role. A grant can be scheduled: the directory then logs
 * its event at the start.
 */
export function grantsAmong(events: readonly Classified[]): Grant[] {
  const requests = events.filter(
    (each): each is Request =>
      each.activity !== undefined && !didFail(each.event) && isRequest(each.activity),
  );
  const byId = groupsByKey(requests, ({ event }) => fold(event.requestId));

  return events.flatMap(({ event, activity }): Grant[] => {
    const effect = activity === undefined || didFail(event) ? null : roleEffectOf(activity);
    // An event without a service is PIM's where its activity is.
    if (activity === undefined || effect === null || !['pim', ''].includes(fold(event.service))) return [];
    const id = fold(event.requestId);
    const own = (id === '' ? [] : (byId.get(id) ?? [])).filter(
      (request) =>
        !isOtherPrincipal(request.event.principal, event.principal) &&
        !isOtherRole(request.event.role, event.role),
    );
    const assignment = effect.assignment === 'either' ? own[0] && holdOf(own[0].activity) : effect.assignment;
    const requested = own.find((request) => request.event.startTime !== null)?.event.startTime;
    const start = effect.effect === 'assigned' ? (event.startTime ?? requested) : null;
    const at = Math.max(event.at.getTime(), start?.getTime() ?? -Infinity);
    return [{ event, activity, effect: effect.effect, assignment: assignment ?? 'either', at }];
  });
}

function isRequest(activity: Activity): boolean {
  if (activity.family === 'activation') return activity.step === 'requested';
  return (
    activity.family === 'assignment' && activity.step === 'requested' && !activity.kind.endsWith('-removed')
  );
}

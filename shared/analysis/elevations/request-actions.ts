import { classify } from '../../catalogue/activities';
import type { Activity } from '../../catalogue/activity';
import { isPimService } from '../../catalogue/pim-service';
import type { AuditEvent } from '../../domain/events/audit-event';
import type { RequestAction } from '../../domain/events/elevation';
import { didFail } from '../events/results';

/**
 * Returns what people and apps did with a request or an activation after it was made. PIM's own steps are left out.
 * @param events those of the request and of its end, in order of time
 */
export function requestActionsOf(events: readonly AuditEvent[]): RequestAction[] {
  return events.flatMap((event): RequestAction[] => {
    const { initiator: by, at } = event;
    const action = actionOf(classify(event.activity));
    if (action === null || by === null || isPimService(by)) return [];
    return [{ action, by, at, didFail: didFail(event) }];
  });
}

/** Removals of an assignment that end an activation are changes of their own. */
function actionOf(activity: Activity | undefined): RequestAction['action'] | null {
  if (activity?.family === 'request') {
    if (activity.of === 'removal') return activity.kind === 'request-processed' ? 'ended' : null;
    return activity.kind === 'request-cancelled' ? 'cancelled' : null;
  }
  if (activity?.family !== 'activation') return null;
  const { step } = activity;
  if (step === 'approved' || step === 'denied' || step === 'cancelled') return step;
  return step === 'deactivation-requested' || step === 'deactivated' ? 'ended' : null;
}

import { classify } from '../../catalogue/activities';
import type { Activity } from '../../catalogue/activity';
import { isPimService } from '../../catalogue/pim-service';
import type { AuditEvent } from '../../domain/events/audit-event';
import type { Handling } from '../../domain/events/elevation';
import { didFail } from '../events/results';

/**
 * Returns what people and apps did with a request or an activation after it was made.
 * @param events those of the request and of its end, in order of time
 */
export function handlingsOf(events: readonly AuditEvent[]): Handling[] {
  return events.flatMap((event): Handling[] => {
    const { initiator: by, at } = event;
    const did = handlingBy(classify(event.activity));
    return did === null || by === null || isPimService(by) ? [] : [{ did, by, at, didFail: didFail(event) }];
  });
}

/** Removals of an assignment that end an activation are changes of their own. */
function handlingBy(activity: Activity | undefined): Handling['did'] | null {
  if (activity?.family === 'request') {
    if (activity.of === 'removal') return activity.kind === 'request-processed' ? 'ended' : null;
    return activity.kind === 'request-cancelled' ? 'cancelled' : null;
  }
  if (activity?.family !== 'activation') return null;
  const { step } = activity;
  if (step === 'approved' || step === 'denied' || step === 'cancelled') return step;
  return step === 'deactivation-requested' || step === 'deactivated' ? 'ended' : null;
}

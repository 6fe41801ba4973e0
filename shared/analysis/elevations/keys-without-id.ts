import type { ActivationStep } from '../../catalogue/activity';
import { maxAnswerTime } from '../../domain/events/elevation';
import { isOf, type KnownEvent } from '../events/known-events';
import { didFail } from '../events/results';
import { createOpenHoldings, type OpenHolding } from '../open-holdings';

/** A request that no event gave an id. */
interface OpenRequest extends OpenHolding {
  readonly key: string;
}

const answers: readonly ActivationStep[] = ['completed', 'denied', 'cancelled', 'timed-out'];
const between: readonly ActivationStep[] = ['approval-requested', 'approved'];

/**
 * Returns keys for the steps of activations whose events carry no request id, by event id: a step belongs to the latest
 * unanswered request of the same principal, role and scope. A step without such a request has no key here. Events must be
 * in order of time.
 */
export function keysWithoutId(events: readonly KnownEvent[]): ReadonlyMap<string, string> {
  const open = createOpenHoldings<OpenRequest>();
  const keys = new Map<string, string>();
  for (const known of events) {
    const { event } = known;
    if (event.requestId !== null || !isOf(known, 'activation')) continue;
    const { step } = known.activity;
    const at = event.at.getTime();
    const { principal, role, scope, assignmentId } = event;
    if (step === 'requested' && !didFail(event)) {
      open.add({ principal, role, scope, assignmentId, key: event.id, until: at + maxAnswerTime });
    } else if (answers.includes(step) || between.includes(step)) {
      const request = open.find(event, at);
      if (request === undefined) continue;
      keys.set(event.id, request.key);
      if (answers.includes(step) && !didFail(event)) request.until = at;
    }
  }
  return keys;
}

import {
  startLoopbackServer,
  type Answer,
  type FaultScript,
  type LoopbackServer,
  type ReceivedRequest,
} from '../loopback-server';
import { cardProblems } from './adaptive-card';

/** A message that the flow was started with. */
export interface TeamsDelivery {
  readonly message: unknown;
  /** Why Teams will not show it; empty when it will. The sender never hears of it. */
  readonly problems: readonly string[];
}

/** A running Teams workflow. */
export interface TeamsReceiver extends LoopbackServer {
  /** The URL that goes into ALERTS. */
  readonly webhook: string;
  readonly deliveries: readonly TeamsDelivery[];
}

export interface ReceiverOptions {
  readonly clock?: (() => Date) | undefined;
  readonly faults?: FaultScript | undefined;
}

export interface TeamsOptions extends ReceiverOptions {
  /** Called with each message that is accepted. */
  readonly onDelivery?: ((delivery: TeamsDelivery) => void) | undefined;
}

/** What Teams takes of a message, in bytes. */
const maxBytes = 28 * 1024;
const path = '/workflows/0f5a7c2d/triggers/manual/paths/invoke';
const signature = 'local-signature';

/**
 * Starts a server on 127.0.0.1 that behaves as the webhook of a Teams workflow: whatever JSON comes with the right
 * signature is accepted with 202, and only afterwards, in the flow's own run, turns out to be a card or not.
 */
export async function startTeamsReceiver(options: TeamsOptions = {}): Promise<TeamsReceiver> {
  const clock = options.clock ?? (() => new Date());
  const deliveries: TeamsDelivery[] = [];

  function answer({ method, url, body }: ReceivedRequest): Answer {
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    if (pathname !== path) return failure(404, 'WorkflowNotFound', 'The workflow could not be found.');
    if (method !== 'POST') return failure(405, 'MethodNotAllowed', 'Only POST starts this workflow.');
    if (searchParams.get('sig') !== signature)
      return failure(401, 'DirectApiAuthorizationRequired', 'The request has no valid signature.');
    const message = parsed(body);
    if (message === undefined)
      return failure(400, 'InvalidRequestContent', 'The request content is not valid JSON.');
    const tooLarge = body.length > maxBytes ? [`message: is larger than ${maxBytes / 1024} KB`] : [];
    const delivery = { message, problems: [...tooLarge, ...cardProblems(message)] };
    deliveries.push(delivery);
    options.onDelivery?.(delivery);
    return { status: 202, body: '' };
  }

  const server = await startLoopbackServer({ clock, answer, faults: options.faults });
  return { ...server, webhook: `${server.url}${path}?api-version=1&sp=run&sig=${signature}`, deliveries };
}

const failure = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
